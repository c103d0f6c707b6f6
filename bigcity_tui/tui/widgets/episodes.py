"""The list of episodes, the pages that belong to none of them, and the city of the episodes."""

from typing import cast

from rich.segment import Segment
from textual import events
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget

from bigcity_tui.domain.blocks import EpisodeRow, Page, PageLink
from bigcity_tui.domain.history import episode_number
from bigcity_tui.domain.skyline import House, house_at, skyline
from bigcity_tui.domain.text import cells, fit
from bigcity_tui.domain.values import score_text
from bigcity_tui.domain.view import View
from bigcity_tui.tui.styles.themes import SKY
from bigcity_tui.tui.widgets.lines import Lines
from bigcity_tui.tui.widgets.menu import BEGUN, NEW, LinkChosen, Menu

MARKS = {"watched": "✓", "watching": "◐", "next": "▸", "unwatched": " "}
NARROW = 28  # up to so many columns a row has room for a sign only where it bears one
TALLEST = 20  # lines of a city that stands beside a page; a taller one is all needles

WORDS = {"watching": "on now · ", "next": "next · "}


class City(Lines, can_focus=False):
    """The city at the foot of a pane: it tells of progress and ratings, and of nothing else."""

    def on_resize(self) -> None:
        if self._count != self.page_size:  # its height is not what it was drawn for
            self.prepare_anew()

    def prepare(self) -> tuple[int, int]:
        width, size = self.content_size.width, self.page_size
        lines, ground = min(size, TALLEST), self.roles["base"]
        houses = [
            House(row.state, score_text(row.rating) if row.rating is not None else "")
            for row in self.view.rows
        ]
        self._strips = dict.fromkeys(range(size), Strip.blank(width, ground))
        for line, parts in enumerate(skyline(houses, width, lines)):
            sky = ground if line == lines - 1 else self.roles[f"sky{SKY * line // (lines - 1)}"]
            drawn = Strip([Segment(text, sky + self.roles[role]) for text, role in parts])
            self._strips[size - lines + line] = drawn.adjust_cell_length(width, ground)
        return size, 0

    def on_click(self, event: events.Click) -> None:
        house = house_at(event.x, len(self.view.rows), self.content_size.width)
        if house is not None:
            self.post_message(LinkChosen(PageLink(str(house + 1))))


class EpisodeList(Menu):
    _part = "Episodes"

    page: var[str] = var("about")
    begun: var[frozenset[str]] = var(frozenset())  # the pages that one is in the middle of
    _rows: tuple[EpisodeRow | Page | None, ...] = ()

    watch_begun = Lines.prepare_anew

    def watch_view(self, old: View, new: View) -> None:
        self.styles.height = len(new.rows) + 1 + len(Page)
        super().watch_view(old, new)

    def watch_page(self, page: str) -> None:
        number = episode_number(page)
        if number:
            series = self.view.edition.series
            season = series.season(number)[0]
            part = series.seasons[season - 1].name if season else f"{series.unit.capitalize()}s"
            self._part = part
            self.moved()
        self.light(PageLink(page))

    def prepare(self) -> tuple[int, int]:
        rows = self.view.rows
        self._rows = (*rows, None, *Page)
        self._digits = len(str(len(rows)))
        # Of notes, ratings and signs; where there is none, titles have their room.
        self._columns = (
            2 * any(row.note for row in rows),
            4 * any(row.rating is not None for row in rows),
            2 * (self.view.has_new(Page.NEW) and self.line_width > NARROW),
        )
        status = self.view.status
        self._next = None if status.watching else status.next
        episodes = [PageLink(str(row.number)) for row in rows]
        targets = (*episodes, None, *map(PageLink, Page))
        return self.place(targets, PageLink(self.page))

    def moved(self) -> None:
        above, below = self.top > 0, self.top < self.last_top
        more = f"{'▴ ' * above}more{' ▾' * below}" if above or below else ""
        self.entitle(f"1 {self._part}", more, cast(Widget, self.parent))

    def row_parts(self, index: int) -> list[tuple[str, str]]:
        width, row = self.line_width, self._rows[index]
        if row is None:
            return [("─" * width, "rule")]
        key = row if isinstance(row, Page) else str(row.number)
        mark = (BEGUN if key in self.begun else NEW) if self.view.has_new(key) else ""
        sign = (fit(f" {mark}", 2) if mark else " " * self._columns[2], "new")
        if isinstance(row, Page):
            return [(fit(f"  {row.label}", width - len(sign[0])), "text"), sign]
        state = "next" if row.number == self._next else row.state
        length = f"{row.minutes} min" if row.minutes and not row.coming else row.coming
        noted, rated, _ = self._columns
        rating = score_text(row.rating) if row.rating is not None else ""
        ends = [
            (fit("¶" if row.note else "", noted, right=True), "meta"),
            (fit(rating, rated, right=True), "rating"),
            sign,
        ]
        # Where there is nothing to tell, the title may go on.
        while ends and not ends[0][0].strip():
            del ends[0]
        number = f"{row.number:>{self._digits}} "
        room = width - 2 - len(number) - sum(cells(text) for text, _ in ends)
        words = WORDS.get(state, "")
        if not words or cells(words + length) <= room:
            words += length
        words = "opened early" if row.number in self.view.peeked else words.removesuffix(" · ")
        heading = (words, "meta") if row.heading is None else (row.heading, "text")
        return [
            (f"{MARKS[state]} ", "mark"),
            (number, "meta"),
            (fit(heading[0], room), heading[1]),
            *ends,
        ]
