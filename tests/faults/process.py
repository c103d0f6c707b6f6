"""The program as a process of its own, on the data in one place."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

TOP = Path(__file__).parents[2]
WAITING = "bigcity-tui: waiting for another program that uses the record\n"
"""What a command says while it waits."""
LIMIT = 90.0
"""Seconds after which a command counts as hung; one that waits for a lock takes half a minute."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its exit code (below 0: the signal that killed it) and what it said."""

    code: int
    out: str
    err: str


def environment(home: Path) -> dict[str, str]:
    """What the program is told: little, and the same each time, so that it does the same."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home.parent),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONPATH": str(TOP),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "BIGCITY_TUI_HOME": str(home),
    }


def start(place: Path, words: Iterable[str], prefix: Iterable[str] = ()) -> "subprocess.Popen[str]":
    """Start a command, by way of another program if there is a prefix."""
    return subprocess.Popen(
        [*prefix, sys.executable, "-m", "bigcity_tui", *words],
        env=environment(place / "home"),
        cwd=place.parent,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def run(place: Path, words: Iterable[str], prefix: Iterable[str] = ()) -> Ended:
    """Run a command to its end, which has to come."""
    process = start(place, words, prefix)
    try:
        out, err = process.communicate(timeout=LIMIT)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # strace, and what it traces
        out, err = process.communicate()
        raise AssertionError(f"{words} does not end: {out!r} {err!r}") from None
    return Ended(process.returncode, out, err)
