"""What is measured of a program, and what each figure should come to.

One life of an app gives many figures; a command gives its time and its memory. Times are in
milliseconds, memory in megabytes.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Sequence

from tests.benchmarks.programs import Program
from tests.benchmarks.terminal import SIZE, Shown, Terminal

Figures = dict[str, float]

GOALS = {
    "start: ready": 1.4,
    "start: CPU": 1.4,
    "start: bytes": 4.0,
    "keys in the list: median": 2.2,
    "keys in the list: p95": 2.5,
    "keys in the list: bytes each": 2.2,
    "memory: peak": 1.3,
    "--version": 4.0,
    "--help": 4.0,
    "status": 6.0,
    "watch 1": 6.0,
}
"""How many times its reference a figure may be."""

GROWN = {
    "start: ready": 1.5,
    "keys in the list: p95": 1.2,
    "memory: peak": 1.3,
}
"""How many times that of eight episodes a figure of a thousand may be."""

AGAINST_LIST = ("keys", "held")
"""How the figures begin whose reference is the list; that of all others is the minimal app."""

LISTED = (*["down"] * 7, *["up"] * 7) * 2
SCREENS = {
    "help": ("?",),
    "rating": ("r",),
    "note": ("n",),
    "contents": ("t",),
    "palette": ("palette",),
}
PAGES = {"record": "G", "people": "up", "threads": "up"}


def app(program: Program) -> Figures:
    """One life of the companion."""
    with Terminal(program.command, program.cwd, program.env) as terminal:
        return _app(terminal)


def _app(terminal: Terminal) -> Figures:
    found = _start(terminal, _all_panes)
    found |= _keys(terminal)
    found["held key: last to drain"] = terminal.held(*LISTED) * 1000
    terminal.settle()
    for name, key in PAGES.items():
        found[f"opening: {name}"] = terminal.key(key)[0] * 1000
    terminal.key("g")
    terminal.settle()
    # Until it is acknowledged, and so on the disk; keys are answered meanwhile.
    terminal.until(_shows("Your rating of "), "r")
    terminal.key("+")
    found["a save: rating"] = terminal.until(_shows("Rated episode"), "enter") * 1000
    terminal.settle()
    found["a save: undo"] = terminal.until(_shows("Undone: "), "u") * 1000
    terminal.settle()
    for name, keys in SCREENS.items():
        found[f"opening: {name}"] = sum(terminal.key(key)[0] for key in keys) * 1000
        terminal.settle()
        _escape(terminal)
    found["opening: search"] = terminal.key("/")[0] * 1000
    terminal.settle(0.8)
    typed = [terminal.key(key)[0] * 1000 for key in ("t", "h", "e", "backspace", "backspace", "o")]
    found["search as you type: median"] = statistics.median(typed)
    found["search as you type: slowest"] = max(typed)
    _escape(terminal)
    found["resize"] = terminal.resized((90, 30)) * 1000
    terminal.settle()
    terminal.resized(SIZE)
    terminal.settle()
    return found | _end(terminal)


def reference(program: Program) -> Figures:
    """One life of a reference, which has less to show."""
    with Terminal(program.command, program.cwd, program.env) as terminal:
        found = _start(terminal, lambda lines: "Ready" in "".join(lines))
        found |= _keys(terminal)
        found["held key: last to drain"] = terminal.held(*LISTED) * 1000
        terminal.settle()
        found["resize"] = terminal.resized((90, 30)) * 1000
        terminal.settle()
        return found | _end(terminal)


def command(program: Program, *arguments: str, fresh: bool = False) -> Figures:
    """Time and processor time of a command; `fresh` gives it a new home folder."""
    name = " ".join(arguments)
    with tempfile.TemporaryDirectory() as home:
        env = {**os.environ, **program.env, **({"BIGCITY_TUI_HOME": home} if fresh else {})}
        before = os.getcwd()
        os.chdir(program.cwd)  # posix_spawn has no folder of its own, and a fork costs time
        try:
            quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
            line = [*program.command, *arguments]
            began = time.perf_counter()
            pid = os.posix_spawn(line[0], line, env, file_actions=quiet)
            _, status, usage = os.wait4(pid, 0)
            took = time.perf_counter() - began
        finally:
            os.chdir(before)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"failed: {line}")
    cpu = usage.ru_utime + usage.ru_stime
    return {name: took * 1000, f"{name}: CPU": cpu * 1000}


def _start(terminal: Terminal, shown: Shown) -> Figures:
    found = {"start: ready": terminal.until(shown) * 1000}
    terminal.settle()
    found["start: bytes"] = terminal.written
    return found | _processor("start: CPU", 0.0, terminal.cpu(), 1)


def _keys(terminal: Terminal) -> Figures:
    before = terminal.cpu()
    pressed = [terminal.key(key) for key in LISTED]
    times = sorted(seconds * 1000 for seconds, _ in pressed)
    sizes = [size for _, size in pressed]
    return {
        "keys in the list: median": statistics.median(times),
        "keys in the list: p95": times[-(-len(times) * 95 // 100) - 1],
        "keys in the list: bytes each": statistics.mean(sizes),
    } | _processor("keys in the list: CPU each", before, terminal.cpu(), len(pressed))


def _escape(terminal: Terminal) -> None:
    """Leave what is open; a key that came too soon afterwards would be taken for one with Alt."""
    terminal.key("escape")
    terminal.settle(0.3)


def _processor(name: str, before: float | None, after: float | None, times: int) -> Figures:
    """Processor time, where the system tells it while a program runs."""
    if before is None or after is None:
        return {}
    return {name: (after - before) * 1000 / times}


def _end(terminal: Terminal) -> Figures:
    took, memory = terminal.quit()
    return {"quit": took * 1000, "memory: peak": memory}


def _shows(text: str) -> Shown:
    return lambda lines: any(text in line for line in lines)


def _all_panes(lines: Sequence[str]) -> bool:
    """Whether the last pane, on the right, shows something in its frame."""
    right = [line[95:117].strip("│╭╮╰╯─ ") for line in lines[2:8]]
    return "3 Cast" in "".join(lines) and any(right)
