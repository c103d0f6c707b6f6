"""The rules of a pack that its shape cannot say: order, numbers, references, and the gate's own.

Every rule looks at what could be read; a file that could not is reported by who read it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.domain.pack import Ask, Cast, Episode, Section, Thread
from bigcity_tui.domain.series import Series
from bigcity_tui.files.problems import Path, problem
from bigcity_tui.pack.every_text import Wrong, early, everywhere
from bigcity_tui.pack.file_names import (
    ASKS,
    CAST,
    REVIEW,
    SERIES,
    THREADS,
    episode_file,
)
from bigcity_tui.pack.find import BUNDLED_ID

MOST_EPISODES = 5_000
"""The longest series."""
MOST_MINUTES = 600
"""The longest episode."""
BEST_SCORE = 10
"""Out of how much a reviewer scores."""
LONGEST_ID = 64
"""Of a series, in characters."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DEVICE = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LINK = re.compile(r"https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:[0-9]{1,5})?([/?#][!-~]*)?")

_NO_EPISODE = "is not the number of an episode of this series: choose 1 to {}"


@dataclass(slots=True)
class Draft:
    """What could be read of a pack; None for a file that is missing or has the wrong shape.

    Series, cast, review, threads and asks are what the files of these names hold; `episodes` are by
    the number in the file's name. `ids` are those of notes that were read before, and gain the
    others when the rules are looked at.
    """

    series: Series | None = None
    cast: Cast | None = None
    episodes: dict[int, Episode] = field(default_factory=dict)
    review: tuple[Section, ...] | None = None
    threads: tuple[Thread, ...] | None = None
    asks: tuple[Ask, ...] | None = None
    ids: set[str] = field(default_factory=set)


def broken_rules(draft: Draft, *, bundled: bool) -> Iterator[str]:
    """Every rule that a draft breaks, a line each: "file: place: what is wrong".

    `bundled` says that the pack may bear the bundled id. Moments and numbers of episodes are held
    against the number of episodes only where that is known and makes sense.
    """
    series = draft.series
    known = series is not None and 1 <= series.episodes <= MOST_EPISODES
    last = series.episodes if series is not None and known else MOST_EPISODES
    if series is not None:
        yield from _lines(SERIES, series, last, series_rules(series, bundled=bundled))
    if draft.cast is not None:
        yield from _lines(CAST, draft.cast, last, _cast(draft.cast))
    for number, episode in sorted(draft.episodes.items()):
        file = episode_file(number)
        yield from _lines(file, episode, last, _episode(episode, number, draft.ids))
    if draft.review is not None:
        yield from _lines(REVIEW, draft.review, last, _review(draft.review))
    if draft.threads is not None:
        yield from _lines(THREADS, draft.threads, last, _threads(draft.threads, last))
    if draft.asks is not None:
        yield from _lines(ASKS, draft.asks, last, _asks(draft.asks, last))


def series_rules(series: Series, *, bundled: bool) -> Wrong:
    """The rules for `series.json`."""
    if not _ID.fullmatch(series.id) or len(series.id) > LONGEST_ID:
        says = (
            f"must be 1 to {LONGEST_ID} small letters a–z, digits and single hyphens between them"
        )
        yield ("id",), says
    elif is_device(series.id):
        yield ("id",), "is the name of a device on Windows: choose another"
    elif series.id == BUNDLED_ID and not bundled:
        yield ("id",), "belongs to the bundled pack: choose another"
    if series.unlock != BEFORE:
        yield ("unlock",), "must be 'before': what is in this file is public"
    if not 1 <= series.episodes <= MOST_EPISODES:
        yield ("episodes",), f"must be from 1 to {MOST_EPISODES:,}"
    if not 1 <= series.minutes <= MOST_MINUTES:
        yield ("minutes",), f"must be from 1 to {MOST_MINUTES}"
    if not 1 <= series.year <= 9999:
        yield ("year",), "must be a year of four digits"
    if not _is_date(series.released):
        yield ("released",), "must be a date such as 2024-10-21"
    if not series.blurb:
        yield ("blurb",), "must have at least one paragraph"
    for index, director in enumerate(series.directors):
        for place, number in enumerate(director.episodes):
            if not 1 <= number <= series.episodes:
                path = ("directors", index, "episodes", place)
                yield path, _NO_EPISODE.format(series.episodes)
    for index, link in enumerate(series.links):
        if link.url is not None and not _LINK.fullmatch(link.url):
            yield ("links", index, "url"), "must be an https:// address without spaces"
    if series.score is not None and not 0 <= series.score.value <= BEST_SCORE:
        yield ("score", "value"), f"must be from 0 to {BEST_SCORE}"


def is_device(name: str) -> bool:
    """Whether Windows takes a name in small letters for that of a device, and not for a file's."""
    return _DEVICE.fullmatch(name) is not None


def _lines(file: str, value: object, last: int, wrong: Wrong) -> Iterator[str]:
    """The problems of one file as lines: those of its own rules, then those of every file."""
    for path, says in wrong:
        yield problem(file, path, says)
    for path, says in everywhere(value, Moment.end(last)):
        yield problem(file, path, says)


def _cast(cast: Cast) -> Wrong:
    people = {person.id: person for person in cast.people}
    yield from _twice((("people", index), person.id) for index, person in enumerate(cast.people))
    for index, person in enumerate(cast.people):
        born = None if person.actor is None else person.actor.born
        if born is not None and not _is_date(born):
            yield ("people", index, "actor", "born"), "must be a date such as 1994-07-05"
    for index, relation in enumerate(cast.relations):
        path = ("relations", index)
        first, second = relation.people
        if first == second:
            yield (*path, "people"), "must be two different people"
        for place, who in enumerate(relation.people):
            if who not in people:
                yield (
                    (*path, "people", place),
                    "is not the id of anybody in this file: see people",
                )
            elif relation.unlock < people[who].unlock:
                met = f"people[{place}] is introduced"
                yield (*path, "unlock"), early(relation.unlock, met, people[who].unlock)


def _episode(episode: Episode, number: int, seen: set[str]) -> Wrong:
    """One episode; `seen` are the ids of notes of the earlier ones, and gains this one's."""
    if episode.number != number:
        yield ("number",), f"must be {number}, as in the file's name"
    if episode.unlock != BEFORE:
        yield ("unlock",), "must be 'before': that there is an episode is public"
    start = Moment.start(number)
    about: list[tuple[Path, Moment]] = []
    if episode.heading is not None:
        about.append((("heading",), episode.heading.unlock))
    about += [(("notes", index), note.unlock) for index, note in enumerate(episode.notes)]
    about += [(("questions", index), text.unlock) for index, text in enumerate(episode.questions)]
    for path, opens in about:
        if opens < start:
            yield (*path, "unlock"), early(opens, "the episode begins", start)
    told = Moment.end(number - 1)
    if episode.recap is not None and episode.recap.unlock < told:
        opens = episode.recap.unlock
        yield ("recap", "unlock"), early(opens, "the end of what it tells", told)
    yield from _twice(
        ((("notes", index), note.id) for index, note in enumerate(episode.notes)), seen
    )
    for index, note in enumerate(episode.notes):
        if not note.body:
            yield ("notes", index, "body"), "must have at least one paragraph"


def _review(review: tuple[Section, ...]) -> Wrong:
    yield from _twice(((index,), section.id) for index, section in enumerate(review))
    for index, section in enumerate(review):
        if not section.paragraphs:
            yield (index, "paragraphs"), "must have at least one paragraph"


def _threads(threads: tuple[Thread, ...], last: int) -> Wrong:
    yield from _twice(((index,), thread.id) for index, thread in enumerate(threads))
    for index, thread in enumerate(threads):
        if not thread.entries:
            yield (index, "entries"), "must have at least one entry"
        for place, entry in enumerate(thread.entries):
            path = (index, "entries", place)
            if not 1 <= entry.episode <= last:
                yield (*path, "episode"), _NO_EPISODE.format(last)
            elif entry.unlock < (start := Moment.start(entry.episode)):
                yield (*path, "unlock"), early(entry.unlock, "its episode begins", start)


def _asks(asks: tuple[Ask, ...], last: int) -> Wrong:
    for index, ask in enumerate(asks):
        answered: set[int] = set()
        for place, answer in enumerate(ask.episodes):
            path = (index, "episodes", place, "episode")
            if not 1 <= answer.episode <= last:
                yield path, _NO_EPISODE.format(last)
            elif answer.episode in answered:
                yield path, "has an answer already"
            answered.add(answer.episode)


def _twice(ids: Iterable[tuple[Path, str]], seen: set[str] | None = None) -> Wrong:
    """Ids that others had before them; never the ids themselves, which are not ours."""
    seen = set() if seen is None else seen
    for path, known in ids:
        if known in seen:
            yield (*path, "id"), "is in use already: every id must be its own"
        seen.add(known)


def _is_date(text: str) -> bool:
    """Whether a text is a real day, written YYYY-MM-DD."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
