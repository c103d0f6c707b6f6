"""What all dialogs share: they answer once, escape leaves them, and what locks closes them."""

import asyncio
from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast

from textual import events, on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.view import View
from bigcity_tui.tui.barrier import InputBarrier
from bigcity_tui.tui.styles.sheets import fit, sheet
from bigcity_tui.tui.widgets.bars import KeyWords, key_words

if TYPE_CHECKING:
    from bigcity_tui.tui.app import BigCityApp

T = TypeVar("T")

Part = tuple[str, str, str]
"""A key, what it does in a word, and the action of the dialog that a click runs (or none)."""

BACK: Part = ("esc", "back", "leave")

MOST = 10  # how many rows a list may have before it scrolls if there is no room for it
AROUND = 8  # the lines of border, padding, title and foot around a list


class Foot(KeyWords):
    """What the keys of a dialog do, each a thing to click; no key is parted from its words."""

    def __init__(self, parts: Sequence[Part]) -> None:
        super().__init__(classes="dialog--foot")
        self._parts = parts
        self._idle: frozenset[str] = frozenset()

    def rest(self, idle: frozenset[str]) -> None:
        if idle != self._idle:
            self._idle = idle
            self.refresh()

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        lines: list[Content] = []
        # With many keys in a low terminal, what enter does goes without saying.
        first = len(self._parts) > 8 and self.screen.has_class("-low")
        for key, words, action in self._parts[first:]:
            style = "" if action in self._idle else "bold $accent"
            part = key_words(key, words, action, style)
            longer = Content("  ").join((lines[-1], part)) if lines else part
            if lines and longer.cell_length <= width:
                lines[-1] = longer
            else:
                lines.append(part)
        return lines


class Options(OptionList):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
        Binding("g", "first", show=False),
        Binding("G", "last", show=False),
        Binding("space,ctrl+d", "page_down", show=False),
        Binding("b,ctrl+u", "page_up", show=False),
    ]


class Dialog(ModalScreen[T | None], Generic[T]):
    """Asks something above the main screen; answers with a value, or None for nothing.

    A kind of it gives `heading`, `about`, `body`, BINDINGS, `foot` to tell them, calls `answer`,
    and says whether it HOLDS_NO_CONTENT; where it shows a view, it follows by `show_view`, and what
    is unsaved it saves in `before_leaving`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("f9", "app.hide", show=False, priority=True, id="privacy"),
    ]

    DEFAULT_CSS = sheet("dialogs")
    SCOPED_CSS = False  # of the whole family
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-small"), (24, "-roomy")]  # noqa: RUF012
    HORIZONTAL_BREAKPOINTS = [(0, "-slim"), (64, "-broad")]  # noqa: RUF012

    HOLDS_NO_CONTENT: ClassVar[bool] = False
    """Whether it may stay open when something locks: it shows nothing but the viewer's own."""

    OUTSIDE: ClassVar[str] = "leave"  # the action that a click beside the dialog runs
    SHAPE: ClassVar[str] = ""  # more classes of its box

    # From the top of the box to its end, as far as there is any of it:
    heading = about = ""
    body: Sequence[Widget] = ()
    foot: Sequence[Part] = (BACK,)

    def __init__(self) -> None:
        super().__init__()
        self.box = Vertical(classes=f"dialog {self.SHAPE}")
        self.answered: asyncio.Future[T | None] = asyncio.get_running_loop().create_future()

    def compose(self) -> ComposeResult:
        with self.box:
            if self.heading:
                yield Static(Content(self.heading), classes="dialog--title")
            if self.about:
                yield Static(Content(self.about), classes="dialog--text")
            yield from self.body
            yield Foot(self.foot)

    @property
    def barrier(self) -> InputBarrier:
        return cast("BigCityApp", self.app).barrier

    async def on_event(self, event: events.Event) -> None:
        """Pass over what comes behind the answer: what locks may close it before it has parts."""
        late = (events.Mount, events.Resize, events.InputEvent)
        if not (self.answered.done() and isinstance(event, late)):
            await super().on_event(event)

    def on_mount(self) -> None:
        """Be laid out, and take the keys, before the first frame: the next key may be here."""
        fit(self)
        if self.focused is None:
            focusable = (widget for widget in self.query("*") if widget.focusable)
            self.set_focus(next(focusable, None))

    def _compositor_refresh(self) -> None:
        # Private in Textual, which would paint each layout of the opening, and then all of it
        # again (textual/screen.py, 8.2.8); tests hold it.
        if not (self._repaint_required and self.is_current):
            super()._compositor_refresh()

    def on_unmount(self) -> None:
        self.barrier.release(self)

    def answer(self, value: T | None) -> None:
        """Answer and close; what is typed after the answer changes nothing."""
        if not self.answered.done():
            self.answered.set_result(value)
            self.dismiss(value)

    def show_view(self, view: View) -> None:
        """Follow another view, if it shows anything of one."""

    async def on_click(self, event: events.Click) -> None:
        if event.widget is self:
            await self.run_action(self.OUTSIDE)

    def new_cover(self) -> "Dialog[T] | None":
        """A fresh one for the top, once what locks under it is closed; None if this is no cover."""
        return None

    async def before_leaving(self) -> str | None:
        """Do what cannot wait when the app is being left; what there is to say of it."""
        return None

    def action_leave(self, value: T | None = None) -> None:
        self.answer(value)


