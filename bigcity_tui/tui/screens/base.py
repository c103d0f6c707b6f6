"""What the main screen stands on: the view it holds, how it asks, and how it changes the record."""

import asyncio
from collections.abc import Callable, Coroutine
from contextvars import ContextVar
from functools import wraps
from typing import Any, Literal, TypeVar

from textual import work
from textual.app import App
from textual.reactive import var
from textual.screen import Screen

from bigcity_tui.companion import Companion, Outcome
from bigcity_tui.domain.errors import CompanionError
from bigcity_tui.domain.history import episode_number
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.view import View

POLL = 1.0
"""Seconds between two looks at whether another program has changed the record."""

PATIENCE = 1.5
"""Seconds after which a change that is not saved yet is said to be waiting."""

T = TypeVar("T")
S = TypeVar("S", bound="CompanionScreen")

_TURN: "ContextVar[asyncio.Event | None]" = ContextVar("turn", default=None)
"""What tells that the action which is running has asked, has begun to write, or has ended."""

_ASKS_AGAIN: ContextVar[bool] = ContextVar("asks again", default=False)
"""Whether that action asks again once it has written."""

BACK = "u takes it back."
"""What follows on a change."""


def in_order(
    action: "Callable[[S], Coroutine[None, None, None]]",
) -> "Callable[[S], Coroutine[None, None, None]]":
    """Run an action as a worker, but keep the next key until it has asked, or has begun to write.

    What one types ahead reaches the dialogue that is about to open and not the panes under it; and
    no key waits for a slow disk.
    """

    @wraps(action)
    async def ordered(screen: S) -> None:
        await screen.in_turn(action(screen)).wait()

    return ordered


class CompanionScreen(Screen[None]):
    """Holds the view, the page that is shown, and everything that changes the record.

    Changes are written by a thread, one after another; the view follows once they are safe.
    """

    view: var[View | None] = var(None)
    page: var[str] = var("about")

    def __init__(self, companion: Companion, as_of: Moment | None = None) -> None:
        """Show what a companion shows, now or as of an earlier moment."""
        super().__init__()
        self.companion = companion
        self._as_of = as_of
        self._writing = asyncio.Lock()
        self.under_way = asyncio.Event()
        self.under_way.set()
        self._version = companion.version()
        self.set_reactive(CompanionScreen.view, companion.view(as_of))

    @property
    def shown(self) -> View:
        """The view, which is there from the beginning."""
        assert self.view is not None
        return self.view

    @property
    def chosen(self) -> str:
        """The page that keys are about."""
        return self.page

    @property
    def episode(self) -> int | None:
        """The episode that keys are about; None when that is any other page."""
        return episode_number(self.chosen)

    @property
    def is_writing(self) -> bool:
        """Whether a change is on its way to the record."""
        return self._writing.locked()

    async def written(self) -> None:
        """Wait until the changes that are on their way to the record are there."""
        async with self._writing:
            pass

    def in_turn(self, act: Coroutine[None, None, None]) -> asyncio.Event:
        """Do something as a worker; the event tells that it has asked, begun to write, or ended.

        Keys that are typed ahead wait for it, after each answer again.
        """
        under_way = self.under_way = asyncio.Event()

        async def acting() -> None:
            _TURN.set(under_way)
            try:
                await act
            finally:
                under_way.set()

        self.run_worker(acting())
        return under_way

    def has_asked(self) -> None:
        """Let keys go on that have waited for what is running now."""
        under_way = _TURN.get()
        if under_way is not None:
            under_way.set()

    def has_begun(self) -> None:
        """Let keys go on: what is left to do takes its time, and they need not wait for it."""
        if not _ASKS_AGAIN.get():
            self.has_asked()

    def asks_again(self) -> None:
        """Have keys wait for what is running now until it has asked again."""
        _ASKS_AGAIN.set(True)

    def say(
        self, message: str, severity: Literal["information", "warning", "error"] = "information"
    ) -> None:
        """Tell something in a toast, to the letter; news takes the place of what was said before.

        What went wrong stays beside what comes after it, until it has been there long enough.
        """
        if severity == "information":
            self.app.clear_notifications()
        self.notify(message, severity=severity, markup=False, timeout=6)

    def may_change(self) -> bool:
        """Whether anything can be changed from here; if not, that is said."""
        if self._as_of is None:
            return True
        self.has_begun()
        self.say("You are looking back; nothing can be changed from here.")
        return False

    async def ask(self, dialogue: Screen[T]) -> T | None:
        """Open a dialogue and wait for its answer."""
        answer: asyncio.Future[T | None] = asyncio.get_running_loop().create_future()

        under_way = _TURN.get()

        def answered(value: T | None) -> None:
            if under_way is not None:
                under_way.clear()
                self.under_way = under_way
            answer.set_result(value)

        await self.app.push_screen(dialogue, answered)
        self.has_asked()
        return await answer

    def watch_view(self, old: View | None, new: View | None) -> None:
        """Let go of everything that may hold what has just locked."""
        if old is not None and new is not None and _locks(old, new):
            forget_what_was_open(self.app)

    async def change(self, act: Callable[[], Outcome], more: str = BACK) -> bool:
        """Do something to the record, show what came of it; whether it was done."""
        self.has_begun()
        if not self.may_change():
            return False
        slow = self.set_timer(PATIENCE, self._say_that_it_waits)
        done: Outcome | None = None
        async with self._writing:
            try:
                done = await asyncio.to_thread(act)
                # Asked before reading: what another program does in between is seen later.
                version = await asyncio.to_thread(self.companion.version)
                self.view = await asyncio.to_thread(self.companion.view)
                self._version = version
            except CompanionError as error:
                self.say(f"{done.message} But {error}" if done else str(error), "error")
                return False
            finally:
                slow.stop()
        self.say(f"{done.message} {more}".strip() if done.changed else done.message)
        return done.changed

    def _say_that_it_waits(self) -> None:
        self.say("Not saved yet: waiting for another program, or for a slow disk.", "warning")

    @work(exclusive=True, group="poll")
    async def look_again(self) -> None:
        """Show what another program has changed in the meantime."""
        if self._writing.locked():
            return
        version = await asyncio.to_thread(self.companion.version)
        if version == self._version or self._writing.locked():
            return
        try:
            view = await asyncio.to_thread(self.companion.view, self._as_of)
        except CompanionError as error:
            self.say(str(error), "error")
        else:
            self.view = view
        # Only now: a look that the next one cuts short has seen nothing.
        self._version = version


def _locks(old: View, new: View) -> bool:
    """Whether something that one view shows is locked in the next."""
    return new.moment < old.moment or any(
        number not in new.peeked and new.moment < Moment.end(number) for number in old.peeked
    )


def forget_what_was_open(app: App[Any]) -> None:
    """Close the dialogues that show content, and empty the toasts and the app's clipboard.

    The clipboard of the terminal belongs to its user and stays. Private in Textual:
    `App._clipboard`, for which there is no other way (textual/app.py, 8.2.8); a test holds it.
    """
    from bigcity_tui.tui.screens.dialogue import Dialogue

    app.clear_notifications()
    app._clipboard = ""  # noqa: SLF001
    cover: Screen[Any] | None = None
    while len(app.screen_stack) > 1:
        top = app.screen
        over = top.again() if isinstance(top, Dialogue) else None
        if over is None and isinstance(top, Dialogue) and top.HOLDS_NO_CONTENT:
            break
        cover = cover or over
        if over is None and isinstance(top, Dialogue):
            top.answer(None)
        else:
            app.pop_screen()
    if cover is not None:
        app.push_screen(cover)
