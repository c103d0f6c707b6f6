"""The questions that may be asked before one watches: found as one types, marked to be kept."""

from collections.abc import Collection, Sequence, Set
from typing import ClassVar
from zlib import crc32

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from bigcity_tui.tui.dialogs.dialog import Dialog, Foot, Options
from bigcity_tui.tui.widgets.tips import asks

_INTRO = "The list gives nothing away. An answer may, and comes once you confirm."
_MARKED = "marked"


def topic(question: str) -> int:
    """Return what a question is kept by: a number, and the same wherever it stands in its list."""
    return crc32(question.encode())


def marked(questions: Sequence[str], topics: Collection[int]) -> list[int]:
    return [index for index, question in enumerate(questions) if topic(question) in topics]


class AskDialog(Dialog[Sequence[int]]):
    """Answers with the questions to ask, by their places; marks are set in `topics` at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "move('cursor_down')", show=False),
        Binding("up,ctrl+p", "move('cursor_up')", show=False),
        Binding("pagedown", "move('page_down')", show=False),
        Binding("pageup", "move('page_up')", show=False),
        Binding("tab", "mark", show=False),
    ]

    def __init__(
        self, questions: Sequence[str], answered: Set[int], topics: set[int], at: int | None
    ) -> None:
        """`at` is the question under the highlight; None: the marked ones, or else the first."""
        super().__init__()
        self._questions = questions
        self._answered = answered
        self._topics = topics
        self._at = _MARKED if at is None else str(at)
        self._list = Options()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tall"):
            yield Static(Content("Ask before you watch"), classes="dialog--title")
            yield Static(Content(_INTRO), classes="dialog--text")
            yield Input(placeholder="Find a question", max_length=200)
            yield self._list
            yield Foot(
                ("enter", "asks", "choose"),
                ("tab", "marks", "mark"),
                ("esc", "back", "leave"),
            )

    def on_mount(self) -> None:
        self._show()

    def on_input_changed(self) -> None:
        self._show()

    def _show(self) -> None:
        words = self.query_one(Input).value.casefold().split()
        found = [
            Option(Content(self._sign(index) + question), id=str(index))
            for index, question in enumerate(self._questions)
            if all(word in question.casefold() for word in words)
        ]
        number = len(marked(self._questions, self._topics))
        if number and not words:
            found.insert(
                0, Option(Content.styled(f"★ {asks(number).capitalize()}", "bold"), id=_MARKED)
            )
        at = self._at
        self._list.set_options(found or [Option("No question has these words.", disabled=True)])
        ids = [option.id for option in found]
        self._list.highlighted = (ids.index(at) if at in ids else 0) if found else None

    def _sign(self, index: int) -> str:
        is_marked = topic(self._questions[index]) in self._topics
        return ("★ " if is_marked else "") + ("✓ " if index in self._answered else "")

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self._at = event.option.id or ""

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option.id == _MARKED:
            self.answer(marked(self._questions, self._topics))
        elif event.option.id is not None:
            self.answer([int(event.option.id)])

    def on_input_submitted(self) -> None:
        self.action_choose()

    def action_choose(self) -> None:
        self._list.action_select()

    def action_move(self, action: str) -> None:
        getattr(self._list, f"action_{action}")()

    def action_mark(self) -> None:
        if self._at.isdecimal():
            self._topics ^= {topic(self._questions[int(self._at)])}
            self._show()
