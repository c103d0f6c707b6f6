"""Trakt's CSV, in and out: a row for every viewing, and one for every rating.

Most imports of such files fail for the names of their columns, so each column that is understood
is named, and several spellings are.
"""

import csv
import io
from collections.abc import Iterable, Iterator

from bigcity_tui.domain.history import episode_number
from bigcity_tui.domain.operations import Operation
from bigcity_tui.domain.series import Series
from bigcity_tui.domain.text import clean_line
from bigcity_tui.interchange.entries import Entry
from bigcity_tui.interchange.matching import SERVICES, Who, ids_of
from bigcity_tui.interchange.table import Row
from bigcity_tui.interchange.trakt import sent_of
from bigcity_tui.interchange.viewings_csv import harmless

FORM = "Trakt (CSV)"
"""How the format is named to a person."""

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


def write(series: Series, operations: Iterable[Operation]) -> tuple[str, tuple[str, ...]]:
    """The table as CSV text, and what it could not hold."""
    sent = sent_of(operations, series.episodes)
    ids = ids_of(series)
    title = harmless(clean_line(series.title))
    known = [title, series.year, *(ids.get(service, "") for service in SERVICES)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_HEAD)
    for play in sent.plays:
        writer.writerow(["episode", *known, play.at, "", "", 1, play.episode])
    for rated in sent.ratings:
        number = episode_number(rated.item)
        kind, place = ("show", ["", ""]) if number is None else ("episode", [1, number])
        writer.writerow([kind, *known, "", rated.points, rated.at or "", *place])
    return text.getvalue(), sent.notices


def is_trakt(means: set[str]) -> bool:
    """Whether a table whose columns mean this may be Trakt's."""
    return bool(means & {"title", *SERVICES} and means & {"watched_at", "rating", "action"})


def entries(rows: Iterable[Row]) -> Iterator[Entry]:
    """The rows of such a table."""
    for row in rows:
        kind = row.get("type").lower()
        kind = _KINDS.get(kind, kind)
        if kind in ("", "show"):
            kind = "episode" if row.get("episode") else "show"
        year = row.get("year")
        at = row.get("watched_at")
        yield Entry(
            row.place,
            Who(
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
