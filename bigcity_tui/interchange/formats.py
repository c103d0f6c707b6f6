"""The registry of formats, and import and export through it."""

from collections.abc import Callable
from dataclasses import dataclass

from bigcity_tui.domain.errors import FileError
from bigcity_tui.domain.series import Series
from bigcity_tui.domain.text import listed
from bigcity_tui.files.problems import shown
from bigcity_tui.interchange import markdown, own, trakt, trakt_csv, tv_time, viewings_csv
from bigcity_tui.interchange.import_file import ImportFile, ReportProgress
from bigcity_tui.interchange.incoming import Incoming
from bigcity_tui.interchange.outgoing import Exported, Outgoing

OWN = "json"
"""The format that has everything."""

MARKDOWN = "markdown"
"""The only format that names what is open in the pack."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format of files, for import, export or both.

    `name` is what the command line calls it, `title` what a person reads. `detect` tells a file by
    what is in it; `files` names those that can be imported, for whoever has another one.
    """

    name: str
    title: str
    files: str = ""
    detect: Callable[[ImportFile], bool] = lambda _: False
    read: Callable[[ImportFile, Series], Incoming] | None = None
    write: Callable[[Outgoing], Exported] | None = None


FORMATS = (
    Format(OWN, own.TITLE, "our own JSON", own.detect, own.read, own.write),
    Format("csv", viewings_csv.TITLE, "", viewings_csv.detect, viewings_csv.read,
           viewings_csv.write),
    Format(MARKDOWN, markdown.TITLE, write=markdown.write),
    Format("trakt", trakt.TITLE, trakt.FILES, trakt.detect, trakt.read, trakt.write),
    Format("tv-time", tv_time.EPISODES_TITLE, "TV Time's tvtime-series-episodes.csv",
           tv_time.detect_episodes, tv_time.read_episodes),
    Format("tv-time-tracking", tv_time.TRACKING_TITLE, "TV Time's tracking-prod-records-v2.csv",
           tv_time.detect_tracking, tv_time.read_tracking),
    # Last, since it knows a table by a title and a date alone, which others have too.
    Format("trakt-csv", trakt_csv.TITLE, "Trakt's CSV", trakt_csv.detect, trakt_csv.read,
           trakt_csv.write),
)  # fmt: skip
"""All formats. A file is of the first one that detects it."""

EXPORTS = {each.name: each.write for each in FORMATS if each.write}
"""How a record is written, by the name of the format."""


def detect(file: ImportFile) -> Format | None:
    """Return the format of a file, if it is known."""
    return next((each for each in FORMATS if each.detect(file)), None)


def read(
    name: str, data: bytes, series: Series, report_progress: ReportProgress | None = None
) -> Incoming:
    """Read a file of any known format.

    Args:
        name: The name of the file in messages.
        data: The bytes of the file.
        series: The series whose rows are wanted.
        report_progress: Called now and then with the rows read, and about how many there are.

    Returns:
        What the file says of the series.

    Raises:
        FileError: One line, if the file is damaged or of no known format; nothing else.
    """
    file = ImportFile(name, data, report_progress)
    found = detect(file)
    if found is None or found.read is None:
        raise FileError(f"{name}: {_unknown(file)}: known are {_known()}")
    return found.read(file, series)


def export(name: str, outgoing: Outgoing) -> Exported:
    """Return a record in the format of a name, which is one of `EXPORTS`."""
    return EXPORTS[name](outgoing)


def _unknown(file: ImportFile) -> str:
    if file.table is None:
        return "is JSON of no known format"
    names = [shown(each) for each in file.table.names if each in trakt_csv.COLUMNS]
    understood = listed(names) if names else "none"
    return f"is no table of a known format (columns understood: {understood})"


def _known() -> str:
    return listed([each.files for each in FORMATS if each.files])
