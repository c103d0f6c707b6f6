"""All keys, made from the one declaration of commands; those of the present pane come first."""

import textwrap
from collections.abc import Sequence
from itertools import groupby
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from bigcity_tui.tui.command import AnyCommand
from bigcity_tui.tui.dialogs.dialog import Dialog, Foot

PANES = {"episodes": "In the list", "reader": "In the reader", "cast": "In the cast"}

KEY = 10  # columns, with the space after it

TWO_COLUMNS = 100
"""The columns of a terminal from which on the table has two."""

WIDTH, AROUND = 96, 8
"""How wide the dialog is at most, and what border, padding and scroll bar take of that."""

SLIM, AROUND_SLIM = 64, 5
"""Below so many columns it is as wide as the screen, and less of that is taken."""

MOVES: tuple[tuple[str, str], ...] = (
    ("↑ ↓  k j", "One line, or one row"),
    ("space  b", "One page down or up"),
    ("g  G", "To the top or the end"),
    ("^d  ^u", "Half a page down or up"),
    ("enter", "Go into the row"),
    ("esc", "Back"),
)

WAYS = (("j", 1), ("k", -1), ("space,ctrl+d", 9), ("b,ctrl+u", -9), ("g", -999), ("G", 999))
"""Keys, and by how many lines they scroll: at once, as every other page does."""


class HelpDialog(Dialog[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,question_mark,f1", "leave", show=False),
        *(Binding(keys, f"scroll({by})", show=False) for keys, by in WAYS),
    ]

    def __init__(self, commands: Sequence[AnyCommand], pane: str) -> None:
        super().__init__()
        self._commands = commands
        self._pane = pane

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tall -wide"):
            yield Static(Content("Keys"), classes="dialog--title")
            with VerticalScroll(), Horizontal():
                for column in self._columns(self.app.size.width):
                    yield Static(column)
            yield Foot(("↑ ↓", "scroll", ""), ("esc", "back", "leave"))

    def on_resize(self, event: events.Resize) -> None:
        shown = self.query("Horizontal > Static").results(Static)
        for each, column in zip(shown, self._columns(event.size.width), strict=True):
            each.update(column)

    def _columns(self, width: int) -> tuple[Content, Content]:
        """The table, in two parts of about the same length where there is room beside it."""
        parts = sections(self._commands, self._pane)
        room = min(width * 96 // 100, WIDTH) - AROUND if width >= SLIM else width - AROUND_SLIM
        at = len(parts)
        if width >= TWO_COLUMNS:
            room = room // 2 - 2
            halves = [(parts[:n], parts[n:]) for n in range(1, at)]
            lengths = [
                max(key_table(half, room).plain.count("\n") for half in both) for both in halves
            ]
            at = 1 + lengths.index(min(lengths))
        return key_table(parts[:at], room), key_table(parts[at:], room)

    def action_scroll(self, by: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)


def sections(commands: Sequence[AnyCommand], pane: str) -> list[tuple[str, list[tuple[str, str]]]]:
    here = [c for c in commands if c.footer == (pane,)]
    found = [(PANES[pane], [*MOVES, *((c.shown, c.help) for c in here)])]
    rest = [command for command in commands if command not in here]
    for group, those in groupby(rest, key=lambda command: command.group):
        found.append((group, [(command.shown, command.help) for command in those]))
    return found


def key_table(parts: Sequence[tuple[str, Sequence[tuple[str, str]]]], width: int) -> Content:
    lines: list[Content] = []
    for heading, rows in parts:
        if lines:
            lines.append(Content(""))
        lines.append(Content.assemble((heading, "bold $secondary")))
        for key, text in rows:
            first, *more = textwrap.wrap(text, max(8, width - KEY)) or [""]
            lines.append(Content.assemble((f"{key:<{KEY}}", "bold $accent"), first))
            lines += [Content(" " * KEY + line) for line in more]
    return Content("\n").join(lines)
