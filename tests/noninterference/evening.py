"""Playing a script in the app, and all that can be seen of it after every step."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from functools import lru_cache
from typing import Any
from unittest.mock import patch

import textual.screen
from rich.style import Style
from textual import events
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.driver import Driver
from textual.geometry import Size
from textual.keys import _character_to_key
from textual.selection import SELECT_ALL
from textual.widget import Widget
from textual.widgets import Input, TextArea
from textual.widgets._toast import ToastHolder

from bigcity_tui.companion import Companion
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.pack import Pack
from bigcity_tui.store.preferences import Preferences
from bigcity_tui.store.record import Record
from bigcity_tui.tui.app import BigCityApp
from bigcity_tui.tui.dialogs import note
from tests.noninterference.stage import NOON, Stage
from tests.tui.driver import parse_once
from tests.tui.rest import Threads

PATIENCE = 30.0
"""Seconds until an app that does not come to rest counts as broken."""

NEVER = 3600.0
"""Seconds that no evening lasts."""


class Terminal(Driver):
    """A terminal without keyboard or screen, which keeps what is written to it."""

    def __init__(self, app: App[Any], **how: Any) -> None:
        """Begin with nothing written."""
        super().__init__(app, **how)
        self.written: list[str] = []

    def resize(self, width: int, height: int) -> None:
        """Have another size."""
        self._size = (width, height)
        size = Size(width, height)
        self._app.post_message(events.Resize(size, size))

    def write(self, data: str) -> None:
        """Keep what is written."""
        self.written.append(data)

    def start_application_mode(self) -> None:
        """Tell the app its size, as a terminal does."""
        self.resize(*(self._size or (80, 24)))

    def disable_input(self) -> None:
        """There is none."""

    def stop_application_mode(self) -> None:
        """Leave everything as it is."""


class Evening:
    """An app that is open, and what one sees of it."""

    def __init__(self, app: BigCityApp, threads: Threads) -> None:
        """Have an app at hand."""
        terminal = app._driver
        assert isinstance(terminal, Terminal)
        self.app = app
        self.terminal = terminal
        self._threads = threads
        self._extra = ""

    async def play(self, step: str) -> bytes:
        """Do one step of a script; what one sees then, once the app has come to rest."""
        self._extra = ""
        if self.app._notifications:
            # Toasts go by the clock; here each stays for one step.
            self.app.clear_notifications()
            await self.rest()
        word, _, rest = step.partition(" ")
        if not rest and word not in ("shot", "copy"):
            self._press(word)
        elif word == "type":
            self._press(_character_to_key(rest), rest)
        elif word == "size":
            width, height = map(int, rest.split())
            self.terminal.resize(width, height)
        elif word == "theme":
            self.app.theme = rest
        elif word == "shot":
            self._extra = self.app.export_screenshot()
        elif word == "copy":
            self._extra = self._copied()
        return await self.rest()

    async def rest(self) -> bytes:
        """Wait until nothing moves any more; what one sees then.

        At rest, the loop has nothing to run but this, no thread is at work, no worker of the
        screen either, and there is nothing left to paint.
        """
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(PATIENCE):
            while True:
                await asyncio.sleep(0)
                if loop._ready:  # type: ignore[attr-defined]
                    continue
                if self._busy():
                    await asyncio.sleep(0.001)
                    continue
                if self.app._exception is not None:
                    raise self.app._exception
                for screen in self.app.screen_stack:
                    if screen is self.app.screen or screen._layout_required:
                        screen._on_timer_update()
                if not loop._ready:  # type: ignore[attr-defined]
                    return self.frame() + self.written()

    def _busy(self) -> bool:
        app = self.app
        if self._threads.busy or app._resize_event is not None:
            return True
        at_work = [worker.node for worker in app.workers if worker.is_running]
        top = app.screen
        return bool(at_work) and not {top, *top.walk_children()}.isdisjoint(at_work)

    def _press(self, key: str, char: str | None = None) -> None:
        if char is None:
            char = _CHARACTERS.get(key, key if len(key) == 1 else None)
        event = events.Key(key, char)
        event.set_sender(self.app)
        self.app.post_message(event)

    def _copied(self) -> str:
        """All the text that can be selected with the mouse and copied."""
        screen = self.app.screen
        screen.selections = {
            node: SELECT_ALL
            for node in screen.walk_children()
            if isinstance(node, Widget) and node.allow_select
        }
        text = screen.get_selected_text() or ""
        screen.clear_selection()
        return text

    def frame(self) -> bytes:
        """All that can be seen or found out now: cells and styles, and what widgets say."""
        parts = [self._extra, f"{self.app.title}|{self.app.sub_title}|{self.app.clipboard}"]
        strips = self.app.screen._compositor.render_strips()
        parts += ("".join(f"{part.text}{_look(part.style)}" for part in strip) for strip in strips)
        toasts = self.app._notifications
        parts += (f"{toast.title}|{toast.message}|{toast.severity}" for toast in toasts)
        for screen in self.app.screen_stack:
            parts.append(f"{type(screen).__name__}|{screen.title}|{screen.sub_title}")
            nodes = screen.walk_children(with_self=True)
            # What has held a toast that is gone stays, and shows nothing.
            parts += (_traits(node) for node in nodes if not isinstance(node, ToastHolder))
        return "\n".join(parts).encode()

    def written(self) -> bytes:
        """What has been written to the terminal since the last look, byte for byte."""
        text, self.terminal.written = "".join(self.terminal.written), []
        return text.encode()


_CHARACTERS = {
    "slash": "/", "full_stop": ".", "comma": ",", "question_mark": "?", "space": " ", "plus": "+",
    "left_curly_bracket": "{", "right_curly_bracket": "}",
    "minus": "-", "left_square_bracket": "[", "right_square_bracket": "]", "less_than_sign": "<",
    "greater_than_sign": ">", "enter": "\r", "tab": "\t", "escape": "\x1b", "backspace": "\x08",
}  # fmt: skip
"""The characters of keys that have names."""


@asynccontextmanager
async def evening(
    pack: Pack,
    stage: Stage,
    size: tuple[int, int] = (120, 36),
    as_of: Moment | None = None,
) -> AsyncIterator[Evening]:
    """Open the app on a pack, on the stage as it is."""
    record = Record.open(stage.home, _clock)
    companion = Companion(pack, record, _clock)
    preferences, series = Preferences(stage.home), companion.series.id
    if not preferences.load(series):
        preferences.save(series, {"asked": True})
    threads = Threads()
    asyncio.get_running_loop().set_default_executor(threads)
    app = BigCityApp(companion, preferences, as_of)
    app.driver_class = Terminal
    app.animation_level = "none"
    try:
        # Nothing is painted by the clock: `Evening.rest` has it painted.
        with ExitStack() as stack:
            stack.enter_context(patch.object(textual.screen, "UPDATE_PERIOD", NEVER))
            stack.enter_context(patch.object(Stylesheet, "_parse_rules", parse_once))
            # No cursor blinks by it.
            for kind, blink in _BLINKING:
                stack.enter_context(patch.object(kind, blink, lambda _: None))
            # Nor is anything saved by it: a note is when its editor is left.
            for clock in ("PAUSE", "LONGEST"):
                stack.enter_context(patch.object(note, clock, NEVER))
            async with app.run_test(headless=False, size=size, tooltips=True, notifications=True):
                yield Evening(app, threads)
                await app.action_quit()
    finally:
        threads.shutdown()
        record.close()


_BLINKING = ((Input, "_toggle_cursor"), (TextArea, "_toggle_cursor_blink_visible"))
"""What makes a cursor blink."""


def _clock() -> int:
    return NOON


def _traits(node: DOMNode) -> str:
    """What a widget is and says, beyond what is in sight of it."""
    said = f"{type(node).__name__}#{node.id}.{','.join(sorted(node.classes))}|{node.name}"
    if isinstance(node, Widget):
        said += f"|{node.tooltip}|{node.border_title}|{node.border_subtitle}|{node.loading}"
        if node.region:
            said += f"|{node.region}|{node.virtual_size}|{node.scroll_offset}|{node.has_focus}"
    return said


@lru_cache(maxsize=4096)
def _look(style: Style | None) -> str:
    return f"\x1f{style}{style.meta}\x1e" if style else "\x1e"
