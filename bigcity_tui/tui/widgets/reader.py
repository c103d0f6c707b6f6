"""The reader: one document at a readable measure, with its place kept."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.reactive import var
from textual.selection import Selection
from textual.strip import Strip

from bigcity_tui.domain.blocks import ActionLink, Document, EntryLink, PageLink, PersonLink
from bigcity_tui.domain.history import episode_number
from bigcity_tui.domain.search import find
from bigcity_tui.domain.text import cells
from bigcity_tui.domain.typeset import MEASURE, typeset
from bigcity_tui.domain.view import View
from bigcity_tui.tui.reading_marks import ReadingPlaces
from bigcity_tui.tui.widgets.layout import ROOM, Margins, PageLayout, Window, asked, with_room
from bigcity_tui.tui.widgets.lines import Lines
from bigcity_tui.tui.widgets.margins import margins
from bigcity_tui.tui.widgets.menu import LinkChosen
from bigcity_tui.tui.widgets.tips import with_tips

SIGNS = {"base": "  ", "bar": "▌ ", "new": "▎ "}
"""What stands beside a line: of the paragraph one is at, of one that is new, of any other."""

MEASURES = (40, 120)  # the shortest and the longest lines that one can choose


class Reader(Lines):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.command('answer')", show=False),
    ]

    INSET = 2  # prose wants some air

    page: var[str] = var("about")
    sought: var[str] = var("")
    measure: var[int] = var(MEASURE)
    topics: var[int] = var(0)

    def __init__(self, keys: Mapping[str, str], *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._keys = keys
        self.places = ReadingPlaces()
        self._pages: dict[tuple[str, int], PageLayout] = {}
        self._shown = PageLayout(Document("", "", ()), (), ())
        self._match: int | None = None
        self._sought_in = 0
        self._cursor: int | None = None
        self._room: str | None = None
        self._selection: Selection | None = None
        self._margins: Margins = {}

    def watch_view(self, old: View, new: View) -> None:
        """Forget every page of the view before; where something locked, the places too."""
        self._match = None
        self.places.follow(old, new)
        super().watch_view(old, new)

    def watch_page(self) -> None:
        self._match = None
        self.is_read = self.leapt = False
        self._put_cursor(None)
        self.prepare_anew()

    def watch_sought(self) -> None:
        self._match = None
        self.prepare_all_anew()

    def prepare_all_anew(self) -> None:
        self._pages.clear()
        self.prepare_anew()

    watch_topics = watch_measure = prepare_all_anew

    def prepare(self) -> tuple[int, int]:
        before, self._shown = self._shown, self._set(self.view, self.page)
        if before is not self._shown:
            self.screen.clear_selection()
            if before.document.key == self.page:
                before.strips.clear()  # some may show the cursor where it is no more
                if self.page in self.places:
                    block, above = self.places[self.page]
                    if (same := self._same(before, block)) is not None:
                        self.places[self.page] = same, above
            if self._cursor is not None:
                self._cursor = self._same(before, self._cursor)
        self._strips = self._shown.strips
        self.end = self._shown.end
        return len(self._shown.lines), self._shown.top(self.places.get(self.page))

    def _same(self, before: PageLayout, here: int) -> int | None:
        """Where a block is now: others may have come in before it."""
        was, blocks = before.document.blocks, self._shown.document.blocks
        same = (at for at, each in enumerate(blocks) if here < len(was) and each == was[here])
        return min(same, key=lambda at: abs(at - here), default=None)

    def _set(self, view: View, page: str) -> PageLayout:
        key = (page, self.line_width)
        if key not in self._pages:
            document, people = with_tips(view, page, self._keys, self.topics), view.edition.people
            names = {name for person in people for name in person.names}
            lines = typeset(document, min(self.line_width, self.measure), names)
            found = find(self.sought, people, document, self._sought_in)
            lines = with_room(lines, document, self._room)
            self._pages[key] = PageLayout(document, lines, found)
        return self._pages[key]

    def make_room(self, item: str | None) -> Region | None:
        """Part the lines below a question of this page, if any; where the free ones are."""
        if item != self._room:
            self._room = item
            self.prepare_all_anew()
        at = asked(self.document, item) if self.content_size else None
        if at is None:
            return None
        self._put_cursor(at)
        self.top, free = self.window.top_of_room(at)
        x, y, _, height = self.content_region
        left, above = len(self._indent) + self.INSET, free - self.top
        wide = min(self.line_width, self.measure)
        return Region(x + left, y + above, wide, min(ROOM, max(1, height - above)))

    def expect(self, pages: Iterable[str]) -> None:
        """Set documents to which one may turn next, while nobody waits for them."""
        if self._prepared_width:
            for page in pages:
                self._set(self.view, page)

    def margin(self, index: int) -> list[Segment]:
        line = self._shown.lines[index]
        role = "base"
        if line.spans and line.block == self._cursor:
            role = "bar"
        elif line.spans and self.view.is_new(self._shown.document.blocks[line.block]):
            role = "new"
        sign = Segment(SIGNS[role], self.roles[role])
        return [Segment(self._indent, self.roles["base"]), sign]

    def line_segments(self, index: int) -> list[Segment]:
        return self._shown.segments(index, self._match, self.roles)

    @property
    def _indent(self) -> str:
        return " " * max(0, (self.line_width - self.measure) // 2)

    @property
    def document(self) -> Document:
        return self._shown.document

    @property
    def window(self) -> Window:
        return Window(self._shown, self.top, self.page_size, self._cursor)

    def step(self, by: int) -> None:
        """Move the cursor to the next paragraph (1) or the one before (-1), or to that end."""

        def act() -> None:
            there = self._shown.paragraph(self.window.ahead(by), by)
            if there is None:
                self.action_edge(by)
            else:
                self.leapt = False
                self._put_cursor(there)
                self.top = self.window.top_with(there)

        self._in_sight(act)

    def _put_cursor(self, block: int | None) -> None:
        before, self._cursor = self._cursor, block
        for each in (before, block):
            if each is not None:
                self.repaint(self._shown.lines_of(each))
        self.moved()

    def go_to(self, block: int, *, reads: bool = False) -> None:
        """Show a block, with its heading where there is room, and put the cursor there.

        At once, or when the reader comes into sight. Whoever `reads` has read what lies above.
        """
        self.leapt = not reads
        self.places[self.page] = block, 0
        self.prepare_anew()
        self._in_sight(lambda: self._arrive(block))

    def _arrive(self, block: int) -> None:
        page = self._shown
        self._put_cursor(page.paragraph(block))
        last = block if self._cursor is None else self._cursor
        heading = page.lines_of(page.heading(block)).start
        if page.lines_of(last).stop - heading <= self.page_size:
            self.top = heading

    def look_for(self, query: str, block: int = 0) -> bool:
        """Mark words in this page, and go to the first from a block on; whether any is found."""
        self.sought, self._sought_in = "", block
        if find(query, self.view.edition.people, self.view.document(self.page), block):
            self.sought = query
        if block:
            self.go_to(block)
        self._in_sight(
            lambda: self._go_to_match(sum(each.block < block for each in self._shown.found))
        )
        return bool(self.sought)

    def find(self, by: int) -> bool:
        """Go to the next passage found (1) or the one before (-1), if there is any."""
        self._go_to_match(self.window.match(by) if self._match is None else self._match + by)
        return bool(self._shown.found)

    def _go_to_match(self, match: int) -> None:
        page = self._shown
        if not page.found:
            return
        self._match, self.leapt = match % len(page.found), True
        passage = page.found[self._match]
        self._strips.clear()
        self.refresh()
        self._put_cursor(page.paragraph(passage.block))
        line = page.line_of(passage)
        if not self.top <= line < self.top + self.page_size:
            self.top = line - self.page_size // 4

    def watch_top(self) -> None:
        """Keep the place that one has moved to; setting a page anew moves nobody."""
        super().watch_top()
        if self.top:
            self.places[self.document.key] = self._shown.place(self.top)
        else:
            self.places.pop(self.document.key, None)

    def render_line(self, y: int) -> Strip:
        strip = self._selectable(super().render_line(y), self.top + y)
        if y in self._margins:
            left, right = self._margins[y]
            middle = strip.crop(left.cell_length, strip.cell_length - right.cell_length)
            strip = Strip.join([left, middle, right])
        return strip

    def _selectable(self, strip: Strip, line: int) -> Strip:
        selected = self._selection.get_span(line) if self._selection else None
        if selected and line < self._count:
            begin, end = (cells(strip.text[:at] if at >= 0 else strip.text) for at in selected)
            style = self.screen.get_component_rich_style("screen--selection")
            middle = Segment.apply_style(strip.crop(begin, end), post_style=style)
            strip = Strip.join([strip.crop(0, begin), Strip(middle), strip.crop(end)])
        # Only the mouse asks for offsets, and they cost half of what the lines of a page do.
        hovered = self.mouse_hover and line < self._count
        return strip.apply_offsets(0, line) if hovered else strip

    def selection_updated(self, selection: Selection | None) -> None:
        self._selection = selection  # to ask the screen for each line takes its time
        self.refresh()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        lines = self._shown.lines
        text = selection.extract("\n".join(f"{self._indent}  {line.text}" for line in lines))
        return "\n".join(map(str.strip, text.split("\n"))), "\n"

    def moved(self) -> None:
        window = self.window
        beside = margins(window, len(self._indent), self.roles)
        if beside != self._margins:
            self._margins = beside
            self.refresh()
        answers = f"{self._keys['answer']} answers" if window.question(self.view) else ""
        title = "Reader"
        if self._shown.lines:
            is_early = episode_number(self.page) in self.view.peeked
            title = window.title(self.content_size.width - 6, is_early=is_early)
        self.entitle(f"2 {title}", window.subtitle(answers, self._match, self.size.width - 4))

    def on_click(self, event: events.Click) -> None:
        to, at = event.style.meta.get("to"), event.get_content_offset(self)
        if isinstance(to, ActionLink | EntryLink | PageLink | PersonLink):
            self.post_message(LinkChosen(to))
        elif at is not None and self.top + at.y < self._count:
            self._put_cursor(self._shown.paragraph(self._shown.lines[self.top + at.y].block))
