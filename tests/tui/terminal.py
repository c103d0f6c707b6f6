"""A real pseudo-terminal around the real program."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyte

from bigcity_tui.pack.location import BUNDLED_ID
from bigcity_tui.store.preferences import Preferences
from tests.tui.forks import Forked

ROOT = Path(__file__).parent.parent.parent
LIMIT = 20.0
"""Seconds until something that does not come counts as missing."""


class Terminal:
    """Runs a program, shows its screen, and tells in what state it left the terminal."""

    def __init__(
        self,
        arguments: list[str],
        env: dict[str, str],
        size: tuple[int, int],
        *,
        has_hangups: bool = True,
        forks: bool = False,
    ) -> None:
        self.screen = pyte.Screen(*size)
        self.stream = pyte.ByteStream(self.screen)
        self.lines: list[str] = []
        self.output = b""
        self.master, self.slave = pty.openpty()
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.before = termios.tcgetattr(self.slave)
        kept = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES")}
        env = {**kept, "TERM": "xterm-256color", "TEXTUAL_DISABLE_KITTY_KEY": "1", **env}
        self.process: subprocess.Popen[bytes] | Forked
        if forks:
            code = arguments[2] if arguments[1] == "-c" else None
            tty = os.ttyname(self.slave)
            self.process = Forked(tty, code, arguments[3:], env, has_hangups=has_hangups)
            return
        self.process = subprocess.Popen(
            arguments,
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            env=env,
            cwd=ROOT,
            start_new_session=True,
            preexec_fn=_take_the_terminal if has_hangups else None,
        )

    def read(self) -> bool:
        """Take what the program has written; whether there was anything."""
        if not select.select([self.master], [], [], 0.02)[0]:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        self.output += data
        self.stream.feed(data)
        return True

    def text(self) -> str:
        """What is on the screen."""
        # Not by its `display`, which fails where half of a wide character was drawn over, and
        # makes every line anew.
        dirty, self.screen.dirty = self.screen.dirty, set()
        self.lines[self.screen.lines :] = []
        self.lines += [""] * (self.screen.lines - len(self.lines))
        for y in dirty.intersection(range(self.screen.lines)):
            line = self.screen.buffer[y]
            self.lines[y] = "".join([line[x].data for x in range(self.screen.columns)])
        return "\n".join(self.lines)

    def sees(self, text: str, times: int = 1) -> None:
        """Wait until a text is on the screen, so often."""
        end = time.monotonic() + LIMIT
        while self.text().count(text) < times:
            while not self.read():
                assert time.monotonic() < end, f"not seen: {text!r}\n{self.text()}"
                assert self.process.poll() is None, f"ended: {self.output[-2000:]!r}"

    def until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait for something, and read what is written meanwhile."""
        end = time.monotonic() + LIMIT
        while not condition():
            self.read()
            assert time.monotonic() < end, f"not so: {what}\n{self.text()}"

    def sees_no(self, text: str) -> None:
        """Wait until a text is no longer on the screen."""
        end = time.monotonic() + LIMIT
        while text in self.text():
            while not self.read():
                assert time.monotonic() < end, f"still seen: {text!r}\n{self.text()}"

    def press(self, keys: str | bytes) -> None:
        """Type, or send bytes."""
        os.write(self.master, keys.encode() if isinstance(keys, str) else keys)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, size)
        self.screen.resize(rows, columns)
        os.kill(self.process.pid, signal.SIGWINCH)

    def stops(self) -> None:
        """Wait until the program is stopped, and take what it has written before."""
        end = time.monotonic() + LIMIT
        while not os.WIFSTOPPED(os.waitpid(self.process.pid, os.WUNTRACED | os.WNOHANG)[1]):
            self.read()
            assert time.monotonic() < end, f"does not stop\n{self.text()}"
        while self.read():
            pass

    def vanish(self) -> None:
        """Take the terminal away, as when its window is closed."""
        os.close(self.slave)
        os.close(self.master)
        self.slave = self.master = -1

    def ends(self) -> int:
        """Wait for the end of the program; its exit code."""
        end = time.monotonic() + LIMIT
        while (code := self.process.poll()) is None:
            self.read()
            assert time.monotonic() < end, f"does not end\n{self.text()}"
        while self.read():
            pass
        return code

    def is_restored(self) -> bool:
        """Whether the terminal is as it was: settings, cursor, screen, mouse, paste mode."""
        last = {}
        for mode in (b"?1049", b"?1000", b"?1003", b"?2004", b"?1004"):
            last[mode] = self.output.rfind(b"\x1b[" + mode + b"l") >= self.output.rfind(
                b"\x1b[" + mode + b"h"
            )
        cursor = self.output.rfind(b"\x1b[?25h") >= self.output.rfind(b"\x1b[?25l")
        return all(last.values()) and cursor and termios.tcgetattr(self.slave) == self.before


@contextmanager
def terminal(
    home: Path,
    *arguments: str,
    size: tuple[int, int] = (120, 36),
    code: str | None = None,
    program: Sequence[str] | None = None,
    env: Mapping[str, str] | None = None,
    has_hangups: bool = True,
    anew: bool = False,
    asked: bool = False,
) -> Iterator[Terminal]:
    """Run the app in a terminal (or other code, for what only code can cause, or a program).

    A viewer who was `asked` how far they are is not asked again. Without hangups, the system does
    not tell the program that its terminal has gone. What begins `anew` imports all libraries by
    itself, and so does what is given an environment.
    """
    if asked:
        Preferences(str(home)).save(BUNDLED_ID, {"asked": True})
    command = [sys.executable, "-c", code] if code else [sys.executable, "-m", "bigcity_tui"]
    command = list(program or command)
    around = env or {"BIGCITY_TUI_HOME": str(home)}
    forks = not (anew or env or program)
    found = Terminal([*command, *arguments], {**around}, size, has_hangups=has_hangups, forks=forks)
    try:
        yield found
    finally:
        if found.process.poll() is None:
            os.killpg(found.process.pid, signal.SIGKILL)
            found.process.wait()
        for end in (found.master, found.slave):
            if end >= 0:
                os.close(end)


def _take_the_terminal() -> None:
    """Make the terminal that of the new session, as a window does: the system then hangs it up."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
