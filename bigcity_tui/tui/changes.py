"""Changes of the record: written by a thread, one after another, and those of other programs."""

import asyncio
from collections.abc import Callable

from bigcity_tui.companion import Companion, Outcome
from bigcity_tui.domain.errors import CompanionError
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.view import View


class Changes:
    def __init__(self, companion: Companion, as_of: Moment | None) -> None:
        self._companion = companion
        self._as_of = as_of
        self._lock = asyncio.Lock()
        self._version: object = companion.version()

    @property
    def is_writing(self) -> bool:
        return self._lock.locked()

    async def written(self) -> None:
        async with self._lock:
            pass

    async def write(self, act: Callable[[], Outcome]) -> Outcome:
        """Do something to the record once it is safe; raises CompanionError."""
        async with self._lock:
            return await asyncio.to_thread(act)

    async def change(self, act: Callable[[], Outcome]) -> tuple[Outcome, View]:
        async with self._lock:
            try:
                done = await asyncio.to_thread(act)
            except CompanionError:
                self._version = -1  # what is wrong may be so with what is shown, too
                raise
            # Asked before reading: what another program does in between is seen later.
            version = await asyncio.to_thread(self._companion.version)
            view = await asyncio.to_thread(self._companion.look)
            self._version = version
            return done, view

    async def look_again(self) -> View | None:
        """The view, if another program has changed the record; all is locked where that fails."""
        if self.is_writing:
            return None
        version = await asyncio.to_thread(self._companion.version)
        if version == self._version or self.is_writing:
            return None
        view = await asyncio.to_thread(self._companion.look, self._as_of)
        # Only now: a look that the next one cuts short has seen nothing.
        self._version = version
        return view
