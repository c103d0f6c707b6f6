"""The editorial lint for authors: what may be in a pack, and a careful editor would not let pass.

It looks at the whole pack, so what it says may spoil.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import get_args

from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.pack import (
    Answer,
    Ask,
    Cast,
    Episode,
    EpisodeAnswer,
    Pack,
    StyleRule,
    Thread,
    Vocabulary,
)
from bigcity_tui.domain.text import count
from bigcity_tui.files.reading import Path
from bigcity_tui.pack.findings import Level, PackFinding
from bigcity_tui.pack.location import ASKS, CAST, REVIEW, SERIES, THREADS, episode_file
from bigcity_tui.pack.people import early_aliases
from bigcity_tui.pack.texts import field_of, readable
from bigcity_tui.pack.words import SPACELESS, UNSEEN, Words, placeholders

Remark = tuple[str, Path, str]
"""The rule that a place in a file breaks, and how."""

NOTES = range(3, 11)
QUESTIONS = range(3, 4)
"""How many notes and questions an episode should have."""

HEADING_WORDS = range(1, 7)
RECAP_WORDS = range(60, 131)
NOTE_WORDS = range(80, 241)
FACT_WORDS = range(1, 81)
"""How many words a heading, a recap, a note in all and a fact should have."""


def lint(pack: Pack, vocabulary: Vocabulary) -> list[PackFinding]:
    """Everything that an editor would change in a sound pack, file by file; empty if nothing."""
    words = Words(pack, vocabulary)
    seen: dict[tuple[bool, str], str] = {}
    return [
        PackFinding(_level(rule), rule, file, path, message)
        for (file, value), shape in zip(files_of(pack), _shapes(pack), strict=True)
        for rule, path, message in (*_texts(file, value, words, seen), *shape)
        if rule not in vocabulary.ignore
    ]


def _level(rule: str) -> Level:
    if rule not in get_args(StyleRule):
        return "error"
    return "hint" if rule.endswith("-length") else "style"


def files_of(pack: Pack) -> Iterator[tuple[str, object]]:
    yield SERIES, pack.series
    yield CAST, pack.cast
    for episode in pack.episodes:
        yield episode_file(episode.number), episode
    yield from ((REVIEW, pack.review), (THREADS, pack.threads), (ASKS, pack.asks))


def _shapes(pack: Pack) -> Iterator[Iterator[Remark]]:
    """What is to be said of each file in the same order, whatever its texts are."""
    yield from (iter(()), _cast_shape(pack.cast))
    yield from map(_episode_shape, pack.episodes)
    yield from (iter(()), _threads_shape(pack.threads), _asks_shape(pack.asks))


def _texts(
    file: str, value: object, words: Words, seen: dict[tuple[bool, str], str]
) -> Iterator[Remark]:
    """What is wrong with the texts of one file; `seen` are those of the files before."""
    for path, text, opens in readable(value):
        field = field_of(path)
        yield from words.look(file, path, text, opens)
        if re.sub(r"\d+", "0", text) in placeholders() and field != "question":
            yield "placeholder", path, "is still as 'pack new' wrote it"
        yield from _marks(path, text)
        is_heading = "heading" in path[-2:]  # the text of an episode's is a record of its own
        if is_heading:
            yield from _length(path, "heading", text, HEADING_WORDS)
        # Several questions may well have the same answer.
        if file != ASKS and field not in _REPEATED:
            yield from _repeated(file, path, text, seen, is_heading=is_heading)


_SHORT = 5  # texts of fewer words ("classmates", "one reviewer") may well be the same twice
_REPEATED = frozenset({"work", "aliases", "name", "site", "title"})
"""Two actors may have worked on the same series, and two sites have a page of the same title."""


def _repeated(
    file: str, path: Path, text: str, seen: dict[tuple[bool, str], str], *, is_heading: bool
) -> Iterator[Remark]:
    """A text that occurred before; short ones only where both are headings."""
    if is_heading or _count_words(text) >= _SHORT:
        key = (is_heading, " ".join(text.casefold().split()))
        if key in seen:
            yield "repeated", path, f"says the same as a text in {seen[key]}"
        seen.setdefault(key, file)


_EMPHASIS = re.compile(r"\*(?![\s*])[^*]*(?<!\s)\*")
_JOINERS = "\u200c\u200d"
"""Flags and families of emoji need these, which are not printable by themselves."""
_STYLE = (
    (
        "quotation-mark",
        re.compile("[\"']"),
        "has a straight quotation mark or apostrophe: write “ ” ‘ ’",
    ),
    ("dash", re.compile("--| - "), "has hyphens for a dash: write –"),
    ("ellipsis", re.compile(r"\.\.\."), "has three full stops: write …"),
    ("blank", re.compile(r"\s\s"), "has two blanks in a row"),
    ("blank", re.compile(r"\A\s|\s\Z"), "begins or ends with a blank"),
)


def _marks(path: Path, text: str) -> Iterator[Remark]:
    if any(not (mark.isprintable() or mark in _JOINERS) for mark in text):
        yield "mark", path, "has a line break or another character that cannot be shown"
    if "*" in _EMPHASIS.sub("", text):
        yield "emphasis", path, "has an asterisk without its other half: emphasis is *word*"
    if text.startswith(">") and not text.startswith("> "):
        yield "quotation", path, "begins with > and no blank: a quotation begins with “> ”"
    if UNSEEN.isdisjoint(path):
        for rule, pattern, message in _STYLE:
            if pattern.search(text):
                yield rule, path, message


def _episode_shape(episode: Episode) -> Iterator[Remark]:
    if episode.heading is None:
        yield "heading", ("heading",), "is missing"
    if episode.recap is None and episode.number > 1:
        yield "recap", ("recap",), "is missing: from the second episode on there is one"
    if episode.recap is not None:
        if episode.number == 1:
            yield "recap", ("recap",), "has nothing to tell before the first episode"
        yield from _length(("recap", "text"), "recap", episode.recap.text, RECAP_WORDS)
    yield from _wanted(("notes",), "note-count", len(episode.notes), NOTES, "note")
    asked = len(episode.questions)
    yield from _wanted(("questions",), "question-count", asked, QUESTIONS, "question")
    for index, note in enumerate(episode.notes):
        if note.unlock < Moment.end(episode.number):
            says = f"opens at {note.unlock}, before the episode is over"
            yield "early-note", ("notes", index, "unlock"), says
        yield from _length(("notes", index, "body"), "note", " ".join(note.body), NOTE_WORDS)


def _cast_shape(cast: Cast) -> Iterator[Remark]:
    for index, person in enumerate(cast.people):
        facts = ("people", index, "facts")
        for place, fact in enumerate(person.facts):
            yield from _length((*facts, place, "text"), "fact", fact.text, FACT_WORDS)
        yield from _order(facts, [fact.unlock for fact in person.facts])
        names = [name.unlock for name in person.later_names]
        yield from _order(("people", index, "later_names"), names)
    yield from (("early-alias", path, says) for path, says in early_aliases(cast))
    latest: dict[frozenset[str], Moment] = {}
    for index, relation in enumerate(cast.relations):
        pair = frozenset(relation.people)
        if relation.unlock < latest.get(pair, relation.unlock):
            message = "opens earlier than the one of the same two before it: put them in order"
            yield "order", ("relations", index), message
        latest[pair] = relation.unlock


def _threads_shape(threads: tuple[Thread, ...]) -> Iterator[Remark]:
    for index, thread in enumerate(threads):
        yield from _order((index, "entries"), [entry.unlock for entry in thread.entries])


def _asks_shape(asks: tuple[Ask, ...]) -> Iterator[Remark]:
    for index, ask in enumerate(asks):
        series = (index, "series", "answer")
        yields = any(answer.answer == "yes" for answer in ask.episodes)
        if ask.series.answer == "yes" and not yields:
            yield "answer", series, "is yes, and no episode has that answer"
        if ask.series.answer != "yes" and yields:
            yield "answer", series, f"is {ask.series.answer}, and an episode has the answer yes"
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
        yield "answer", path, f"begins with “{first}”, and the answer is {answer.answer}"
    if second is not None:
        yield "answer", path, "begins with yes or no twice: once is enough"


def _length(path: Path, kind: str, text: str, words: range) -> Iterator[Remark]:
    """Whether there are as many words as wanted; without spaces, up to three characters a word."""
    marks, rule = len(SPACELESS.findall(text)), f"{kind}-length"
    if 2 * marks > len(text):
        yield from _wanted(path, rule, marks, range(words[0], 3 * words[-1] + 1), "character")
    else:
        yield from _wanted(path, rule, _count_words(text), words, "word")


def _count_words(text: str) -> int:
    """How many words a text has; a dash between blanks is none."""
    return sum(any(map(str.isalnum, word)) for word in text.split())


def _wanted(path: Path, rule: str, number: int, allowed: range, thing: str) -> Iterator[Remark]:
    if number not in allowed:
        wanted = str(allowed[0]) if len(allowed) == 1 else f"{allowed[0]} to {allowed[-1]}"
        yield rule, path, f"has {count(number, thing)}: {wanted} are wanted"


def _order(path: Path, stamps: list[Moment]) -> Iterator[Remark]:
    for place, (earlier, later) in enumerate(pairwise(stamps), start=1):
        if later < earlier:
            yield "order", (*path, place), "opens earlier than the one before it: put them in order"
