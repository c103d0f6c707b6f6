"""The registry of formats, whose modules are loaded when they are used."""

from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from bigcity_tui.interchange.import_file import ImportFile
    from bigcity_tui.interchange.incoming import Incoming, Wanted
    from bigcity_tui.interchange.outgoing import Exported, Outgoing

OWN = "json"
CARD = "svg"
NAMING = ("markdown", CARD)
"""The formats that name what is open in the pack."""


class Format(NamedTuple):
    """A format, and the module and function that write and that read it, and no other `files`."""

    name: str
    write: str = ""
    read: str = ""
    files: str = ""


FORMATS = (
    Format(OWN, "own.write", "own.read", "our own JSON"),
    Format("csv", "readable.write_csv"),
    Format("markdown", "readable.write_markdown"),
    Format(CARD, "card.write"),
    Format("trakt", "trakt.write"),
    Format("trakt-csv", "trakt.write_csv"),
    Format("services-json", read="service_json.read", files="JSON of Trakt, TV Time and Simkl"),
    Format("services-csv", read="service_tables.read",
           files="tables (CSV) of Trakt, TV Time, Yamtrack and Simkl"),
)  # fmt: skip
EXPORTS = {each.name: each.write for each in FORMATS if each.write}


def write(name: str, outgoing: "Outgoing") -> "Exported":
    exported: Exported = _function(EXPORTS[name])(outgoing)
    return exported


def read(file: "ImportFile", wanted: "Wanted") -> "Incoming | None":
    found = (_function(each.read)(file, wanted) for each in FORMATS if each.read)
    return next((each for each in found if each is not None), None)


def _function(name: str) -> Any:
    module, function = name.split(".")
    return getattr(import_module(f"bigcity_tui.interchange.{module}"), function)
