"""A question with a few answers, each with a key of its own."""

from collections.abc import Sequence
from typing import ClassVar, Generic, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content

from bigcity_tui.domain.text import short
from bigcity_tui.tui.dialogs.dialog import ListDialog, T

_TITLE, _TEXT = 200, 1_000  # how much of a title and of a text is shown, in columns


class Choice(NamedTuple, Generic[T]):
    """One answer: the value that it stands for, the key that gives it (or none), and its label."""

    value: T
    key: str
    label: str


def confirm(title: str, text: str, yes: str, no: str, leaving: str = "back") -> "ChoiceDialog[str]":
    """Return a question that is answered "yes" by another key than the one that asked it."""
    choices = [Choice("no", "n", no), Choice("yes", "y", yes)]
    return ChoiceDialog(title, text, choices, leaving=leaving)


class ChoiceDialog(ListDialog[T]):
    """Asks; answers with the value that was chosen, or None.

    Without choices it only tells, and enter leaves it as escape does. Where keys are numbers,
    typing one goes to it, and enter confirms: the first digit may be one of two.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,enter", "leave", show=False)]

    def __init__(
        self,
        title: str,
        text: str,
        choices: Sequence[Choice[T]],
        *,
        does: str = "chooses",
        leaving: str = "back",
        at: int = 0,
    ) -> None:
        """`does` and `leaving` are what enter and escape do, in a word."""
        rows = []
        for choice in choices:
            key = (f"{choice.key:>2}  ", "bold") if choice.key else ("", "")
            rows.append(Content.assemble(key, choice.label))
        super().__init__(rows)
        self.values = [choice.value for choice in choices]
        # What a pack says may be too long for the choices to stay in sight.
        self.heading = short(title, _TITLE)
        self.about = short(text, _TEXT)
        self.foot = (("enter", does, "choose"), ("esc", leaving, "leave"))
        if not choices:
            self.body, self.foot = (), (("enter", leaving, "leave"),)
        self._choices = choices
        self._at = at
        self._typed = ""

    def on_mount(self) -> None:
        self.list.highlighted = self._at

    def on_key(self, event: events.Key) -> None:
        numbers = [choice.key for choice in self._choices if choice.key.isdecimal()]
        typed = event.character or "\0"  # which no number has: arrows begin anew
        longer = self._typed + typed
        self._typed = longer if longer in numbers else typed
        if self._typed in numbers:
            event.stop()
            self.list.highlighted = numbers.index(self._typed)
            return
        for choice in self._choices:
            if choice.key == event.character:
                event.stop()
                self.answer(choice.value)
