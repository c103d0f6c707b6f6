"""The app: themes, the main screen, and how it ends."""

import asyncio
import gc
import sys
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from functools import lru_cache, partial
from time import monotonic
from typing import Any, ClassVar

from textual._styles_cache import StylesCache
from textual.app import App
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.events import Event, InputEvent, Key, Paste
from textual.screen import ModalScreen
from textual.theme import BUILTIN_THEMES
from textual.worker import WorkerFailed

from bigcity_tui.companion import Companion
from bigcity_tui.domain.errors import CompanionError
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.text import clean, clean_line
from bigcity_tui.store.preferences import Preferences
from bigcity_tui.tui.barrier import InputBarrier
from bigcity_tui.tui.commands.table import rebound
from bigcity_tui.tui.dialogs.dialog import Dialog
from bigcity_tui.tui.dialogs.hidden import HiddenDialog
from bigcity_tui.tui.hangul import pressed
from bigcity_tui.tui.main import MainScreen
from bigcity_tui.tui.signals import PATIENCE, Signals, has_shell
from bigcity_tui.tui.styles.sheets import sheet
from bigcity_tui.tui.styles.themes import NIGHT, THEMES

# A cache by widget, which keeps all that was ever painted (Textualize/textual#6665): it does as
# well by the colours alone.
StylesCache.get_inner_outer = staticmethod(  # type: ignore[assignment, method-assign]
    lru_cache(256)(partial(StylesCache.get_inner_outer.__wrapped__, None))
)


