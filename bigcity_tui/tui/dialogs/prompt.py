"""One line to write: words to find, a date."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from bigcity_tui.tui.dialogs.dialog import Dialog, Foot

Problem = Callable[[str], str | None]  # what is wrong with a line, if anything


class PromptDialog(Dialog[str]):
    HOLDS_NO_CONTENT = True

    def __init__(
        self, title: str, text: str, hint: str, does: str, problem: Problem = lambda _: None
    ) -> None:
        """Ask for a line; `does` says what enter does, `problem` takes the place of the hint."""
        super().__init__()
        self._title = title
        self._text = text
        self._hint = hint
        self._does = does
        self._problem = problem

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog--title")
            yield Input(self._text, max_length=200)
            yield Static(Content(self._hint), classes="dialog--text", id="hint")
            yield Foot(("enter", self._does, "submit"), ("esc", "back", "leave"))

    async def action_submit(self) -> None:
        await self.query_one(Input).action_submit()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        problem = self._problem(event.value)
        if problem is None:
            self.answer(event.value)
            return
        hint = self.query_one("#hint", Static)
        hint.add_class("-wrong")
        hint.update(Content(problem))
