"""A question with a few answers, each with a key of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from bigcity_tui.domain.text import short
from bigcity_tui.tui.screens.dialogue import Dialogue, Foot

MOST = 10
"""How many choices there may be before their list scrolls in a tall dialogue."""

_TITLE, _TEXT = 200, 1_000
"""How much of a title and of a text is shown, in columns."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: the value that it stands for, the key that gives it (or none), and its label."""

    value: str
    key: str
    label: str


class ChoiceScreen(Dialogue[str]):
    """Asks; answers with the value that was chosen, or None.

    Without choices it only tells, and enter leaves it as escape does.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "leave", show=False),
        Binding("j", "down", show=False),
        Binding("k", "up", show=False),
    ]

    def __init__(
        self, title: str, text: str, choices: Sequence[Choice], *, leaving: str = "back"
    ) -> None:
        """Ask something; the highlight begins on the first of the choices."""
        super().__init__()
        # What a pack says may be too long for the choices to stay in sight.
        self._title = short(title, _TITLE)
        self._text = short(text, _TEXT)
        self._choices = choices
        self._leaving = leaving

    def compose(self) -> ComposeResult:
        """Lay out title, text and choices."""
        options = []
        for choice in self._choices:
            key = (f"{choice.key:>2}  ", "bold") if choice.key else ("", "")
            options.append(Option(Content.assemble(key, choice.label), id=choice.value))
        with Vertical(classes="dialogue -tall" if len(options) > MOST else "dialogue"):
            yield Static(Content(self._title), classes="dialogue--title")
            if self._text:
                yield Static(Content(self._text), classes="dialogue--text")
            if options:
                yield OptionList(*options)
                yield Foot(("enter", "chooses", "choose"), ("esc", self._leaving, "leave"))
            else:
                yield Foot(("enter", self._leaving, "leave"))

    def on_mount(self) -> None:
        """Put the highlight on the first, which is the one that changes least."""
        if self._choices:
            self.query_one(OptionList).highlighted = 0

    def on_key(self, event: events.Key) -> None:
        """Choose by key."""
        if event.key == "enter" and not self._choices:
            event.stop()
            self.answer(None)
        for choice in self._choices:
            if choice.key and event.character == choice.key:
                event.stop()
                self.answer(choice.value)
                return

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose by highlight or by mouse."""
        self.answer(event.option.id)

    def action_choose(self) -> None:
        """Choose the highlighted answer."""
        self.query_one(OptionList).action_select()

    def action_down(self) -> None:
        """Move the highlight down."""
        for options in self.query(OptionList):
            options.action_cursor_down()

    def action_up(self) -> None:
        """Move the highlight up."""
        for options in self.query(OptionList):
            options.action_cursor_up()
