"""Every command of the app, declared once: keys, footer, palette and help are made from this."""

from dataclasses import dataclass
from typing import Literal

from textual.binding import Binding

Group = Literal["Marking", "Reading", "Panes", "Program"]


@dataclass(frozen=True, slots=True)
class Command:
    """Something that a viewer can do in the main screen.

    `action` is the method `action_…` of the main screen, `keys` what triggers it, `shown` the key
    as people write it. `footer` says in which panes it is offered at the foot: `all`, or names.
    """

    action: str
    keys: str
    shown: str
    label: str
    help: str
    group: Group
    footer: tuple[str, ...] = ()


ALL = ("episodes", "reader", "cast")

COMMANDS: tuple[Command, ...] = (
    Command("watched", "w", "w", "watched", "Mark the episode as watched", "Marking", ALL),
    Command("start", "s", "s", "start", "Start the episode: its people unlock", "Marking", ALL),
    Command("unmark", "x", "x", "unmark", "Take the mark off; it locks again", "Marking"),
    Command("rate", "r", "r", "rate", "Rate the episode, or the series", "Marking", ALL),
    Command("note", "n", "n", "note", "Write your note", "Marking", ALL),
    Command("undo", "u", "u", "undo", "Take back your last change", "Marking", ("episodes",)),
    Command("redo", "ctrl+r", "ctrl+r", "redo", "Do again what you took back", "Marking"),
    Command("peek", "p", "p", "peek", "Open a locked episode’s page on purpose", "Reading"),
    Command("next", "right_square_bracket", "]", "next", "Next page", "Reading", ("reader",)),
    Command("previous", "left_square_bracket", "[", "previous", "Previous page", "Reading"),
    Command(
        "contents", "t", "t", "contents", "Table of contents of this page", "Reading", ("reader",)
    ),
    Command("search", "slash", "/", "search", "Search everything that is open", "Reading", ALL),
    Command("ask", "a", "a", "ask", "Ask what you may want to know before", "Reading"),
    Command("pane('episodes')", "1", "1", "episodes", "Go to the episodes", "Panes"),
    Command("pane('reader')", "2", "2", "reader", "Go to the reader", "Panes"),
    Command("pane('cast')", "3", "3", "cast", "Go to the cast", "Panes"),
    Command("wide", "z", "z", "wide", "Give the reader the whole screen, or give it back", "Panes"),
    Command("hide", "f9", "F9", "privacy", "Blank the screen until a key is pressed", "Program"),
    Command("help", "question_mark,f1", "?", "help", "All keys", "Program", ALL),
    Command(
        "app.command_palette", "ctrl+p", "^p", "palette", "Everything, by name", "Program", ALL
    ),
    Command(
        "app.quit", "q,ctrl+q", "q", "quit", "Quit; everything is saved already", "Program", ALL
    ),
)

MOVES: tuple[tuple[str, str, str], ...] = (
    ("↑ ↓  k j", "up,k / down,j", "One line, or one row"),
    ("space  b", "space,pagedown / b,pageup", "One page down or up"),
    ("g  G", "g,home / G,end", "To the top or the end"),
    ("enter", "enter", "Go into what is highlighted"),
    ("tab", "tab", "To the next pane"),
    ("esc", "escape", "Back"),
)
"""The keys that move, in every pane: as shown, as bound, and what they do."""


def bindings() -> list[Binding]:
    """The commands as key bindings of the main screen.

    All its keys have priority, so that the app acts on one before it looks at the next: keys that
    come in a burst reach the dialogue that the first of them opens.
    """
    return [
        Binding(
            command.keys,
            command.action,
            command.label,
            tooltip=command.help,
            show=False,
            priority=True,
        )
        for command in COMMANDS
    ]
