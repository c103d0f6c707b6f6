"""Questions a viewer may want answered before watching; answers open one at a time."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from bigcity_tui.tui.screens.choice import MOST
from bigcity_tui.tui.screens.dialogue import Dialogue, Foot


class AsksScreen(Dialogue[int]):
    """Answers with the number (from 1) of the question that was chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "leave", show=False),
        Binding("j", "move(1)", show=False),
        Binding("k", "move(-1)", show=False),
    ]

    def __init__(self, questions: tuple[str, ...], at: int = 1) -> None:
        """Offer questions, the highlight on one of them; the list is the same for everybody."""
        super().__init__()
        self._questions = questions
        self._at = at

    def compose(self) -> ComposeResult:
        """Lay out the questions."""
        with Vertical(classes="dialogue -tall" if len(self._questions) > MOST else "dialogue"):
            yield Static(Content("Ask before you watch"), classes="dialogue--title")
            yield Static(
                Content(
                    "The list is the same for everyone and gives nothing away. An answer may,"
                    " and comes once you confirm."
                ),
                classes="dialogue--text",
            )
            yield OptionList(*(Option(Content(question)) for question in self._questions))
            yield Foot(("enter", "asks", "choose"), ("esc", "back", "leave"))

    def on_mount(self) -> None:
        """Put the highlight where it begins."""
        self.query_one(OptionList).highlighted = self._at - 1

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Ask the chosen question."""
        self.answer(event.option_index + 1)

    def action_choose(self) -> None:
        """Ask the highlighted question."""
        self.query_one(OptionList).action_select()

    def action_move(self, by: int) -> None:
        """Move with the keys of vim."""
        options = self.query_one(OptionList)
        if by > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()
