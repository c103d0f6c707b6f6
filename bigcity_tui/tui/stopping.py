"""Stopping as a job of a shell, and going on: ctrl+z or SIGTSTP, then `fg` or SIGCONT.

Textual handles both signals in the middle of whatever it is doing (textual/drivers/linux_driver.py,
8.2.8): it may wait for ever for a lock that it holds itself, paints nothing when it goes on, and
after a SIGSTOP reads the terminal twice. Here they wait until the loop is free.
"""

import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from textual.app import App


class Stopping:
    """Gives the terminal back before the process is stopped, and takes it again afterwards."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self.is_under_way = False

    def listen(self) -> None:
        """Take the signals over; raises what `add_signal_handler` raises where there are none."""
        if self._app.is_headless:
            return
        self._take()

    def stop(self) -> None:
        self._leave()
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

    def _leave(self) -> None:
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
