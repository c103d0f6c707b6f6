"""The forms in which a record goes out, by their names."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bigcity_tui.domain.history import fold
from bigcity_tui.domain.operations import Operation
from bigcity_tui.domain.series import Series
from bigcity_tui.interchange import markdown, own, trakt, trakt_csv, viewings_csv

OWN = "json"
"""The form that has everything."""

MARKDOWN = "markdown"
"""The only form that names what is open in the pack."""

Writer = Callable[[Series, tuple[Operation, ...], Mapping[int, str]], "Exported"]
"""Makes a form of a record; the mapping has the headings that are open, by episode."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A record in another form: the text of a file, and notices on what it could not hold."""

    text: str
    notices: tuple[str, ...] = ()


FORMS: dict[str, Writer] = {
    OWN: lambda series, operations, _: Exported(own.write(series, operations)),
    "csv": lambda _, operations, __: Exported(viewings_csv.write(fold(operations))),
    MARKDOWN: lambda series, operations, headings: Exported(
        markdown.write(series, headings, fold(operations))
    ),
    "trakt": lambda series, operations, _: Exported(*trakt.write(series, operations)),
    "trakt-csv": lambda series, operations, _: Exported(*trakt_csv.write(series, operations)),
}
"""How each form is made, by its name on the command line."""


def exported(
    form: str, series: Series, operations: Iterable[Operation], headings: Mapping[int, str]
) -> Exported:
    """The record of a series in a form; `headings` are those of the open episodes, by number."""
    return FORMS[form](series, tuple(operations), headings)
