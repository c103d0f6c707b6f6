"""The rules of a pack that its shape cannot say: order, numbers, references, and the gate's own."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.domain.pack import Ask, Cast, Episode, Note, Person, Section, Text, Thread
from bigcity_tui.domain.series import Series
from bigcity_tui.domain.spelling import unspaced
from bigcity_tui.domain.values import is_date
from bigcity_tui.files.reading import Path
from bigcity_tui.pack.location import BUNDLED_ID
from bigcity_tui.pack.texts import Wrong, early

FORMAT = 1  # of a pack's files; a newer one is refused
MOST_EPISODES = 5_000
MOST_MINUTES = 600
BEST_SCORE = 10
LONGEST_ID = 64  # of a series or an episode, in characters
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DEVICE = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
_NO_ID = f"must be 1 to {LONGEST_ID} small letters a–z, digits and single hyphens between them"
_LINK = re.compile(r"https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:[0-9]{1,5})?([/?#][!-~]*)?")

_NO_EPISODE = "is not the number of an episode of this series: choose 1 to {}"


def series_rules(series: Series, *, may_be_bundled: bool) -> Wrong:
    """The rules for `series.json`; `may_be_bundled` says that it may bear the bundled id."""
    if not _ID.fullmatch(series.id) or len(series.id) > LONGEST_ID:
        yield ("id",), _NO_ID
    elif _DEVICE.fullmatch(series.id):
        yield ("id",), "is the name of a device on Windows: choose another"
    elif series.id == BUNDLED_ID and not may_be_bundled:
        yield ("id",), "belongs to the bundled pack: choose another"
    number, ids = series.episodes, series.episode_ids
    parted = [season.episodes for season in series.seasons]
    each = f"have {number}, one for each episode, or be absent"
    parts = not parted or (min(parted) > 0 and sum(parted) == number)
    named = not ids or len(ids) == len(set(ids)) == number
    language = series.language is None or _LANGUAGE.fullmatch(series.language)
    for field, holds, says in (
        ("unlock", series.unlock == BEFORE, "be 'before': what is in this file is public"),
        ("format", series.format == FORMAT, f"be {FORMAT}, the format of this version's packs"),
        ("episodes", 1 <= number <= MOST_EPISODES, f"be from 1 to {MOST_EPISODES:,}"),
        ("minutes", _lasts(series.minutes), f"be from 1 to {MOST_MINUTES}"),
        ("lengths", all(map(_lasts, series.lengths)), f"be each from 1 to {MOST_MINUTES}, or null"),
        ("aired", all(not d or _is_day(d) for d in series.aired), "be dates such as 2024-10-21"),
        ("year", 1 <= series.year <= 9999, "be a year of four digits"),
        ("released", _is_day(series.released), "be a date such as 2024-10-21"),
        ("lengths", len(series.lengths) in (0, number), each),
        ("aired", len(series.aired) in (0, number), each),
        ("seasons", parts, f"have at least one episode each, and {number} in all"),
        ("episode_ids", named, f"be {number}, one for each episode, each its own"),
        ("language", language, "be a language tag such as en, ko or pt-BR"),
    ):
        if not holds:
            yield (field,), f"must {says}"
    for index, one in enumerate(ids):
        if not _ID.fullmatch(one) or len(one) > LONGEST_ID:
            yield ("episode_ids", index), _NO_ID
    for index, director in enumerate(series.directors):
        for place, directed in enumerate(director.episodes):
            if not 1 <= directed <= number:
                yield ("directors", index, "episodes", place), _NO_EPISODE.format(number)
    for index, link in enumerate(series.links):
        if link.url is not None and not _LINK.fullmatch(link.url):
            yield ("links", index, "url"), "must be an https:// address without spaces"
    if series.score is not None and not 0 <= series.score.value <= BEST_SCORE:
        yield ("score", "value"), f"must be from 0 to {BEST_SCORE}"


def cast_rules(cast: Cast) -> Wrong:
    people = {person.id: person for person in cast.people}
    yield from twice(cast.people, ("people",))
    for index, person in enumerate(cast.people):
        path = ("people", index)
        for place, actor in enumerate(person.actors):
            if actor.born is not None and not _is_day(actor.born):
                yield (*path, "actors", place, "born"), "must be a date such as 1994-07-05"
        if also := person.is_also:
            who = people.get(also.person)
            if who is None or who is person or who.is_also:
                says = "must be the id of somebody else, who has no is_also"
                yield (*path, "is_also", "person"), says
            else:
                at = (*path, "is_also")
                yield from early(at, also.unlock, "the other is introduced", who.unlock)
    yield from _shared_spellings(cast)
    for index, relation in enumerate(cast.relations):
        path = ("relations", index)
        if len(set(relation.people)) == 1:
            yield (*path, "people"), "must be two different people"
        for place, id_ in enumerate(relation.people):
            if (tied := people.get(id_)) is None:
                yield (*path, "people", place), "is not the id of anybody in this file: see people"
            else:
                than = f"people[{place}] is introduced"
                yield from early(path, relation.unlock, than, tied.unlock)


def _shared_spellings(cast: Cast) -> Wrong:
    """Until two people are known to be one, nothing but words finds both."""
    spelt = [each for index, person in enumerate(cast.people) for each in spellings(index, person)]
    first: dict[tuple[str, str], tuple[object, Moment]] = {}
    both: dict[Path, str] = {}
    for opens, (who, joins), path, text in sorted(spelt):
        met, since = first.setdefault((who, unspaced(text)), (path[1], joins))
        if met != path[1] and opens < max(since, joins):
            says = f"finds two people at {opens} who turn out to be one: write"
            both[path] = f"{says} {max(since, joins)} or later"
    yield from both.items()


def spellings(index: int, person: Person) -> Iterator[tuple[Moment, tuple[str, Moment], Path, str]]:
    """What somebody is found by besides their names: since when, whom in the end, and where."""
    joins, around = joined(person), ("people", index)
    for at, actor in enumerate(person.actors):
        for name in dict.fromkeys(filter(None, (actor.name, actor.native_name))):
            yield actor.unlock or person.unlock, joins, (*around, "actors", at), name
    for at, text in enumerate(person.aliases):
        yield person.unlock, joins, (*around, "aliases", at), text
    for at, each in enumerate(person.later_aliases):
        yield each.unlock, joins, (*around, "later_aliases", at), each.text


def joined(person: Person) -> tuple[str, Moment]:
    """Who somebody is in the end, by id, and since when."""
    return (person.is_also.person, person.is_also.unlock) if person.is_also else (person.id, BEFORE)


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
        if found is not None:
            yield from early(path, found.unlock, "the episode begins", start)
    # Answers are kept by the place of a question: what opens must not move what was open before.
    for index, (one, other) in enumerate(pairwise(episode.questions), start=1):
        yield from early(("questions", index), other.unlock, "the question before it", one.unlock)
    if recap := episode.recap:
        end = Moment.end(number - 1)
        yield from early(("recap",), recap.unlock, "the end of what it tells", end)
    yield from twice(episode.notes, ("notes",), seen)


def thread_rules(threads: tuple[Thread, ...], last: int) -> Wrong:
    yield from twice(threads)
    for index, thread in enumerate(threads):
        for place, entry in enumerate(thread.entries):
            path = (index, "entries", place)
            if not 1 <= entry.episode <= last:
                yield (*path, "episode"), _NO_EPISODE.format(last)
            else:
                start = Moment.start(entry.episode)
                yield from early(path, entry.unlock, "its episode begins", start)


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


def twice(
    parts: Iterable[Person | Note | Section | Thread], path: Path = (), seen: set[str] | None = None
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
