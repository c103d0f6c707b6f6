"""Leaving when a signal says so: in good order, and soon whatever there is to wait for."""

import asyncio
import os
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

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
