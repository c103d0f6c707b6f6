"""One line to write: words to find, a date."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from bigcity_tui.domain.view import View
from bigcity_tui.tui.dialogs.dialog import Dialog, Foot

Problem = Callable[[str], str | None]  # what is wrong with a line, if anything


class PromptDialog(Dialog[str]):
    HOLDS_NO_CONTENT = True

    def __init__(
        self,
        title: str,
        text: str,
        hint: str,
        does: str,
        problem: Problem = lambda _: None,
        tell: Callable[[str], str] = lambda _: "",
    ) -> None:
        """Ask for a line; `does` says what enter does, `problem` takes the place of the hint.

        What `tell` says of a line, as it is typed, stands at the edge.
        """
        super().__init__()
        self._title = title
        self._input = Input(text, max_length=200)
        self._box = Vertical(classes="dialog")
        self._box.border_subtitle = tell(text)
        self._hint = hint
        self._does = does
        self._problem = problem
        self._tell = tell

    def compose(self) -> ComposeResult:
        with self._box:
            yield Static(Content(self._title), classes="dialog--title")
            yield self._input
            yield Static(Content(self._hint), classes="dialog--text", id="hint")
            yield Foot(("enter", self._does, "submit"), ("esc", "back", "leave"))

    def on_input_changed(self) -> None:
        self._box.border_subtitle = self._tell(self._input.value)

    def show_view(self, _view: View) -> None:
        self.on_input_changed()

    async def action_submit(self) -> None:
        await self._input.action_submit()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        problem = self._problem(event.value)
        if problem is None:
            self.answer(event.value)
            return
        hint = self.query_one("#hint", Static)
        hint.add_class("-wrong")
        hint.update(Content(problem))
