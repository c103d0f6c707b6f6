"""The two files that TV Time left its users; the service closed on 15 July 2026.

`tvtime-series-episodes.csv` has a row per episode. In `tracking-prod-records-v2.csv`, which came
with a request for all data, the column `key` says what a row is about. Real files lack some
columns, so each is looked up by its name.
"""

from bigcity_tui.domain.series import Series
from bigcity_tui.interchange.import_file import ImportFile, Row
from bigcity_tui.interchange.incoming import ImportRow, Incoming, gather
from bigcity_tui.interchange.shows import Show

EPISODES_TITLE = "TV Time (episodes)"
TRACKING_TITLE = "TV Time (tracking records)"

_EPISODES = {
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

_TRACKING = {
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


def detect_episodes(file: ImportFile) -> bool:
    """Whether a file is the list of episodes."""
    some, all_of = {"is_watched", "series_tvdb_id", "series_uuid"}, {"title", "episode"}
    return bool(file.columns & some) and file.columns >= all_of


def read_episodes(file: ImportFile, series: Series) -> Incoming:
    """Read the list of episodes."""
    rows = map(_episode, file.rows(_EPISODES))
    return gather(EPISODES_TITLE, rows, file, series, _EPISODES)


def detect_tracking(file: ImportFile) -> bool:
    """Whether a file has the tracking records."""
    return file.columns >= {"key", "series_name"}


def read_tracking(file: ImportFile, series: Series) -> Incoming:
    """Read the tracking records; those that are no viewing of an episode say nothing here."""
    rows = map(_record, file.rows(_TRACKING))
    return gather(TRACKING_TITLE, rows, file, series, _TRACKING)


def _episode(row: Row) -> ImportRow:
    at = row.get("watched_at")
    # Where the column is missing, a date says as much.
    watched = row.get("is_watched").lower() in _TRUE if row.has("is_watched") else bool(at)
    special = row.get("special").lower() in _TRUE
    return ImportRow(
        row.place,
        _show(row),
        season="0" if special else row.get("season"),
        number=row.get("episode"),
        watched=watched,
        watched_at=at,
        again=row.get("again"),
    )


def _record(row: Row) -> ImportRow:
    return ImportRow(
        row.place,
        _show(row),
        season=row.get("season"),
        number=row.get("episode"),
        watched=row.get("key").startswith(("watch-episode", "rewatch-episode")),
        watched_at=row.get("watched_at"),
        again=row.get("again"),
    )


def _show(row: Row) -> Show:
    ids = {service: row.get(service) for service in ("tvdb", "imdb") if row.get(service)}
    return Show(row.get("title"), ids=ids)
