"""One line to write: words to find, a date."""

from collections.abc import Callable

from textual.content import Content
from textual.widgets import Input, Static

from bigcity_tui.domain.errors import CompanionError
from bigcity_tui.domain.view import View
from bigcity_tui.tui.dialogs.dialog import BACK, Dialog


class PromptDialog(Dialog[str]):
    HOLDS_NO_CONTENT = True

    def __init__(
        self,
        title: str,
        text: str,
        hint: str,
        does: str,
        check: Callable[[str], object] = lambda _: None,
        tell: Callable[[str], str] = lambda _: "",
    ) -> None:
        """Ask for a line; `does` says what enter does, an error of `check` takes the hint's place.

        What `tell` says of a line, as it is typed, stands at the edge.
        """
        super().__init__()
        self.heading = title
        self.foot = (("enter", does, "submit"), BACK)
        self._input = Input(text, max_length=200)
        self._hint = Static(Content(hint), classes="dialog--text")
        self.body = (self._input, self._hint)
        self._check = check
        self._tell = tell
        self.on_input_changed()

    def on_input_changed(self) -> None:
        self.box.border_subtitle = self._tell(self._input.value)

    def show_view(self, _view: View) -> None:
        self.on_input_changed()

    async def action_submit(self) -> None:
        await self._input.action_submit()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        try:
            self._check(event.value)
        except CompanionError as error:
            self._hint.add_class("-wrong")
            self._hint.update(Content(str(error)))
        else:
            self.answer(event.value)
