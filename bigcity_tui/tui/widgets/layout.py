"""A page set in lines of one width, and the window on it."""

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from bigcity_tui.domain.blocks import ActionLink, Document, EntryLink
from bigcity_tui.domain.history import question_place
from bigcity_tui.domain.search import Passage
from bigcity_tui.domain.text import SPACELESS, cells, is_unspaced, short
from bigcity_tui.domain.typeset import Line, Span
from bigcity_tui.domain.view import View
from bigcity_tui.tui.reading_marks import Place

_HEADINGS = ("title", "heading")
_NO_PARAGRAPH = (*_HEADINGS, "subheading", "chart", "tip", "closing")
_NOT_READ = ("chart", "tip", "closing")

ROOM = 8  # lines that are made free below a question for its answer

_WORDS, _LETTERS = 220, 500
"""How many are read in a minute."""

_block_of = attrgetter("block")

Margins = dict[int, tuple[Strip, Strip]]
"""By the line of the window: what stands left and right of the page."""


class PageLayout:
    """A document in lines, what was found in it, and the strips made so far."""

    def __init__(
        self, document: Document, lines: tuple[Line, ...], found: tuple[Passage, ...]
    ) -> None:
        self.document, self.lines, self.found = document, lines, found
        self.strips: dict[int, Strip] = {}
        self.margins: dict[tuple[int | None, ...], Margins] = {}
        self._efforts = list(accumulate(map(self._effort, reversed(lines))))
        blocks = document.blocks
        told = (at for at, line in enumerate(lines) if line.spans and blocks[line.block].opened)
        self.end = max(told, default=len(lines) - 1)
        """The last line of what a pack tells here; of other pages, the last of all."""

    def lines_of(self, block: int) -> range:
        """The lines that a block has words on; where it has none, the empty range there."""
        start = bisect_left(self.lines, block, key=_block_of)
        stop = bisect_right(self.lines, block, key=_block_of)
        while start < stop and not self.lines[start].spans:
            start += 1
        return range(start, stop)

    def place(self, top: int) -> Place:
        block = self.lines[top].block
        above = self.lines[self.lines_of(block).start : top]
        return block, sum(len(line.text) for line in above)

    def top(self, place: Place | None) -> int:
        """The line at which a place stands now; the top if there is no such block any more."""
        if place is None:
            return 0
        block, above = place
        lines = self.lines_of(block)
        for line in lines:
            above -= len(self.lines[line].text)
            if above < 0:
                return line
        return lines.stop if lines.stop < len(self.lines) else 0

    def line_of(self, passage: Passage) -> int:
        start = passage.spots[0][0]
        for line in self.lines_of(passage.block):
            if any(span.at + len(span.text) > start for span in self.lines[line].spans):
                return line
        return 0

    def paragraph(self, block: int, by: int = 1) -> int | None:
        """The first block from one on (1) or back (-1) that has words, and heads nothing."""
        blocks = self.document.blocks
        for each in range(block, len(blocks) if by > 0 else -1, by):
            stops = blocks[each].kind not in _NO_PARAGRAPH or isinstance(blocks[each].to, EntryLink)
            if stops and blocks[each].text.strip():
                return each
        return None

    def heading(self, block: int) -> int:
        """The heading that a block is under, or the block."""
        above = enumerate(self.document.blocks[: block + 1])
        return max((index for index, each in above if each.kind in _HEADINGS), default=block)

    def segments(self, index: int, match: int | None, roles: Mapping[str, Style]) -> list[Segment]:
        """A line with its links, what was found, and the `match` of it that one is at."""
        line = self.lines[index]
        spots = [
            (begin, end, "found" if number == match else "spot")
            for number, passage in enumerate(self.found)
            if passage.block == line.block
            for begin, end in passage.spots
        ]
        segments = []
        for span in line.spans:
            style = roles[span.role]
            if span.to:
                shown = not isinstance(span.to, ActionLink | EntryLink)
                style += Style(underline=shown, meta={"to": span.to})
            segments += [
                Segment(text, style + roles[role] if role else style)
                for text, role in parted(span, spots)
            ]
        return segments

    def minutes(self, line: int) -> int:
        """How long it takes to read from a line to the end, in whole minutes, rounded up."""
        return -(-self._efforts[-1 - line] // (_WORDS * _LETTERS))

    def _effort(self, line: Line) -> int:
        if self.document.blocks[line.block].kind in _NOT_READ:
            return 0
        words, letters = line.text, 0
        if not words.isascii() and any(map(is_unspaced, words)):
            words, letters = re.subn(f"[{SPACELESS}]", " ", words)
        return len(re.findall(r"\w+(?:[’']\w+)*", words)) * _LETTERS + letters * _WORDS


class Window(NamedTuple):
    """What of a page is in sight, where the cursor is, and what follows from both."""

    page: PageLayout
    top: int
    size: int
    cursor: int | None

    @property
    def paragraph(self) -> int | None:
        """The block that the cursor is on, while any of it is in sight."""
        if self.cursor is None:
            return None
        lines = self.page.lines_of(self.cursor)
        in_sight = lines.start < self.top + self.size and lines.stop > self.top
        return self.cursor if in_sight else None

    @property
    def block(self) -> int:
        """The block under the cursor, or the first in sight."""
        inside = (line.block for line in self.page.lines[self.top :] if line.spans)
        here = self.paragraph
        return next(inside, 0) if here is None else here

    @property
    def blocks(self) -> list[int]:
        """Of every line in sight that has words, the block."""
        lines = self.page.lines[self.top : self.top + self.size]
        return [line.block for line in lines if line.spans]

    def ahead(self, by: int) -> int:
        """The first block that one comes to, going on (1) or back (-1)."""
        if not self.page.lines:  # not laid out yet: all of it lies ahead
            return 0 if by > 0 else sys.maxsize
        if self.paragraph is not None:
            return self.paragraph + by
        here = self.page.lines[self.top].block
        here += self.page.lines_of(here).start < self.top  # the first that begins in the window
        return here if by > 0 else here - 1

    def top_with(self, block: int) -> int:
        """The nearest top with which a block is in sight."""
        lines = self.page.lines_of(block)
        if lines.start < self.top or lines.stop <= self.top + self.size:
            return min(self.top, lines.start)
        return min(lines.start, lines.stop - self.size)

    def top_of_room(self, block: int) -> tuple[int, int]:
        """The top with which the room below a question is in sight, and the first line of it."""
        lines = self.page.lines_of(block)
        free = lines.stop - ROOM
        top = min(lines.start, max(self.top, free + ROOM - self.size))
        # Five lines of it at least, even if a long question is not in sight.
        return max(top, free + 5 - self.size), free

    def match(self, by: int) -> int:
        """The passage found that one comes to first, going on (1) or back (-1)."""
        above = sum(self.page.line_of(each) < self.top for each in self.page.found)
        return above if by > 0 else above - 1

    def question(self, view: View, *, anywhere: bool = False) -> str | None:
        """The question one is at, or the first in sight or anywhere, as the item of its answer."""
        if view.as_of is not None:
            return None
        blocks = self.page.document.blocks
        sight = [*range(len(blocks))] if anywhere else self.blocks
        here = self.paragraph
        if here is not None:
            # On an answer one is at the question that it is to.
            while blocks[here].kind in ("own", "subheading"):
                here -= 1
            sight.insert(0, here)
        for to in (blocks[at].to for at in sight):
            place = question_place(to.item) if isinstance(to, EntryLink) else None
            if isinstance(to, EntryLink) and place and place[1] <= len(view.questions(place[0])):
                return to.item
        return None

    def title(self, room: int, *, is_early: bool) -> str:
        """The page, the part of it one is at, and how far through it that is."""
        part = self.page.document.blocks[self.page.heading(self.block)]
        last = len(self.page.lines) - self.size
        end = " · opened early" if is_early else ""
        end += f" · {round(100 * self.top / last)} %" if last > 0 else ""
        title, room = self.page.document.title, room - cells(end)
        if part.kind == "heading":
            # Where there is no room for both, it is the part that one cannot tell otherwise.
            wide = f"{title} › {part.text}"
            title = wide if cells(wide) <= room else f"{title.partition(' · ')[0]} › {part.text}"
        return short(title, room) + end

    def subtitle(self, answers: str, match: int | None, room: int) -> str:
        """What can be done here, what was found and what is left to read, from the end on."""
        which = "" if match is None else f"{match + 1} of "
        found = f"{which}{len(self.page.found)} found" if self.page.found else ""
        goes_on = self.top < len(self.page.lines) - self.size
        minutes = self.page.minutes(self.top) if goes_on else 0
        parts = [*filter(None, (answers, found, f"{minutes} min left" if minutes else ""))]
        while parts and cells(" · ".join(parts)) > room:
            del parts[0]
        return " · ".join(parts)


def parted(span: Span, spots: list[tuple[int, int, str]]) -> Iterator[tuple[str, str]]:
    """A span cut where spots of its block begin and end: each text, and the role of its spot."""
    at = 0
    for begin, end, role in spots if span.at >= 0 else ():
        start, stop = max(at, begin - span.at), min(len(span.text), end - span.at)
        if start < stop:
            yield span.text[at:start], ""
            yield span.text[start:stop], role
            at = stop
    yield span.text[at:], ""


def asked(document: Document, item: str | None) -> int | None:
    """The block of the question whose answer is this item."""
    blocks, to = document.blocks, EntryLink(item or "")
    return next((at for at, block in enumerate(blocks) if block.to == to), None)


def with_room(lines: tuple[Line, ...], document: Document, item: str | None) -> tuple[Line, ...]:
    """Part the lines below a question, in place of its answer, if it is on this page."""
    at = asked(document, item)
    if at is None:
        return lines
    below = at + 1
    while below < len(document.blocks) and document.blocks[below].kind == "own":
        below += 1
    return (
        *(line for line in lines if line.block <= at),
        *[Line((), at)] * ROOM,
        *(line for line in lines if line.block >= below),
    )
