"""The questions that may be asked before one watches: found as one types, marked to be kept."""

from collections.abc import Collection, Sequence, Set
from typing import ClassVar
from zlib import crc32

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from bigcity_tui.tui.dialogs.dialog import BACK, Finder
from bigcity_tui.tui.widgets.tips import asks

_MARKED = "marked"


def topic(question: str) -> int:
    """Return what a question is kept by: a number, and the same wherever it stands in its list."""
    return crc32(question.encode())


def marked(questions: Sequence[str], topics: Collection[int]) -> list[int]:
    return [index for index, question in enumerate(questions) if topic(question) in topics]


class AskDialog(Finder[Sequence[int]]):
    """Answers with the questions to ask, by their places; marks are set in `topics` at once."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "mark", show=False)]

    heading = "Ask before you watch"
    about = "The list gives nothing away. An answer may, and comes once you confirm."
    foot = (("enter", "asks", "choose"), ("tab", "marks", "mark"), BACK)

    def __init__(
        self, questions: Sequence[str], answered: Set[int], topics: set[int], at: int | None
    ) -> None:
        """`at` is the question under the highlight; None: the marked ones, or else the first."""
        super().__init__("Find a question")
        self._questions = questions
        self._answered = answered
        self._topics = topics
        self._at = _MARKED if at is None else str(at)

    def show(self) -> None:
        words = self.field.value.casefold().split()
        found = [
            Option(Content(self._sign(index) + question), id=str(index))
            for index, question in enumerate(self._questions)
            if all(word in question.casefold() for word in words)
        ]
        self.values = [[int(option.id or 0)] for option in found]
        kept = marked(self._questions, self._topics)
        if kept and not words:
            ask = Content.styled(f"★ {asks(len(kept)).capitalize()}", "bold")
            found.insert(0, Option(ask, id=_MARKED))
            self.values.insert(0, kept)
        ids = [option.id for option in found]
        at = ids.index(self._at) if self._at in ids else 0
        self.show_found(found, "No question has these words.", at)

    def _sign(self, index: int) -> str:
        is_marked = topic(self._questions[index]) in self._topics
        return ("★ " if is_marked else "") + ("✓ " if index in self._answered else "")

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self._at = event.option.id or ""

    def action_mark(self) -> None:
        if self._at.isdecimal():
            self._topics ^= {topic(self._questions[int(self._at)])}
            self.show()
