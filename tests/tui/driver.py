"""A person at the app: presses keys, and says what they see.

Everything waits for a condition, with a limit; nothing sleeps for a time.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager, closing
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from textual import events
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import Screen
from textual.widget import Widget

from bigcity_tui.companion import Companion
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.pack import Pack
from bigcity_tui.store.preferences import Preferences
from bigcity_tui.store.record import Record
from bigcity_tui.tui.app import BigCityApp
from bigcity_tui.tui.widgets.reader import Reader
from tests.tui.rest import Hand, rest, watched_threads

NOON = 1_790_000_000_000
"""The clock of the tests: milliseconds since 1970, UTC."""

LIMIT = 8.0
"""Seconds until something that does not come counts as missing."""

ENOUGH = 16
"""Looks at an app in which nothing goes on, until it is the clock's turn."""


class Viewer:
    """Presses keys and reads the screen."""

    def __init__(self, app: BigCityApp, pilot: Pilot[None], companion: Companion) -> None:
        self.app = app
        self.pilot = pilot
        self.companion = companion
        self._painted: tuple[Screen[object], str] | None = None
        hooked: Any = app
        paint = app._display

        def display(screen: Screen[Any], renderable: Any) -> None:
            self._painted = None
            paint(screen, renderable)

        hooked._display = display

    def screen(self) -> str:
        """What is on the screen, as lines of text."""
        screen = self.app.screen
        waits = screen._layout_required or screen._repaint_required or screen._dirty_widgets
        if self._painted is None or self._painted[0] is not screen or waits:
            visible_screen_stack.set(self.app._background_screens)  # behind a dialog
            strips = screen._compositor.render_strips()
            text = "\n".join(strip.text.rstrip() for strip in strips)
            self._painted = None if waits else (screen, text)
            return text
        return self._painted[1]

    async def until(self, holds: Callable[[], bool], what: str, *, toasts: bool = False) -> None:
        """Wait until something holds.

        Where nothing goes on any more, what the clock would bring comes early: another look at what
        other programs did, and the end of `toasts`, which may be over what is waited for.
        """
        loop, main = asyncio.get_running_loop(), self.app.main
        end, idle = loop.time() + LIMIT, 0
        while not holds():
            assert loop.time() < end, f"{what}; the screen shows:\n{self.screen()}"
            await self.pilot.pause()
            if holds():
                return
            idle += not (watched_threads().busy or main.changes.is_writing)
            if toasts and idle == ENOUGH:
                self.app.clear_notifications()
            if idle % ENOUGH == ENOUGH // 2 and main.is_running:
                main.look_again()
            await asyncio.sleep(0.01)

    async def press(self, *keys: str) -> None:
        """Press keys, one after another."""
        await self.pilot.press(*keys)

    def bursts(self, *keys: str) -> None:
        """Press keys faster than the app can follow."""
        for key in keys:
            self.app.post_message(events.Key(key, key if len(key) == 1 else None))

    def pastes(self, text: str) -> None:
        """Paste a text as fast as that."""
        self.app.post_message(events.Paste(text))

    async def types(self, text: str) -> None:
        """Type a text."""
        names = {" ": "space", ".": "full_stop", "-": "minus", "/": "slash"}
        await self.pilot.press(*(names.get(char, char) for char in text))

    async def sees(self, *texts: str) -> None:
        """See texts on the screen, at once or soon."""
        for text in texts:
            await self.until(partial(self._shows, text), f"not seen: {text!r}", toasts=True)

    async def sees_no(self, *texts: str) -> None:
        """See that texts are not, or soon no longer, on the screen."""
        for text in texts:
            await self.until(partial(self._hides, text), f"still seen: {text!r}")

    def _shows(self, text: str) -> bool:
        return text in self.screen()

    def _hides(self, text: str) -> bool:
        return text not in self.screen()

    async def can_read(self, text: str) -> None:
        """Find a text in the document of the reader, further down too."""
        await self.until(lambda: text in self.reading(), f"not to be read: {text!r}")

    async def cannot_read(self, text: str) -> None:
        """Find that a text is nowhere in the document of the reader."""
        await self.until(lambda: text not in self.reading(), f"still to be read: {text!r}")

    def reading(self) -> str:
        """All of the document in the reader."""
        document = self.app.main.query_one(Reader).document
        return "\n".join(block.text for block in document.blocks) if document else ""

    def first_words(self) -> list[str]:
        """The words of the first line in sight that has any, in the reader."""
        reader = self.app.main.query_one(Reader)
        lines = (reader.render_line(y).text.split() for y in range(reader.page_size))
        return next(filter(None, lines))

    def set_off(self) -> list[str]:
        """The words in sight, in the reader, that stand out in reverse from all others."""
        reader = self.app.main.query_one(Reader)
        lines = (reader.render_line(y) for y in range(reader.page_size))
        return [part.text for line in lines for part in line if part.style and part.style.reverse]

    def pane(self, selector: str) -> Widget:
        """A pane of the main screen."""
        return self.app.main.query_one(selector, Widget)

    async def resized(self, width: int, height: int) -> None:
        """See the app at another size."""
        await self.pilot.resize_terminal(width, height)
        await self.pilot.pause()


_parse = Stylesheet._parse_rules
_parsed: dict[object, list[RuleSet]] = {}


def parse_once(sheets: Stylesheet, *which: Any, **how: Any) -> list[RuleSet]:
    """Parse a style sheet, if none of the apps before has.

    Private in Textual: `Stylesheet._parse_rules` (textual/css/stylesheet.py, 8.2.8), which keeps
    what it returns, and never changes it, for as long as one app runs.
    """
    key = (*which, *how.items(), *sheets._variables.items())
    if key not in _parsed:
        _parsed[key] = _parse(sheets, *which, **how)
    return _parsed[key]


def _no_frame(compositor: Compositor, **_: object) -> None:
    compositor._dirty_regions.clear()


@asynccontextmanager
async def evening(
    home: Path,
    pack: Path | Pack | None = None,
    size: tuple[int, int] = (120, 36),
    as_of: str | None = None,
    *,
    asked: bool = True,
    author: bool = False,
    painted: bool = False,
) -> AsyncIterator[Viewer]:
    """Open the app on a home folder, and leave it as one does; `asked` skips the first question.

    Frames are only made where they are to be `painted`: a `Viewer` looks at the screen itself, and
    to cut each frame into what a terminal gets takes a third of the time.
    """
    with ExitStack() as stack:
        stack.enter_context(patch.object(Stylesheet, "_parse_rules", parse_once))
        if not painted:
            stack.enter_context(patch.object(Compositor, "render_update", _no_frame))
            # Nor are colours changed to what the terminal has, or for what is under a dialog.
            stack.enter_context(patch.object(App, "get_line_filters", lambda _: []))
            untinted = staticmethod(lambda segments, _: segments)
            stack.enter_context(patch.object(BackgroundScreen, "process_segments", untinted))
        record = stack.enter_context(closing(Record.open(str(home), lambda: NOON)))
        found = str(pack) if isinstance(pack, Path) else pack
        companion = Companion(found, record, lambda: NOON, author=author)
        preferences, series = Preferences(str(home)), companion.series.id
        if asked and not preferences.load(series):
            preferences.save(series, {"asked": True})
        app = BigCityApp(companion, preferences, Moment.parse(as_of) if as_of else None)
        stack.enter_context(patch("textual.app.wait_for_idle", lambda _: rest(app)))
        async with app.run_test(size=size, notifications=True, tooltips=True):
            viewer = Viewer(app, Hand(app), companion)
            await viewer.pilot.pause()
            yield viewer
            await app.action_quit()
