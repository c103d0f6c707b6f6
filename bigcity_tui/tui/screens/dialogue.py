"""What all dialogues share: they answer once, and escape leaves them without an answer."""

import asyncio
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.style import Style
from textual.widget import Widget

from bigcity_tui.tui.screens.layout import fit

T = TypeVar("T")

# A default sheet: the sheet of a screen makes Textual parse everything anew when it first opens.
LOOK = """
Dialogue {
    align: center middle;
    background: $background 70%;
    &:ansi { background: $background 70%; }

    .dialogue {
        width: 72;
        max-width: 96%;
        height: auto;
        max-height: 90%;
        border: round $primary;
        background: $surface;
        padding: 1 2;
    }
    .dialogue.-tall { height: 80%; }
    .dialogue--title { text-style: bold; color: $primary; margin-bottom: 1; }
    .dialogue--text, #scale { margin-bottom: 1; }
    #scale { width: 27; }
    .dialogue--state { color: $text-muted; margin-top: 1; height: auto; }
    .dialogue--state.-wrong, .dialogue--text.-wrong { color: $error; text-style: bold; }
    .dialogue--foot { color: $text-muted; margin-top: 1; height: auto; }
    .dialogue--passage {
        height: 30%;
        max-height: 9;
        border-top: solid $border-blurred;
        padding: 0 1;
    }
    .dialogue.-wide { width: 96; background: $background; border-subtitle-color: $text-muted; }
    .dialogue HitList { height: 1fr; }
    .dialogue.-wide .dialogue--foot { padding: 0 1; }

    .dialogue OptionList, .dialogue OptionList:focus, .dialogue TextArea, .dialogue TextArea:focus,
    .dialogue Input, .dialogue Input:focus {
        border: none;
        background: $surface;
        background-tint: $foreground 0%;
        padding: 0;
    }
    .dialogue OptionList { height: auto; max-height: 100%; }
    .dialogue OptionList > .option-list--option { padding: 0 1; }
    .dialogue.-tall OptionList, .dialogue.-tall TextArea, .dialogue.-tall VerticalScroll {
        height: 1fr;
    }
    .dialogue Input, .dialogue Input:focus { height: 1; margin-bottom: 1; }
    .dialogue Input, .dialogue Input:focus, .dialogue TextArea, .dialogue TextArea:focus {
        background: $panel;
        padding: 0 1;
    }
    .dialogue OptionList, .dialogue TextArea, .dialogue VerticalScroll {
        scrollbar-size-vertical: 1;
        scrollbar-background: $surface;
        scrollbar-background-hover: $surface;
        scrollbar-background-active: $surface;
        scrollbar-color: $border-blurred;
        scrollbar-color-hover: $primary;
        scrollbar-color-active: $primary;
    }

    /* In a smaller terminal a dialogue is denser; in a low one it takes all of it. */
    &.-small .dialogue, &.-low .dialogue { padding: 0 1; max-width: 100%; max-height: 100%; }
    &.-small .dialogue.-tall { height: 100%; }
    &.-low .dialogue, &.-low .dialogue.-tall { width: 100%; height: 100%; }
    &.-low .dialogue OptionList { height: 1fr; }
    &.-small .dialogue--passage, &.-low .dialogue--passage { height: 4; }
    &.-slim .dialogue { padding-left: 1; padding-right: 1; }
    &.-low #scale, &.-low .dialogue--title, &.-low .dialogue--text, &.-low .dialogue Input {
        margin-bottom: 0;
    }
    &.-low .dialogue--foot, &.-low .dialogue--state { margin-top: 0; }
}
"""
"""The style sheet of all dialogues."""


class Foot(Widget):
    """What the keys of a dialogue do, each a thing to click; no key is parted from its words.

    A part is a key, its words, and the action of the dialogue that a click runs (or none).
    """

    def __init__(self, *parts: tuple[str, str, str]) -> None:
        """Offer these keys."""
        super().__init__(classes="dialogue--foot")
        self._parts = parts
        self._idle: frozenset[str] = frozenset()

    def rest(self, idle: frozenset[str]) -> None:
        """Let the keys recede whose actions would do nothing just now."""
        if idle != self._idle:
            self._idle = idle
            self.refresh()

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """As many lines as the keys need."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The keys, in lines of the present width."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for key, words, action in self._parts:
            style = "" if action in self._idle else "bold $accent"
            part = Content.assemble((f"{key} ", style), words)
            part = part.stylize(Style.from_meta({"does": action}))
            longer = Content("  ").join((lines[-1], part)) if lines else part
            if lines and longer.cell_length <= width:
                lines[-1] = longer
            else:
                lines.append(part)
        return lines

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

    DEFAULT_CSS = LOOK
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-small"), (24, "-roomy")]  # noqa: RUF012
    HORIZONTAL_BREAKPOINTS = [(0, "-slim"), (64, "-broad")]  # noqa: RUF012 (as Textual has them)

    HOLDS_NO_CONTENT: ClassVar[bool] = False
    """Whether it may stay open when something locks: it shows nothing but the viewer's own."""

    OUTSIDE: ClassVar[str] = "leave"
    """The action that a click beside the dialogue runs."""

    _answered = False

    def __init__(self) -> None:
        """Begin with nothing under way."""
        super().__init__()
        self.settled = asyncio.Event()
        """Set, unless a key is still being dealt with although all its messages have gone."""
        self.settled.set()

    def on_mount(self) -> None:
        """Be laid out for this terminal from the first frame on."""
        fit(self)

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

    async def before_leaving(self) -> str | None:
        """Do what cannot wait when the app is being left; what there is to say of it."""
        return None

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.answer(None)
