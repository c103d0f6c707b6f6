"""A terminal that is played: it answers what programs ask it, and times what they write.

For systems with pseudo-terminals. What a program writes is parsed only while nothing is timed.
"""

import fcntl
import os
import pty
import re
import resource
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Self

import pyte

SIZE = (120, 36)
"""Columns and rows."""

SILENCE = 0.03
"""Seconds without output that end what a key has caused."""

PATIENCE = 30.0
"""Seconds until a program that shows nothing is given up."""

KEYS = {
    "down": b"\x1b[B", "up": b"\x1b[A", "escape": b"\x1b", "enter": b"\r", "palette": b"\x10",
    "backspace": b"\x7f", "quit": b"\x11",
}  # fmt: skip
"""Keys by name; any other is sent as it is."""

_QUERY = re.compile(rb"\x1b\[(?:(c)|>(c)|([56])n|\?(\d+)\$p)|\x1b\](1[01]);\?")

_PRIVATE = re.compile(rb"\x1b\[[<>=?][\d;:]*\$?[a-zA-Z]")
"""What is no text and no movement, and what pyte would misread."""

Shown = Callable[[list[str]], bool]
"""Whether the lines of a screen show what is waited for."""


class Terminal:
    """Runs one program from its start to its end."""

    def __init__(self, command: Sequence[str], cwd: Path, env: Mapping[str, str]) -> None:
        self._screen = pyte.Screen(*SIZE)
        self._stream = pyte.ByteStream(self._screen)
        self._unparsed: list[tuple[float, bytes]] = []
        self.written = 0
        self._last = 0.0
        self._master, self._slave = pty.openpty()
        self._set_size(SIZE)
        kept = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES")}
        self._began = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=self._slave,
            stdout=self._slave,
            stderr=self._slave,
            cwd=cwd,
            env={**kept, "TERM": "xterm-256color", "COLORTERM": "truecolor", **env},
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave no process behind, whatever happened."""
        if self._process.returncode is None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        os.close(self._master)
        os.close(self._slave)

    def until(self, shown: Shown, key: str | None = None) -> float:
        """Seconds to the output with which the screen shows something.

        They count from the start of the program, or from a key that is pressed for it.
        """
        began = self._began
        if key is not None:
            self._catch_up()
            began = time.perf_counter()
            self._press(key)
        while time.perf_counter() - began < PATIENCE:
            if not self._read(0.005):
                for arrived in self._parsed():
                    if shown(self._screen.display):
                        self._catch_up()
                        return arrived - began
                if self._process.poll() is not None:
                    break
        after = f" after {key!r}" if key else ""
        raise SystemExit(f"never shown{after}: {self._process.args!r}\n{self.text()}")

    def text(self) -> str:
        """What was on the screen when it was looked at last."""
        return "\n".join(self._screen.display)

    def settle(self, silence: float = 0.15) -> None:
        """Wait until nothing more is written, but a cursor may blink: a second at most."""
        end = time.perf_counter() + 1
        while self._read(silence) and time.perf_counter() < end:
            pass

    def key(self, name: str) -> tuple[float, int]:
        """Press a key: seconds until the last byte that it caused, and how many bytes."""
        return self._caused(lambda: self._press(name))

    def resized(self, size: tuple[int, int]) -> float:
        """Seconds until the last byte after another size was given to the window."""

        def act() -> None:
            self._set_size(size)
            os.killpg(self._process.pid, signal.SIGWINCH)

        return self._caused(act)[0]

    def held(self, *names: str, every: float = 1 / 30) -> float:
        """Press keys at the rate of one held down: seconds from the last to the last byte."""
        *before, last = names
        for name in before:
            due = time.perf_counter() + every
            os.write(self._master, KEYS[name])
            while (left := due - time.perf_counter()) > 0:
                self._read(left)
        return self.key(last)[0]

    def cpu(self) -> float | None:
        """Seconds of processor time so far; None where the system does not tell."""
        try:
            stat = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii")
        except OSError:
            return None
        spent = stat.rpartition(")")[2].split()[11:13]
        return sum(map(int, spent)) / os.sysconf("SC_CLK_TCK")

    def quit(self) -> tuple[float, float]:
        """Quit from wherever one is: seconds until the program has ended, its peak memory in MB."""
        began = time.perf_counter()
        os.write(self._master, KEYS["quit"])
        while True:
            self._read(0.001)
            pid, _, usage = os.wait4(self._process.pid, os.WNOHANG)
            if pid:
                break
            if time.perf_counter() - began > PATIENCE:
                raise SystemExit(f"does not end: {self._process.args!r}\n{self.text()}")
        took = time.perf_counter() - began
        self._process.returncode = 0
        return took, megabytes(usage)

    def _caused(self, act: Callable[[], object]) -> tuple[float, int]:
        self._catch_up()
        before, began = self.written, time.perf_counter()
        act()
        if not self._read(1.0):
            return 0.0, 0
        end = began + 5
        while self._read(SILENCE) and time.perf_counter() < end:
            pass
        return self._last - began, self.written - before

    def _press(self, key: str) -> None:
        os.write(self._master, KEYS.get(key, key.encode()))

    def _catch_up(self) -> None:
        """Take what came unasked, which belongs to no key, and bring the screen up to date."""
        while self._read(0):
            pass
        for _ in self._parsed():
            pass

    def _parsed(self) -> Iterator[float]:
        """Draw what was written so far; after each piece, when it came."""
        while self._unparsed:
            arrived, data = self._unparsed.pop(0)
            self._stream.feed(_PRIVATE.sub(b"", data))
            yield arrived

    def _set_size(self, size: tuple[int, int]) -> None:
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

    def _read(self, wait: float) -> bool:
        if not select.select([self._master], [], [], wait)[0]:
            return False
        data = os.read(self._master, 65_536)
        self._last = time.perf_counter()
        self.written += len(data)
        self._unparsed.append((self._last, data))
        for found in _QUERY.finditer(data):
            os.write(self._master, _answer(found))
        return True


def _answer(found: re.Match[bytes]) -> bytes:
    first, second, status, mode, colour = found.groups()
    if first or second:
        return b"\x1b[?62;22c" if first else b"\x1b[>1;10;0c"
    if status:
        return b"\x1b[0n" if status == b"5" else b"\x1b[1;1R"
    if mode:  # synchronized output is known, and nothing else
        return b"\x1b[?" + mode + (b";2$y" if mode == b"2026" else b";0$y")
    return (
        b"\x1b]" + colour + b";rgb:" + (b"cc/cc/cc" if colour == b"10" else b"00/00/00") + b"\x07"
    )


def megabytes(usage: resource.struct_rusage) -> float:
    """A process's peak memory."""
    kilobytes = usage.ru_maxrss / (1024 if os.uname().sysname == "Darwin" else 1)
    return kilobytes / 1024
