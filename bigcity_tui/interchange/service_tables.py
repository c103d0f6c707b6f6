"""Tables (CSV) of other services, in: a dialect for each, and several spellings of columns."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from bigcity_tui.interchange.fields import flag, is_nothing, season_and_episode
from bigcity_tui.interchange.import_file import ImportFile, Row
from bigcity_tui.interchange.incoming import ImportRow, Incoming, Wanted, gather
from bigcity_tui.interchange.shows import SERVICES, Show

_KINDS = dict.fromkeys(("tv", "series", "anime", "tvshow", "tv show", "mini series"), "show")
_KINDS |= dict.fromkeys(("film", "movies", "tvmovie"), "movie") | {"episodes": "episode"}
_WATCHED = ("watch", "watched", "history", "scrobble", "checkin", "rewatch")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a service writes a table: the columns that tell it, what columns mean, how rows read."""

    title: str
    marks: tuple[str, ...]
    columns: Mapping[str, str]
    read: Callable[[Row], ImportRow | Iterator[ImportRow]]


def read(file: ImportFile, wanted: Wanted) -> Incoming | None:
    marked = (each for each in DIALECTS for mark in each.marks if file.columns >= {*mark.split()})
    found = next(marked, GENERAL if _is_general(file) else None)
    if found is None or file.table is None:
        return None
    rows = map(found.read, file.table.rows(found.columns))
    single = (each for row in rows for each in ((row,) if isinstance(row, ImportRow) else row))
    return gather(found.title, single, file, wanted, found.columns)


def missing_column(file: ImportFile) -> str:
    meanings = {COLUMNS.get(name) for name in file.columns}
    if {"season", "episode"} <= meanings and "title" not in meanings:
        return "names no series: it needs a column with its title"
    if "title" in meanings and not meanings & {"episode", "type"}:
        return "says of no row whether it is about an episode, a series or a film"
    return ""


def _is_general(file: ImportFile) -> bool:
    meanings = {COLUMNS.get(name) for name in file.columns}
    # A title with a date or a rating alone may be that of a film.
    return bool(
        meanings & {"title", "imdb"}
        and meanings & {"episode", "type"}
        and meanings & {"watched_at", "rating", "action", "is_watched"}
    )


def _general(row: Row) -> ImportRow:
    kind = row["type"].lower()
    kind = _KINDS.get(kind, kind)
    season, number = row["season"], row["episode"]
    if both := season_and_episode(number):
        season, number = both
    if kind in ("", "show") and number:
        kind = "episode"
    action, at = row["action"].lower(), row["watched_at"]
    watched = action in _WATCHED if action else bool(at)
    # Its numbers may be those of the episode.
    ids = {"imdb": row["imdb"], "trakt": "" if row["trakt"].isdigit() else row["trakt"]}
    return ImportRow(
        row.place,
        Show(row["title"], _year(row), _sound(ids), own_ids=kind == "show"),
        kind=kind,
        season=season,
        number=number,
        watched=flag(row["is_watched"]) is True if "is_watched" in row else watched,
        watched_at=at,
        rating=row["rating"],
        rated_at=row["rated_at"],
        plays=row["plays"],
        again=row["again"],
        special=flag(row["special"]) is not False,
    )


def _tv_time(row: Row) -> ImportRow:
    each = _general(row)
    ids = {service: row[service] for service in ("tvdb", "imdb")}
    # What is no film is an episode of a series that has one alone; people can look.
    kind = "movie" if flag(row["film"]) is not False else each.kind
    return replace(each, show=Show(row["title"], ids=_sound(ids)), kind=kind)


def _tracking(row: Row) -> ImportRow:
    """Tracking records of both kinds: the newer say in a key what a row is about."""
    starts = ("watch-episode", "rewatch-episode")
    watched = row["key"].startswith(starts) or row["gsi"].startswith(starts)
    if "entity" in row:
        is_episode = row["entity"].lower() == "episode"
        watched = is_episode and row["type"].lower() in ("watch", "rewatch")
    elif "key" not in row:  # cut down to what was watched
        watched = True
    each = _tv_time(row)
    movie = each.kind == "movie" or row["entity"].lower() == "movie"
    kind = "movie" if movie else "episode" if each.number else "show"
    return replace(each, kind=kind, watched=watched)


def _seen(row: Row) -> ImportRow:
    return replace(_tv_time(row), watched=True)


