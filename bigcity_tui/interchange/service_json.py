"""JSON of Trakt (lists), TV Time (shows) and Simkl (an object of lists), in, as rows of a table."""

from collections.abc import Iterator
from typing import Any

from bigcity_tui.interchange.fields import is_nothing
from bigcity_tui.interchange.import_file import ImportFile, Row
from bigcity_tui.interchange.incoming import Fault, Incoming, gather
from bigcity_tui.interchange.service_tables import general, named
from bigcity_tui.interchange.shows import SERVICES, Wanted

_KEYS = {"watched_at", "last_watched_at", "rated_at", "rating", "action", "seasons", "movie"}
_MEANINGS = named(
    "type season is_watched special",
    episode="number",
    watched_at="watched_at last_watched_at",
    rating="rating user_rating",
    rated_at="rated_at user_rated_at",
    plays="plays watched_count",
    again="rewatch_count",
)
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
    places = ((f"{name}[{at}]", item) for name, items in lists for at, item in enumerate(items))
    rows = (row for place, item in places for row in _rows(place, item))
    return gather(title, file.name, rows, wanted)


def _lists(value: object, place: str = "", depth: int = 0) -> list[tuple[str, list[Any]]]:
    if isinstance(value, list):
        heads = (item.keys() for item in value[:20] if isinstance(item, dict))
        return [(place, value)] if not value or any(keys & _KEYS for keys in heads) else []
    if not isinstance(value, dict) or depth > 1:
        return []
    held = ((value.get(name), f"{place}.{name}".lstrip(".")) for name in _LISTS)
    return [found for each, where in held for found in _lists(each, where, depth + 1)]


def _rows(place: str, item: object) -> Iterator[Row | Fault]:
    if not isinstance(item, dict):
        yield Fault(place, "it is no object")
    elif "movie" in item or item.get("type") == "movie" or "movies[" in place:
        yield _row(place, item.get("movie", item), {"type": "movie"})
    elif not isinstance(show := item.get("show", item if "seasons" in item else None), dict):
        yield Fault(place, "it has no show that tells the series")
    elif "seasons" in item:
        episodes = list(_episodes(item["seasons"]))
        if item.get("user_rating") is not None or not episodes:
            yield _row(place, show, item | {"type": "show", "is_watched": False})
        for each in episodes:
            yield _row(f"{place}, {each['season']}x{each.get('number')}", show, each)
    else:
        episode = item.get("episode")
        inner = episode if isinstance(episode, dict) and item.get("type") != "show" else {}
        about = {"type": "episode" if inner else "show", "is_watched": "watched_at" in item, **item}
        yield _row(place, show, about | {name: inner.get(name) for name in ("season", "number")})


def _episodes(seasons: object) -> Iterator[dict[str, Any]]:
    for season in seasons if isinstance(seasons, list) else ():
        if isinstance(season, dict) and isinstance(season.get("episodes"), list):
            number = 0 if season.get("is_specials") is True else season.get("number")
            for each in season["episodes"]:
                if isinstance(each, dict):
                    about = {"type": "episode", "season": number, "is_watched": _is_watched(each)}
                    yield {**about, **each, "season": number}


def _is_watched(each: dict[str, Any]) -> bool:
    if not is_nothing(_text(each.get("plays"))):
        return bool(each["plays"] != 0)
    at = each.get("watched_at", each.get("last_watched_at"))
    return each.get("completed") is not False and not ("plays" in each and not at)


def _row(place: str, show: object, about: dict[str, Any]) -> Row:
    told = show if isinstance(show, dict) else {}
    ids = told.get("ids", told.get("id"))
    known = ids if isinstance(ids, dict) else {}
    # Trakt's own number is of no use to a pack, whose link has the name.
    known = {service: known.get(service) for service in SERVICES} | {"trakt": known.get("slug")}
    row = Row(place)
    for name, value in {"title": told.get("title"), "year": told.get("year"), **known}.items():
        row[name] = _text(value)
    for name, meaning in _MEANINGS.items():
        if name in about:
            row[meaning] = row[meaning] or _text(about[name])
    return general(row, SERVICES)


def _text(value: object) -> str:
    """A value as a table would have it."""
    if value is None:
        return ""
    return str(value).strip() if isinstance(value, (str, int, float)) else "?"
