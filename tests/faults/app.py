"""The app in a terminal, for what happens around it while it is open."""

import json
import os
import re
import select
import signal
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyte

from tests.faults.process import environment
from tests.tui.terminal import LIMIT, Terminal

_ESCAPES = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[()][0-9A-B]|[=>])")


class Blind(pyte.ByteStream):
    """Takes what a program writes and draws nothing of it, which costs less than drawing."""

    def feed(self, data: bytes) -> None:  # type: ignore[override] # as in the class above it
        """Viewing over some bytes."""


class App(Terminal):
    """The app, opened on a record of its own home."""

    def waits_until(self, text: str, limit: float = LIMIT) -> float:
        """Wait until a text is on the screen; the seconds that it took."""
        began = time.monotonic()
        while text not in self.text():
            self.read()
            assert time.monotonic() < began + limit, f"not seen: {text!r}\n{self.text()}"
            assert self.process.poll() is None, f"ended: {self.output[-2000:]!r}"
        return time.monotonic() - began

    def answers(self, times: int) -> float:
        """The seconds that it takes to answer a key, by the median of so many."""
        seconds = []
        for number in range(times):
            key, page = ("j", "Episode 2") if number % 2 == 0 else ("k", "Episode 1")
            self.press(key)
            seconds.append(self.waits_until(f"2 {page}"))
        return statistics.median(seconds)

    def told(self) -> str:
        """All that was ever written to the terminal, without its control sequences."""
        return _ESCAPES.sub(b"", self.output).decode(errors="replace")

    def tells(self, text: str) -> None:
        """Wait until a text was written to the terminal."""
        end = time.monotonic() + LIMIT
        while text not in self.told():
            while not self.read():
                assert self.process.poll() is None, f"ended: {self.told()[-2000:]}"
                assert time.monotonic() < end, f"not told: {text!r}\n{self.told()[-2000:]}"

    def listens(self, seconds: float) -> None:
        """Take what the app writes for so long."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if select.select([self.master], [], [], left)[0]:
                self.read()

    def is_killed(self) -> None:
        """End it as no program can prevent, and take what it had written by then."""
        self.process.kill()
        self.process.wait()
        while self.read():
            pass


@contextmanager
def opened(
    home: Path, prefix: Sequence[str] = (), *, blind: bool = False, editor: str = "true"
) -> Iterator[App]:
    """Open the app, by way of another program if there is a prefix; `blind` draws no screen."""
    home.mkdir(mode=0o700, exist_ok=True)
    places = home / "places.json"
    if not places.exists():
        places.write_text(json.dumps({"love-in-the-big-city": {"asked": True}}))
    command = [*prefix, sys.executable, "-m", "bigcity_tui"]
    app = App(command, {**environment(home), "VISUAL": editor}, (100, 30))
    if blind:
        app.stream = Blind(app.screen)
    try:
        if blind:
            app.tells("of 8")
        else:
            app.sees("of 8")
        yield app
    finally:
        if app.process.poll() is None:
            os.killpg(app.process.pid, signal.SIGKILL)
            app.process.wait()
        for end in (app.master, app.slave):
            if end >= 0:
                os.close(end)
