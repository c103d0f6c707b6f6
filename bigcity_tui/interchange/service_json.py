"""JSON of Trakt (lists), TV Time (shows) and Simkl (an object of lists), in, as rows of a table."""

from collections.abc import Iterator
from typing import Any

from bigcity_tui.interchange.fields import flag, is_nothing
from bigcity_tui.interchange.import_file import ImportFile, Row
from bigcity_tui.interchange.incoming import Fault, Incoming, Wanted, gather
from bigcity_tui.interchange.service_tables import general
from bigcity_tui.interchange.shows import SERVICES

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
        yield _row(place, item.get("movie", item), {"type": "movie"})
    elif not isinstance(show := item.get("show", item if "seasons" in item else None), dict):
        yield Fault(place, "it has no show that tells the series")
    elif "seasons" in item:
        rating, episodes = item.get("user_rating"), list(_episodes(item["seasons"]))
        if rating is not None or not episodes:
            rated = {"type": "show", "rating": rating, "rated_at": item.get("user_rated_at")}
            yield _row(place, show, rated)
        for each in episodes:
            yield _row(f"{place}, {each['season']}x{each.get('number')}", show, _seen(each))
    else:
        episode = item.get("episode")
        inner = episode if isinstance(episode, dict) and item.get("type") != "show" else {}
        about: dict[str, object] = {"type": "episode" if inner else "show"}
        about |= {
            "is_watched": "watched_at" in item,
            "season": inner.get("season"),
            "episode": inner.get("number"),
        }
        yield _row(place, show, about | {name: item[name] for name in _FIELDS if name in item})


_FIELDS = ("type", "watched_at", "rating", "rated_at")


def _episodes(seasons: object) -> Iterator[dict[str, Any]]:
    for season in seasons if isinstance(seasons, list) else ():
        if isinstance(season, dict) and isinstance(season.get("episodes"), list):
            number = 0 if season.get("is_specials") is True else season.get("number")
            for each in season["episodes"]:
                if isinstance(each, dict):
                    yield each | {"season": number}


def _seen(each: dict[str, Any]) -> dict[str, object]:
    plays, at = each.get("plays"), each.get("watched_at", each.get("last_watched_at"))
    if "is_watched" in each:
        watched = flag(_text(each["is_watched"])) is True
    elif not is_nothing(_text(plays)):
        watched = plays != 0
    else:
        plays = each.get("watched_count")
        watched = each.get("completed") is not False and not ("plays" in each and not at)
    seen = {"is_watched": watched, "watched_at": at, "plays": plays}
    more = {"again": each.get("rewatch_count"), "special": each.get("special")}
    return (
        seen | more | {"type": "episode", "season": each["season"], "episode": each.get("number")}
    )


def _row(place: str, show: object, about: dict[str, Any]) -> Row:
    told = show if isinstance(show, dict) else {}
    ids = told.get("ids", told.get("id"))
    known = ids if isinstance(ids, dict) else {}
    about |= {"title": told.get("title"), "year": told.get("year")}
    # Trakt's own number is of no use to a pack, whose link has the name.
    about |= {service: known.get(service) for service in SERVICES} | {"trakt": known.get("slug")}
    row = Row(place)
    row.update({name: _text(value) for name, value in about.items()})
    return general(row, SERVICES, own_ids=True)


def _text(value: object) -> str:
    """A value as a table would have it."""
    if value is None:
        return ""
    return str(value).strip() if isinstance(value, (str, int, float)) else "?"
