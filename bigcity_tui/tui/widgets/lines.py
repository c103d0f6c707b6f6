"""Lines: the one home of strips, on which every pane stands.

A pane says how many lines it has at a width (`prepare`) and makes one when it comes into sight
(`line_segments`); both are kept until the width, the theme or what is shown changes. A key only
moves `top`, the first line in sight. The widget's size never depends on its lines, so nothing is
laid out again on the way from key to screen, and no scrollbar tells how long a page is: the border
says how far one has come.
"""

from collections.abc import Callable, Mapping
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.theme import Theme
from textual.widget import Widget

from bigcity_tui.domain.text import cells
from bigcity_tui.tui.look import look_of


class Lines(Widget, can_focus=True):
    """A window on lines."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "line(-1)", show=False, priority=True),
        Binding("down,j", "line(1)", show=False, priority=True),
        Binding("pageup,b", "page(-1)", show=False, priority=True),
        Binding("pagedown,space", "page(1)", show=False, priority=True),
        Binding("home,g", "edge(-1)", show=False, priority=True),
        Binding("end,G", "edge(1)", show=False, priority=True),
    ]

    INSET: ClassVar[int] = 1
    """Empty columns on either side, part of the strips so that a line is few segments."""

    top: reactive[int] = reactive(0)
    """The first line in sight."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        """Begin with nothing to show."""
        super().__init__(id=id)
        self._strips: dict[int, Strip] = {}
        self._count = 0
        self._prepared = 0
        self._look: Mapping[str, Style] | None = None
        self._waiting: list[tuple[Callable[[int], None], int]] = []

    def prepare(self) -> tuple[int, int]:
        """Set what is shown for the present width; how many lines it has, and the top one."""
        raise NotImplementedError

    def line_segments(self, index: int) -> list[Segment]:
        """Make one line, as wide as it comes."""
        raise NotImplementedError

    def moved(self) -> None:
        """Do what has to be done when the window may have moved."""

    def show_anew(self) -> None:
        """Prepare the lines again: what is shown, the theme or the width has changed."""
        self._prepared = 0
        self.refresh()
        if self.is_attached and self.content_size.width:
            self._ensure()
            self.moved()

    def _ensure(self) -> None:
        if self._prepared != self.content_size.width:
            self._prepared = self.content_size.width
            self._strips = {}
            self._count, top = self.prepare()
            self.set_reactive(Lines.top, self.validate_top(top))

    @property
    def look(self) -> Mapping[str, Style]:
        """The styles of the theme, by role."""
        if self._look is None:
            self._look = look_of(self.app)
        return self._look

    @property
    def line_width(self) -> int:
        """How many columns a line has, in the width that was prepared."""
        return max(0, self._prepared - 2 * self.INSET)

    @property
    def page_size(self) -> int:
        """How many lines are in sight."""
        return max(1, self.content_size.height)

    @property
    def last_top(self) -> int:
        """The furthest that one can go down."""
        return max(0, self._count - self.page_size)

    def render_line(self, y: int) -> Strip:
        """One line of the window; empty below the last."""
        if y == 0 or not self._prepared:
            self._ensure()
        index, width = self.top + y, self._prepared
        if index >= self._count:
            return Strip.blank(width, self.look["base"])
        if index not in self._strips:
            self._strips[index] = self._strip(self.line_segments(index), width)
        return self._strips[index]

    def _strip(self, segments: list[Segment], width: int) -> Strip:
        """A line as wide as the window, in as few segments as can be."""
        base = self.look["base"]
        room = width - self.INSET - sum(cells(segment.text) for segment in segments)
        segments = [Segment(" " * self.INSET, base), *segments, Segment(" " * max(0, room), base)]
        strip = Strip(Segment.simplify(segments), width - min(0, room))
        return strip if room >= 0 else strip.crop(0, width)

    def validate_top(self, top: int) -> int:
        """Keep the window on the lines."""
        return max(0, min(top, self.last_top))

    def watch_top(self) -> None:
        """Follow the window."""
        self.moved()

    def on_mount(self) -> None:
        """Follow the theme."""
        self.app.theme_changed_signal.subscribe(self, self._theme_changed)

    def on_unmount(self) -> None:
        """Be forgotten: the theme's signal would keep this, and all that it shows, for good."""
        self.app.theme_changed_signal.unsubscribe(self)

    def _theme_changed(self, _theme: Theme) -> None:
        self._look = None
        self.theme_changed()
        self.show_anew()

    def theme_changed(self) -> None:
        """Forget what was made for another theme."""

    def watch_virtual_size(self) -> None:
        """Keep the window on the lines: before a new size is painted, not in a frame after it."""
        self._ensure()
        self.top = self.validate_top(self.top)
        self.moved()

    def on_show(self) -> None:
        """Come into sight as what it is now, also where its size is what it was when it left."""
        self.watch_virtual_size()
        waiting, self._waiting = self._waiting, []
        for act, by in waiting:
            act(by)

    def action_line(self, by: int) -> None:
        """Move by lines."""
        self._in_sight(self._move, by)

    def action_page(self, by: int) -> None:
        """Move by pages, two lines kept in sight."""
        self._in_sight(self._turn, by)

    def action_edge(self, way: int) -> None:
        """Go to the top (-1) or the end (1)."""
        self._in_sight(self._go, way)

    def _in_sight(self, act: Callable[[int], None], by: int) -> None:
        """Move now, or once this is in sight: the key came on the heels of the pane's."""
        if self.content_size.width:
            act(by)
        else:
            self._waiting.append((act, by))

    def _move(self, by: int) -> None:
        self.top += by

    def _turn(self, by: int) -> None:
        self.top += by * max(1, self.page_size - 2)

    def _go(self, way: int) -> None:
        self.top = 0 if way < 0 else self.last_top

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move with the wheel."""
        event.stop()
        self.top += 3

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move with the wheel."""
        event.stop()
        self.top -= 3


