"""Search as you type, over everything that is open."""

import asyncio
from typing import ClassVar

from rich.segment import Segment
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from bigcity_tui.domain.links import PageLink
from bigcity_tui.domain.search import MOST_HITS, Hit, spotter
from bigcity_tui.domain.text import cells, count, fit
from bigcity_tui.domain.view import View
from bigcity_tui.tui.dialogs.dialog import Dialog, Foot
from bigcity_tui.tui.widgets.menu import LinkChosen, LinkHighlighted, Menu

LEAD = 12
"""How many characters at most stand before the first match, so that it is always in sight."""


class HitList(Menu, can_focus=False):
    """Shows results; the field in which one types keeps the keys."""

    _hits: tuple[Hit, ...] = ()
    _words: tuple[str, ...] = ()

    def show(self, hits: tuple[Hit, ...], words: tuple[str, ...]) -> None:
        """Show other results, the highlight on the first; or words, line by line, if none."""
        self._hits = hits
        self._words = words
        self.cursor = 0
        self.show_anew()

    @property
    def hit(self) -> Hit | None:
        return self._hits[self.cursor] if self._hits else None

    def prepare(self) -> tuple[int, int]:
        hits = [PageLink(hit.document, hit.block) for hit in self._hits]
        return self.place(hits or [None] * len(self._words), None)

    def line_segments(self, index: int) -> list[Segment]:
        if self._hits:
            return super().line_segments(index)
        return [Segment(fit(self._words[index], self.line_width), self.roles["meta"])]

    def row_parts(self, index: int) -> list[tuple[str, str]]:
        hit, width = self._hits[index], self.line_width
        column = min(width * 2 // 5, 32)
        # What a heading is the place of is the heading itself.
        place = hit.title if hit.place.endswith(hit.text) else hit.place
        name, dot, _ = hit.title.partition(" · ")
        if dot and cells(place) > column:
            # Of an episode, its number says enough, and leaves room for what is found in it.
            place = name + place.removeprefix(hit.title)
        return [(fit(place, column), "meta"), ("  ", "text"), *_around(hit, width - column - 2)]


def _around(hit: Hit, room: int) -> list[tuple[str, str]]:
    text = hit.excerpt
    at = text.rfind(" ", 0, max(0, hit.matches[0][0] - LEAD)) + 1
    parts = [("…", "text")] if at else []
    for start, end in hit.matches:
        parts += [(text[at:start], "text"), (text[start:end], "heading")]
        at = end
    parts.append((text[at:], "text"))
    fitting = []
    for part, role in parts:
        needed = cells(part)
        fitting.append((part if needed <= room else fit(part, room), role))
        room = max(0, room - needed)
    return [*fitting, (" " * room, "text")]


class SearchDialog(Dialog[tuple[Hit, str]]):
    """Answers with the result that was chosen and the query that found it, or None.

    The words of all documents are listed by a thread when the screen opens; what is typed before
    that is done waits for it, the enter key too.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
    ]

    def __init__(self, view: View, query: str = "") -> None:
        super().__init__()
        self._view = view
        self._query = query
        self._hits: tuple[Hit, ...] = ()
        self._list = HitList()
        # Their size stays, so that no key has to wait for everything to be laid out again.
        self._passage = Static(classes="dialog--passage")
        self._foot = Foot(
            ("↑ ↓", "choose", ""), ("enter", "opens", "open"), ("esc", "back", "leave")
        )
        self._listed = False
        self._entered = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tall -wide", id="search"):
            yield Input(self._query, placeholder="Search what is open", max_length=200)
            yield self._list
            yield self._passage
            yield self._foot

    def on_mount(self) -> None:
        self._show(self._query)
        self._list_words()

    @work
    async def _list_words(self) -> None:
        await asyncio.to_thread(self._view.search, "")
        self._listed = True
        self._show(self._query)
        if self._entered:
            self._choose()

    def on_input_changed(self, event: Input.Changed) -> None:
        self._show(event.value)

    def _show(self, query: str) -> None:
        self._query = query
        self._hits = self._view.search(query) if self._listed else ()
        self._list.show(self._hits, self._words())
        self._follow()
        number = len(self._hits)
        found = f"the best {number}" if number == MOST_HITS else count(number, "result")
        self.query_one("#search").border_subtitle = found if number else ""

    def _words(self) -> tuple[str, ...]:
        if not self._query.strip():
            return ("All that is open, and your notes,", "in English or in Hangul.")
        return ("Nothing open has these words.",) if self._listed else ("…",)

    @on(LinkHighlighted)
    def _follow(self) -> None:
        self._list.light(self._list.cursor)
        hit, passage = self._list.hit, Content("")
        if hit is not None:
            spots = spotter(self._query, self._view.edition.people)(hit.text)
            room, cut = self._passage.content_size, 0
            if spots and spots[0][1] > room.width * (room.height - 2):
                # It would be out of sight: begin with the words on the line before.
                cut = max(0, hit.text.find(" ", max(0, spots[0][0] - room.width), spots[0][0]))
            passage = Content(f"…{hit.text[cut + 1 :]}" if cut > 0 else hit.text)
            for start, end in spots:
                if start >= cut:
                    passage = passage.stylize("bold $accent", start - cut, end - cut)
            if not hit.place.endswith(hit.text):
                passage = Content.assemble((hit.place, "$text-muted"), "\n", passage)
        self._passage.update(passage, layout=False)

    @on(Input.Submitted)
    @on(LinkChosen)
    def _choose(self) -> None:
        self._entered = not self._listed
        if self._entered:
            self.barrier.hold(self)  # what is typed behind it waits for the answer
            return
        if self._list.hit is not None:
            self.answer((self._list.hit, self._query))
        self.barrier.release(self)

    action_open = _choose

    def action_move(self, by: int) -> None:
        self._list.move(by)
