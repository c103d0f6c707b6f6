"""Lines, on which every pane stands: made when they come into sight, and kept.

The widget's size never depends on them, so that a key lays nothing out again.
"""

from abc import abstractmethod
from collections.abc import Callable, Mapping
from typing import ClassVar, cast

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.reactive import reactive, var
from textual.strip import Strip
from textual.widget import Widget

from bigcity_tui.domain.text import cells
from bigcity_tui.domain.view import View
from bigcity_tui.tui.styles.themes import role_styles


class Lines(Widget, can_focus=True):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "line(-1)", show=False, priority=True),
        Binding("down,j", "line(1)", show=False, priority=True),
        Binding("pageup,b", "page(-1)", show=False, priority=True),
        Binding("pagedown,space", "page(1)", show=False, priority=True),
        Binding("ctrl+u", "page(-0.5)", show=False, priority=True),
        Binding("ctrl+d", "page(0.5)", show=False, priority=True),
        Binding("home,g", "edge(-1)", show=False, priority=True),
        Binding("end,G", "edge(1)", show=False, priority=True),
    ]

    INSET: ClassVar[int] = 1  # empty columns on either side, part of the strips

    view: var[View] = var(cast(View, None))
    top: reactive[int] = reactive(0)  # the first line in sight

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._strips: dict[int, Strip] = {}
        self._count = 0
        self._prepared_width = 0
        self.roles: Mapping[str, Style] = {}
        self._variables: Mapping[str, str] = {}
        self._waiting: list[Callable[[], None]] = []
        self._titles = ("", "")
        self.end = 0
        self.is_read = False  # whether one has come to the line `end`
        self.leapt = False  # whether one came past what lies above without reading it

    @abstractmethod
    def prepare(self) -> tuple[int, int]:
        """Set what is shown for the present width; how many lines it has, and the top one."""

    def line_segments(self, _index: int) -> list[Segment]:
        """Make one line, as wide as it comes, where `prepare` has not made its strip."""
        return []

    def margin(self, _index: int) -> list[Segment]:
        """Make the empty columns before a line."""
        return [Segment(" " * self.INSET, self.roles["base"])]

    def moved(self) -> None:
        """Do what has to be done when the window may have moved."""

    def entitle(self, title: str, subtitle: str, box: Widget | None = None) -> None:
        """Set the titles in the border if they are others: one that is set is painted."""
        if (title, subtitle) != self._titles:
            self._titles = title, subtitle
            box = box or self
            box.border_title, box.border_subtitle = Content(title), Content(subtitle)

    def repaint(self, lines: range) -> None:
        for line in lines:
            self._strips.pop(line, None)
        part = Region(0, lines.start - self.top, self.content_size.width, len(lines))
        self.refresh(part.intersection(self.content_size.region))

    def prepare_anew(self) -> None:
        """Prepare the lines again: what is shown, the theme or the width has changed."""
        self._prepared_width = 0
        self.refresh()
        if self.is_attached and self.content_size.width:
            self._prepare_if_due()
            self._mark_if_read()
            self.moved()

    def prepare_all_anew(self) -> None:
        """Prepare again also what is kept and not shown."""
        self.prepare_anew()

    def watch_view(self, old: View, new: View) -> None:
        self.is_read = self.is_read and new.moment == old.moment
        self.prepare_all_anew()

    def _mark_if_read(self, *, reads: bool = False) -> None:
        """Mark this as read if one `reads` or has the focus, sees `end`, and did not leap there."""
        counts = (reads or self.has_focus) and not (self.leapt and self.top)
        if self._prepared_width and counts and self.top + self.page_size > self.end:
            self.is_read = True

    def on_focus(self) -> None:
        self._mark_if_read(reads=True)

    def _prepare_if_due(self) -> None:
        if self._prepared_width != self.content_size.width:
            self._prepared_width = self.content_size.width
            self._strips = {}
            self._count, top = self.prepare()
            self.set_reactive(Lines.top, self.validate_top(top))

    @property
    def line_width(self) -> int:
        """How many columns a line has, in the width that was prepared."""
        return max(0, self._prepared_width - 2 * self.INSET)

    @property
    def page_size(self) -> int:
        return max(1, self.content_size.height)

    @property
    def last_top(self) -> int:
        return max(0, self._count - self.page_size)

    def render_line(self, y: int) -> Strip:
        if y == 0 or not self._prepared_width:
            self._prepare_if_due()
        index, width = self.top + y, self._prepared_width
        if index >= self._count:
            return Strip.blank(width, self.roles["base"])
        if index not in self._strips:
            self._strips[index] = self._strip(index, width)
        return self._strips[index]

    def _strip(self, index: int, width: int) -> Strip:
        segments = [*self.margin(index), *self.line_segments(index)]
        room = width - sum(cells(segment.text) for segment in segments)
        segments.append(Segment(" " * max(0, room), self.roles["base"]))
        strip = Strip(Segment.simplify(segments), width - min(0, room))
        return strip if room >= 0 else strip.crop(0, width)

    def validate_top(self, top: int) -> int:
        return max(0, min(top, self.last_top))

    def watch_top(self) -> None:
        self._mark_if_read(reads=True)
        self.moved()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        if (variables := self.app.theme_variables) is not self._variables:
            self._variables, self.roles = variables, role_styles(self.app)
            self.prepare_all_anew()

    def watch_virtual_size(self) -> None:
        """Keep the window on the lines: before a new size is painted, not in a frame after it."""
        self._prepare_if_due()
        self.top = self.validate_top(self.top)
        self._mark_if_read()
        self.moved()

    def on_show(self) -> None:
        """Come into sight as what it is now, also where its size is what it was when it left."""
        self.watch_virtual_size()
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            act()

    def action_line(self, by: int) -> None:
        self._in_sight(lambda: self.move(by))

    def action_page(self, by: float) -> None:
        self._in_sight(lambda: self.move(int(by * max(2, self.page_size - 2))))

    def action_edge(self, way: int) -> None:
        self._in_sight(lambda: self.move(way * self._count))

    def _in_sight(self, act: Callable[[], None]) -> None:
        """Move now, or once this is in sight: the key came on the heels of the pane's."""
        if self.content_size.width:
            act()
        else:
            self._waiting.append(act)

    def move(self, by: int) -> None:
        """Move by lines: the window, or in a list the highlight."""
        self.leapt = False
        self.top += by
        self._mark_if_read(reads=True)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        Lines.move(self, 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        Lines.move(self, -3)
