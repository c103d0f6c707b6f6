"""The registry of formats: the names of all, and where each is read and written.

Their modules are loaded when they are used, so that the command line can name them at once.
"""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from bigcity_tui.interchange.import_file import ImportFile
    from bigcity_tui.interchange.incoming import Incoming, Wanted
    from bigcity_tui.interchange.outgoing import Exported, Outgoing

OWN = "json"
MARKDOWN = "markdown"
"""The only format that names what is open in the pack."""


class Format(NamedTuple):
    """A format of files, for import, export or both.

    `name` is what the command line calls it; `write` the module and function that write it; `read`
    the module whose `detect` tells a file by what is in it, and whose `read` reads it; `files`
    names those that can be imported, for whoever has another one.
    """

    name: str
    write: str = ""
    read: str = ""
    files: str = ""


FORMATS = (
    Format(OWN, "own.write", "own", "our own JSON"),
    Format("csv", "viewings_csv.write"),
    Format(MARKDOWN, "markdown.write"),
    Format("trakt", "trakt.write"),
    Format("trakt-csv", "trakt.write_csv"),
    Format("services-json", read="service_json", files="JSON of Trakt, TV Time and Simkl"),
    Format("services-csv", read="service_tables",
           files="tables (CSV) of Trakt, TV Time, Yamtrack and Simkl"),
)  # fmt: skip
EXPORTS = {each.name: each.write for each in FORMATS if each.write}


def write(name: str, outgoing: "Outgoing") -> "Exported":
    module, function = EXPORTS[name].split(".")
    exported: Exported = getattr(_module(module), function)(outgoing)
    return exported


def reader_of(file: "ImportFile") -> "Callable[[ImportFile, Wanted], Incoming] | None":
    """Return what reads a file, told by what is in it; None where no format does."""
    modules = (_module(each.read) for each in FORMATS if each.read)
    return next((module.read for module in modules if module.detect(file)), None)


def _module(name: str) -> Any:
    return import_module(f"bigcity_tui.interchange.{name}")
