"""What the main screen stands on: the view it holds, how it asks, and how it changes the record."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Literal, TypeVar

from textual import work
from textual.reactive import var
from textual.screen import Screen

from bigcity_tui.companion import Companion, Done
from bigcity_tui.domain.errors import CompanionError
from bigcity_tui.domain.history import episode_number
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.view import View

POLL = 1.0
"""Seconds between two looks at whether another program has changed the record."""

T = TypeVar("T")
S = TypeVar("S", bound="CompanionScreen")

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
        under_way = screen.under_way = asyncio.Event()

        async def act() -> None:
            try:
                await action(screen)
            finally:
                under_way.set()

        screen.run_worker(act())
        await under_way.wait()

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

    def say(
        self, message: str, severity: Literal["information", "warning", "error"] = "information"
    ) -> None:
        """Tell something in a toast, to the letter."""
        self.notify(message, severity=severity, markup=False, timeout=6)

    async def ask(self, dialogue: Screen[T]) -> T | None:
        """Open a dialogue and wait for its answer."""
        answer: asyncio.Future[T | None] = asyncio.get_running_loop().create_future()
        await self.app.push_screen(dialogue, answer.set_result)
        self.under_way.set()
        return await answer

    async def change(self, act: Callable[[], Done], more: str = BACK) -> bool:
        """Do something to the record, show what came of it; whether it was done."""
        self.under_way.set()
        if self._as_of is not None:
            self.say(f"You are looking back as of {self._as_of}; nothing is changed from here.")
            return False
        async with self._writing:
            try:
                done = await asyncio.to_thread(act)
            except CompanionError as error:
                self.say(str(error), "error")
                return False
            self.view = await asyncio.to_thread(self.companion.view)
            self._version = await asyncio.to_thread(self.companion.version)
        self.say(f"{done.message} {more}".strip() if done.changed else done.message)
        return done.changed

    @work(exclusive=True, group="poll")
    async def look_again(self) -> None:
        """Show what another program has changed in the meantime."""
        if self._writing.locked():
            return
        version = await asyncio.to_thread(self.companion.version)
        if version != self._version and not self._writing.locked():
            self._version = version
            try:
                self.view = await asyncio.to_thread(self.companion.view, self._as_of)
            except CompanionError as error:
                self.say(str(error), "error")
