"""Menu: lines of which one is highlighted, on which every list stands."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from bigcity_tui.domain.blocks import Target
from bigcity_tui.tui.widgets.lines import Lines

NEW, BEGUN = "•", "◦"
"""The signs of a row behind which something is new, and of one that one has begun to read."""


class _LinkMessage(Message):
    def __init__(self, to: Target) -> None:
        super().__init__()
        self.to = to


class LinkHighlighted(_LinkMessage): ...


class LinkChosen(_LinkMessage): ...


class Menu(Lines):
    """Lines that lead somewhere, one of them highlighted; moving the highlight chooses nothing.

    A move is told at once, and painted in one frame with the state that comes of it (`light`).
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", show=False, priority=True)]

    cursor = 0  # the row to which the highlight was moved; it is shown on the one that is `_lit`
    _lit = 0
    _targets: Sequence[Target | None] = ()
    """Where each row leads; the highlight rests on none that leads nowhere."""

    @abstractmethod
    def row_parts(self, index: int) -> list[tuple[str, str]]:
        """One row as texts and their roles, as wide as a line."""

    def target(self, index: int) -> Target | None:
        return self._targets[index] if 0 <= index < len(self._targets) else None

    def margin(self, index: int) -> list[Segment]:
        """A bar beside the row that is highlighted."""
        is_lit = index == self._lit
        return [Segment("▐", self.roles["bar"])] if is_lit else super().margin(index)

    def line_segments(self, index: int) -> list[Segment]:
        parts = self.row_parts(index)
        if index != self._lit:
            return [Segment(text, self.roles[role]) for text, role in parts]
        over = self.roles["cursor-focus" if self.has_focus else "cursor"]
        return [Segment(text, self.roles[role] + over) for text, role in parts]

    def place(self, targets: Sequence[Target | None], at: Target | None) -> tuple[int, int]:
        """Have these rows, the highlight on the one that leads there; the answer of `prepare`."""
        self._targets = targets
        self.cursor = self._lit = targets.index(at) if at in targets else 0
        return len(targets), self._nearest_top()

    def light(self, to: Target | None) -> None:
        """Show the highlight on the row that leads there, if any."""
        if to in self._targets:
            self._paint(self._lit)
            self.cursor = self._lit = self._targets.index(to)
            self._paint(self._lit)
            self.top = self._nearest_top()

    def on_focus(self) -> None:
        self._paint(self._lit)

    on_blur = on_focus

    def _paint(self, row: int) -> None:
        self.repaint(range(row, row + 1))

    def move(self, by: int) -> None:
        """Move the highlight by rows, over those on which it may not rest."""
        goal = max(0, min(self.cursor + by, self._count - 1))
        while 0 <= goal < self._count and self.target(goal) is None:
            goal += 1 if by > 0 else -1
        if (to := self.target(goal)) and goal != self.cursor:
            self.cursor = goal
            self.post_message(LinkHighlighted(to))

    def _in_sight(self, act: Callable[[], None]) -> None:
        act()  # also while it is out of sight: commands are about the row that keys have come to

    def action_choose(self) -> None:
        if (to := self.target(self.cursor)) is not None:
            self.post_message(LinkChosen(to))

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        index = self.top + offset.y if offset is not None else self._count
        if self.target(index) is not None:
            self.cursor = index
            self.action_choose()

    def _nearest_top(self) -> int:
        """The top with which the highlight is in sight."""
        top = min(self.top, max(0, len(self._targets) - self.page_size))
        return max(self._lit - self.page_size + 1, min(top, self._lit))
