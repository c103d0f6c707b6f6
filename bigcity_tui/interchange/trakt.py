"""Trakt's history and ratings as JSON, in and out.

Out comes one list with what Trakt keeps in three files: a play for every viewing, then ratings of
episodes and of the series. In goes such a list, or any of the three. Trakt knows whole points, a
day or nothing at all of a date, and neither notes nor viewings; notices say what is lost.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bigcity_tui.domain.diary import item_text
from bigcity_tui.domain.history import History, episode_number
from bigcity_tui.domain.operations import SERIES_ITEM, in_order
from bigcity_tui.domain.series import Series
from bigcity_tui.domain.text import listed
from bigcity_tui.domain.values import score_text
from bigcity_tui.interchange.import_file import ImportFile
from bigcity_tui.interchange.incoming import Fault, ImportRow, Incoming, gather
from bigcity_tui.interchange.outgoing import Exported, Outgoing, json_text
from bigcity_tui.interchange.shows import SERVICES, Show, ids_of
from bigcity_tui.interchange.times import UNKNOWN, moment_of, noon_of

TITLE = "Trakt (JSON)"
FILES = "Trakt's watched-history.json, ratings-episodes.json and ratings-shows.json"
_DAY = len("2024-10-21")
_KEYS = {"watched_at", "rated_at", "rating", "action"}


def detect(file: ImportFile) -> bool:
    """Whether a file is a list of what Trakt writes, as far as its first items tell."""
    return isinstance(file.json, list) and all(
        isinstance(item, dict) and item.keys() & _KEYS for item in file.json[:20]
    )


def read(file: ImportFile, series: Series) -> Incoming:
    """Read such a list."""
    items = file.json if isinstance(file.json, list) else []
    rows = (_row(f"[{index}]", item) for index, item in enumerate(items))
    return gather(TITLE, rows, file, series)


def write(outgoing: Outgoing) -> Exported:
    """Write the list."""
    series, known = outgoing.series, traktable(outgoing)
    show = {
        "title": series.title,
        "year": series.year,
        "aired_episodes": series.episodes,
        "ids": {
            ("slug" if service == "trakt" else service): (
                found if service in ("trakt", "imdb") else int(found)
            )
            for service, found in ids_of(series).items()
        },
    }
    # No title: even that of an episode may say too much.
    items: list[dict[str, object]] = [
        {
            "watched_at": at,
            "action": "watch",
            "type": "episode",
            "episode": {"season": 1, "number": number},
            "show": show,
        }
        for number, at in known.plays
    ]
    for item, points, at in known.ratings:
        number = episode_number(item)
        about = {} if number is None else {"episode": {"season": 1, "number": number}}
        kind = "show" if number is None else "episode"
        items.append({"rated_at": at, "rating": points, "type": kind, **about, "show": show})
    return Exported(json_text(items, indent=1) + "\n", known.notices)


@dataclass(frozen=True, slots=True)
class Traktable:
    """The part of a record that Trakt can hold, and notices on the rest.

    `plays` are episodes with a moment (UTC) or `unknown`, `ratings` items with whole points and a
    moment, which is None if no calendar has it.
    """

    plays: tuple[tuple[int, str], ...]
    ratings: tuple[tuple[str, int, str | None], ...]
    notices: tuple[str, ...]


def traktable(outgoing: Outgoing) -> Traktable:
    """Return the part of a record that Trakt can hold."""
    history, episodes = outgoing.history, outgoing.series.episodes
    plays = tuple(
        (number, noon_of(on) if on is not None and len(on) == _DAY else UNKNOWN)
        for each in history.viewings
        for number, on in each.progress.watched.items()
        if 1 <= number <= episodes
    )
    rated_at = {
        operation.change.item: moment_of(operation.wall)
        for operation in in_order(outgoing.operations)
        if operation.change.kind == "rating"
    }
    scores = _scores(history)
    ratings = tuple(
        (item, points_of(score), rated_at[item])
        for item, score in scores.items()
        if (episode_number(item) or 1) <= episodes
    )
    return Traktable(plays, ratings, tuple(_notices(history, scores)))


def points_of(score: float) -> int:
    """A rating in whole points: a half rounds up."""
    return int(score + 0.5)


def _scores(history: History) -> dict[str, float]:
    """A single rating of each item, since Trakt keeps no more: that of the newest viewing."""
    scores = {
        item: score
        for each in history.viewings
        for item, score in each.ratings.items()
        if item == SERIES_ITEM or episode_number(item)
    }
    return dict(sorted(scores.items(), key=lambda pair: episode_number(pair[0]) or 0))


def _notices(history: History, scores: dict[str, float]) -> Iterator[str]:
    rounded = [
        f"{item_text([item])} ({score_text(score)} to {points_of(score)})"
        for item, score in scores.items()
        if score != points_of(score)
    ]
    if rounded:
        yield f"rounded, since Trakt knows whole points: {listed(rounded)}"
    rough = {
        number
        for each in history.viewings
        for number, on in each.progress.watched.items()
        if on is not None and len(on) < _DAY
    }
    if rough:
        named = listed([item_text([str(number)]) for number in sorted(rough)])
        yield f"sent with an unknown date, since Trakt knows no month or year alone: {named}"
    rated = [item for each in history.viewings for item in each.ratings]
    if len(rated) > len(set(rated)):
        yield "left out: ratings of earlier viewings, since Trakt keeps one of each"
    if any(each.notes for each in history.viewings):
        yield "left out: your notes, for which Trakt's files have no place"


def _row(place: str, item: object) -> ImportRow | Fault:
    if not isinstance(item, dict):
        return Fault(place, "it is no object")
    kind, show = item.get("type"), item.get("show")
    if "movie" in item or kind == "movie":
        return ImportRow(place, _show(item.get("movie")), kind="movie")
    if not isinstance(show, dict):
        return Fault(place, "it names no series")
    episode = item.get("episode")
    inner = episode if isinstance(episode, dict) else {}
    return ImportRow(
        place,
        _show(show),
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
    title, year, ids = show.get("title"), show.get("year"), show.get("ids")
    known = dict(ids) if isinstance(ids, dict) else {}
    # Trakt's own number is of no use to a pack, whose link has the name.
    known["trakt"] = known.get("slug")
    return Show(
        title if isinstance(title, str) else "",
        year if type(year) is int and 0 < year < 10_000 else None,
        {service: str(known[service]) for service in SERVICES if known.get(service)},
    )
