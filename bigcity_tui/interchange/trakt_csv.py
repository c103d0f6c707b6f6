"""Trakt's CSV, in and out: a row for every viewing, and one for every rating.

Most imports of such files fail for the names of their columns, so each column that is understood
is named, and several spellings are.
"""

from collections.abc import Iterator

from bigcity_tui.domain.history import episode_number
from bigcity_tui.domain.series import Series
from bigcity_tui.domain.text import clean_line
from bigcity_tui.interchange.import_file import ImportFile, Row
from bigcity_tui.interchange.incoming import ImportRow, Incoming, gather
from bigcity_tui.interchange.outgoing import Exported, Outgoing, csv_text, harmless
from bigcity_tui.interchange.shows import SERVICES, Show, ids_of
from bigcity_tui.interchange.trakt import traktable

TITLE = "Trakt (CSV)"

COLUMNS = {
    "type": "type",
    "action": "action",
    "title": "title",
    "name": "title",
    "year": "year",
    **{service: service for service in SERVICES},
    **{f"{service}_id": service for service in SERVICES},
    "watched_at": "watched_at",
    "date_watched": "watched_at",
    "listed_at": "listed_at",
    "watchlisted_at": "listed_at",
    "rating": "rating",
    "rated_at": "rated_at",
    "season": "season",
    "season_number": "season",
    "episode": "episode",
    "episode_number": "episode",
}
"""The names of columns, in lower case, and what each of them means."""

_KINDS = {"tv": "show", "series": "show", "film": "movie"}
_HEAD = (
    *("type", "title", "year", "trakt_id", "imdb_id", "tmdb_id", "tvdb_id"),
    *("watched_at", "rating", "rated_at", "season", "episode"),
)


def detect(file: ImportFile) -> bool:
    """Whether a file may be such a table, by the meanings of its columns."""
    meanings = {COLUMNS.get(name) for name in file.columns}
    return bool(meanings & {"title", *SERVICES} and meanings & {"watched_at", "rating", "action"})


def read(file: ImportFile, series: Series) -> Incoming:
    """Read such a table."""
    return gather(TITLE, map(_row, file.rows(COLUMNS)), file, series, COLUMNS)


def write(outgoing: Outgoing) -> Exported:
    """Write the table."""
    return Exported(csv_text(_HEAD, _cells(outgoing)), traktable(outgoing).notices)


def _cells(outgoing: Outgoing) -> Iterator[list[object]]:
    known, ids = traktable(outgoing), ids_of(outgoing.series)
    show = [harmless(clean_line(outgoing.series.title)), outgoing.series.year]
    show += [ids.get(service, "") for service in SERVICES]
    for number, at in known.plays:
        yield ["episode", *show, at, "", "", 1, number]
    for item, points, rated_at in known.ratings:
        about = episode_number(item)
        kind, place = ("show", ["", ""]) if about is None else ("episode", [1, about])
        yield [kind, *show, "", points, rated_at or "", *place]


def _row(row: Row) -> ImportRow:
    kind = row.get("type").lower()
    kind = _KINDS.get(kind, kind)
    if kind in ("", "show"):
        kind = "episode" if row.get("episode") else "show"
    year, at = row.get("year"), row.get("watched_at")
    return ImportRow(
        row.place,
        Show(
            row.get("title"),
            int(year) if len(year) == 4 and year.isascii() and year.isdigit() else None,
            {service: row.get(service) for service in SERVICES if row.get(service)},
        ),
        kind=kind,
        season=row.get("season"),
        number=row.get("episode"),
        watched=bool(at) or row.get("action").lower() == "watch",
        watched_at=at,
        rating=row.get("rating"),
        rated_at=row.get("rated_at"),
    )
