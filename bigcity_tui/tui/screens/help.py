"""All keys, made from the one declaration of commands."""

from itertools import groupby
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from bigcity_tui.tui.commands import MOVES, Command
from bigcity_tui.tui.screens.dialogue import Dialogue


class HelpScreen(Dialogue[None]):
    """Shows the keys until one leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,question_mark,f1", "leave", show=False),
        Binding("j", "scroll(1)", show=False),
        Binding("k", "scroll(-1)", show=False),
    ]

    def __init__(self, commands: tuple[Command, ...]) -> None:
        """Show these commands."""
        super().__init__()
        self._commands = commands

    def compose(self) -> ComposeResult:
        """Lay out the groups of commands, and the keys that move."""
        with Vertical(classes="dialogue -tall"):
            yield Static(Content("Keys"), classes="dialogue--title")
            with VerticalScroll():
                yield Static(key_table(self._commands))
            yield Static(Content("esc back"), classes="dialogue--foot")

    def on_mount(self) -> None:
        """Let the arrow keys scroll."""
        self.query_one(VerticalScroll).focus()

    def action_scroll(self, by: int) -> None:
        """Scroll with the keys of vim."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)


def key_table(commands: tuple[Command, ...]) -> Content:
    """The table of keys as it is shown."""
    lines: list[Content] = []
    for group, found in groupby(commands, key=lambda command: command.group):
        lines += [Content.assemble((group, "bold $primary"))]
        lines += [_line(command.shown, command.help) for command in found]
        lines.append(Content(""))
    lines.append(Content.assemble(("Moving", "bold $primary")))
    lines += [_line(shown, text) for shown, _, text in MOVES]
    return Content("\n").join(lines)


def _line(key: str, text: str) -> Content:
    return Content.assemble((f"{key:<8}", "bold $accent"), text)
