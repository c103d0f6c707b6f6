"""All keys, made from the one declaration of commands; those of the present pane come first."""

from collections.abc import Iterable, Sequence
from itertools import accumulate, groupby
from typing import ClassVar

from rich.console import Group
from rich.style import Style
from rich.table import Table
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from bigcity_tui.tui.command import Command
from bigcity_tui.tui.dialogs.dialog import BACK, Dialog
from bigcity_tui.tui.styles.themes import role_styles

PANES = {"episodes": "In the list", "reader": "In the reader", "cast": "In the cast"}

KEY = 10  # columns, with the space after it

MOVES: tuple[tuple[str, str], ...] = (
    ("↑ ↓  k j", "One line, or one row"),
    ("space  b", "One page down or up"),
    ("g  G", "To the top or the end"),
    ("^d  ^u", "Half a page down or up"),
    ("enter", "Open the row"),
    ("esc", "Back"),
)

WAYS = (("j", 1), ("k", -1), ("space,ctrl+d", 9), ("b,ctrl+u", -9), ("g", -999), ("G", 999))
"""Keys, and by how many lines they scroll: at once, as every other page does."""

Section = tuple[str, Sequence[tuple[str, str]]]


class HelpDialog(Dialog[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,question_mark,f1", "leave", show=False),
        *(Binding(keys, f"scroll({by})", show=False) for keys, by in WAYS),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-slim"), (64, "-broad"), (100, "-two")]  # noqa: RUF012
    SHAPE = "-tall -wide"

    heading = "Keys"
    foot = (("↑ ↓", "scroll", ""), BACK)

    def __init__(self, commands: Iterable[Command], pane: str) -> None:
        super().__init__()
        parts, roles = sections(commands, pane), role_styles(self.app)
        heading, key = (Style(bold=True, color=roles[name].color) for name in ("heading", "key"))
        lengths = list(accumulate(len(rows) + 2 for _, rows in parts))
        half = sum(2 * length <= lengths[-1] for length in lengths)
        tables = (key_table(those, heading, key) for those in (parts[:half], parts[half:]))
        self.body = (VerticalScroll(Horizontal(*map(Static, tables))),)

    def action_scroll(self, by: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)


def sections(commands: Iterable[Command], pane: str) -> list[Section]:
    commands = [*commands]
    here = [c for c in commands if c.footer == (pane,)]
    groups = groupby((c for c in commands if c not in here), key=lambda c: c.group)
    rest = [(group, [(c.shown, c.help) for c in those]) for group, those in groups]
    return [(PANES[pane], [*MOVES, *((c.shown, c.help) for c in here)]), *rest]


def key_table(parts: Sequence[Section], heading: Style, key: Style) -> Group:
    lines: list[Text | Table] = []
    for title, rows in parts:
        table = Table.grid(expand=True)
        table.add_column(style=key, width=KEY)
        table.add_column(ratio=1)
        for keys, text in rows:
            table.add_row(keys, text)
        lines += [Text(title, heading), table, Text("")]
    return Group(*lines)
