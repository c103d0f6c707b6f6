"""Waiting until an app has come to rest, by what it has left to do and not by the clock."""

import asyncio
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from textual.app import App
from textual.pilot import Pilot

STILL = 0.04
"""Seconds without anything to do after which a thread that works on is not waited for."""

SOON = 0.025
"""Seconds until which what an app means to do by the clock is waited for."""


class Threads(ThreadPoolExecutor):
    """Threads of which one can tell whether they are at work."""

    def __init__(self) -> None:
        super().__init__(max_workers=4)
        self.busy = 0

    def submit(self, *what: Any, **how: Any) -> "Future[Any]":
        self.busy += 1
        future: Future[Any] = super().submit(*what, **how)
        future.add_done_callback(self._done)
        return future

    def _done(self, _: object) -> None:
        self.busy -= 1


def watched_threads() -> Threads:
    """The threads of the loop that runs, made such as one can watch."""
    loop: Any = asyncio.get_running_loop()
    if not isinstance(loop._default_executor, Threads):
        loop.set_default_executor(Threads())
    threads: Threads = loop._default_executor
    return threads


async def rest(app: App[Any], limit: float = 1.0) -> None:
    """Wait until an app has nothing to run, to paint, or to wait for that will come at once."""
    loop: Any = asyncio.get_running_loop()
    threads = watched_threads()
    end, still = loop.time() + limit, 0.0
    while (now := loop.time()) < end:
        await asyncio.sleep(0)
        if loop._ready:
            still = 0.0
            continue
        still = still or now
        if threads.busy and now - still < STILL:
            await asyncio.sleep(0.001)
            continue
        if app.is_running:
            app.screen._on_timer_update()
            if loop._ready:
                continue
        due = min((each.when() for each in loop._scheduled if not each.cancelled()), default=end)
        if due - now > SOON or now - still > STILL:
            return
        await asyncio.sleep(max(0.0, due - now))


class Hand(Pilot[None]):
    """Presses keys and the mouse, and goes on as soon as the app has come to rest."""

    async def _wait_for_screen(self, timeout: float = 30.0) -> bool:
        await rest(self.app, timeout / 30)
        return True

    async def pause(self, delay: float | None = None) -> None:
        await rest(self.app)
        if delay is not None:
            await asyncio.sleep(delay)
