"""The lint's look at shape: what each episode should have, lengths, order, and repetition."""

from collections.abc import Iterator
from itertools import pairwise

from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.pack import Ask, Cast, Episode, Pack, Thread
from bigcity_tui.domain.text import count
from bigcity_tui.files.problems import Path
from bigcity_tui.pack.file_names import ASKS, CAST, THREADS, episode_file
from bigcity_tui.pack.lint_lines import Line, Remark

NOTES = range(3, 8)
QUESTIONS = range(3, 4)
"""How many notes and questions an episode should have."""

HEADING_WORDS = range(1, 7)
RECAP_WORDS = range(60, 121)
NOTE_WORDS = range(90, 221)
FACT_WORDS = range(1, 81)
"""How many words a heading, a recap, a note in all and a fact should have."""

# Shorter texts ("classmates", "one reviewer") may well be the same twice.
_SHORT = 5
# Two actors may have worked on the same series, and two sites have a page of the same title.
_REPEATED = frozenset({"work", "aliases", "name", "site", "title"})


def shape(pack: Pack, lines: list[Line]) -> Iterator[tuple[str, Remark]]:
    """What is wrong with the parts of a pack, each with its file; `lines` are its texts."""
    for episode in pack.episodes:
        file = episode_file(episode.number)
        yield from ((file, remark) for remark in _episode(episode))
    yield from ((CAST, remark) for remark in _cast(pack.cast))
    yield from ((THREADS, remark) for remark in _threads(pack.threads))
    yield from ((ASKS, remark) for remark in _asks(pack.asks))
    for line in lines:
        # The text of an episode's heading is a record of its own.
        if "heading" in line.path[-2:]:
            yield from ((line.file, remark) for remark in _length(line, HEADING_WORDS))
    yield from _repeated(lines)


def _episode(episode: Episode) -> Iterator[Remark]:
    if episode.heading is None:
        yield "style", ("heading",), "is missing"
    if episode.recap is None and episode.number > 1:
        yield "style", ("recap",), "is missing: from the second episode on there is one"
    if episode.recap is not None:
        if episode.number == 1:
            yield "style", ("recap",), "has nothing to tell before the first episode"
        yield from _words(("recap", "text"), _count(episode.recap.text), RECAP_WORDS)
    yield from _number(("notes",), len(episode.notes), NOTES, "note")
    yield from _number(("questions",), len(episode.questions), QUESTIONS, "question")
    for index, note in enumerate(episode.notes):
        yield from _words(("notes", index, "body"), sum(map(_count, note.body)), NOTE_WORDS)


def _cast(cast: Cast) -> Iterator[Remark]:
    for index, person in enumerate(cast.people):
        for place, fact in enumerate(person.facts):
            path = ("people", index, "facts", place, "text")
            yield from _words(path, _count(fact.text), FACT_WORDS)
        stamps = [fact.unlock for fact in person.facts]
        yield from _order(("people", index, "facts"), stamps)
    latest: dict[frozenset[str], Moment] = {}
    for index, relation in enumerate(cast.relations):
        pair = frozenset(relation.people)
        if relation.unlock < latest.get(pair, relation.unlock):
            message = "opens earlier than the one of the same two before it: put them in order"
            yield "error", ("relations", index), message
        latest[pair] = relation.unlock


def _threads(threads: tuple[Thread, ...]) -> Iterator[Remark]:
    for index, thread in enumerate(threads):
        yield from _order((index, "entries"), [entry.unlock for entry in thread.entries])


def _asks(asks: tuple[Ask, ...]) -> Iterator[Remark]:
    for index, ask in enumerate(asks):
        if ask.episodes and not ask.series.mentioned:
            message = "says that nothing is mentioned, and an episode has an answer"
            yield "error", (index, "series", "mentioned"), message


def _order(path: Path, stamps: list[Moment]) -> Iterator[Remark]:
    for place, (earlier, later) in enumerate(pairwise(stamps), start=1):
        if later < earlier:
            yield "error", (*path, place), "opens earlier than the one before it: put them in order"


def _repeated(lines: list[Line]) -> Iterator[tuple[str, Remark]]:
    """Texts that occur twice; headings and bonds only when the same kind has them."""
    seen: dict[tuple[bool, str], Line] = {}
    for line in lines:
        heading = "heading" in line.path[-2:]
        # Several questions may well have the same answer.
        if line.file == ASKS or line.field in _REPEATED:
            continue
        if not heading and _count(line.text) < _SHORT:
            continue
        first = seen.setdefault((heading, " ".join(line.text.casefold().split())), line)
        if first is not line:
            yield line.file, ("style", line.path, f"says the same as a text in {first.file}")


def _length(line: Line, allowed: range) -> Iterator[Remark]:
    yield from _words(line.path, _count(line.text), allowed)


def _words(path: Path, number: int, allowed: range) -> Iterator[Remark]:
    yield from _number(path, number, allowed, "word")


def _number(path: Path, number: int, allowed: range, thing: str) -> Iterator[Remark]:
    if number in allowed:
        return
    wanted = str(allowed[0]) if len(allowed) == 1 else f"{allowed[0]} to {allowed[-1]}"
    yield "style", path, f"has {count(number, thing)}: {wanted} are wanted"


def _count(text: str) -> int:
    """How many words a text has; a dash between blanks is none."""
    return sum(any(map(str.isalnum, word)) for word in text.split())