def _yamtrack(row: Row) -> ImportRow:
    source, number = row["source"].lower(), row["media_id"]
    ids = {source: number} if source in SERVICES else {}
    is_seen = row["type"].lower() == "episode" and row["row_type"].lower() in ("", "media")
    planned = row["status"].lower() in ("planning", "dropped")
    show = Show(row["title"], ids=_sound(ids))
    return replace(_general(row), show=show, watched=is_seen and not planned)


def _simkl(row: Row) -> Iterator[ImportRow]:
    kind = row["type"].lower()
    ids = {service: row[service] for service in SERVICES}
    show = Show(row["title"], _year(row), _sound(ids))
    last, rating = row["last"], row["rating"]
    if _KINDS.get(kind, kind) == "movie":
        yield ImportRow(row.place, show, kind="movie")
        return
    completed = row["list"].lower() == "completed"
    if is_nothing(last):
        yield ImportRow(row.place, show, kind="show", watched=completed, rating=rating)
        return
    if rating:
        yield ImportRow(row.place, show, kind="show", rating=rating)
    season, number = season_and_episode(last) or ("1", last)
    each = ImportRow(row.place, show, season=season, number=number, watched=True)
    most = int(number) if number.isascii() and number.isdigit() and len(number) < 3 else 0
    for before in range(1, most):
        yield replace(each, number=before)
    remark = f"Simkl keeps the last episode alone, {most}: those before it are taken too"
    yield replace(each, watched_at=row["watched_at"], remark=remark if most > 1 else "")


def _year(row: Row) -> int | None:
    year = row["year"].removesuffix(".0")
    return int(year) if len(year) == 4 and year.isascii() and year.isdigit() else None


def _sound(ids: Mapping[str, str]) -> dict[str, str]:
    """Ids as they are, without those that a spreadsheet has damaged, or that say nothing."""
    return {
        service: found
        for service, found in ids.items()
        if (found.startswith("tt") if service == "imdb" else found.replace("-", "a").isalnum())
        and found not in ("0", "-1")
    }


def _named(same: str, **columns: str) -> dict[str, str]:
    """What columns mean, by their names; `same` are those named as what they mean."""
    named = {name: meaning for meaning, names in columns.items() for name in names.split()}
    return named | {name: name for name in same.split()}


COLUMNS = _named(
    "action year rating rated_at is_watched plays",
    type="type media_type showtype",
    # Where both are there, the title is the episode's.
    title="show show_title show_name series series_name series_title showtitle showoriginaltitle"
    " title name originaltitle",
    trakt="trakt trakt_id",
    imdb="imdb imdb_id",
    tmdb="tmdb tmdb_id",
    tvdb="tvdb tvdb_id",
    watched_at="watched_at date_watched watched_date watchedat watcheddate date",
    listed_at="listed_at watchlisted_at",
    season="season season_number",
    episode="episode episode_number",
    special="special is_special",
    again="rewatch_count",
)
GENERAL = Dialect("Table (CSV)", (), COLUMNS, _general)
_TV_TIME = _named(
    "type is_watched key gsi",
    title="series_name tv_show_name show_name movie_name title",
    season="s_no season_number episode_season_number season",
    episode="ep_no episode_number episode",
    tvdb="series_tvdb_id s_id series_id tv_show_id",
    imdb="series_imdb_id",
    watched_at="watched_at ts created_at",
    again="rewatch_count cpt",
    special="special is_special",
    film="is_unitary unitarian",
    entity="entity_type",
)
"""Its ratings are stars of five, and are passed over."""

_YAMTRACK = _named(
    "row_type media_id source title status",
    type="media_type",
    season="season_number",
    episode="episode_number",
    rating="score",
    watched_at="end_date watch_date",
)

_SIMKL = COLUMNS | _named("", last="lastepwatched", list="watchlist")

DIALECTS = (
    Dialect(
        "TV Time (tracking records)",
        ("key series_name", "s_id series_name created_at", "type entity_type series_name"),
        _TV_TIME,
        _tracking,
    ),
    Dialect(
        "TV Time (episodes seen)",
        ("tv_show_name episode_number episode_id", "ts show_name episode_number"),
        _TV_TIME,
        _seen,
    ),
    Dialect(
        "TV Time (episodes)",
        ("title episode is_watched", "title episode series_tvdb_id", "title episode series_uuid"),
        _TV_TIME,
        _tv_time,
    ),
    Dialect("Yamtrack", ("media_id media_type title",), _YAMTRACK, _yamtrack),
    Dialect("Simkl (CSV)", ("lastepwatched title",), _SIMKL, _simkl),
    Dialect("Refract (episodes)", ("showoriginaltitle season episode",), COLUMNS, _seen),
)
