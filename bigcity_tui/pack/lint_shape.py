"""The lint's look at shape: what each part of a pack should have, lengths, order, and answers."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.pack import Answer, Ask, Cast, Episode, EpisodeAnswer, Thread
from bigcity_tui.domain.text import count
from bigcity_tui.files.problems import Path

Level = Literal["error", "style"]
"""An error misleads or spoils; style is what the bundled pack keeps to and others may not."""

Remark = tuple[Level, Path, str]
"""What is said about a place in a file that is known."""

NOTES = range(3, 11)
QUESTIONS = range(3, 4)
"""How many notes and questions an episode should have."""

HEADING_WORDS = range(1, 7)
RECAP_WORDS = range(60, 131)
NOTE_WORDS = range(80, 241)
FACT_WORDS = range(1, 81)
"""How many words a heading, a recap, a note in all and a fact should have."""


def episode_shape(episode: Episode) -> Iterator[Remark]:
    if episode.heading is None:
        yield "style", ("heading",), "is missing"
    if episode.recap is None and episode.number > 1:
        yield "style", ("recap",), "is missing: from the second episode on there is one"
    if episode.recap is not None:
        if episode.number == 1:
            yield "style", ("recap",), "has nothing to tell before the first episode"
        yield from words_wanted(("recap", "text"), episode.recap.text, RECAP_WORDS)
    yield from _wanted(("notes",), len(episode.notes), NOTES, "note")
    yield from _wanted(("questions",), len(episode.questions), QUESTIONS, "question")
    for index, note in enumerate(episode.notes):
        yield from words_wanted(("notes", index, "body"), " ".join(note.body), NOTE_WORDS)


def cast_shape(cast: Cast) -> Iterator[Remark]:
    for index, person in enumerate(cast.people):
        facts = ("people", index, "facts")
        for place, fact in enumerate(person.facts):
            yield from words_wanted((*facts, place, "text"), fact.text, FACT_WORDS)
        yield from _order(facts, [fact.unlock for fact in person.facts])
    latest: dict[frozenset[str], Moment] = {}
    for index, relation in enumerate(cast.relations):
        pair = frozenset(relation.people)
        if relation.unlock < latest.get(pair, relation.unlock):
            message = "opens earlier than the one of the same two before it: put them in order"
            yield "error", ("relations", index), message
        latest[pair] = relation.unlock


def threads_shape(threads: tuple[Thread, ...]) -> Iterator[Remark]:
    for index, thread in enumerate(threads):
        yield from _order((index, "entries"), [entry.unlock for entry in thread.entries])


def asks_shape(asks: tuple[Ask, ...]) -> Iterator[Remark]:
    for index, ask in enumerate(asks):
        series = (index, "series", "answer")
        yields = any(answer.answer == "yes" for answer in ask.episodes)
        if ask.series.answer == "yes" and not yields:
            yield "error", series, "is yes, and no episode has that answer"
        if ask.series.answer != "yes" and yields:
            yield "error", series, f"is {ask.series.answer}, and an episode has the answer yes"
        yield from _opening((index, "series", "text"), ask.series)
        for place, answer in enumerate(ask.episodes):
            yield from _opening((index, "episodes", place, "text"), answer)


_YES_OR_NO = r"(yes|no)\s*(?:[.,:;!–]\s*|$)"
_OPENING = re.compile(f"{_YES_OR_NO}(?:{_YES_OR_NO})?", re.IGNORECASE)
"""An answer that begins with yes or no, once or twice; “No one” is another word."""


def _opening(path: Path, answer: Answer | EpisodeAnswer) -> Iterator[Remark]:
    if (found := _OPENING.match(answer.text)) is None:
        return
    first, second = found.groups()
    if first.lower() != answer.answer:
        yield "error", path, f"begins with “{first}”, and the answer is {answer.answer}"
    if second is not None:
        yield "error", path, "begins with yes or no twice: once is enough"


def words_wanted(path: Path, text: str, allowed: range) -> Iterator[Remark]:
    yield from _wanted(path, count_words(text), allowed, "word")


def count_words(text: str) -> int:
    """How many words a text has; a dash between blanks is none."""
    return sum(any(map(str.isalnum, word)) for word in text.split())


def _wanted(path: Path, number: int, allowed: range, thing: str) -> Iterator[Remark]:
    if number not in allowed:
        wanted = str(allowed[0]) if len(allowed) == 1 else f"{allowed[0]} to {allowed[-1]}"
        yield "style", path, f"has {count(number, thing)}: {wanted} are wanted"


def _order(path: Path, stamps: list[Moment]) -> Iterator[Remark]:
    for place, (earlier, later) in enumerate(pairwise(stamps), start=1):
        if later < earlier:
            yield "error", (*path, place), "opens earlier than the one before it: put them in order"
