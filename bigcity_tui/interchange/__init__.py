"""The record in other formats, a module for each family; nothing here touches a record or a pack.

A new format is a function that writes it, from `Outgoing` to `Exported`, with a line in `EXPORTS`,
or one that reads it, with one in `reader.py`; a table is a line in `service_tables.DIALECTS`.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bigcity_tui.interchange.outgoing import Exported, Outgoing

OWN = "json"
EXPORTS = {
    OWN: "own.write",
    "csv": "outgoing.write_csv",
    "markdown": "outgoing.write_markdown",
    "svg": "card.write",
    "trakt": "trakt.write",
    "trakt-csv": "trakt.write_csv",
}
"""What writes each format: a function of a module that is loaded when it is used."""
NAMING = ("markdown", "svg")
"""The formats that name what is open in the pack."""


def write(name: str, outgoing: "Outgoing") -> "Exported":
    module, function = EXPORTS[name].split(".")
    exported: Exported = getattr(import_module(f"{__name__}.{module}"), function)(outgoing)
    return exported
