"""The reader: one document at a readable measure, with its place kept."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.reactive import var
from textual.strip import Strip
from textual.theme import Theme

from bigcity_tui.domain.blocks import Document
from bigcity_tui.domain.history import episode_number, question_place
from bigcity_tui.domain.links import (
    ActionLink,
    EntryLink,
    PageLink,
    PersonLink,
    Target,
)
from bigcity_tui.domain.search import spotter
from bigcity_tui.domain.spelling import WORD
from bigcity_tui.domain.typeset import MEASURE, Line, typeset
from bigcity_tui.domain.view import View
from bigcity_tui.tui.messages import LinkChosen
from bigcity_tui.tui.widgets.lines import Lines
from bigcity_tui.tui.widgets.tips import with_tips

ROOM = 8
"""Lines that are made free below a question for its answer."""

LEAST = 5  # of them that are in sight, even if a long question is not

MEASURES = (40, 120)  # the shortest and the longest lines that one can choose


@dataclass(frozen=True, slots=True)
class Place:
    """Where one is in a document, whatever the width: a block, and the characters of it above."""

    block: int
    above: int


@dataclass(frozen=True, slots=True)
class PageLayout:
    """A document set in lines of one width, the words found in it, and the strips made so far.

    `matches` has the line of every word found, in order.
    """

    document: Document
    lines: tuple[Line, ...]
    found: frozenset[str]
    matches: tuple[int, ...]
    strips: dict[int, Strip]


class Reader(Lines):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.command('answer')", show=False),
    ]

    BORDER_TITLE = "2 Reader"
    INSET = 2
    """More than a list has: prose wants some air."""

    view: var[View | None] = var(None)
    page: var[str] = var("about")
    sought: var[str] = var("")
    measure: var[int] = var(MEASURE)

    def __init__(self, keys: Mapping[str, str], *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._keys = keys
        self._places: dict[str, Place] = {}
        self._pages: dict[tuple[str, int], PageLayout] = {}
        self._shown: PageLayout | None = None
        self._match: int | None = None
        self._room: str | None = None

    def watch_view(self, old: View | None, new: View | None) -> None:
        """Forget every page of the view before; where something locked, the places too."""
        self._pages.clear()
        if old and new and new.moment < old.moment:
            self._places.clear()
        if old and new:
            for number in old.peeked.keys() - new.peeked:
                self._places.pop(str(number), None)
        self.show_anew()

    def watch_page(self) -> None:
        self._match = None
        self.show_anew()

    def _theme_changed(self, theme: Theme) -> None:
        self._pages.clear()
        super()._theme_changed(theme)

    def watch_measure(self) -> None:
        self._pages.clear()
        self.show_anew()

    def watch_sought(self) -> None:
        self._match = None
        self._pages.clear()
        self.show_anew()

    def prepare(self) -> tuple[int, int]:
        if self.view is None:
            return 0, 0
        self._shown = self._set(self.view, self.page)
        early = bool(self.view.peeked) and episode_number(self.page) in self.view.peeked
        title = self.BORDER_TITLE + (" · opened early" if early else "")
        if title != self.border_title:
            self.border_title = title
        self._strips = self._shown.strips
        return len(self._shown.lines), self._top_of(self._places.get(self.page))

    def _set(self, view: View, page: str) -> PageLayout:
        key = (page, self.line_width)
        if key not in self._pages:
            document = with_tips(view, page, self._keys)
            names = {person.name for person in view.edition.people}
            lines = typeset(document, min(self.line_width, self.measure), names)
            lines = self._parted(document, lines)
            self._pages[key] = PageLayout(document, lines, *self._looked_for(document, lines), {})
        return self._pages[key]

    def question(self) -> str | None:
        """The first question in sight, as the item of its answer."""
        if self._shown is None:
            return None
        sight = self._shown.lines[self.top : self.top + self.page_size]
        links = (self._shown.document.blocks[line.block].to for line in sight if line.spans)
        items = (to.item for to in links if isinstance(to, EntryLink))
        return next(filter(question_place, items), None)

    def make_room(self, item: str | None) -> Region | None:
        """Part the lines below a question; the free ones on the screen, in place of its answer.

        None for the item, or where it is not in this page, has them together again.
        """
        if item != self._room:
            self._room = item
            self._pages.clear()
            self.show_anew()
        page = self._shown
        at = self._asked(page.document) if page and self.content_size else None
        if page is None or at is None:
            return None
        own = [index for index, line in enumerate(page.lines) if line.block == at]
        begin = next(index for index in own if page.lines[index].spans)
        free = own[-1] + 1 - ROOM
        self.top = min(begin, max(self.top, free + ROOM - self.page_size))
        self.top = max(self.top, free + LEAST - self.page_size)
        x, y, _, height = self.content_region
        wide = min(self.line_width, self.measure)
        left = self.INSET + max(0, (self.line_width - self.measure) // 2)
        above = free - self.top
        return Region(x + left, y + above, wide, min(ROOM, max(1, height - above)))

    def _asked(self, document: Document) -> int | None:
        """The block of the question that there is to be room for."""
        if self._room is None:
            return None
        to = EntryLink(self._room)
        return next((i for i, block in enumerate(document.blocks) if block.to == to), None)

    def _parted(self, document: Document, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        at = self._asked(document)
        if at is None:
            return lines
        below = next(
            (i for i, block in enumerate(document.blocks) if i > at and block.kind != "own"),
            len(document.blocks),
        )
        return (
            *(line for line in lines if line.block <= at),
            *[Line((), at)] * ROOM,
            *(line for line in lines if line.block >= below),
        )

    def expect(self, pages: Iterable[str]) -> None:
        """Set documents to which one may turn next, while nobody waits for them."""
        if self.view is not None and self._prepared:
            for page in pages:
                self._set(self.view, page)

    def line_segments(self, index: int) -> list[Segment]:
        assert self._shown is not None
        margin = max(0, (self.line_width - self.measure) // 2)
        segments = [Segment(" " * margin, self.roles["base"])] if margin else []
        found, match = self._shown.found, bisect_left(self._shown.matches, index)
        for span in self._shown.lines[index].spans:
            style = self.roles[span.role]
            if span.to:
                shown = not isinstance(span.to, ActionLink | EntryLink)
                style += Style(underline=shown, meta={"to": span.to})
            if not found:
                segments.append(Segment(span.text, style))
                continue
            for text, is_found in parted(span.text, found):
                at = self.roles["found" if match == self._match else "spot"]
                segments.append(Segment(text, style + at if is_found else style))
                match += is_found
        return segments

    def _looked_for(
        self, document: Document, lines: tuple[Line, ...]
    ) -> tuple[frozenset[str], tuple[int, ...]]:
        if not self.sought or self.view is None:
            return frozenset(), ()
        spots = spotter(self.sought, self.view.edition.people)
        found = frozenset(
            block.text[start:end] for block in document.blocks for start, end in spots(block.text)
        )
        matches = (
            number
            for number, line in enumerate(lines)
            for span in line.spans
            for _, is_found in parted(span.text, found)
            if is_found
        )
        return found, tuple(matches)

    @property
    def document(self) -> Document | None:
        return self._shown.document if self._shown else None

    def go_to(self, block: int) -> None:
        """Show the document from a block on, at once or when the reader comes into sight."""
        self._places[self.page] = Place(block, 0)
        self.show_anew()

    def links(self) -> dict[Target, str]:
        """Where the document leads, in order, each with its name; it need not be in sight."""
        if self.view is None:
            return {}
        document = self.view.document(self.page)
        names = [person.name for person in self.view.edition.people]
        return {
            span.to: span.to.name
            if isinstance(span.to, PersonLink)
            else document.blocks[line.block].text
            for line in typeset(document, MEASURE, names)
            for span in line.spans
            if span.to and not isinstance(span.to, EntryLink)
        }

    def passage(self) -> str:
        if self._shown is None:
            return ""
        inside = (line.block for line in self._shown.lines[self.top :] if line.spans)
        return self._shown.document.blocks[next(inside, 0)].plain

    def look_for(self, query: str, block: int = 0) -> bool:
        """Mark words in this page, and go to the first in a block or below; whether any is found.

        It need not be in sight yet.
        """
        self.sought = query
        if self.view is None or not self._looked_for(self.view.document(self.page), ())[0]:
            self.sought = ""
        if block:
            self.go_to(block)
        self._in_sight(lambda: self._go_to_match_from(block))
        return bool(self.sought)

    def _go_to_match_from(self, block: int) -> None:
        page = self._shown
        if page is not None and page.matches:
            within = (i for i, line in enumerate(page.matches) if page.lines[line].block >= block)
            self._go_to_match(next(within, 0))

    def find(self, by: int) -> bool:
        """Go to the next word found (1) or the one before (-1), if there is any."""
        page = self._shown
        if page is None or not page.matches:
            return False
        # Where none has been gone to yet, to the one that is next to where one is.
        match = self._match
        if match is None:
            match = bisect_left(page.matches, self.top) - (by > 0)
        self._go_to_match((match + by) % len(page.matches))
        return True

    def _go_to_match(self, match: int) -> None:
        assert self._shown is not None
        before, self._match = self._match, match
        line = self._shown.matches[match]
        self._strips.pop(line, None)
        if before is not None:
            self._strips.pop(self._shown.matches[before], None)
        if not self.top <= line < self.top + self.page_size:
            self.top = line - self.page_size // 4
        self.refresh()
        self.moved()

    def places(self) -> dict[str, list[int]]:
        """Where one is in each document, to be kept; of a peek, nothing is."""
        peeked = {str(number) for number in self.view.peeked} if self.view else set()
        return {
            key: [place.block, place.above]
            for key, place in self._places.items()
            if key not in peeked
        }

    def restore(self, places: Mapping[str, object]) -> None:
        """Take up the places that were kept; anything else in there is passed over."""
        for key, value in places.items():
            match value:
                case [int(block), int(above)]:
                    self._places[key] = Place(block, above)

    def watch_top(self) -> None:
        """Keep the place that one has moved to; setting a page anew moves nobody."""
        super().watch_top()
        page = self._shown
        if page is None or not page.lines:
            return
        if self.top == 0:
            self._places.pop(page.document.key, None)
            return
        block = page.lines[self.top].block
        before = (line for line in page.lines[: self.top] if line.block == block)
        self._places[page.document.key] = Place(block, sum(len(line.text) for line in before))

    def _top_of(self, place: Place | None) -> int:
        """The line at which a place stands now; the top if there is no such block any more."""
        if place is None or self._shown is None:
            return 0
        above = place.above
        for index, line in enumerate(self._shown.lines):
            if line.block == place.block and line.spans:
                if above < len(line.text):
                    return index
                above -= len(line.text)
            elif line.block > place.block:
                return index
        return 0

    def moved(self) -> None:
        parts = []
        if self.view and self.view.as_of is None and self.question():
            parts.append(f"{self._keys['answer']} answers")
        if self._shown is not None and self._shown.matches:
            count = len(self._shown.matches)
            which = "" if self._match is None else f"{self._match + 1} of "
            parts.append(f"{which}{count} found")
        if self.last_top:
            parts.append(f"{round(100 * self.top / self.last_top)} %")
        self.border_subtitle = " · ".join(parts)

    def on_click(self, event: events.Click) -> None:
        to = event.style.meta.get("to")
        if isinstance(to, ActionLink | EntryLink | PageLink | PersonLink):
            self.post_message(LinkChosen(to))


def parted(text: str, found: frozenset[str]) -> Iterator[tuple[str, bool]]:
    at = 0
    for match in WORD.finditer(text):
        if match[0] in found:
            yield text[at : match.start()], False
            yield match[0], True
            at = match.end()
    yield text[at:], False
