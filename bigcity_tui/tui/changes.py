"""Changes of the record: written by a thread, one after another, and those of other programs."""

import asyncio
from collections.abc import Callable
from functools import partial

from bigcity_tui.companion import Outcome
from bigcity_tui.domain.blocks import Page
from bigcity_tui.domain.errors import CompanionError
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.text import cells
from bigcity_tui.tui.command import Main

BACK = "u takes it back."

PATIENCE = 1.5  # seconds after which a change that is not saved yet is said to be waiting
TOAST_EDGES = 3  # columns of a toast that hold none of its words


class Changes:
    def __init__(self, screen: Main, as_of: Moment | None) -> None:
        self._screen = screen
        self._companion = screen.companion
        self._as_of = as_of
        self._lock = asyncio.Lock()
        self._version: object = self._companion.version()

    @property
    def is_writing(self) -> bool:
        return self._lock.locked()

    async def written(self) -> None:
        async with self._lock:
            pass

    async def write(self, act: Callable[[], Outcome]) -> Outcome:
        """Do something to the record, and show nothing; raises CompanionError."""
        self._screen.let_keys_go()
        async with self._lock:
            return await asyncio.to_thread(act)

    async def change(
        self, act: Callable[[], Outcome], more: str = BACK, *, known: bool = False
    ) -> bool:
        """Do something to the record and show what came of it; what is `known` is not new."""
        screen, before = self._screen, self._screen.view
        screen.need_present()
        screen.let_keys_go()
        waiting = "Not saved yet: waiting for another program, or for a slow disk."
        slow = screen.set_timer(PATIENCE, partial(screen.say, waiting, "warning"))
        try:
            async with self._lock:
                self._version = -1  # where this fails, what is shown may be wrong, too
                done = await asyncio.to_thread(act)
                # Asked before reading: what another program does in between is seen later.
                version = await asyncio.to_thread(self._companion.version)
                view = await asyncio.to_thread(self._companion.look)
                self._version = version
            marks = screen.marks
            screen.view = marks.read_all(view) if known else marks.follow(view, before)
        except CompanionError as error:
            screen.say(str(error), "error")
            return False
        finally:
            slow.stop()
        view, news = screen.view, ""
        if not known and view.status.viewing == before.status.viewing and view.has_new(Page.NEW):
            news = view.opened_since(before.moment)

        def words(news: str) -> str:
            back = more if done.changed else ""
            return " ".join(filter(None, (done.message, news and f"New: {news}.", back)))

        first, _, others = news.partition(", ")
        if others and cells(words(news)) > screen.size.width - TOAST_EDGES:
            news = f"{first} and more"
        screen.say(words(news))
        return done.changed

    async def look_again(self) -> None:
        """Show what another program has changed; all is locked where that fails."""
        if self.is_writing:
            return
        version = await asyncio.to_thread(self._companion.version)
        if version == self._version or self.is_writing:
            return
        view = await asyncio.to_thread(self._companion.look, self._as_of)
        # Only now: a look that the next one cuts short has seen nothing.
        self._version = version
        self._screen.view = self._screen.marks.follow(view, self._screen.view)
