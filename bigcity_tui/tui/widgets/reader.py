"""The reader: one document at a readable measure, with its place kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.reactive import var
from textual.strip import Strip

from bigcity_tui.domain.blocks import Document
from bigcity_tui.domain.typeset import MEASURE, Line, Span, typeset
from bigcity_tui.domain.value import Value
from bigcity_tui.domain.view import View
from bigcity_tui.tui.commands import Command
from bigcity_tui.tui.messages import LinkChosen
from bigcity_tui.tui.widgets.lines import Lines
from bigcity_tui.tui.widgets.tips import with_tips

MEASURES = (40, 120)
"""The shortest and the longest lines that one can choose, in columns."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Place(Value):
    """Where one is in a document, whatever the width: a block, and the characters of it above."""

    block: int
    above: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Page(Value):
    """A document set in lines of one width, the words found in it, and the strips made so far."""

    document: Document
    lines: tuple[Line, ...]
    found: frozenset[str]
    strips: dict[int, Strip]


class Reader(Lines):
    """Shows the document `page` of a view."""

    BORDER_TITLE = "2 Reader"
    INSET = 2
    """More than a list has: prose wants some air."""

    view: var[View | None] = var(None)
    """What may be shown now; bound by the screen."""
    page: var[str] = var("about")
    sought: var[str] = var("")
    """What is looked for in the page; empty for nothing."""
    measure: var[int] = var(MEASURE)
    """The longest line, in columns."""

    def __init__(self, commands: tuple[Command, ...], *, id: str) -> None:  # noqa: A002
        """Begin without a document; `commands` are those that a page offers."""
        super().__init__(id=id)
        self._keys = {command.action: command.shown for command in commands}
        self._places: dict[str, Place] = {}
        self._pages: dict[tuple[str, int], Page] = {}
        self._shown: Page | None = None

    # -- what is shown ----------------------------------------------------------------------

    def watch_view(self, old: View | None, new: View | None) -> None:
        """Forget every page of the view before; where something locked, the places too."""
        self._pages.clear()
        if old and new and new.moment < old.moment:
            self._places.clear()
        self.show_anew()

    def watch_page(self) -> None:
        """Show another document, where one left it."""
        self.show_anew()

    def theme_changed(self) -> None:
        """Make every strip again."""
        self._pages.clear()

    def watch_measure(self) -> None:
        """Set every page for another measure."""
        self._pages.clear()
        self.show_anew()

    def watch_sought(self) -> None:
        """Mark the words of another search."""
        self._pages.clear()
        self.show_anew()

    def prepare(self) -> tuple[int, int]:
        """Set the document, unless it was set for this width before."""
        if self.view is None:
            return 0, 0
        self._shown = self._set(self.view, self.page)
        self._strips = self._shown.strips
        return len(self._shown.lines), self._top_of(self._places.get(self.page))

    def _set(self, view: View, page: str) -> Page:
        """A document in lines of the present width."""
        key = (page, self.line_width)
        if key not in self._pages:
            document = with_tips(view, page, self._keys)
            names = {person.name for person in view.edition.people}
            lines = typeset(document, min(self.line_width, self.measure), names)
            self._pages[key] = Page(document, lines, self._found(document), {})
        return self._pages[key]

    def expect(self, pages: Iterable[str]) -> None:
        """Set documents to which one may turn next, while nobody waits for them."""
        if self.view is not None and self._prepared:
            for page in pages:
                self._set(self.view, page)

    def line_segments(self, index: int) -> list[Segment]:
        """One line of the document, in the middle of a wide window."""
        assert self._shown is not None
        margin = max(0, (self.line_width - self.measure) // 2)
        segments = [Segment(" " * margin, self.look["base"])] if margin else []
        for span in self._shown.lines[index].spans:
            style = self.look[span.role]
            if span.to:
                shown = not span.to.startswith(("do:", "entry:"))
                style += Style(underline=shown, meta={"to": span.to})
            segments += self._marked(span, style, self._shown.found)
        return segments

    def _marked(self, span: Span, style: Style, found: frozenset[str]) -> list[Segment]:
        """A span as segments, the words that a search has found set off."""
        if not found:
            return [Segment(span.text, style)]
        marked = style + self.look["found"]
        parts = []
        for turn, part in enumerate(span.text.split(" ")):
            if turn:
                parts.append(Segment(" ", style))
            parts.append(Segment(part, marked if bare(part) in found else style))
        return parts

    def _found(self, document: Document) -> frozenset[str]:
        """The words of a document that the present search is about."""
        if not self.sought or self.view is None:
            return frozenset()
        from bigcity_tui.domain.search import spotter

        spots = spotter(self.sought, self.view.edition.people)
        return frozenset(
            block.text[start:end] for block in document.blocks for start, end in spots(block.text)
        )

    # -- where one is -----------------------------------------------------------------------

    @property
    def document(self) -> Document | None:
        """The document that is shown."""
        return self._shown.document if self._shown else None

    def go_to(self, block: int) -> None:
        """Show the document from a block on, at once or when the reader comes into sight."""
        self._places[self.page] = Place(block, 0)
        self.show_anew()

    def links(self) -> dict[str, str]:
        """Where the document leads, in order, each with its name; it need not be in sight."""
        if self.view is None:
            return {}
        document = self.view.document(self.page)
        names = [person.name for person in self.view.edition.people]
        return {
            span.to: span.to.removeprefix("person:")
            if span.role == "name"
            else document.blocks[line.block].text
            for line in typeset(document, MEASURE, names)
            for span in line.spans
            if span.to
        }

    def passage(self) -> str:
        """The paragraph at the top of the window."""
        if self._shown is None:
            return ""
        inside = (line.block for line in self._shown.lines[self.top :] if line.spans)
        return self._shown.document.blocks[next(inside, 0)].plain

    def find(self, by: int) -> bool:
        """Go to the first word found (0), the next (1) or the one before (-1), if there is any."""
        lines = self._matches()
        if not lines:
            return False
        if by > 0:
            goal = next((line for line in lines if line > self.top), lines[0])
        elif by < 0:
            goal = next((line for line in reversed(lines) if line < self.top), lines[-1])
        else:
            goal = lines[0]
        self.top = goal
        return True

    def _matches(self) -> list[int]:
        """The lines that hold a word which is looked for."""
        page = self._shown
        if page is None or not page.found:
            return []
        return [
            index
            for index, line in enumerate(page.lines)
            if page.found.intersection(bare(word) for word in line.text.split())
        ]

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
        """Say how far one has come."""
        parts = [f"{len(self._matches())} found"] if self.sought else []
        if self.last_top:
            parts.append(f"{round(100 * self.top / self.last_top)} %")
        self.border_subtitle = " · ".join(parts)

    # -- the mouse --------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """A link that is clicked leads to where it says."""
        to = event.style.meta.get("to")
        if isinstance(to, str):
            self.post_message(LinkChosen(to))


def bare(word: str) -> str:
    """A word without the marks around it."""
    return word.strip(".,;:!?“”‘’()…–")