class Menu(Lines):
    """Lines of which one is highlighted; moving the highlight chooses nothing.

    A move is told at once and painted when the state that follows from it comes down (`light`), so
    that the row and what belongs to it appear in the same frame.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", show=False, priority=True)]

    cursor: reactive[int] = reactive(0, repaint=False)
    """The line that is highlighted."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        """Begin without rows."""
        super().__init__(id=id)
        self._lit = 0

    def row_parts(self, index: int) -> list[tuple[str, str]]:
        """One row as texts and their roles, as wide as a line."""
        raise NotImplementedError

    def highlighted(self, index: int) -> None:
        """Do what follows when the highlight has moved to a row."""
        raise NotImplementedError

    def chosen(self, index: int) -> None:
        """Do what follows when a row is chosen."""
        raise NotImplementedError

    def selectable(self, index: int) -> bool:  # noqa: ARG002
        """Whether the highlight may rest on a row."""
        return True

    def line_segments(self, index: int) -> list[Segment]:
        """One row, the highlight over it if it is there."""
        parts = self.row_parts(index)
        if index != self._lit:
            return [Segment(text, self.look[role]) for text, role in parts]
        over = self.look["cursor-focus" if self.has_focus else "cursor"]
        return [Segment(text, self.look[role] + over) for text, role in parts]

    def place(self, count: int, cursor: int) -> tuple[int, int]:
        """Have so many rows and the highlight on one of them, without telling anybody.

        The answer is that of `prepare`.
        """
        self._lit = max(0, min(cursor, count - 1))
        self.set_reactive(Menu.cursor, self._lit)
        return count, self._top_for(self._lit, count)

    def light(self, row: int) -> None:
        """Paint the highlight on a row, and keep it in sight."""
        before, self._lit = self._lit, row
        self.set_reactive(Menu.cursor, row)
        self._paint(before, row)
        self.top = self._top_for(row, self._count)

    def watch_cursor(self, row: int) -> None:
        """Say that the highlight is about to move."""
        if row < self._count:
            self.highlighted(row)

    def validate_cursor(self, cursor: int) -> int:
        """Keep the highlight on a row."""
        return max(0, min(cursor, self._count - 1))

    def on_focus(self) -> None:
        """Show that the keys go here."""
        self._paint(self._lit)

    def on_blur(self) -> None:
        """Show that the keys go elsewhere."""
        self._paint(self._lit)

    def _paint(self, *rows: int) -> None:
        for row in rows:
            self._strips.pop(row, None)
            self.refresh(Region(0, row - self.top, self.content_size.width, 1))

    def move(self, by: int) -> None:
        """Move the highlight by rows, over those on which it may not rest."""
        step = 1 if by > 0 else -1
        goal = self.validate_cursor(self.cursor + by)
        while 0 <= goal < self._count and not self.selectable(goal):
            goal += step
        if 0 <= goal < self._count:
            self.cursor = goal

    def action_line(self, by: int) -> None:
        """Move the highlight."""
        self.move(by)

    def action_page(self, by: int) -> None:
        """Move the highlight by a page."""
        self.move(by * max(1, self.page_size - 1))

    def action_edge(self, way: int) -> None:
        """Move the highlight to the first or the last row."""
        self.move(way * self._count)

    def action_choose(self) -> None:
        """Choose the highlighted row."""
        if self.cursor < self._count:
            self.chosen(self.cursor)

    def on_click(self, event: events.Click) -> None:
        """Highlight the row that was clicked; a second click on it chooses it."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        index = self.top + offset.y
        if index < self._count and self.selectable(index):
            if index == self.cursor:
                self.chosen(index)
            else:
                self.cursor = index

    def _top_for(self, cursor: int, count: int) -> int:
        """The window that keeps the highlight in sight, moved as little as can be."""
        top = min(self.top, max(0, count - self.page_size))
        return max(cursor - self.page_size + 1, min(top, cursor))
