"""The lint: what may be in a pack, and a careful editor would not let pass; it may spoil."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import get_args

from bigcity_tui.domain import pack as shapes
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.pack import Pack, Vocabulary
from bigcity_tui.domain.text import REPLACEMENT, SPACELESS, count
from bigcity_tui.files.reading import Path
from bigcity_tui.pack.findings import PackFinding
from bigcity_tui.pack.location import ASKS, CAST, REVIEW, SERIES, THREADS, episode_file
from bigcity_tui.pack.texts import CODES, Spot, field_of, walk
from bigcity_tui.pack.words import UNSEEN, Remark, Words, early_aliases, placeholders

# How many words a heading, a recap, a note in all and a fact should have.
LENGTHS = {"heading": range(1, 7), "recap": range(60, 131)}
LENGTHS |= {"note": range(80, 241), "fact": range(1, 81)}
# How many notes and questions an episode should have.
COUNTS = {"note": range(3, 11), "question": range(3, 4)}
_EMPHASIS = re.compile(r"\*(?![\s*])[^*]*(?<!\s)\*")
_STYLE = (
    ("quotation-mark", re.compile("[\"']"), "has a straight quotation mark: write “ ” ‘ ’"),
    ("dash", re.compile("--| - "), "has hyphens for a dash: write –"),
    ("ellipsis", re.compile(r"\.\.\."), "has three full stops: write …"),
    ("blank", re.compile(r"\s\s"), "has two blanks in a row"),
    ("blank", re.compile(r"\A\s|\s\Z"), "begins or ends with a blank"),
)

# An answer that begins with yes or no; “No one” is another word.
_OPENING = re.compile(r"(yes|no)\s*(?:[.,:;!–]|$)", re.IGNORECASE)
_UNORDERED = "opens earlier than the one {}before it: put them in order"


def lint(pack: Pack, vocabulary: Vocabulary) -> list[PackFinding]:
    """Everything that an editor would change in a sound pack, file by file; empty if nothing."""
    words = Words(pack, vocabulary)
    found = []
    for file, value in files_of(pack):
        for spot in walk(value):
            remarks = (*_record(spot.path, spot.value), *_text(file, spot, words))
            for rule, path, message in remarks:
                style = "hint" if rule.endswith("-length") else "style"
                level = style if rule in get_args(shapes.StyleRule) else "error"
                if rule not in vocabulary.ignore:
                    found.append(PackFinding(level, rule, file, path, message))
    return found


def files_of(pack: Pack) -> Iterator[tuple[str, object]]:
    yield from ((SERIES, pack.series), (CAST, pack.cast))
    yield from ((episode_file(episode.number), episode) for episode in pack.episodes)
    yield from ((REVIEW, pack.review), (THREADS, pack.threads), (ASKS, pack.asks))


def _text(file: str, spot: Spot, words: Words) -> Iterator[Remark]:
    path, text, field = spot.path, spot.value, field_of(spot.path)
    if not isinstance(text, str) or field in CODES:
        return
    yield from words.look(file, path, text, spot.opens)
    if re.sub(r"\d+", "0", text) in placeholders() and field != "question":
        yield "placeholder", path, "is still as 'pack new' wrote it"
    if "\n" in text or REPLACEMENT in text:
        yield "mark", path, "has a line break or another character that cannot be shown"
    if "*" in _EMPHASIS.sub("", text):
        yield "emphasis", path, "has an asterisk without its other half: emphasis is *word*"
    if text.startswith(">") and not text.startswith("> "):
        yield "quotation", path, "begins with > and no blank: a quotation begins with “> ”"
    for rule, pattern, message in _STYLE if UNSEEN.isdisjoint(path) else ():
        if pattern.search(text):
            yield rule, path, message
    if "heading" in path[-2:]:  # the text of an episode's is a record of its own
        yield from _length(path, "heading", text)


def _record(path: Path, record: object) -> Iterator[Remark]:
    """What is to be said of a record, whatever its texts are."""
    for name in ("facts", "later_names", "entries"):
        for place, (earlier, later) in enumerate(pairwise(getattr(record, name, ())), start=1):
            if later.unlock < earlier.unlock:
                yield "order", (*path, name, place), _UNORDERED.format("")
    match record:
        case shapes.Cast():
            yield from (("early-alias", *found) for found in early_aliases(record))
            latest: dict[frozenset[str], Moment] = {}
            for index, relation in enumerate(record.relations):
                pair = frozenset(relation.people)
                if relation.unlock < latest.get(pair, relation.unlock):
                    says = _UNORDERED.format("of the same two ")
                    yield "order", ("relations", index), says
                latest[pair] = relation.unlock
        case shapes.Person():
            for place, fact in enumerate(record.facts):
                yield from _length((*path, "facts", place, "text"), "fact", fact.text)
        case shapes.Episode():
            yield from _episode(record)
        case shapes.Ask():
            yields, answer = any(a.answer == "yes" for a in record.episodes), record.series.answer
            if yields != (answer == "yes"):
                says = "an episode has the answer yes" if yields else "no episode has that answer"
                yield "answer", (*path, "series", "answer"), f"is {answer}, and {says}"
        case shapes.Answer() | shapes.EpisodeAnswer():
            found = _OPENING.match(record.text)
            if found and found[1].lower() != record.answer:
                says = f"begins with “{found[1]}”, and the answer is {record.answer}"
                yield "answer", (*path, "text"), says


def _episode(episode: shapes.Episode) -> Iterator[Remark]:
    if episode.heading is None:
        yield "heading", ("heading",), "is missing"
    if episode.recap is None and episode.number > 1:
        yield "recap", ("recap",), "is missing: from the second episode on there is one"
    if episode.recap is not None:
        if episode.number == 1:
            yield "recap", ("recap",), "has nothing to tell before the first episode"
        yield from _length(("recap", "text"), "recap", episode.recap.text)
    for thing, found in (("note", episode.notes), ("question", episode.questions)):
        yield from _wanted((f"{thing}s",), f"{thing}-count", len(found), COUNTS[thing], thing)
    for index, note in enumerate(episode.notes):
        if note.unlock < Moment.end(episode.number):
            says = f"opens at {note.unlock}, before the episode is over"
            yield "early-note", ("notes", index, "unlock"), says
        yield from _length(("notes", index, "body"), "note", " ".join(note.body))


def _length(path: Path, kind: str, text: str) -> Iterator[Remark]:
    """Whether there are as many words as wanted; without spaces, up to three characters a word."""
    marks, allowed, thing = len(re.findall(f"[{SPACELESS}]", text)), LENGTHS[kind], "word"
    number = len(re.findall(r"[^\W_]\S*", text))  # a dash is none
    if 2 * marks > len(text):
        number, allowed, thing = marks, range(allowed[0], 3 * allowed[-1] + 1), "character"
    yield from _wanted(path, f"{kind}-length", number, allowed, thing)


def _wanted(path: Path, rule: str, number: int, allowed: range, thing: str) -> Iterator[Remark]:
    if number not in allowed:
        wanted = str(allowed[0]) if len(allowed) == 1 else f"{allowed[0]} to {allowed[-1]}"
        yield rule, path, f"has {count(number, thing)}: {wanted} are wanted"
