"""Every command of the app, declared once: keys, footer, palette and help are made from this."""

from dataclasses import dataclass
from typing import Literal

from textual.binding import Binding

Group = Literal["Marking", "Reading", "Panes", "Program"]
"""The headings of help."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something that a viewer can do in the main screen.

    `action` is the method `action_…` of the main screen, `keys` what triggers it, `shown` the key
    as people write it. `label` is its short name, `help` a sentence, `group` its heading in help.
    `footer` says in which panes it is offered at the foot: `all`, or names.
    """

    action: str
    keys: str
    shown: str
    label: str
    help: str
    group: Group
    footer: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The command in the file of keys: its label, in one word."""
        return self.label.replace(" ", "-")


ALL = ("episodes", "reader", "cast")
LIST = ("episodes",)
READER = ("reader",)
"""Where a command is offered."""

COMMANDS: tuple[Command, ...] = (
    Command("watched", "w", "w", "watched", "Mark the episode as watched", "Marking", ALL),
    Command("start", "s", "s", "start", "Start the episode: its people unlock", "Marking", LIST),
    Command("unmark", "x", "x", "unmark", "Take the mark off; it locks again", "Marking"),
    Command("rate", "r", "r", "rate", "Rate the episode, or the series", "Marking", ALL),
    Command("note", "n", "n", "note", "Write your note", "Marking", ALL),
    Command("editor", "N", "N", "own editor", "Write your note in $EDITOR", "Marking"),
    Command("date", "d", "d", "date", "Say when you watched it", "Marking"),
    Command("forget", "X", "X", "forget note", "Erase your note for good", "Marking"),
    Command("rewatch", "R", "R", "rewatch", "Watch again from the beginning", "Marking"),
    Command("record", "e", "e", "edit", "Change any entry of your record", "Marking"),
    Command("undo", "u", "u", "undo", "Take back your last change", "Marking", LIST),
    Command("redo", "ctrl+r", "ctrl+r", "redo", "Do again what you took back", "Marking"),
    Command("peek", "p", "p", "peek", "Open a locked episode’s page on purpose", "Reading"),
    Command("ask", "a", "a", "ask", "Ask what you may want to know before", "Reading"),
    Command("search", "slash", "/", "search", "Search everything that is open", "Reading", ALL),
    Command("find", "f", "f", "find", "Find words in this page", "Reading", READER),
    Command("match(1)", "full_stop", ".", "next match", "To the next word found", "Reading"),
    Command("match(-1)", "comma", ",", "last match", "To the word found before", "Reading"),
    Command("contents", "t", "t", "contents", "Table of contents of this page", "Reading", READER),
    Command("names", "o", "o", "links", "The people and pages named here", "Reading", READER),
    Command("next", "right_square_bracket", "]", "next", "Next page", "Reading", READER),
    Command("previous", "left_square_bracket", "[", "previous", "Previous page", "Reading"),
    Command("jump_back", "H,backspace", "H", "jump back", "Back to where you came from", "Reading"),
    Command("jump_forward", "L", "L", "jump forward", "Forward again", "Reading"),
    Command("copy", "y", "y", "copy", "Copy the paragraph at the top", "Reading"),
    Command("measure(4)", "plus", "+", "longer lines", "Longer lines in the reader", "Reading"),
    Command("measure(-4)", "minus", "-", "shorter lines", "Shorter lines", "Reading"),
    Command("pane('episodes')", "1", "1", "episodes", "Go to the episodes", "Panes"),
    Command("pane('reader')", "2", "2", "reader", "Go to the reader", "Panes"),
    Command("pane('cast')", "3", "3", "cast", "Go to the cast", "Panes"),
    Command("wide", "z", "z", "wide", "The reader alone, or all panes again", "Panes"),
    Command("cast", "c", "c", "hide cast", "Hide the cast, or show it again", "Panes"),
    Command("width(-2)", "less_than_sign", "<", "narrower", "A narrower list of episodes", "Panes"),
    Command("width(2)", "greater_than_sign", ">", "wider", "A wider list of episodes", "Panes"),
    Command(
        "app.hide", "f9", "F9", "privacy", "Blank the screen until a key is pressed", "Program"
    ),
    Command("help", "question_mark,f1", "?", "help", "All keys", "Program", ALL),
    Command(
        "app.command_palette", "ctrl+p", "^p", "palette", "Everything, by name", "Program", ALL
    ),
    Command("app.quit", "q", "q", "quit", "Quit; everything is saved already", "Program", ALL),
)

MOVES: tuple[tuple[str, str, str], ...] = (
    ("↑ ↓  k j", "up,k / down,j", "One line, or one row"),
    ("space  b", "space,pagedown / b,pageup", "One page down or up"),
    ("g  G", "g,home / G,end", "To the top or the end"),
    ("enter", "enter", "Go into the row"),
    ("tab", "tab", "To the next pane"),
    ("esc", "escape", "Back"),
)
"""The keys that move, in every pane: as shown, as bound, and what they do."""


def bindings() -> list[Binding]:
    """The commands as key bindings of the main screen, by the names that a keymap knows.

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
            id=command.name,
        )
        for command in COMMANDS
    ]
