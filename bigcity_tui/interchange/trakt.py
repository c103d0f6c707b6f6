"""The record as Trakt takes it, in JSON and as a table (CSV).

It is one list with what Trakt keeps in three files: a play for every viewing, then ratings of
episodes and of the series. Trakt knows whole points, a day or nothing at all of a date, and neither
notes nor viewings; notices say what is lost.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bigcity_tui.domain.diary import item_text
from bigcity_tui.domain.history import History, episode_number
from bigcity_tui.domain.operations import SERIES_ITEM, in_order
from bigcity_tui.domain.text import clean_line, listed
from bigcity_tui.domain.values import score_text
from bigcity_tui.interchange.outgoing import Exported, Outgoing, csv_text, harmless, json_text
from bigcity_tui.interchange.shows import SERVICES, ids_of
from bigcity_tui.interchange.times import UNKNOWN, moment_of, noon_of

_HEAD = (
    *("type", "title", "year", "trakt_id", "imdb_id", "tmdb_id", "tvdb_id"),
    *("watched_at", "rating", "rated_at", "season", "episode"),
)
_DAY = len("2024-10-21")


def write(outgoing: Outgoing) -> Exported:
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


def write_csv(outgoing: Outgoing) -> Exported:
    return Exported(csv_text(_HEAD, _cells(outgoing)), traktable(outgoing).notices)


def _cells(outgoing: Outgoing) -> Iterator[list[object]]:
    known, ids = traktable(outgoing), ids_of(outgoing.series)
    show = [harmless(clean_line(outgoing.series.title)), outgoing.series.year]
    show += [ids.get(service, "") for service in SERVICES]
    for number, at in known.plays:
        yield ["episode", *show, at, "", "", 1, number]
    for item, points, rated_at in known.ratings:
        about = episode_number(item)
        kind, place = ("show", ["", ""]) if about is None else ("episode", [1, about])
        yield [kind, *show, "", points, rated_at or "", *place]


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
