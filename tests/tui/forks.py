"""Processes of the app that begin with the libraries at hand: to import them takes longer than all
that the app does until it is open.

A server that has imported them, and nothing of ours, forks for each; from there on the program is
loaded and run as by a new Python. What a library reads while it is imported, as Textual does its
variables, is what the server had.
"""

import fcntl
import json
import os
import runpy
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import IO, Any, cast

LIBRARIES = (
    *("asyncio.subprocess", "concurrent.futures.thread", "fractions", "pydantic", "sqlite3"),
    *("pydantic.type_adapter", "rich.table", "rich.theme", "textual.app", "textual.containers"),
    *("textual.drivers.linux_driver", "textual.fuzzy", "textual.widgets.option_list"),
    *(f"textual.widgets._{name}" for name in ("input", "static", "text_area", "toast", "tooltip")),
)


class Server:
    """The process that forks; it ends when nobody can ask it any more."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parent.parent.parent,
            env=env,
            text=True,
            start_new_session=True,
        )

    def ask(self, what: object) -> Any:
        asked, answered = cast("tuple[IO[str], IO[str]]", (self.process.stdin, self.process.stdout))
        asked.write(f"{json.dumps(what)}\n")
        asked.flush()
        return json.loads(answered.readline())


@cache
def server(variables: frozenset[tuple[str, str]]) -> Server:
    """The server for such variables of Textual's."""
    return Server({**os.environ, **dict(variables)})


class Forked:
    """The app, or other code, in a terminal, asked about as a process of `subprocess` is."""

    def __init__(
        self,
        tty: str,
        code: str | None,
        arguments: Sequence[str],
        env: Mapping[str, str],
        *,
        has_hangups: bool,
    ) -> None:
        read = {name: value for name, value in env.items() if name.startswith("TEXTUAL_")}
        self._server = server(frozenset(read.items()))
        self.pid = self._server.ask([tty, has_hangups, code, arguments, dict(env)])
        self.returncode: int | None = None

    def poll(self) -> int | None:
        if self.returncode is None:
            self.returncode = self._server.ask(self.pid)
        return self.returncode

    def wait(self, timeout: float = 10.0) -> int:
        end = time.monotonic() + timeout
        while (code := self.poll()) is None:
            if time.monotonic() > end:
                raise subprocess.TimeoutExpired("bigcity-tui", timeout)
            time.sleep(0.005)
        return code

    def kill(self) -> None:
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)


def serve() -> Any:
    """Answer as long as somebody asks; in a process that was forked, return what it has to run."""
    for line in iter(sys.stdin.readline, ""):
        asked = json.loads(line)
        if isinstance(asked, int):
            ended, status = os.waitpid(asked, os.WNOHANG)
            answer = os.waitstatus_to_exitcode(status) if ended else None
        elif (answer := os.fork()) == 0:
            return asked
        print(json.dumps(answer), flush=True)
    return sys.exit()


def run(
    tty: str, has_hangups: bool, code: str | None, arguments: list[str], env: dict[str, str]
) -> None:
    """Be the process that a shell would have begun."""
    os.setsid()
    terminal = os.open(tty, os.O_RDWR | os.O_NOCTTY)
    if has_hangups:
        fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
    for end in range(3):
        os.dup2(terminal, end)
    os.close(terminal)
    cast("Any", sys.stdout).reconfigure(line_buffering=True)
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    sys.argv = ["-c" if code else "-m", *arguments]
    if code:
        exec(compile(code, "<string>", "exec"), {"__name__": "__main__"})
    else:
        runpy.run_module("bigcity_tui", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    for library in LIBRARIES:
        import_module(library)
    run(*serve())
