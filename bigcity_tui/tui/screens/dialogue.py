"""What all dialogues share: they answer once, and escape leaves them without an answer."""

from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.style import Style
from textual.widgets import Static

T = TypeVar("T")


class Foot(Static):
    """What the keys of a dialogue do, each a thing to click.

    A part is a key, its words, and the action of the dialogue that a click runs (or none).
    """

    def __init__(self, *parts: tuple[str, str, str]) -> None:
        """Offer these keys."""
        shown = [
            Content.assemble((f"{key}\xa0", "bold $accent"), words.replace(" ", "\xa0")).stylize(
                Style.from_meta({"does": action})
            )
            for key, words, action in parts
        ]
        super().__init__(Content("  ").join(shown), classes="dialogue--foot")

    async def on_click(self, event: events.Click) -> None:
        """Do what was clicked."""
        does = event.style.meta.get("does")
        if isinstance(does, str) and does:
            event.stop()
            await self.run_action(f"screen.{does}")


class Dialogue(ModalScreen[T | None], Generic[T]):
    """Asks something above the main screen; answers with a value, or None for nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("f9", "app.hide", show=False, priority=True, id="privacy"),
    ]

    CSS_PATH = "dialogue.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-small"), (24, "-roomy")]  # noqa: RUF012
    HORIZONTAL_BREAKPOINTS = [(0, "-slim"), (64, "-broad")]  # noqa: RUF012 (as Textual has them)

    HOLDS_NO_CONTENT: ClassVar[bool] = False
    """Whether it may stay open when something locks: it shows nothing but the viewer's own."""

    OUTSIDE: ClassVar[str] = "leave"
    """The action that a click beside the dialogue runs."""

    _answered = False

    def answer(self, value: T | None) -> None:
        """Answer and close; what is typed after the answer changes nothing."""
        if not self._answered:
            self._answered = True
            self.dismiss(value)

    async def on_click(self, event: events.Click) -> None:
        """A click beside the dialogue leaves it, as escape does."""
        if event.widget is self:
            await self.run_action(self.OUTSIDE)

    def again(self) -> "Dialogue[T] | None":
        """Another of its kind, if it covers what is under it and has to do so all the while."""
        return None

    async def before_leaving(self) -> None:
        """Do what cannot wait when the app is being left."""

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.answer(None)
