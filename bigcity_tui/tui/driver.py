"""The terminal as the app holds it, on Linux and macOS: no input ends it, and no end hangs it.

Private in Textual: `LinuxDriver` with its `_file`, `_writer_thread`, `_key_thread` and
`run_input_thread` (textual/drivers/linux_driver.py, 8.2.8); tests/tui hold them.
"""

import asyncio
import os
import select
import signal
import termios
from collections.abc import Callable
from contextlib import suppress
from io import TextIOWrapper
from typing import Any, cast

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from bigcity_tui.tui.input import InputParser
from bigcity_tui.tui.output import compact

LOOK = 0.1  # seconds after which the thread that reads looks whether it is to end

RESTORED = (
    b"\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"
    b"\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"
)
"""What Textual writes to give a terminal back, in `LinuxDriver.stop_application_mode`."""


class TerminalDriver(LinuxDriver):
    """Reads bytes of any kind, and writes as long as there is somebody to write to."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        assert self._file is not None
        self._file = cast("TextIOWrapper", TerminalOutput(self._file))

    def write(self, data: str) -> None:
        """Write, in few bytes, while the terminal is ours."""
        # The queue of a thread that has ended is full after 30 writes, and one waits for ever.
        if self._writer_thread is not None and self._writer_thread.is_alive():
            super().write(compact(data))

    def start_application_mode(self) -> None:
        """Take the terminal, and hear of its sizes one by one: else an old one may come last."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        tell, resized = signal.getsignal(signal.SIGWINCH), signal.SIGWINCH
        if callable(tell):
            # By the loop: a handler that a second signal stops has read its size before that one.
            asyncio.get_running_loop().add_signal_handler(resized, tell, resized, None)

    def resume_application_mode(self) -> None:
        """Take the terminal again, or notice that there is none any more."""
        super().resume_application_mode()
        if self._key_thread is None or not self._key_thread.is_alive():
            hang_up()

    def restore(self) -> None:
        """Give the terminal back at once, as far as it takes what is written, unless it has it."""
        with suppress(OSError, termios.error):
            before = self.attrs_before
            if before is not None and before != termios.tcgetattr(self.fileno):
                termios.tcsetattr(self.fileno, termios.TCSANOW, before)
                os.set_blocking(self.fileno, False)
                try:
                    os.write(self.fileno, RESTORED)
                finally:
                    os.set_blocking(self.fileno, True)

    def run_input_thread(self) -> None:
        parser = InputParser(self._debug)
        while not self.exit_event.is_set():
            if select.select([self.fileno], [], [], LOOK)[0]:
                data = self._read()
                if not data:
                    hang_up()
                    return
                for message in parser.read(data):
                    self.process_message(message)
            for message in parser.wait():
                self.process_message(message)

    def _read(self) -> bytes:
        """What was typed, at least a byte; nothing if the terminal has gone."""
        while True:
            try:
                return os.read(self.fileno, 4096)
            except BlockingIOError:
                # Another program has changed the descriptor, which we share.
                os.set_blocking(self.fileno, True)
            except OSError:
                return b""


class TerminalOutput:
    """A file to write to that takes everything, also when nobody is there to read it any more."""

    def __init__(self, file: TextIOWrapper) -> None:
        self._output = file
        self.fileno = file.fileno

    def write(self, text: str) -> None:
        self._try(self._output.write, text)

    def flush(self) -> None:
        self._try(self._output.flush)

    def _try(self, act: Callable[..., Any], *texts: str) -> None:
        try:
            act(*texts)
        except BlockingIOError:
            os.set_blocking(self.fileno(), True)  # as above
        except OSError:
            pass  # it has gone


def hang_up() -> None:
    """Tell this process that its terminal has gone, which the system may not have done."""
    os.kill(os.getpid(), signal.SIGHUP)
