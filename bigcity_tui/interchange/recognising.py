"""Telling formats apart by what is in a file, and reading whichever it is."""

from bigcity_tui.domain.errors import FileError
from bigcity_tui.domain.series import Series
from bigcity_tui.domain.text import listed
from bigcity_tui.files.json_text import Limits, parse_json
from bigcity_tui.files.problems import shown
from bigcity_tui.files.reading import refuse
from bigcity_tui.interchange import own, trakt, trakt_csv, tv_time, viewings_csv
from bigcity_tui.interchange.entries import Incoming, Progress, gather
from bigcity_tui.interchange.table import Table

MOST_BYTES = 32_000_000
"""The largest file that is taken, in bytes: what one of 50,000 viewings needs as Trakt's JSON."""

_LIMITS = Limits(MOST_BYTES, values=2_000_000, digits=16)
_MARK = b"\xef\xbb\xbf"
_KNOWN = (
    "known are our own JSON, Trakt's watched-history.json, ratings-episodes.json and"
    " ratings-shows.json, Trakt's CSV, and TV Time's tvtime-series-episodes.csv and"
    " tracking-prod-records-v2.csv"
)


def read(name: str, data: bytes, series: Series, progress: Progress | None = None) -> Incoming:
    """What a file, by its bytes, says of a series; `name` stands for it in what is said.

    Raises FileError, one line, if it is damaged or of no known format; nothing else.
    """
    data = data.removeprefix(_MARK)
    if data.lstrip()[:1] in (b"{", b"["):
        return _read_json(name, data, series, progress)
    if not data.strip():
        refuse(name, "is empty")
    return _read_table(name, data, series, progress)


def _read_json(name: str, data: bytes, series: Series, progress: Progress | None) -> Incoming:
    value = parse_json(name, data, _LIMITS)
    if own.is_own(value):
        operations = own.read(name, data, value, series)
        rows = len(operations)
        return Incoming(own.FORM, rows=rows, matched=rows, operations=operations)
    if isinstance(value, list) and trakt.is_trakt(value):
        entries = trakt.entries(value)
        return gather(trakt.FORM, entries, series, total=len(value), progress=progress)
    raise FileError(f"{name}: is JSON of no known format: {_KNOWN}")


def _read_table(name: str, data: bytes, series: Series, progress: Progress | None) -> Incoming:
    table = Table(name, data)
    names = set(table.names)
    if tv_time.is_tracking(names):
        form, meanings, entries = tv_time.TRACKING_FORM, tv_time.TRACKING, tv_time.tracking
    elif tv_time.is_episodes(names):
        form, meanings, entries = tv_time.EPISODES_FORM, tv_time.EPISODES, tv_time.episodes
    elif trakt_csv.is_trakt({trakt_csv.COLUMNS.get(each, "") for each in names}):
        form, meanings, entries = trakt_csv.FORM, trakt_csv.COLUMNS, trakt_csv.entries
    elif viewings_csv.is_this(names):
        raise FileError(f"{name}: is our own CSV, which is for spreadsheets: import the JSON")
    else:
        known = [shown(each) for each in table.names if each in trakt_csv.COLUMNS]
        raise FileError(
            f"{name}: is no table of a known format (columns understood:"
            f" {listed(known) if known else 'none'}): {_KNOWN}"
        )
    return gather(
        form,
        entries(table.rows(meanings)),
        series,
        total=table.lines,
        progress=progress,
        columns=tuple(each for each in table.names if each in meanings),
        strange=tuple(shown(each) for each in table.names if each and each not in meanings),
    )
