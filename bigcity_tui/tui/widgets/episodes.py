"""The list of episodes, and the pages that belong to none of them."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from rich.segment import Segment
from textual.reactive import var
from textual.strip import Strip

from bigcity_tui.domain.links import Page
from bigcity_tui.domain.text import cells, fit
from bigcity_tui.domain.values import score_text
from bigcity_tui.domain.view import EpisodeRow, View
from bigcity_tui.tui.messages import PageChosen, PageHighlighted
from bigcity_tui.tui.widgets.menu import BEGUN, NEW, Menu
from bigcity_tui.tui.widgets.skyline import LEAST, skyline

PAGES = (
    (Page.NEW, "New"),
    (Page.ABOUT, "About"),
    (Page.REVIEW, "Review"),
    (Page.THREADS, "Threads"),
    (Page.PEOPLE, "People"),
    (Page.RECORD, "Your record"),
)

MARKS = {"watched": "✓", "watching": "▸", "unwatched": " "}


class EpisodeList(Menu):
    BORDER_TITLE = "1 Episodes"

    view: var[View | None] = var(None)
    page: var[str] = var("about")
    begun: var[frozenset[str]] = var(frozenset())
    """The pages that one is in the middle of."""
    _rows: tuple[EpisodeRow | tuple[str, str] | None, ...] = ()
    _at: Mapping[str | None, int] = MappingProxyType({})
    _city: Sequence[Strip] = ()

    def watch_view(self) -> None:
        self.show_anew()

    def watch_begun(self) -> None:
        self.show_anew()

    def watch_page(self, page: str) -> None:
        index = self._at.get(page)
        if index is not None:
            self.light(index)

    def prepare(self) -> tuple[int, int]:
        if self.view is None:
            return 0, 0
        self._rows = (*self.view.rows(), None, *PAGES)
        self._city = ()
        self._at = {self._key(index): index for index in range(len(self._rows))}
        index = self._at.get(self.page)
        return self.place(len(self._rows), self.cursor if index is None else index)

    def selectable(self, index: int) -> bool:
        """The rule between episodes and pages is no row to rest on."""
        return self._rows[index] is not None

    def highlighted(self, index: int) -> None:
        key = self._key(index)
        if key is not None and key != self.page:
            self.post_message(PageHighlighted(key))

    def chosen(self, index: int) -> None:
        key = self._key(index)
        if key is not None:
            self.post_message(PageChosen(key))

    def moved(self) -> None:
        above, below = self.top > 0, self.top < self.last_top
        said = f"{'▴ ' * above}more{' ▾' * below}" if above or below else ""
        if said != self.border_subtitle:
            self.border_subtitle = said

    @property
    def key(self) -> str | None:
        return self._key(self.cursor) if self._rows else None

    def _key(self, index: int) -> str | None:
        row = self._rows[index]
        if row is None:
            return None
        return str(row.number) if isinstance(row, EpisodeRow) else row[0]

    def render_line(self, y: int) -> Strip:
        """A row, or a line of the city that stands in the empty room below them."""
        free = self.page_size - len(self._rows)
        below = y - len(self._rows)
        if below < 0 or free < LEAST or not self._prepared:
            return super().render_line(y)
        if len(self._city) != free:
            states = [row.state for row in self._rows if isinstance(row, EpisodeRow)]
            width, base = self.content_size.width, self.roles["base"]
            self._city = [
                Strip(
                    [Segment(" " * self.INSET, base)]
                    + [Segment(text, self.roles[role]) for text, role in parts]
                ).adjust_cell_length(width, base)
                for parts in skyline(states, self.line_width, free)
            ]
        return self._city[below]

    def row_parts(self, index: int) -> list[tuple[str, str]]:
        width, row = self.line_width, self._rows[index]
        if row is None:
            return [("─" * width, "rule")]
        key = self._key(index)
        is_new = self.view and key and self.view.has_new(key)
        sign = ((BEGUN if key in self.begun else NEW) if is_new else " ", "new")
        if not isinstance(row, EpisodeRow):
            return [(fit(f"  {row[1]}", width - 7), "text"), sign, (" " * 6, "text")]
        digits = len(str(len(self._rows) - len(PAGES) - 1))
        rating = fit(score_text(row.rating) if row.rating is not None else "", 5, right=True)
        room = width - digits - 6 - cells(rating)
        if row.heading is not None:
            heading = (fit(row.heading, room), "text")
        else:
            early = self.view is not None and row.number in self.view.peeked
            heading = (fit("opened early" if early else f"{row.minutes} min", room), "meta")
        return [
            (f"{MARKS[row.state]} ", "mark"),
            (f"{row.number:>{digits}}  ", "meta"),
            heading,
            sign,
            (rating, "rating"),
            ("*" if row.note else " ", "mark"),
        ]
