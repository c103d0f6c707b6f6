"""JSON of Trakt (lists), TV Time (shows) and Simkl (an object of lists), in."""

from collections.abc import Iterator
from typing import Any

from bigcity_tui.interchange.fields import flag, is_nothing
from bigcity_tui.interchange.import_file import ImportFile
from bigcity_tui.interchange.incoming import Fault, ImportRow, Incoming, Wanted, gather
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


def _rows(place: str, item: object) -> Iterator[ImportRow | Fault]:
    if not isinstance(item, dict):
        yield Fault(place, "it is no object")
    elif "movie" in item or item.get("type") == "movie" or "movies[" in place:
        yield ImportRow(place, _show(item.get("movie", item)), kind="movie")
    elif not isinstance(show := item.get("show", item if "seasons" in item else None), dict):
        yield Fault(place, "it has no show that tells the series")
    elif "seasons" in item:
        yield from _nested(place, item, _show(show))
    else:
        yield _single(place, item, _show(show))


def _nested(place: str, item: dict[str, Any], show: Show) -> Iterator[ImportRow]:
    rating, rated_at = item.get("user_rating"), item.get("user_rated_at")
    episodes = list(_episodes(item["seasons"]))
    if rating is not None or not episodes:
        yield ImportRow(place, show, kind="show", rating=rating, rated_at=rated_at)
    for season, number, each in episodes:
        plays, at = each.get("plays"), each.get("watched_at", each.get("last_watched_at"))
        if "is_watched" in each:
            watched = flag(each["is_watched"]) is True
        elif not is_nothing(plays):
            watched = plays != 0
        else:
            watched = each.get("completed") is not False and not ("plays" in each and not at)
        yield ImportRow(
            f"{place}, {season}x{number}",
            show,
            season=season,
            number=number,
            watched=watched,
            watched_at=at,
            plays=each.get("watched_count") if is_nothing(plays) else plays,
            again=each.get("rewatch_count"),
            special=bool(flag(each.get("special")) is not False),
        )


def _episodes(seasons: object) -> Iterator[tuple[object, object, dict[str, Any]]]:
    for season in seasons if isinstance(seasons, list) else ():
        if isinstance(season, dict) and isinstance(season.get("episodes"), list):
            number = 0 if season.get("is_specials") is True else season.get("number")
            for each in season["episodes"]:
                if isinstance(each, dict):
                    yield number, each.get("number"), each


def _single(place: str, item: dict[str, Any], show: Show) -> ImportRow:
    kind, episode = item.get("type"), item.get("episode")
    inner = episode if isinstance(episode, dict) else {}
    return ImportRow(
        place,
        show,
        kind=kind if isinstance(kind, str) else "episode" if inner else "show",
        season=inner.get("season"),
        number=inner.get("number"),
        watched="watched_at" in item,
        watched_at=item.get("watched_at"),
        rating=item.get("rating"),
        rated_at=item.get("rated_at"),
    )


def _show(show: object) -> Show:
    if not isinstance(show, dict):
        return Show("")
    title, year, ids = show.get("title"), show.get("year"), show.get("ids", show.get("id"))
    known = dict(ids) if isinstance(ids, dict) else {}
    # Trakt's own number is of no use to a pack, whose link has the name.
    known["trakt"] = known.get("slug")
    return Show(
        title if isinstance(title, str) else "",
        year if type(year) is int and 0 < year < 10_000 else None,
        {
            service: str(known[service])
            for service in SERVICES
            if isinstance(known.get(service), (str, int))
            and known[service] not in ("", "-1", 0, -1)
        },
    )
