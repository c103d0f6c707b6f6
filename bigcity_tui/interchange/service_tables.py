"""Tables (CSV) of other services, in: a dialect for each, and several spellings of columns."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from bigcity_tui.files.reading import shown
from bigcity_tui.interchange.fields import flag, is_nothing, season_and_episode
from bigcity_tui.interchange.import_file import ImportFile, Row
from bigcity_tui.interchange.incoming import Incoming, gather
from bigcity_tui.interchange.shows import SERVICES, Show, Wanted

_KINDS = dict.fromkeys(("tv", "series", "anime", "tvshow", "tv show", "mini series"), "show")
_KINDS |= dict.fromkeys(("film", "movies", "tvmovie"), "movie") | {"episodes": "episode"}
_WATCHED = ("watch", "watched", "history", "scrobble", "checkin", "rewatch")
_YEAR = re.compile(r"(\d{4})(?:\.0)?", re.ASCII)


class Dialect(NamedTuple):
    """How a service writes a table: the columns that tell it, what columns mean, how rows read."""

    title: str
    marks: tuple[str, ...]
    columns: Mapping[str, str]
    read: Callable[[Row], Row | Iterator[Row]]


def read(file: ImportFile, wanted: Wanted) -> Incoming | None:
    marked = (each for each in DIALECTS for mark in each.marks if file.columns >= {*mark.split()})
    dialect = next(marked, GENERAL if _is_general(file) else None)
    if dialect is None or file.table is None:
        return None
    names, known = file.table.names, dialect.columns
    rows = map(dialect.read, file.table.rows(known))
    single = (row for each in rows for row in ((each,) if isinstance(each, Row) else each))
    found = gather(dialect.title, file.name, single, wanted)
    found.columns = tuple(each for each in names if each in known)
    found.ignored_columns = tuple(shown(each) for each in names if each and each not in known)
    return found


def _is_general(file: ImportFile) -> bool:
    meanings = {COLUMNS.get(name) for name in file.columns}
    # A title with a date or a rating alone may be that of a film.
    said = {"watched_at", "rating", "action", "is_watched"}
    return all(meanings & each for each in ({"title", "imdb"}, {"episode", "type"}, said))


def general(row: Row, own: Sequence[str] = ()) -> Row:
    """Say what a row comes to; `own` are the services whose ids are surely the show's.

    Without any, ids by number may be those of the episode.
    """
    kind = row["type"].lower()
    kind = _KINDS.get(kind, kind)
    if both := season_and_episode(row["episode"]):
        row["season"], row["episode"] = both
    if kind in ("", "show") and row["episode"]:
        kind = "episode"
    watched = row["action"].lower() in _WATCHED if row["action"] else bool(row["watched_at"])
    if "is_watched" in row:
        watched = flag(row["is_watched"]) is True
    ids = {  # but those that a spreadsheet has damaged, or that say nothing
        service: found
        for service in own or ("imdb", "trakt")
        if (found := row[service]) not in ("0", "-1")
        and (found.startswith("tt") if service == "imdb" else found.replace("-", "a").isalnum())
    }
    year = _YEAR.fullmatch(row["year"])
    show = Show(row["title"], int(year[1]) if year else None, ids, bool(own) or kind == "show")
    row.update(show=show, kind=kind, watched=watched, special=flag(row["special"]) is not False)
    return row


def _tv_time(row: Row) -> Row:
    """Any of its tables: some say in a key, or by what it is of, whether a row was watched."""
    row = general(row, ("tvdb", "imdb"))
    if "entity" in row:
        watched = row["entity"].lower() == "episode" and row["type"].lower() in _WATCHED
    elif "key" in row:
        starts = ("watch-episode", "rewatch-episode")
        watched = row["key"].startswith(starts) or row["gsi"].startswith(starts)
    else:  # without any of the columns that tell, it is cut down to what was watched
        watched = row["watched"] or not row.keys() & {"is_watched", "watched_at"}
    # What is no film is an episode of a series that has one alone; people can look.
    is_film = "movie" in (row["kind"], row["entity"].lower()) or flag(row["film"]) is not False
    kind = "movie" if is_film else "episode" if row["episode"] else "show"
    return row.but(kind=kind, watched=watched)


def _seen(row: Row) -> Row:
    """A row of a table that has only what was watched, whatever its date."""
    return _tv_time(row).but(watched=True)


def _yamtrack(row: Row) -> Row:
    is_seen = row["type"].lower() == "episode" and row["row_type"].lower() in ("", "media")
    watched = is_seen and row["status"].lower() not in ("planning", "dropped")
    if (source := row["source"].lower()) in SERVICES:
        row[source] = row["media_id"]
    return general(row, SERVICES).but(watched=watched)


def _simkl(row: Row) -> Iterator[Row]:
    row, last = general(row, SERVICES), row["last"]
    whole = Row(row.place, show=row["show"], kind="show")
    if row["kind"] == "movie":
        yield whole.but(kind="movie")
        return
    if is_nothing(last):
        yield whole.but(watched=row["list"].lower() == "completed", rating=row["rating"])
        return
    if row["rating"]:
        yield whole.but(rating=row["rating"])
    season, number = season_and_episode(last) or ("1", last)
    each = whole.but(kind="episode", season=season, episode=number, watched=True)
    most = int(number) if number.isascii() and number.isdigit() and len(number) < 3 else 0
    for before in range(1, most):
        yield each.but(episode=str(before))
    remark = f"Simkl keeps the last episode alone, {most}: those before it are taken too"
    yield each.but(watched_at=row["watched_at"], remark=remark * (most > 1))


def named(same: str, **columns: str) -> dict[str, str]:
    """What columns mean, by their names; `same` are those named as what they mean."""
    named = {name: meaning for meaning, names in columns.items() for name in names.split()}
    return named | {name: name for name in same.split()}


COLUMNS = named(
    "action year rating rated_at is_watched plays",
    type="type media_type showtype",
    # Where both are there, the title is the episode's.
    title="show show_title show_name series series_name series_title showtitle showoriginaltitle"
    " title name originaltitle",
    **{service: f"{service} {service}_id" for service in SERVICES},
    watched_at="watched_at date_watched watched_date watchedat watcheddate date",
    season="season season_number",
    episode="episode episode_number",
    special="special is_special",
    again="rewatch_count",
)
GENERAL = Dialect("Table (CSV)", (), COLUMNS, general)
_TV_TIME = named(
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

_YAMTRACK = COLUMNS | named(
    "row_type media_id source status", rating="score", watched_at="end_date watch_date"
)
_SIMKL = COLUMNS | named("", last="lastepwatched", list="watchlist")

_TRACKED = (
    *("key series_name", "s_id series_name created_at", "type entity_type series_name"),
    *(f"title episode {name}" for name in ("is_watched", "series_tvdb_id", "series_uuid")),
)
_SEEN = ("tv_show_name episode_number episode_id", "ts show_name episode_number")
DIALECTS = (
    Dialect("TV Time (CSV)", _TRACKED, _TV_TIME, _tv_time),
    Dialect("TV Time (CSV)", _SEEN, _TV_TIME, _seen),
    Dialect("Yamtrack", ("media_id media_type title",), _YAMTRACK, _yamtrack),
    Dialect("Simkl (CSV)", ("lastepwatched title",), _SIMKL, _simkl),
    Dialect("Refract (episodes)", ("showoriginaltitle season episode",), COLUMNS, _seen),
)
