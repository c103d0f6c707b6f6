"""Search as you type, over everything that is open."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from bigcity_tui.domain.search import Hit
from bigcity_tui.domain.text import count
from bigcity_tui.domain.view import View
from bigcity_tui.tui.screens.dialogue import Dialogue


@dataclass(frozen=True, slots=True)
class Found:
    """A result that was chosen: the hit, and the query that found it."""

    hit: Hit
    query: str


class SearchScreen(Dialogue[Found]):
    """Answers with the result that was chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
    ]

    def __init__(self, view: View, query: str = "") -> None:
        """Search what a view shows."""
        super().__init__()
        self._view = view
        self._query = query
        self._hits: tuple[Hit, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the field, the results and how many they are."""
        with Vertical(classes="dialogue -tall"):
            yield Input(self._query, placeholder="Search what is open", max_length=200)
            yield OptionList()
            yield Static(classes="dialogue--foot")

    def on_mount(self) -> None:
        """Begin with the query that came along."""
        self._show(self._query)
        self.query_one(Input).focus()

    def on_key(self, event: events.Key) -> None:
        """Take what is typed before the field has the focus."""
        if event.is_printable and event.character and self.focused is None:
            event.stop()
            self.query_one(Input).insert_text_at_cursor(event.character)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search for what is there now."""
        self._show(event.value)

    def _show(self, query: str) -> None:
        self._query = query
        self._hits = self._view.search(query)
        options = self.query_one(OptionList)
        options.set_options(
            Option(_row(hit), id=str(index)) for index, hit in enumerate(self._hits)
        )
        options.highlighted = 0 if self._hits else None
        if not query.strip():
            words = "Notes, people, threads and your own notes, as far as you have watched."
        elif self._hits:
            words = f"{count(len(self._hits), 'result')} · ↑ ↓ choose · enter opens · esc back"
        else:
            words = "Nothing open has these words."
        self.query_one(".dialogue--foot", Static).update(Content(words))

    def on_input_submitted(self) -> None:
        """Open the highlighted result."""
        index = self.query_one(OptionList).highlighted
        if index is not None:
            self.answer(Found(self._hits[index], self._query))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the result that was clicked."""
        self.answer(Found(self._hits[event.option_index], self._query))

    def action_move(self, by: int) -> None:
        """Move the highlight while the field keeps the keys."""
        options = self.query_one(OptionList)
        if by > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()


def _row(hit: Hit) -> Content:
    excerpt = Content(hit.excerpt)
    for start, end in hit.matches:
        excerpt = excerpt.stylize("bold $accent", start, end)
    return Content.assemble((hit.place, "$text-muted"), "\n", excerpt)
