"""Setting a document in lines of a given width: the one place that wraps text.

Lines are made of spans, each with a role; a front end says what a role looks like. Widths are
columns of a terminal, never characters.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from bigcity_tui.domain.documents import EMPHASIS, PROSE, Block, Document
from bigcity_tui.domain.text import cells, fit

MEASURE = 72
"""The widest line that reads well, in columns."""

_PIECES = re.compile(r"\n| +|[^ \n]+")
_INDENT = {"quote": ("▏ ", "▏ "), "question": ("? ", "  "), "own": ("▏ ", "▏ ")}
_SPACE_BEFORE = {"heading": 2, "meta": 0, "title": 0}


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one role: that of its block, `emphasis`, or `name` for a person's name."""

    text: str
    role: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its spans, and the index of the block that it belongs to."""

    spans: tuple[Span, ...]
    block: int

    @property
    def text(self) -> str:
        """The line without its roles."""
        return "".join(span.text for span in self.spans)


def typeset(document: Document, width: int, names: Iterable[str] = ()) -> tuple[Line, ...]:
    """Set a document in lines of at most `width` columns; `names` are those that become links.

    The rows of a chart are cut and never wrapped, so that its columns stay what they are.
    """
    mark = _marker(names)
    lines: list[Line] = []
    previous = None
    for index, block in enumerate(document.blocks):
        if previous is not None:
            lines += [Line((), index)] * _space(previous, block)
        if block.kind == "chart":
            lines += [
                Line((Span(fit(row, width).rstrip(), "chart"),), index)
                for row in block.text.split("\n")
            ]
            previous = block
            continue
        first, rest = _INDENT.get(block.kind, ("", ""))
        indent = first
        for spans in _wrap(list(_runs(block, mark)), max(1, width - cells(first))):
            head = (Span(indent, block.kind),) if indent else ()
            lines.append(Line((*head, *spans), index))
            indent = rest
        previous = block
    return tuple(lines)


def _space(previous: Block, block: Block) -> int:
    """How many empty lines part two blocks."""
    if previous.kind in ("heading", "subheading"):
        return 0
    if block.kind == "meta" and previous.kind in ("title", "meta"):
        return 0
    if previous.kind == "meta":
        return 1
    return _SPACE_BEFORE.get(block.kind, 1)


def _marker(names: Iterable[str]) -> Callable[[str], Iterator[tuple[str, bool]]]:
    """A function that splits a text at the names in it: (part, whether it is a name)."""
    longest_first = sorted(set(names), key=len, reverse=True)
    if not longest_first:
        return lambda text: iter(((text, False),))
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)")

    def split(text: str) -> Iterator[tuple[str, bool]]:
        for turn, part in enumerate(pattern.split(text)):
            if part:
                yield part, turn % 2 == 1

    return split


def _runs(block: Block, mark: Callable[[str], Iterator[tuple[str, bool]]]) -> Iterator[Span]:
    """A block's text as spans: emphasis, and each name where it comes first; own words alone."""
    if block.kind not in PROSE:
        yield Span(block.text, block.kind)
        return
    met: set[str] = set()
    for turn, part in enumerate(EMPHASIS.split(block.text)):
        for text, is_name in mark(part):
            first = is_name and text not in met
            met.add(text)
            yield Span(text, "name" if first else "emphasis" if turn % 2 else block.kind)


def _wrap(runs: list[Span], width: int) -> Iterator[tuple[Span, ...]]:
    """Break spans into lines at spaces; what is wider than a line is broken anywhere."""
    line: list[Span] = []
    taken = 0
    for word in _words(runs):
        if word[0].text == "\n":
            yield _joined(line)
            line, taken = [], 0
            continue
        if word[0].text[0] == " ":
            if line:
                line += word
                taken += len(word[0].text)
            continue
        needed = sum(cells(span.text) for span in word)
        if taken + needed > width and line:
            yield _joined(line)
            line, taken = [], 0
        if needed > width:
            *full, word = _broken(word, width)
            yield from map(_joined, full)
            needed = sum(cells(span.text) for span in word)
        line += word
        taken += needed
    yield _joined(line)


def _words(runs: list[Span]) -> Iterator[list[Span]]:
    """The words, spaces and line feeds of spans; a word may run across several spans."""
    word: list[Span] = []
    for run in runs:
        for piece in _PIECES.findall(run.text):
            if piece[0] in " \n":
                if word:
                    yield word
                word = []
                yield [Span(piece, run.role)]
            else:
                word.append(Span(piece, run.role))
    if word:
        yield word


def _broken(word: list[Span], width: int) -> list[list[Span]]:
    """A word in parts of at most `width` columns, each of at least one character."""
    parts: list[list[Span]] = [[]]
    taken = 0
    for span in word:
        begin = 0
        for index, char in enumerate(span.text):
            needed = cells(char)
            if taken and taken + needed > width:
                if index > begin:
                    parts[-1].append(Span(span.text[begin:index], span.role))
                parts.append([])
                begin, taken = index, 0
            taken += needed
        parts[-1].append(Span(span.text[begin:], span.role))
    return parts


def _joined(line: list[Span]) -> tuple[Span, ...]:
    """A line without spaces at its end, neighbours of one role joined."""
    while line and line[-1].text[0] == " ":
        line = line[:-1]
    return tuple(
        Span("".join(span.text for span in spans), role)
        for role, spans in groupby(line, key=lambda span: span.role)
    )
