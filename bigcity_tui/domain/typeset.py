"""Setting a document in lines: the one place that wraps pages. Widths are columns of a terminal."""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator
from itertools import accumulate, groupby, pairwise
from typing import NamedTuple

from bigcity_tui.domain.blocks import EMPHASIS, PROSE, Block, Document, PersonLink, Target
from bigcity_tui.domain.text import breaks, cells

MEASURE = 72

_FACTS = " · "  # what parts the facts of a line: it is best broken there, and not inside a name
_WHOLE = re.compile(r"(?:\d\d? )?[A-Z][a-z]+ \d{4}\b| · [\d.]+$")  # a date, a last rating
_INDENT = {"quote": ("▏ ", "▏ "), "question": ("? ", "  "), "own": ("▏ ", "▏ "),
           "link": ("› ", "  ")}  # fmt: skip
# Kinds of block that follow a subheading without an empty line.
_FOLLOWING = ("text", "quote", "question", "own", "subheading", "chart", "link")


class Span(NamedTuple):
    """A run of text in a role, where it leads `to`, and where the plain text has it (`at`)."""

    text: str
    role: str
    to: Target | None = None
    at: int = -1


class Line(NamedTuple):
    spans: tuple[Span, ...]
    block: int

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


def typeset(document: Document, width: int, names: Iterable[str] = ()) -> tuple[Line, ...]:
    """Set a document in lines; `names` become links, and charts fit themselves to the width."""
    longest_first = sorted(set(names), key=len, reverse=True)
    any_name = "|".join(map(re.escape, longest_first)) or "(?!)"
    mark = re.compile(rf"(?<!\w)({any_name})(?!\w)")
    lines: list[Line] = []
    for index, block in enumerate(document.blocks):
        if index:
            lines += [Line((), index)] * _space(document.blocks[index - 1], block)
        if block.chart:
            for parts in block.chart.lines(width):
                spans = tuple(Span(text, role) for text, role in parts if text)
                lines.append(Line(spans, index))
        else:
            indent, rest = _INDENT.get(block.kind, ("", ""))
            for spans in _wrap(_runs(block, mark), max(1, width - cells(indent)), block.kind):
                head = (Span(indent, block.kind, block.to),) if indent else ()
                lines.append(Line((*head, *spans), index))
                indent = rest
    return tuple(lines)


def _space(previous: Block, block: Block) -> int:
    pair = (previous.kind, block.kind)
    if (
        previous.kind == "heading"
        or block.kind == "meta"
        or (previous.kind == "subheading" and block.kind in _FOLLOWING)
        or pair in (("question", "own"), ("link", "link"), ("tip", "tip"))
    ):
        return 0
    return 2 if block.kind == "heading" and previous.kind != "meta" else 1


def _runs(block: Block, mark: re.Pattern[str]) -> Iterator[Span]:
    """A block's text as spans: emphasis, and each name where it comes first; own words alone."""
    if block.kind == "tip":
        key, _, when = block.text.partition(" ")
        yield Span(key, "key", block.to)
        yield Span(f"  {when}", block.kind, block.to)
        return
    if block.kind not in PROSE:
        yield Span(block.text, block.kind, block.to)
        return
    met: set[str] = set()
    for turn, part in enumerate(EMPHASIS.split(block.text)):
        for at, text in enumerate(mark.split(part)):
            if at % 2 and text not in met:
                met.add(text)
                yield Span(text, "name", PersonLink(text))
            elif text:
                yield Span(text, "emphasis" if turn % 2 else block.kind, block.to)


def _wrap(runs: Iterable[Span], width: int, kind: str) -> Iterator[tuple[Span, ...]]:
    """Break runs into lines; neighbours of one role are one span."""
    parts = [
        ("".join(span.text for span in spans), role, to)
        for (role, to), spans in groupby(runs, key=lambda span: (span.role, span.to))
    ]
    text = "".join(part for part, _, _ in parts)
    ends = list(accumulate(len(part) for part, _, _ in parts))
    best = _FACTS if kind in ("meta", "hint", "subheading") else "\n"
    glue = "\u00a0" if width >= len("21 September 2024 · 9.5") else " "
    whole = text  # looked for in facts alone: all of a page would take a fifth longer
    if best == _FACTS:
        whole = _WHOLE.sub(lambda found: found[0].replace(" ", glue), text)
    for begin, end in breaks(whole, width, best):
        cuts = [begin, *(at for at in ends if begin < at < end), end] if begin < end else []
        cut = ((parts[bisect(ends, at)], at, stop) for at, stop in pairwise(cuts))
        yield tuple(Span(text[at:stop], role, to, at) for (_, role, to), at, stop in cut)
