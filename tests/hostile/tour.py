"""A way through every screen and dialog of the app, by keys, for a pack of two episodes."""

from dataclasses import dataclass

from tests.hostile.strings import WORD


@dataclass(frozen=True, slots=True)
class Stop:
    """A screen: the keys that lead there from the stop before, and what tells that one is there.

    `shows` is the class of the dialog that is there, if any; of each there is a stop. `times` is
    how often `sees` has to be on the screen; `pastes` is a word that is pasted after the keys, with
    other things around it, and `then` are keys after that; `hides` is no longer to be seen.
    """

    name: str
    keys: tuple[str, ...]
    sees: str
    shows: str = ""
    times: int = 1
    pastes: str | None = None
    then: tuple[str, ...] = ()
    hides: str | None = None


TOUR = (
    Stop("first run", (), "how far are you?", "ChoiceDialog"),
    Stop("review", ("2", "enter"), "of 10 ·"),
    Stop("episode 1", ("1", "g"), "Episode 1 ·"),
    Stop("episode 2", ("right_square_bracket",), "Episode 2 ·"),
    Stop("reader", ("right_square_bracket", "2"), "2 New"),
    Stop("about", ("right_square_bracket", "G"), "Elsewhere"),
    Stop("threads", ("right_square_bracket", "right_square_bracket"), "Threads", times=2),
    Stop("people", ("right_square_bracket",), "Bonds, episode by episode"),
    Stop("record", ("right_square_bracket",), "Your record", times=2),
    Stop("contents", ("t",), "Contents"),
    Stop("links", ("escape", "left_square_bracket", "left_square_bracket", "o"), "named here"),
    Stop("person", ("enter", "3", "j", "j", "k"), "Played by"),
    Stop("find", ("2", "f"), "Find in this page", "PromptDialog", pastes=WORD),
    Stop("found", ("enter",), " found"),
    Stop("search", ("escape", "slash"), "Search what is open", "SearchDialog"),
    Stop("results", (), "result", pastes="played", then=("down",)),
    Stop("opened", ("enter",), " found"),
    Stop("list", ("escape", "1"), "1 Episodes"),
    Stop("rating", ("g", "r"), "Your rating of", "RateDialog"),
    Stop("note", ("escape", "n"), "Your note on", "NoteDialog", pastes=WORD),
    Stop("noted", ("escape",), "the note on episode 1"),
    Stop("date", ("d",), "is no date", pastes=WORD, then=("enter",)),
    Stop("forget", ("escape", "X"), "Forget what you wrote"),
    Stop("rewatch", ("escape", "R"), "Watch again from the beginning?"),
    Stop("asks", ("escape", "a"), "Ask before you watch", "AskDialog"),
    Stop("asked", ("enter",), "The answer may tell"),
    Stop("answer", ("y",), "enter closes"),
    Stop("answered", ("enter",), "tab marks"),
    Stop("asks left", ("escape",), "1 Episodes"),
    Stop("copied", ("2", "y"), "Copied:"),
    Stop("help", ("question_mark",), "Find words in this page", "HelpDialog"),
    Stop("palette", ("escape", "ctrl+p"), "Find a command", "Palette"),
    Stop("palette paste", (), "No matches", pastes=WORD),
    Stop("palette search", ("ctrl+u", *WORD), "Show this"),
    Stop("themes", ("escape", "ctrl+p", *"theme", "enter"), "Find a theme", "ThemePalette"),
    Stop("hidden", ("escape", "f9"), "", "HiddenDialog", hides="q quit"),
    Stop("shown", ("x",), "q quit"),
    Stop("back", ("1",), "u undo"),
    Stop("marks", ("g", "x", "j", "x"), "the mark off episode 2"),
    Stop("peek", ("p",), "before watching it?"),
    Stop("peeked", ("y",), "Episode 2 ·"),
    Stop("through", ("w",), "is not marked."),
    Stop("finale", ("y",), "enter closes", "FinaleDialog"),
    Stop("undone", ("escape", "u"), "Undone:"),
    Stop("entries", ("e",), "Viewing 1", "RecordDialog"),
    Stop("left", ("escape",), "1 Episodes"),
)

BYTES = {
    "escape": "\x1b",
    "enter": "\r",
    "slash": "/",
    "question_mark": "?",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "ctrl+p": "\x10",
    "ctrl+u": "\x15",
    "f9": "\x1b[20~",
    "down": "\x1b[B",
}
"""What a terminal sends for a key that has a name; for others, their character."""