class BigCityApp(App[None]):
    CSS = sheet("toasts")
    TITLE = "bigcity-tui"
    ENABLE_COMMAND_PALETTE = False
    available_themes = BUILTIN_THEMES | {theme.name: theme for theme in THEMES}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", show=False, priority=True),
        Binding("ctrl+z", "stop", show=False),
    ]

    def __init__(
        self, companion: Companion, preferences: Preferences, as_of: Moment | None = None
    ) -> None:
        kept = preferences.load(companion.series.id).get("theme")
        self.chosen_theme = str(kept) if kept in [*self.available_themes] else NIGHT.name
        # Before Textual makes the style sheet, which is parsed again for every other theme.
        self.set_reactive(App.theme, self.chosen_theme)
        super().__init__()
        self._problems: list[str] = []
        self.companion = companion
        chosen: Mapping[str, tuple[str, ...]] = {}
        try:
            chosen = preferences.keys()
        except CompanionError as error:
            self._problems.append(str(error))
        self.commands, problems = rebound(chosen)
        self._problems += problems
        if chosen:
            self.set_keymap({name: command.keys for name, command in self.commands.items()})
        self._urgent = ("ctrl+q", *self.commands["privacy"].keys.split(","))
        self.barrier = InputBarrier(self, self._deliver)
        self.main = MainScreen(self, preferences, as_of)
        self._signals = Signals(self, self.leave)
        self._opening = ExitStack()
        self._forgotten_until = 0.0
        self.failed: BaseException | None = None
        self.left_with: int | str | None = None
        """What `run` returns, once the app is being left."""
        self.last_words: list[str] = []  # for the terminal, once it is free again

    def get_default_screen(self) -> MainScreen:
        return self.main

    def get_driver_class(self) -> type[Driver]:
        chosen = super().get_driver_class()
        if chosen.__module__ != "textual.drivers.linux_driver":
            return chosen
        from bigcity_tui.tui.driver import TerminalDriver

        return TerminalDriver

    def on_load(self) -> None:
        """Paint nothing yet: each of the sizes that a screen is told would paint all of it."""
        self._opening.enter_context(self.batch_update())
        self._opening.callback(self.main.open)

    def on_mount(self) -> None:
        for problem in self._problems:
            self.main.say(problem, "warning")
        self.app_resume_signal.subscribe(self, self._forget_typed, immediate=True)
        self._signals.listen()

    def on_resize(self) -> None:
        """Paint all anew: a terminal that came back to a size has lost what it showed."""
        self.screen.refresh()

    def on_unmount(self) -> None:
        self._signals.end()

    def on_ready(self) -> None:
        """Paint the first screen, behind the sizes that it has still to be told."""
        self.main.call_later(self._opening.close)

    def action_stop(self) -> None:
        if has_shell():
            self._signals.stop()

    async def on_event(self, event: Event) -> None:
        if isinstance(event, (InputEvent, Paste)) and event.time < self._forgotten_until:
            return
        if isinstance(event, Key) and event.character in ("\u200c", "\u200d"):
            # Families of emoji need them; Textual's fields take only what is printable by itself.
            event = Paste(event.character)
        if isinstance(event, (Key, Paste)) and not event.is_forwarded:
            # To leave, and to hide what is on the screen, waits for nothing.
            urgent = isinstance(event, Key) and event.key in self._urgent
            await (self._deliver if urgent else self.barrier.take)(event)
        else:
            await super().on_event(event)

    def _forget_typed(self, _app: App[Any]) -> None:
        """Forget the keys and clicks so far: they were meant for another program."""
        self._forgotten_until = monotonic()
        self.barrier.drop()

    async def _deliver(self, event: Event) -> None:
        """Give a key or a pasted text to what has the focus; a dialog deals with it in peace."""
        start = self.focused or self.screen
        # What only adds to a text closes nothing.
        adds = isinstance(event, Paste)
        if isinstance(event, Key):
            adds = start.check_consume_key(event.key, event.character)
            if not adds:
                event, *more = pressed(event)
                if more:
                    self.barrier.put_first(more)
        if isinstance(event, Paste):
            event.text = clean(event.text, to_edit=start.id == "note")
        in_dialog = isinstance(self.screen, ModalScreen)
        await super().on_event(event)
        if in_dialog and not adds:
            self.barrier.follow(start)

    async def action_quit(self) -> None:
        """Quit; the record is safe already, and a note that is being written is saved first."""
        await self.leave(0)

    def action_help_quit(self) -> None:
        """Say how one leaves, in our words, where ctrl+c has nothing to copy."""
        self.main.say(f"{self.commands['quit'].shown} quits; everything is saved already.")

    def clear_notifications(self) -> None:
        """Take the toasts away, also what holds them: Textual would keep that, and lay it out."""
        super().clear_notifications()
        for screen in self.screen_stack:
            screen.query("ToastHolder").remove()

    def choose_theme(self, name: str) -> None:
        """Use a theme, and keep to it; while one chooses, others are only looked at."""
        self.chosen_theme = self.theme = name

    def action_hide(self) -> None:
        if isinstance(self.screen, HiddenDialog):
            self.screen.answer(None)
        else:
            self.push_screen(HiddenDialog())

    async def leave(self, for_what: int | str) -> None:
        """Leave with an exit code, or for an app with another pack; empty for the same one."""
        await self._save()
        if not self.companion.doubt:
            self.main.keep_places(self.chosen_theme)
        self.left_with = for_what
        self.exit(return_code=for_what if isinstance(for_what, int) else 0)

    async def _save(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, Dialog):
                news = await screen.before_leaving()
                self.last_words += [news] if news else []
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await self.main.changes.written()
        # From here on the system decides: without a shell nobody would let us go on.
        self._signals.leave_stops()

    def _fatal_error(self) -> None:
        """End after an unexpected error, without the local variables that Textual prints.

        They may hold locked content. Private in Textual: `App._fatal_error`, called by
        `App._handle_exception` (textual/app.py, 8.2.8); a test holds it in place.
        """
        if self.left_with is not None:
            # A dialog that was about to open may miss what is gone already.
            self._close_messages_no_wait()
        elif self.failed is None:  # what follows on an error tells less
            failed = sys.exc_info()[1] or self._exception
            self.failed = failed.error if isinstance(failed, WorkerFailed) else failed
            self._end = asyncio.create_task(self._give_up())

    async def _give_up(self) -> None:
        try:
            await self._save()
        finally:
            self._close_messages_no_wait()


def run(companion: Companion, preferences: Preferences, as_of: Moment | None = None) -> int | str:
    """Run the app until it is left; the exit code, or the pack that it was left for."""
    app = BigCityApp(companion, preferences, as_of)
    gc.freeze()  # what is loaded stays: to look through it takes longer than to paint
    gc.enable()
    app.run()
    if app.failed is not None:
        from bigcity_tui.tui.crash import report, where

        kept = preferences.save_report(report(app.failed))
        told = f"; {kept} tells more, and nothing of what you wrote" if kept else ""
        app.last_words.append(
            f"an unexpected error ended the app ({where(app.failed)}); the record is safe{told}"
        )
    with suppress(OSError):  # who closed the terminal reads nothing
        for words in app.last_words:
            sys.stderr.write(f"bigcity-tui: {clean_line(words)}\n")
    if app.failed is not None:
        return 1
    return 0 if app.left_with is None else app.left_with
