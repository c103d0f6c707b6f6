"""The rules of a pack that its shape cannot say: order, numbers, references, and the gate's own."""

import re
from collections.abc import Iterable
from itertools import pairwise

from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.domain.pack import Ask, Cast, Episode, Note, Person, Section, Text, Thread
from bigcity_tui.domain.series import Series
from bigcity_tui.domain.values import is_date
from bigcity_tui.files.reading import Path
from bigcity_tui.pack.location import BUNDLED_ID
from bigcity_tui.pack.people import identity_rules
from bigcity_tui.pack.texts import Wrong, early

FORMAT = 1
"""Of a pack's files; a newer one is refused."""

MOST_EPISODES = 5_000
MOST_MINUTES = 600
BEST_SCORE = 10
LONGEST_ID = 64
"""Of a series or an episode, in characters."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DEVICE = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
_ID_CHARACTERS = "small letters a–z, digits and single hyphens between them"
_LINK = re.compile(r"https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:[0-9]{1,5})?([/?#][!-~]*)?")

_NO_EPISODE = "is not the number of an episode of this series: choose 1 to {}"
_NO_PARAGRAPH = "must have at least one paragraph"


def series_rules(series: Series, *, may_be_bundled: bool) -> Wrong:
    """The rules for `series.json`; `may_be_bundled` says that it may bear the bundled id."""
    if not _ID.fullmatch(series.id) or len(series.id) > LONGEST_ID:
        yield ("id",), f"must be 1 to {LONGEST_ID} {_ID_CHARACTERS}"
    elif is_device(series.id):
        yield ("id",), "is the name of a device on Windows: choose another"
    elif series.id == BUNDLED_ID and not may_be_bundled:
        yield ("id",), "belongs to the bundled pack: choose another"
    for field, holds, says in (
        ("unlock", series.unlock == BEFORE, "'before': what is in this file is public"),
        ("format", series.format == FORMAT, f"{FORMAT}, the format of this version's packs"),
        ("episodes", 1 <= series.episodes <= MOST_EPISODES, f"from 1 to {MOST_EPISODES:,}"),
        ("minutes", _lasts(series.minutes), f"from 1 to {MOST_MINUTES}"),
        ("lengths", all(map(_lasts, series.lengths)), f"each from 1 to {MOST_MINUTES}, or null"),
        ("aired", all(not day or _is_day(day) for day in series.aired), "dates such as 2024-10-21"),
        ("year", 1 <= series.year <= 9999, "a year of four digits"),
        ("released", _is_day(series.released), "a date such as 2024-10-21"),
    ):
        if not holds:
            yield (field,), f"must be {says}"
    for name in ("lengths", "aired"):
        if len(getattr(series, name)) not in (0, series.episodes):
            yield (name,), f"must have {series.episodes}, one for each episode, or be absent"
    parted = [season.episodes for season in series.seasons]
    if parted and (min(parted) < 1 or sum(parted) != series.episodes):
        yield ("seasons",), f"must have at least one episode each, and {series.episodes} in all"
    ids = series.episode_ids
    if ids and (len(ids), len(set(ids))) != (series.episodes, series.episodes):
        yield ("episode_ids",), f"must be {series.episodes}, one for each episode, each its own"
    for index, each in enumerate(ids):
        if not _ID.fullmatch(each) or len(each) > LONGEST_ID:
            yield ("episode_ids", index), f"must be 1 to {LONGEST_ID} {_ID_CHARACTERS}"
    if series.language is not None and not _LANGUAGE.fullmatch(series.language):
        yield ("language",), "must be a language tag such as en, ko or pt-BR"
    if not series.blurb:
        yield ("blurb",), _NO_PARAGRAPH
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
    return _DEVICE.fullmatch(name) is not None


def cast_rules(cast: Cast) -> Wrong:
    people = {person.id: person for person in cast.people}
    yield from _twice(("people",), cast.people)
    for index, person in enumerate(cast.people):
        for place, actor in enumerate(person.actors):
            if actor.born is not None and not _is_day(actor.born):
                yield (
                    ("people", index, "actors", place, "born"),
                    "must be a date such as 1994-07-05",
                )
    yield from identity_rules(cast)
    for index, relation in enumerate(cast.relations):
        path = ("relations", index)
        first, second = relation.people
        if first == second:
            yield (*path, "people"), "must be two different people"
        for place, who in enumerate(relation.people):
            if who not in people:
                says = "is not the id of anybody in this file: see people"
                yield (*path, "people", place), says
            elif relation.unlock < people[who].unlock:
                met = f"people[{place}] is introduced"
                yield (*path, "unlock"), early(relation.unlock, met, people[who].unlock)


def episode_rules(episode: Episode, number: int, seen: set[str]) -> Wrong:
    """The rules for an episode; `seen` are the ids of others' notes, and gains those of its own."""
    if episode.number != number:
        yield ("number",), f"must be {number}, as in the file's name"
    if episode.unlock != BEFORE:
        yield ("unlock",), "must be 'before': that there is an episode is public"
    start = Moment.start(number)
    about: list[tuple[Path, Text | Note | None]] = [(("heading",), episode.heading)]
    about += [(("notes", index), note) for index, note in enumerate(episode.notes)]
    about += [(("questions", index), text) for index, text in enumerate(episode.questions)]
    for path, found in about:
        if found is not None and found.unlock < start:
            yield (*path, "unlock"), early(found.unlock, "the episode begins", start)
    # Answers are kept by the place of a question: what opens must not move what was open before.
    for index, (one, other) in enumerate(pairwise(episode.questions), start=1):
        if other.unlock < one.unlock:
            path = ("questions", index, "unlock")
            yield path, early(other.unlock, "the question before it", one.unlock)
    told = Moment.end(number - 1)
    if episode.recap is not None and episode.recap.unlock < told:
        opens = episode.recap.unlock
        yield ("recap", "unlock"), early(opens, "the end of what it tells", told)
    yield from _twice(("notes",), episode.notes, seen)
    for index, note in enumerate(episode.notes):
        if not note.body:
            yield ("notes", index, "body"), _NO_PARAGRAPH


