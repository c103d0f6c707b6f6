"""All keys, made from the one declaration of commands; those of the present pane come first."""

import textwrap
from collections.abc import Sequence
from itertools import groupby
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from bigcity_tui.tui.command import AnyCommand
from bigcity_tui.tui.dialogs.dialog import Dialog, Foot

PANES = {"episodes": "In the list", "reader": "In the reader", "cast": "In the cast"}

KEY = 10  # columns, with the space after it

WIDTH, AROUND = 72, 8
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
        with Vertical(classes="dialog -tall"):
            yield Static(Content("Keys"), classes="dialog--title")
            with VerticalScroll():
                yield Static(self._table(self.app.size.width), id="table")
            yield Foot(("↑ ↓", "scroll", ""), ("esc", "back", "leave"))

    def on_resize(self, event: events.Resize) -> None:
        if event.size.width != self._width:
            self.query_one("#table", Static).update(self._table(event.size.width))

    def _table(self, width: int) -> Content:
        self._width = width
        broad = min(width * 96 // 100, WIDTH) - AROUND
        room = broad if width >= SLIM else width - AROUND_SLIM
        return key_table(sections(self._commands, self._pane), room)

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
