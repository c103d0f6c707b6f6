"""What all dialogues share: they answer once, and escape leaves them without an answer."""

from typing import ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

T = TypeVar("T")


class Dialogue(ModalScreen[T | None], Generic[T]):
    """Asks something above the main screen; answers with a value, or None for nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    CSS_PATH = "dialogue.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-small"), (18, "-roomy")]  # noqa: RUF012 (as Textual has it)

    _answered = False

    def answer(self, value: T | None) -> None:
        """Answer and close; what is typed after the answer changes nothing."""
        if not self._answered:
            self._answered = True
            self.dismiss(value)

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.answer(None)
