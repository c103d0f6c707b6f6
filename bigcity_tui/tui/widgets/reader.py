"""The reader: one document at a readable measure, with its place kept."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.reactive import var
from textual.selection import Selection
from textual.strip import Strip
from textual.theme import Theme

from bigcity_tui.domain.blocks import Document
from bigcity_tui.domain.history import episode_number, question_place
from bigcity_tui.domain.links import (
    ActionLink,
    EntryLink,
    Page,
    PageLink,
    PersonLink,
    Target,
)
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.search import find
from bigcity_tui.domain.text import cells, short
from bigcity_tui.domain.typeset import MEASURE, Line, typeset
from bigcity_tui.domain.view import View
from bigcity_tui.tui.messages import LinkChosen
from bigcity_tui.tui.widgets.layout import PageLayout, Place, parted
from bigcity_tui.tui.widgets.lines import Lines
from bigcity_tui.tui.widgets.tips import with_tips

SIGNS = {"base": "  ", "bar": "▌ ", "new": "▎ "}
"""What stands beside a line: of the paragraph one is at, of one that is new, of any other."""

ROOM = 8
"""Lines that are made free below a question for its answer."""

LEAST = 5  # of them that are in sight, even if a long question is not

MEASURES = (40, 120)  # the shortest and the longest lines that one can choose


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
    topics: var[int] = var(0)

    def __init__(self, keys: Mapping[str, str], *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._keys = keys
        self._places: dict[str, Place] = {}
        self._returning: dict[tuple[str, Moment], dict[str, Place]] = {}
        self._pages: dict[tuple[str, int], PageLayout] = {}
        self._shown: PageLayout | None = None
        self._match: int | None = None
        self._sought_in = 0
        self._cursor: int | None = None
        self._room: str | None = None
        self._selection: Selection | None = None

    def watch_view(self, old: View | None, new: View | None) -> None:
        """Forget every page of the view before; where something locked, the places too.

        These come back with the moment, as when a change is taken back and done again.
        """
        self._pages.clear()
        self._match = None
        if old and new and new.moment != old.moment:
            self.has_ended = False
        if old and new and new.moment < old.moment:
            self._returning[old.current.id, old.moment] = self._places
            self._places = {}
        elif new:
            self._places = {**self._returning.pop((new.current.id, new.moment), {}), **self._places}
        if old and new:
            for number in old.peeked.keys() - new.peeked:
                self._places.pop(str(number), None)
        self.show_anew()

    def watch_page(self) -> None:
        self._match = None
        self.has_ended = False
        self._put_cursor(None)
        self.show_anew()

    def _theme_changed(self, theme: Theme) -> None:
        self._pages.clear()
        super()._theme_changed(theme)

    def watch_measure(self) -> None:
        self._pages.clear()
        self.show_anew()

    def watch_topics(self) -> None:
        self.watch_measure()

    def watch_sought(self) -> None:
        self._match = None
        self.watch_measure()

    def prepare(self) -> tuple[int, int]:
        if self.view is None:
            return 0, 0
        before, self._shown = self._shown, self._set(self.view, self.page)
        if before and before is not self._shown:
            self.screen.clear_selection()
            if before.document.key == self.page:
                before.strips.clear()  # some may show the cursor where it is no more
            if (here := self._cursor) is not None:
                # On the same paragraph, also where others have come in before it.
                block, blocks = before.document.blocks[here], self._shown.document.blocks
                same = (index for index, each in enumerate(blocks) if each == block)
                self._cursor = min(same, key=lambda index: abs(index - here), default=None)
        self._strips = self._shown.strips
        self.end = self._shown.end
        return len(self._shown.lines), self._shown.top(self._places.get(self.page))

    def _set(self, view: View, page: str) -> PageLayout:
        key = (page, self.line_width)
        if key not in self._pages:
            document, people = with_tips(view, page, self._keys, self.topics), view.edition.people
            names = {name for person in people for name in person.names}
            lines = typeset(document, min(self.line_width, self.measure), names)
            lines = self._parted(document, lines)
            found = find(self.sought, people, document, self._sought_in)
            self._pages[key] = PageLayout(document, lines, found)
        return self._pages[key]

    def question(self) -> str | None:
        """The question one is at, or the first in sight, as the item of its answer."""
        page, here = self._shown, self.paragraph
        if page is None:
            return None
        sight = page.lines[self.top : self.top + self.page_size]
        blocks = [line.block for line in sight if line.spans]
        if here is not None:
            # On an answer one is at the question that it is to.
            kinds = [block.kind for block in page.document.blocks]
            while kinds[here] in ("own", "subheading"):
                here -= 1
            blocks.insert(0, here)
        links = (page.document.blocks[at].to for at in blocks)
        items = (to.item for to in links if isinstance(to, EntryLink))
        return next(filter(self._can_be_answered, items), None)

    def _can_be_answered(self, item: str) -> bool:
        place = question_place(item)
        return bool(
            self.view
            and self.view.as_of is None
            and place
            and place[1] <= len(self.view.questions(place[0]))
        )

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
        self._put_cursor(at)
        own = [index for index, line in enumerate(page.lines) if line.block == at]
        begin = next(index for index in own if page.lines[index].spans)
        free = own[-1] + 1 - ROOM
        self.top = min(begin, max(self.top, free + ROOM - self.page_size))
        self.top = max(self.top, free + LEAST - self.page_size)
        x, y, _, height = self.content_region
        wide = min(self.line_width, self.measure)
        left = len(self._indent) + self.INSET
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

    def margin(self, index: int) -> list[Segment]:
        assert self._shown is not None
        line = self._shown.lines[index]
        role = "base"
        if line.spans and line.block == self._cursor:
            role = "bar"
        elif line.spans and self.view and self.view.is_new(self._shown.document.blocks[line.block]):
            role = "new"
        sign = Segment(SIGNS[role], self.roles[role])
        return [Segment(self._indent, self.roles["base"]), sign]

    def line_segments(self, index: int) -> list[Segment]:
        assert self._shown is not None
        line = self._shown.lines[index]
        spots = [
            (begin, end, "found" if number == self._match else "spot")
            for number, passage in enumerate(self._shown.found)
            if passage.block == line.block
            for begin, end in passage.spots
        ]
        segments = []
        for span in line.spans:
            style = self.roles[span.role]
            if span.to:
                shown = not isinstance(span.to, ActionLink | EntryLink)
                style += Style(underline=shown, meta={"to": span.to})
            segments += [
                Segment(text, style + self.roles[role] if role else style)
                for text, role in parted(span, spots)
            ]
        return segments

    @property
    def _indent(self) -> str:
        return " " * max(0, (self.line_width - self.measure) // 2)

    @property
    def document(self) -> Document | None:
        return self._shown.document if self._shown else None

    @property
    def paragraph(self) -> int | None:
        """The block that the cursor is on, while any of it is in sight."""
        if self._shown is None or self._cursor is None:
            return None
        lines = self._shown.lines_of(self._cursor)
        in_sight = lines.start < self.top + self.page_size and lines.stop > self.top
        return self._cursor if in_sight else None

    @property
    def link_here(self) -> Target | None:
        """Where the block leads that the cursor is on."""
        here = self.paragraph
        return self._shown.document.blocks[here].to if self._shown and here is not None else None

    def step(self, by: int) -> None:
        """Move the cursor to the next paragraph (1) or the one before (-1), or to that end."""
        self._in_sight(lambda: self._step(by))

    def _step(self, by: int) -> None:
        page, here = self._shown, self.paragraph
        if page is None or not page.lines:
            return
        if here is None:
            # From between what begins above the window and what begins in it.
            here = page.lines[self.top].block
            here += (page.lines_of(here).start < self.top) - (by > 0)
        there = page.paragraph(here + by, by)
        if there is None:
            self.action_edge(by)
            return
        self._put_cursor(there)
        lines = page.lines_of(there)
        if lines.start < self.top:
            self.top = lines.start
        elif lines.stop > self.top + self.page_size:
            self.top = min(lines.start, lines.stop - self.page_size)

    def _put_cursor(self, block: int | None) -> None:
        before, self._cursor = self._cursor, block
        self._repaint(before, block)
        self.moved()

    def _repaint(self, *blocks: int | None) -> None:
        for block in blocks:
            if self._shown is not None and block is not None:
                lines = self._shown.lines_of(block)
                for line in lines:
                    self._strips.pop(line, None)
                part = Region(0, lines.start - self.top, self.content_size.width, len(lines))
                self.refresh(part.intersection(self.content_size.region))

    def go_to(self, block: int) -> None:
        """Show a block, with its heading where there is room, and put the cursor there.

        At once, or when the reader comes into sight.
        """
        self._places[self.page] = Place(block, 0)
        self.show_anew()
        self._in_sight(lambda: self._arrive(block))

    def _arrive(self, block: int) -> None:
        page = self._shown
        if page is None:
            return
        self._put_cursor(page.paragraph(block))
        last = block if self._cursor is None else self._cursor
        heading = page.lines_of(page.heading(block)).start
        if page.lines_of(last).stop - heading <= self.page_size:
            self.top = heading

    def links(self) -> dict[Target, str]:
        """Where the document leads, each with its name: from the paragraph under the cursor first.

        It need not be in sight.
        """
        if self.view is None:
            return {}
        document, here = self.view.document(self.page), self.paragraph
        names = [name for person in self.view.edition.people for name in person.names]
        lines = typeset(document, MEASURE, names)
        # Then where the nearest heading above it leads.
        above = enumerate(document.blocks[: here or 0])
        lead = max((at for at, block in above if block.to), default=None)
        return {
            span.to: span.to.name
            if isinstance(span.to, PersonLink)
            else document.blocks[line.block].text
            for line in sorted(
                lines, key=lambda line: 2 * (line.block != here) - (line.block == lead)
            )
            for span in line.spans
            if span.to and not isinstance(span.to, EntryLink)
        }

    @property
    def block(self) -> int:
        """The block under the cursor, or the first in sight."""
        here, lines = self.paragraph, self._shown.lines if self._shown else ()
        inside = (line.block for line in lines[self.top :] if line.spans)
        return next(inside, 0) if here is None else here

    def passage(self) -> str:
        return self._shown.document.blocks[self.block].plain if self._shown else ""

    def read_pages(self) -> frozenset[str]:
        """The pages with something new of which the end is in sight, or was; none of `New`."""
        if self.view is None or self._shown is None or not self.has_ended:
            return frozenset()
        document = self._shown.document
        return frozenset() if document.key == Page.NEW else self.view.new_pages(document)

    def go_to_new(self, by: int, *, anew: bool = False) -> bool:
        """Go to the next new passage of this page (1) or the one before (-1), if there is any.

        That is from where one is, or `anew` from the page's edge.
        """
        if self.view is None:
            return False
        blocks = self.view.document(self.page).blocks
        found = [index for index, block in enumerate(blocks) if self.view.is_new(block)]
        here, page = self.paragraph, self._shown
        if anew or page is None or not page.lines:
            here = -1 if by > 0 else len(blocks)
        elif here is None:
            # From between what begins above the window and what begins in it.
            here = page.lines[self.top].block
            here += (page.lines_of(here).start < self.top) - (by > 0)
        ahead = [index for index in found[::by] if (index - here) * by > 0]
        if ahead:
            self.go_to(ahead[0])
        return bool(ahead)

    def look_for(self, query: str, block: int = 0) -> bool:
        """Mark words in this page, and go to the first in a block or below; whether any is found.

        It need not be in sight yet.
        """
        self.sought, self._sought_in = "", block
        if self.view and find(
            query, self.view.edition.people, self.view.document(self.page), block
        ):
            self.sought = query
        if block:
            self.go_to(block)
        self._in_sight(lambda: self._go_to_match_from(block))
        return bool(self.sought)

    def _go_to_match_from(self, block: int) -> None:
        found = self._shown.found if self._shown else ()
        if found:
            self._go_to_match(sum(each.block < block for each in found) % len(found))

    def find(self, by: int) -> bool:
        """Go to the next passage found (1) or the one before (-1), if there is any."""
        page = self._shown
        if page is None or not page.found:
            return False
        # Where none has been gone to yet, to the one that is next to where one is.
        match = self._match
        if match is None:
            match = sum(page.line_of(each) < self.top for each in page.found) - (by > 0)
        self._go_to_match((match + by) % len(page.found))
        return True

    def _go_to_match(self, match: int) -> None:
        page = self._shown
        assert page is not None
        block, before = page.found[match].block, self._match
        self._match = match
        self._put_cursor(page.paragraph(block))
        self._repaint(block, None if before is None else page.found[before].block)
        line = page.line_of(page.found[match])
        if not self.top <= line < self.top + self.page_size:
            self.top = line - self.page_size // 4
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
        if page is not None and self.top:
            self._places[page.document.key] = page.place(self.top)
        elif page is not None:
            self._places.pop(page.document.key, None)

    def render_line(self, y: int) -> Strip:
        strip, line = super().render_line(y), self.top + y
        if line >= self._count or not (self._selection or self.mouse_hover):
            return strip
        if self._selection and (selected := self._selection.get_span(line)):
            begin, end = (cells(strip.text[:at] if at >= 0 else strip.text) for at in selected)
            style = self.screen.get_component_rich_style("screen--selection")
            middle = Segment.apply_style(strip.crop(begin, end), post_style=style)
            strip = Strip.join([strip.crop(0, begin), Strip(middle), strip.crop(end)])
        # Only the mouse asks for offsets, and they cost half of what the lines of a page do.
        return strip.apply_offsets(0, line) if self.mouse_hover else strip

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        lines = self._shown.lines if self._shown else ()
        text = selection.extract("\n".join(f"{self._indent}  {line.text}" for line in lines))
        return "\n".join(map(str.strip, text.split("\n"))), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        self._selection = selection
        self.refresh()

    def moved(self) -> None:
        parts, page = [], self._shown
        if self.question():
            parts.append(f"{self._keys['answer']} answers")
        if page is not None and page.found:
            which = "" if self._match is None else f"{self._match + 1} of "
            parts.append(f"{which}{len(page.found)} found")
        if page is not None and self.top < self.last_top and (minutes := page.minutes(self.top)):
            parts.append(f"{minutes} min left")
        while parts and cells(" · ".join(parts)) > self.size.width - 4:
            del parts[0]
        self.border_subtitle = " · ".join(parts)
        title = Content(self._where())
        if title.markup != self.border_title:
            self.border_title = title

    def _where(self) -> str:
        """The page, the part of it one is at, and how far through it that is."""
        page = self._shown
        if page is None or self.view is None or not page.lines:
            return self.BORDER_TITLE
        here = page.lines[self.top].block if self.paragraph is None else self.paragraph
        part = page.document.blocks[page.heading(here)]
        end = " · opened early" if episode_number(self.page) in self.view.peeked else ""
        if self.last_top:
            end += f" · {round(100 * self.top / self.last_top)} %"
        room, title = self.content_size.width - 4 - cells(end), f"2 {page.document.title}"
        if part.kind == "heading":
            # Where there is no room for both, it is the part that one cannot tell otherwise.
            wide = f"{title} › {part.text}"
            title = wide if cells(wide) <= room else f"{title.partition(' · ')[0]} › {part.text}"
        return short(title, room) + end

    def on_click(self, event: events.Click) -> None:
        to, at = event.style.meta.get("to"), event.get_content_offset(self)
        if isinstance(to, ActionLink | EntryLink | PageLink | PersonLink):
            self.post_message(LinkChosen(to))
        elif at is not None and self._shown is not None and self.top + at.y < self._count:
            self._put_cursor(self._shown.paragraph(self._shown.lines[self.top + at.y].block))
