"""The registry of formats, whose modules are loaded when they are used."""

from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from bigcity_tui.interchange.outgoing import Exported, Outgoing

OWN = "json"
NAMING = ("markdown", "svg")
"""The formats that name what is open in the pack."""


class Format(NamedTuple):
    """A format, and the module and function that write and that read it, and no other `files`."""

    name: str
    write: str = ""
    read: str = ""
    files: str = ""


FORMATS = (
    Format(OWN, "own.write", "own.read", "our own JSON"),
    Format("csv", "outgoing.write_csv"),
    Format("markdown", "outgoing.write_markdown"),
    Format("svg", "card.write"),
    Format("trakt", "trakt.write"),
    Format("trakt-csv", "trakt.write_csv"),
    Format("services-json", read="service_json.read", files="JSON of Trakt, TV Time and Simkl"),
    Format("services-csv", read="service_tables.read",
           files="tables (CSV) of Trakt, TV Time, Yamtrack and Simkl"),
)  # fmt: skip
EXPORTS = {each.name: each.write for each in FORMATS if each.write}


def write(name: str, outgoing: "Outgoing") -> "Exported":
    exported: Exported = function(EXPORTS[name])(outgoing)
    return exported


def function(name: str) -> Any:
    module, function = name.split(".")
    return getattr(import_module(f"bigcity_tui.interchange.{module}"), function)
