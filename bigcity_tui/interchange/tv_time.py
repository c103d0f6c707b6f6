"""The two files that TV Time left its users; the service closed on 15 July 2026.

`tvtime-series-episodes.csv` has a row per episode. In `tracking-prod-records-v2.csv`, which came
with a request for all data, the column `key` says what a row is about. Real files lack some
columns, so each is looked up by its name.
"""

from collections.abc import Iterable, Iterator

from bigcity_tui.interchange.entries import Entry
from bigcity_tui.interchange.matching import Who
from bigcity_tui.interchange.table import Row

EPISODES_FORM = "TV Time (episodes)"
TRACKING_FORM = "TV Time (tracking records)"
"""How the two files are named to a person."""

EPISODES = {
    "series_tvdb_id": "tvdb",
    "series_imdb_id": "imdb",
    "title": "title",
    "season": "season",
    "episode": "episode",
    "is_watched": "is_watched",
    "watched_at": "watched_at",
    "rewatch_count": "again",
    "special": "special",
}
"""The columns of the one file, and what each of them means."""

TRACKING = {
    "key": "key",
    "s_id": "tvdb",
    "s_no": "season",
    "season_number": "season",
    "ep_no": "episode",
    "episode_number": "episode",
    "series_name": "title",
    "created_at": "watched_at",
    "rewatch_count": "again",
}
"""The columns of the other; where two mean the same, the first that is filled in counts."""

_TRUE = ("true", "1", "yes")


def is_episodes(names: set[str]) -> bool:
    """Whether a table with these columns is the list of episodes."""
    return bool(names & {"is_watched", "series_tvdb_id", "series_uuid"}) and names >= {
        "title",
        "episode",
    }


def is_tracking(names: set[str]) -> bool:
    """Whether a table with these columns is that of tracking records."""
    return names >= {"key", "series_name"}


def episodes(rows: Iterable[Row]) -> Iterator[Entry]:
    """The rows of the list of episodes."""
    for row in rows:
        at = row.get("watched_at")
        # Where the column is missing, a date says as much.
        said = row.get("is_watched").lower() if row.has("is_watched") else str(bool(at)).lower()
        special = row.get("special").lower() in _TRUE
        yield Entry(
            row.place,
            Who(row.get("title"), ids=_ids(row)),
            season="0" if special else row.get("season"),
            number=row.get("episode"),
            watched=said in _TRUE,
            watched_at=at,
            again=row.get("again"),
        )


def tracking(rows: Iterable[Row]) -> Iterator[Entry]:
    """The tracking records; those that are no viewing of an episode say nothing here."""
    for row in rows:
        key = row.get("key")
        yield Entry(
            row.place,
            Who(row.get("title"), ids=_ids(row)),
            season=row.get("season"),
            number=row.get("episode"),
            watched=key.startswith(("watch-episode", "rewatch-episode")),
            watched_at=row.get("watched_at"),
            again=row.get("again"),
        )


def _ids(row: Row) -> dict[str, str]:
    return {service: row.get(service) for service in ("tvdb", "imdb") if row.get(service)}
