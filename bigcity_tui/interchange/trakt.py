"""The record as Trakt takes it, in JSON and CSV: plays, then ratings; notices say what is lost."""

from collections import ChainMap
from collections.abc import Iterator

from bigcity_tui.domain.diary import item_text
from bigcity_tui.domain.history import History, episode_number
from bigcity_tui.domain.operations import SERIES_ITEM, in_order
from bigcity_tui.domain.text import clean_line, listed, named
from bigcity_tui.domain.values import score_text
from bigcity_tui.interchange.fields import moment_of, noon_of
from bigcity_tui.interchange.outgoing import Exported, Outgoing, csv_text, harmless, json_text
from bigcity_tui.interchange.shows import ids_of

_HEAD = (
    *("type", "title", "year", "trakt_id", "imdb_id", "tmdb_id", "tvdb_id"),
    *("watched_at", "rating", "rated_at", "season", "episode"),
)
_DAY = len("2024-10-21")


def write(outgoing: Outgoing) -> Exported:
    series = outgoing.series
    ids = {
        "slug" if service == "trakt" else service: int(found) if found.isdigit() else found
        for service, found in ids_of(series).items()
    }
    show = {"title": series.title, "year": series.year, "aired_episodes": series.episodes}
    items: list[dict[str, object]] = []
    for number, fields in _entries(outgoing):
        items.append({"type": "show", **fields, "show": {**show, "ids": ids}})
        if number:  # no title: even that of an episode may say too much
            items[-1] |= {"type": "episode", "episode": {"season": 1, "number": number}}
        if "watched_at" in fields:
            items[-1]["action"] = "watch"
    return Exported(json_text(items, indent=1) + "\n", tuple(_notices(outgoing.history)))


def write_csv(outgoing: Outgoing) -> Exported:
    show = {"title": harmless(clean_line(outgoing.series.title)), "year": outgoing.series.year}
    show |= {f"{service}_id": found for service, found in ids_of(outgoing.series).items()}
    rows = []
    for number, fields in _entries(outgoing):
        about = {"type": "episode", "season": 1, "episode": number} if number else {"type": "show"}
        rows.append([(show | fields | about).get(name) for name in _HEAD])
    return Exported(csv_text(_HEAD, rows), tuple(_notices(outgoing.history)))


def _entries(outgoing: Outgoing) -> Iterator[tuple[int | None, dict[str, object]]]:
    """The plays, then the ratings: of which episode (None: the series), and their fields."""
    history, episodes = outgoing.history, outgoing.series.episodes
    for each in history.viewings:
        for number, on in each.progress.watched.items():
            if 1 <= number <= episodes:
                at = noon_of(on) if on is not None and len(on) == _DAY else "unknown"
                yield number, {"watched_at": at}
    ratings = (each for each in in_order(outgoing.operations) if each.change.kind == "rating")
    rated_at = {each.change.item: moment_of(each.wall) for each in ratings}
    for item, score in _scores(history).items():
        rated = episode_number(item)
        if (rated or 1) <= episodes:
            yield rated, {"rated_at": rated_at[item], "rating": points_of(score)}


def points_of(score: float) -> int:
    return int(score + 0.5)


def _scores(history: History) -> dict[str, float]:
    """A single rating of each item, since Trakt keeps no more: that of the newest viewing."""
    scores = ChainMap(*(dict(each.ratings) for each in reversed(history.viewings)))
    known = (item for item in scores if item == SERIES_ITEM or episode_number(item))
    return {item: scores[item] for item in sorted(known, key=lambda it: episode_number(it) or 0)}


def _notices(history: History) -> Iterator[str]:
    rounded = [
        f"{item_text([item])} ({score_text(score)} to {points_of(score)})"
        for item, score in _scores(history).items()
        if score != points_of(score)
    ]
    if rounded:
        yield f"rounded, since Trakt knows whole points: {listed(rounded)}"
    plays = (play for each in history.viewings for play in each.progress.watched.items())
    if rough := {number for number, on in plays if on is not None and len(on) < _DAY}:
        yield f"sent with an unknown date, not with a month or year alone: {named(sorted(rough))}"
    rated = [item for each in history.viewings for item in each.ratings]
    if len(rated) > len(set(rated)) or any(v.notes or v.answers for v in history.viewings):
        yield "left out: your notes and answers, and ratings of earlier viewings"
