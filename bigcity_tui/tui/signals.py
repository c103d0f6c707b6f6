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
from collections.abc import Callable, Coroutine
from contextlib import suppress
from types import FrameType
from typing import Any

from textual.app import App

PATIENCE = 0.3  # seconds that leaving waits for a change that is on its way to the record

LIMIT = 1.7
"""Seconds after which the process ends, whatever it still waits for: another program may hold the
record for half a minute, and nobody is there any more to see that."""


class Signals:
    """Listens to the signals that end the app (Textual does not), and to those that stop it."""

    def __init__(self, app: App[Any], leave: Callable[[int], Coroutine[Any, Any, None]]) -> None:
        self._app = app
        self._leave = leave  # run once, with an exit code
        self._before: dict[int, Any] = {}
        self._is_told = False

    def listen(self) -> None:
        """Take the signals over, as far as this system has them, and this thread hears of them."""
        self._loop = asyncio.get_running_loop()
        with suppress(ValueError):
            for name in ("SIGINT", "SIGTERM", "SIGHUP"):
                if number := getattr(signal, name, None):
                    # Not by the loop, which may be waiting for the terminal.
                    self._before[number] = signal.signal(number, self._tell)
        self._handle_stops()

    def end(self) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler or signal.SIG_DFL)
        self._before.clear()

    def _tell(self, number: int, _frame: FrameType | None) -> None:
        if not self._is_told:
            self._is_told = True
            code = 128 + number
            limit = threading.Timer(LIMIT, self._exit, (code,))
            limit.daemon = True
            limit.start()
            self._loop.call_soon_threadsafe(lambda: self._app.run_worker(self._leave(code)))

    def _exit(self, code: int) -> None:
        try:
            # Private in Textual: `App._driver` (textual/app.py, 8.2.8); a test holds it in place.
            if restore := getattr(self._app._driver, "restore", None):  # noqa: SLF001
                restore()
        finally:
            os._exit(code)

    def stop(self) -> None:
        """Give the terminal back before the process is stopped, and take it again afterwards."""
        self.leave_stops()
        self._suspend(lambda: os.kill(os.getpid(), signal.SIGSTOP))
        self._handle_stops()

    def _suspend(self, act: Callable[[], None]) -> None:
        with self._app.suspend():
            act()

    def _handle_stops(self) -> None:
        if not self._app.is_headless and hasattr(signal, "SIGTSTP"):
            with suppress(RuntimeError, ValueError):
                self._loop.add_signal_handler(signal.SIGTSTP, self.stop)
                # After a stop that asked nobody, the terminal may have been in other hands.
                self._loop.add_signal_handler(signal.SIGCONT, self._suspend, lambda: None)

    def leave_stops(self) -> None:
        for name in ("SIGTSTP", "SIGCONT"):
            if number := getattr(signal, name, None):
                asyncio.get_running_loop().remove_signal_handler(number)


def has_shell() -> bool:
    """Whether there is somebody who lets us go on: a shell that has jobs, in the same terminal."""
    if not hasattr(signal, "SIGTSTP"):
        return False
    try:
        parent = os.getppid()
        return os.getsid(parent) == os.getsid(0) and os.getpgid(parent) != os.getpgid(0)
    except OSError:
        return False