class ListDialog(Dialog[T]):
    """A list, which scrolls if it is long; answers with the one of `values` in the row chosen."""

    values: Sequence[T] = ()

    def __init__(self, rows: Iterable[Content | Option] = ()) -> None:
        super().__init__()
        self.list = Options(*rows)
        if self.list.option_count > MOST:
            self.box.add_class("-tall")
            self.box.styles.height = self.list.option_count + AROUND
        self.body = (self.list,)

    def action_choose(self) -> None:
        self.list.action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.answer(self.values[event.option_index])


class Finder(ListDialog[T]):
    """A field, and below it a list of what was found; the field keeps the keys."""

    SHAPE = "-tall"
    foot: Sequence[Part] = (("enter", "chooses", "choose"), BACK)

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "move('cursor_down')", show=False),
        Binding("up,ctrl+p", "move('cursor_up')", show=False),
        Binding("pagedown", "move('page_down')", show=False),
        Binding("pageup", "move('page_up')", show=False),
    ]

    def __init__(self, hint: str, query: str = "") -> None:
        super().__init__()
        self.field = Input(query, placeholder=hint, max_length=200)
        self.list.can_focus = False
        self.body = (self.field, self.list)

    @abstractmethod
    def show(self) -> None:
        """Show what is found by what the field has."""

    @on(events.Mount)
    @on(Input.Changed)
    def _look(self) -> None:
        self.show()

    def show_found(self, options: Sequence[Option], otherwise: str, at: int = 0) -> None:
        """Show these, the highlight on one of them; or some words if there are none."""
        self.list.set_options(options or [Option(Content(otherwise), disabled=True)])
        self.list.highlighted = at if options else None

    def action_move(self, action: str) -> None:
        getattr(self.list, f"action_{action}")()

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.action_choose()


def locks(old: View, new: View) -> bool:
    return new.moment < old.moment or any(
        number not in new.peeked and new.moment < Moment.end(number) for number in old.peeked
    )


def close_what_locks(app: App[Any]) -> None:
    """Close the dialogs that show content, and empty the toasts and the app's clipboard.

    The clipboard of the terminal belongs to its user and stays. Private in Textual:
    `App._clipboard`, for which there is no other way (textual/app.py, 8.2.8); a test holds it.
    """
    app.clear_notifications()
    app._clipboard = ""  # noqa: SLF001
    cover: Dialog[Any] | None = None
    while isinstance(top := app.screen, Dialog):
        if over := top.new_cover():
            cover = over
            app.pop_screen()
        elif top.HOLDS_NO_CONTENT:
            break
        else:
            top.answer(None)
    if cover is not None:
        app.push_screen(cover)
