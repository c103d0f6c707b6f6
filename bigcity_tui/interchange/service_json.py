"""JSON of Trakt (lists), TV Time (shows) and Simkl (an object of lists), in."""

from collections.abc import Iterator
from typing import Any

from bigcity_tui.interchange.fields import flag, is_nothing
from bigcity_tui.interchange.import_file import ImportFile, Row
from bigcity_tui.interchange.incoming import Fault, Incoming, Wanted, gather
from bigcity_tui.interchange.shows import SERVICES, Show

_KEYS = {"watched_at", "last_watched_at", "rated_at", "rating", "action", "seasons", "movie"}
_LISTS = ("history", "watched", "ratings", "shows", "anime", "movies")


def read(file: ImportFile, wanted: Wanted) -> Incoming | None:
    """Read a file that has lists of what these services write, as far as first items tell."""
    lists = _lists(file.json)
    if not lists:
        return None
    first = next((item for _, items in lists for item in items), None)
    title = "Trakt (JSON)"
    if any(name in ("shows", "anime") for name, _ in lists):
        title = "Simkl (JSON)"
    elif isinstance(first, dict) and "uuid" in first:
        title = "TV Time (JSON)"
    rows = (
        row
        for name, items in lists
        for index, item in enumerate(items)
        for row in _rows(f"{name}[{index}]", item)
    )
    return gather(title, rows, file, wanted)


def _lists(value: object, place: str = "", depth: int = 0) -> list[tuple[str, list[Any]]]:
    if isinstance(value, list):
        heads = (item.keys() for item in value[:20] if isinstance(item, dict))
        return [(place, value)] if not value or any(keys & _KEYS for keys in heads) else []
    if not isinstance(value, dict) or depth > 1:
        return []
    return [
        found
        for name in _LISTS
        for found in _lists(value.get(name), f"{place}.{name}" if place else name, depth + 1)
    ]


def _rows(place: str, item: object) -> Iterator[Row | Fault]:
    if not isinstance(item, dict):
        yield Fault(place, "it is no object")
    elif "movie" in item or item.get("type") == "movie" or "movies[" in place:
        yield Row(place, show=_show(item.get("movie", item)), kind="movie")
    elif not isinstance(show := item.get("show", item if "seasons" in item else None), dict):
        yield Fault(place, "it has no show that tells the series")
    elif "seasons" in item:
        yield from _nested(place, item, _show(show))
    else:
        kind, episode = item.get("type"), item.get("episode")
        inner = episode if isinstance(episode, dict) else {}
        kind = kind if isinstance(kind, str) else "episode" if inner else "show"
        row = Row(place, show=_show(show), kind=kind, watched="watched_at" in item)
        row |= {name: item.get(name) for name in ("watched_at", "rating", "rated_at")}
        yield row.but(season=inner.get("season"), episode=inner.get("number"))


def _nested(place: str, item: dict[str, Any], show: Show) -> Iterator[Row]:
    rating, rated_at = item.get("user_rating"), item.get("user_rated_at")
    episodes = list(_episodes(item["seasons"]))
    if rating is not None or not episodes:
        yield Row(place, show=show, kind="show", rating=rating, rated_at=rated_at)
    for season, each in episodes:
        number, plays = each.get("number"), each.get("plays")
        at = each.get("watched_at", each.get("last_watched_at"))
        if "is_watched" in each:
            watched = flag(each["is_watched"]) is True
        elif not is_nothing(plays):
            watched = plays != 0
        else:
            watched = each.get("completed") is not False and not ("plays" in each and not at)
        row = Row(f"{place}, {season}x{number}", show=show, kind="episode", watched=watched)
        row |= {"season": season, "episode": number, "watched_at": at}
        row["plays"] = each.get("watched_count") if is_nothing(plays) else plays
        again, special = each.get("rewatch_count"), each.get("special")
        yield row.but(again=again, special=flag(special) is not False)


def _episodes(seasons: object) -> Iterator[tuple[object, dict[str, Any]]]:
    for season in seasons if isinstance(seasons, list) else ():
        if isinstance(season, dict) and isinstance(season.get("episodes"), list):
            number = 0 if season.get("is_specials") is True else season.get("number")
            yield from ((number, each) for each in season["episodes"] if isinstance(each, dict))


def _show(show: object) -> Show:
    if not isinstance(show, dict):
        return Show("")
    title, year, ids = show.get("title"), show.get("year"), show.get("ids", show.get("id"))
    known = dict(ids) if isinstance(ids, dict) else {}
    # Trakt's own number is of no use to a pack, whose link has the name.
    known["trakt"] = known.get("slug")
    sound = ((name, known.get(name)) for name in SERVICES)
    return Show(
        title if isinstance(title, str) else "",
        year if type(year) is int and 0 < year < 10_000 else None,
        {n: str(v) for n, v in sound if isinstance(v, (str, int)) and v not in ("", "-1", 0, -1)},
    )