def review_rules(review: tuple[Section, ...]) -> Wrong:
    yield from _twice((), review)
    for index, section in enumerate(review):
        if not section.paragraphs:
            yield (index, "paragraphs"), _NO_PARAGRAPH


def thread_rules(threads: tuple[Thread, ...], last: int) -> Wrong:
    yield from _twice((), threads)
    for index, thread in enumerate(threads):
        if not thread.entries:
            yield (index, "entries"), "must have at least one entry"
        for place, entry in enumerate(thread.entries):
            path = (index, "entries", place)
            if not 1 <= entry.episode <= last:
                yield (*path, "episode"), _NO_EPISODE.format(last)
            elif entry.unlock < (start := Moment.start(entry.episode)):
                yield (*path, "unlock"), early(entry.unlock, "its episode begins", start)


def ask_rules(asks: tuple[Ask, ...], last: int) -> Wrong:
    for index, ask in enumerate(asks):
        answered: set[int] = set()
        for place, answer in enumerate(ask.episodes):
            path = (index, "episodes", place, "episode")
            if not 1 <= answer.episode <= last:
                yield path, _NO_EPISODE.format(last)
            elif answer.episode in answered:
                yield path, "has an answer already"
            answered.add(answer.episode)


def _twice(
    path: Path, parts: Iterable[Person | Note | Section | Thread], seen: set[str] | None = None
) -> Wrong:
    """Ids that others had before them; never the ids themselves, which are not ours."""
    seen = set() if seen is None else seen
    for index, part in enumerate(parts):
        if part.id in seen:
            yield (*path, index, "id"), "is in use already: every id must be its own"
        seen.add(part.id)


def _lasts(minutes: int | None) -> bool:
    return minutes is None or 1 <= minutes <= MOST_MINUTES


def _is_day(text: str) -> bool:
    return is_date(text) and len(text) == len("YYYY-MM-DD")
