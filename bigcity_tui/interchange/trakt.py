"""Trakt's history and ratings as JSON, in and out.

Out comes one list with what Trakt keeps in three files: a play for every viewing, then ratings of
episodes and of the series. In goes such a list, or any of the three. Trakt knows whole points, a
day or nothing at all of a date, and neither notes nor viewings; what is lost is said.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bigcity_tui.domain.history import History, episode_number, fold
from bigcity_tui.domain.operations import Operation, in_order
from bigcity_tui.domain.scores import score_text
from bigcity_tui.domain.series import Series
from bigcity_tui.domain.text import listed
from bigcity_tui.interchange.entries import Entry, Fault
from bigcity_tui.interchange.escaping import json_text
from bigcity_tui.interchange.matching import SERVICES, Who, ids_of
from bigcity_tui.interchange.times import UNKNOWN, moment_of, noon_of

FORM = "Trakt (JSON)"
"""How the format is named to a person."""
_DAY = len("2024-10-21")


@dataclass(frozen=True, slots=True)
class Play:
    """A viewing of an episode as Trakt writes it: `at` is a moment (UTC), or `unknown`."""

    episode: int
    at: str


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating of an item as Trakt has it, in whole points; `at` is None if no calendar has it."""

    item: str
    points: int
    at: str | None


@dataclass(frozen=True, slots=True)
class Sent:
    """What Trakt is told: plays and ratings; and notices, a line for what it cannot be told."""

    plays: tuple[Play, ...]
    ratings: tuple[Rated, ...]
    notices: tuple[str, ...]


def sent_of(operations: Iterable[Operation], episodes: int) -> Sent:
    """What of a record goes to Trakt, for a series of so many episodes."""
    operations = tuple(operations)
    history = fold(operations)
    plays = tuple(
        Play(number, noon_of(on) if on is not None and len(on) == _DAY else UNKNOWN)
        for each in history.viewings
        for number, on in each.progress.watched.items()
        if 1 <= number <= episodes
    )
    # One rating of each: Trakt keeps no other. The newest pass that has one says it.
    scores = {item: score for each in history.viewings for item, score in each.ratings.items()}
    rated_at = {
        operation.change.item: moment_of(operation.wall)
        for operation in in_order(operations)
        if operation.change.kind == "rating"
    }
    ratings = tuple(
        Rated(item, points_of(score), rated_at[item])
        for item, score in sorted(scores.items(), key=lambda pair: episode_number(pair[0]) or 0)
        if item == "series" or 1 <= (episode_number(item) or 0) <= episodes
    )
    return Sent(plays, ratings, tuple(_notices(history, scores)))


def points_of(score: float) -> int:
    """A rating in whole points: a half rounds up."""
    return int(score + 0.5)


def write(series: Series, operations: Iterable[Operation]) -> tuple[str, tuple[str, ...]]:
    """The list as JSON text, and what it could not hold."""
    sent = sent_of(operations, series.episodes)
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
    entries: list[dict[str, object]] = [
        {
            "watched_at": play.at,
            "action": "watch",
            "type": "episode",
            # No title: even that of an episode may say too much.
            "episode": {"season": 1, "number": play.episode},
            "show": show,
        }
        for play in sent.plays
    ]
    for rated in sent.ratings:
        number = episode_number(rated.item)
        entries.append(
            {
                "rated_at": rated.at,
                "rating": rated.points,
                "type": "show" if number is None else "episode",
                **({} if number is None else {"episode": {"season": 1, "number": number}}),
                "show": show,
            }
        )
    return json_text(entries, indent=1) + "\n", sent.notices


def is_trakt(value: object) -> bool:
    """Whether a JSON value is a list of what Trakt writes, as far as its first items tell."""
    return isinstance(value, list) and all(
        isinstance(item, dict) and item.keys() & {"watched_at", "rated_at", "rating", "action"}
        for item in value[:20]
    )


def entries(value: list[object]) -> Iterator[Entry | Fault]:
    """The rows of such a list."""
    for index, item in enumerate(value):
        yield _entry(f"[{index}]", item)


def _entry(place: str, item: object) -> Entry | Fault:
    if not isinstance(item, dict):
        return Fault(place, "it is no object")
    kind, show = item.get("type"), item.get("show")
    if "movie" in item or kind == "movie":
        return Entry(place, _who(item.get("movie")), kind="movie")
    if not isinstance(show, dict):
        return Fault(place, "it names no series")
    episode = item.get("episode")
    inner = episode if isinstance(episode, dict) else {}
    return Entry(
        place,
        _who(show),
        kind=kind if isinstance(kind, str) else "episode" if inner else "show",
        season=inner.get("season"),
        number=inner.get("number"),
        watched="watched_at" in item,
        watched_at=item.get("watched_at"),
        rating=item.get("rating"),
        rated_at=item.get("rated_at"),
    )


def _who(show: object) -> Who:
    if not isinstance(show, dict):
        return Who("")
    title, year, ids = show.get("title"), show.get("year"), show.get("ids")
    known = dict(ids) if isinstance(ids, dict) else {}
    # Trakt's own number is of no use to a pack, whose link has the name.
    known["trakt"] = known.get("slug")
    return Who(
        title if isinstance(title, str) else "",
        year if type(year) is int and 0 < year < 10_000 else None,
        {service: str(known[service]) for service in SERVICES if known.get(service)},
    )


def _notices(history: History, scores: dict[str, float]) -> Iterator[str]:
    rounded = [
        f"{_named(item)} ({score_text(score)} to {points_of(score)})"
        for item, score in sorted(scores.items(), key=lambda pair: episode_number(pair[0]) or 0)
        if score != points_of(score)
    ]
    if rounded:
        yield f"rounded, since Trakt knows whole points: {listed(rounded)}"
    rough = sorted(
        {
            number
            for each in history.viewings
            for number, on in each.progress.watched.items()
            if on is not None and len(on) < _DAY
        }
    )
    if rough:
        named = listed([_named(str(number)) for number in rough])
        yield f"sent with an unknown date, since Trakt knows no month or year alone: {named}"
    rated = [item for each in history.viewings for item in each.ratings]
    if len(rated) > len(set(rated)):
        yield "left out: ratings of earlier viewings, since Trakt keeps one of each"
    if any(each.notes for each in history.viewings):
        yield "left out: your notes, for which Trakt's files have no place"


def _named(item: str) -> str:
    return "the series" if episode_number(item) is None else f"episode {item}"
