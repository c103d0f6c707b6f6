"""What signals do: leave in good order, and stop as a job of a shell.

Textual handles SIGTSTP (ctrl+z) and SIGCONT (`fg`) in the middle of whatever it is doing
(textual/drivers/linux_driver.py, 8.2.8): it may wait for ever for a lock that it holds itself,
paints nothing when it goes on, and after a SIGSTOP reads the terminal twice. Here they wait until
the loop is free.
"""

import asyncio
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from textual.app import App

CODES = {"SIGINT": 130, "SIGTERM": 143, "SIGHUP": 129}

PATIENCE = 0.3
"""Seconds that leaving waits for a change that is on its way to the record."""

LIMIT = 1.7
"""Seconds after which the process ends, whatever it still waits for: another program may hold the
record for half a minute, and nobody is there any more to see that."""


class Leaving:
    """Listens to the signals that end the app: Textual alone leaves the terminal raw."""

    def __init__(self, leave: Callable[[int], Any], restore: Callable[[], Any]) -> None:
        """Call `leave` with an exit code, once, and `restore` if that takes too long."""
        self._leave = leave
        self._restore = restore
        self._before: dict[int, Any] = {}
        self._is_told = False

    def listen(self) -> None:
        """Take the signals over; raises ValueError outside the main thread."""
        self._loop = asyncio.get_running_loop()
        for name in CODES:
            number = getattr(signal, name, None)
            if number is not None:
                # Not by the loop, which may be waiting for the terminal.
                self._before[number] = signal.signal(number, self._tell)

    def stop(self) -> None:
        for number, handler in self._before.items():
            if handler is not None:
                signal.signal(number, handler)
        self._before.clear()

    def _tell(self, number: int, _frame: FrameType | None) -> None:
        if self._is_told:
            return
        self._is_told = True
        code = CODES[signal.Signals(number).name]
        end = threading.Timer(LIMIT, self._end, (code,))
        end.daemon = True
        end.start()
        self._loop.call_soon_threadsafe(self._leave, code)

    def _end(self, code: int) -> None:
        try:
            self._restore()
        finally:
            os._exit(code)


class Stopping:
    """Gives the terminal back before the process is stopped, and takes it again afterwards."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self.is_under_way = False

    def listen(self) -> None:
        """Take the signals over; raises what `add_signal_handler` raises where there are none."""
        if not self._app.is_headless:
            self._take()

    def stop(self) -> None:
        self.leave()
        with self._suspended():
            os.kill(os.getpid(), signal.SIGSTOP)
        self._take()

    @contextmanager
    def _suspended(self) -> Iterator[None]:
        self.is_under_way = True
        try:
            with self._app.suspend():
                yield
        finally:
            self.is_under_way = False

    def _take(self) -> None:
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTSTP, self.stop)
        loop.add_signal_handler(signal.SIGCONT, self._wake)

    def leave(self) -> None:
        loop = asyncio.get_running_loop()
        loop.remove_signal_handler(signal.SIGTSTP)
        loop.remove_signal_handler(signal.SIGCONT)

    def _wake(self) -> None:
        """Go on after a stop that asked nobody: the terminal may have been in other hands."""
        with self._suspended():
            pass


def has_shell() -> bool:
    """Whether there is somebody who lets us go on: a shell that has jobs, in the same terminal."""
    if not hasattr(signal, "SIGTSTP"):
        return False
    try:
        parent = os.getppid()
        return os.getsid(parent) == os.getsid(0) and os.getpgid(parent) != os.getpgid(0)
    except OSError:
        return False
