"""What is done in the app: keys, and the few things that are no keys.

A step is a key as Textual names it, or one of: `type LETTER`, `size COLUMNS LINES`, `theme NAME`,
`shot` (a screenshot), `copy` (select everything and copy it). No step of a script may open more
than is open already: what a mark opens is told by what the twins agree on.
"""

from collections.abc import Sequence

from bigcity_tui.domain.moments import Moment
from bigcity_tui.tui.commands.table import COMMANDS

SIZES = ((120, 36), (80, 24), (60, 20), (40, 12), (200, 50))
"""Columns and lines: three panes, two, one, the smallest, and a wide screen."""

Part = tuple[str, ...]
"""Steps that belong together; each begins and ends in the list of episodes."""


def typed(word: str) -> Part:
    """A word as one types it; its beginning is enough to find it by."""
    return tuple(f"type {letter}" for letter in word[:5])


def script(words: Sequence[str]) -> tuple[str, ...]:
    """Everything that is tried, from the first frame on; `words` are searched for."""
    parts = (*PANES, *searching(words[:4]), *palette(words[:3]), *DIALOGS, *LOOKS, *LOCKING)
    return (*_joined(parts), *(step for key in commands() for step in ("2", key, "escape")))


def short(words: Sequence[str]) -> tuple[str, ...]:
    """The same in a few steps, for where time is short."""
    searches = (*searching(words[:1]), *palette(words[:1]))
    return _joined((MOVING, *searches, *DIALOGS[:6], LOOKS[0], ("shot", "copy")))


def commands() -> list[str]:
    """The key of every command of the app that opens nothing more and does not end it."""
    return [command.keys.split(",")[0] for command in COMMANDS if command.name not in NOT_PRESSED]


def _joined(parts: Sequence[Part]) -> tuple[str, ...]:
    """Parts one after another, back in the list in between."""
    return tuple(step for part in parts for step in (*part, "escape", "escape", "1"))


NOT_PRESSED = {"watched", "start", "unmark", "undo", "redo", "quit"}
"""Commands that open or lock something, or end the app. `LOCKING` and `WANDERING` have those that
the twins allow."""

MOVING: Part = ("g", "j", "enter", "space", "G", "1", "G", "k", "k", "k", "3", "j", "enter", "1")
"""Through list, reader and cast."""

PANES: tuple[Part, ...] = (
    ("g", "j", "j", "k", "enter", "space", "b", "G", "g", "1"),
    ("G", "enter", "space", "1", "k", "enter", "space", "1", "k", "enter", "space", "escape"),
    ("k", "enter", "G", "escape", "k", "enter", "escape", "k", "k"),
    ("3", "j", "j", "k", "G", "g", "enter", "tab", "space", "tab", "shift+tab", "1"),
    ("right_square_bracket", "right_square_bracket", "left_square_bracket", "2", "z", "z", "1"),
)
"""Every pane, its pages and its edges."""

DIALOGS: tuple[Part, ...] = (
    ("question_mark", "j", "escape"),
    ("2", "t", "down", "down", "enter", "right_curly_bracket", "y", "left_curly_bracket", "1"),
    ("a", "down", "enter", "enter", "enter", "n"),
    ("a", "tab", "down", "down", "tab", *typed("e"), "escape", "a", "enter", "n", "escape"),
    ("G", *("k",) * 6, "p", "p", "enter", "p", "escape", "g", "G", "n", "escape"),
    ("r", "8", "full_stop", "escape", "n", *typed("Hm."), "ctrl+d"),
    ("f9", "j", "1"),
    ("2", "f", *typed("e s"), "enter", "full_stop", "o", "escape", "1"),
    ("g", "enter", "G", "enter", *typed("Hm."), "escape", "A", "escape", "1"),
    ("G", "2", "A", "escape"),
    ("e", "j", "r", "escape", "n", "escape", "k", "enter", "2", "e", "G", "escape"),
    ("2", "o", "down", "enter", "H", "L", "1", "G", "2", "o", "escape", "escape"),
)
"""Every dialog, opened, used and left."""

LOOKS: tuple[Part, ...] = (
    ("size 80 24", "2", "3", "1", "size 120 36"),
    ("theme bigcity-day", "theme textual-dark", "theme bigcity-night"),
    ("size 40 12", "2", "space", "3", "1", "size 30 8", "size 120 36", "shot", "copy"),
)
"""Sizes, themes, and what can be taken out of the app."""

LOCKING: tuple[Part, ...] = (
    ("g", "x", "j", "enter", "space", "1", "3", "1", "u", "ctrl+r", "u"),
    ("g", "r", "8", "enter", "n", *typed("Mine."), "escape", "u", "u"),
)
"""What locks again, and changes that are taken back."""


WANDERING: Part = (
    "w", "2", "G", "t", "down", "enter", "escape", "escape", "3", "G", "enter", "escape", "1",
    "slash", "type e", "down", "enter", "escape", "escape", "1", "ctrl+p", "type e", "escape",
    "G", "enter", "escape", "1", *("k",) * 6, "p", "down", "enter", "2", "G", "escape", "1",
)  # fmt: skip
"""The next episode watched, everything looked at, and the last one peeked at."""

NEWS: Part = ("v", "v", "2", "G", "1", *("j",) * 4, "enter", "o", "escape", "v", "V", "1", "M")
"""From one new passage to the next, and the page that gathers them."""

AGAIN: Part = ("escape", "escape", "3", "g", "1", "g", "2", "g", "1")
"""To a place that is the same for everybody."""

AROUND: Part = (
    "g", "j", "enter", "G", "1", "j", "j", "3", "j", "1", "slash", "type e", "escape", "1",
    "ctrl+p", "type e", "escape", "G", "k", "k", "k", "k", "k", "2", "G", "1",
)  # fmt: skip
"""From there once around."""


def locking(moment: Moment, *, unmark: bool) -> Part:
    """Back to a moment after the next episode was marked: by undoing, or without its mark."""
    following = (moment.position + 2) // 2
    return ("g", *("j",) * (following - 1), "x") if unmark else ("u",)


def around(_: Sequence[str]) -> tuple[str, ...]:
    """Once around, for where time is shorter still."""
    return AROUND


def opening(last: int) -> Part:
    """The last episode's page and the first answer, each opened with the key that says so."""
    page = ("g", *("j",) * (last - 1), "p", "p", "enter", "p", "y", "2", "G", "escape", "escape")
    return (*page, "a", "enter", "enter", "enter", "y", "escape", "escape", "1")


def searching(words: Sequence[str]) -> list[Part]:
    """Searches, followed to what they find."""
    return [("slash", *typed(word), "down", "enter", "escape", "1") for word in ("s", *words)]


def palette(words: Sequence[str]) -> list[Part]:
    """The palette, asked for some words."""
    return [("ctrl+p", *typed(word), "down", "escape") for word in ("e", "theme", *words)]
