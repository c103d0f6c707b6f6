"""Running one line of the command line inside this process, and all that can be seen of it."""

import io
import sys
from dataclasses import dataclass
from unittest.mock import patch

from bigcity_tui import __main__
from bigcity_tui.companion import Companion
from bigcity_tui.domain.pack import Pack
from tests.noninterference.stage import Files, Stage


@dataclass(frozen=True, slots=True)
class Line:
    """The words of a line to try, and how: on a terminal (with styles), or with a crash."""

    words: tuple[str, ...]
    terminal: bool = False
    crash: bool = False

    def __str__(self) -> str:
        """The line as it is named in a report."""
        notes = [note for note, on in (("tty", self.terminal), ("crash", self.crash)) if on]
        return " ".join([*self.words, *(f"({note})" for note in notes)])


class _Stream(io.TextIOWrapper):
    """A stream in memory that may claim to be a terminal."""

    def __init__(self, *, terminal: bool = False) -> None:
        self.bytes = io.BytesIO()
        self._terminal = terminal
        super().__init__(self.bytes, encoding="utf-8", newline="\n", write_through=True)

    def isatty(self) -> bool:
        return self._terminal


def execute(pack: Pack, line: Line) -> tuple[int, bytes, bytes]:
    """Run a line on the stage as it is: exit code, output, errors."""
    out, err = _Stream(terminal=line.terminal), _Stream()
    with (
        patch.object(sys, "stdin", _Stream()),
        patch.object(sys, "stdout", out),
        patch.object(sys, "stderr", err),
    ):
        if line.crash:
            with patch.object(Companion, "view", _crash):
                code = __main__.main(line.words, pack)
        else:
            code = __main__.main(line.words, pack)
    return code, out.bytes.getvalue(), err.bytes.getvalue()


def run(pack: Pack, line: Line, stage: Stage, before: Files) -> bytes:
    """All that a line leaves behind: exit code, output, errors, and every file that it changed.

    It finds the files `before`.
    """
    stage.reset(before)
    code, out, err = execute(pack, line)
    parts = [f"exit {code}\n".encode(), out, b"\n--\n", err]
    after = stage.files()
    if after != before:
        for path in sorted(after.keys() | before.keys()):
            if before.get(path) != after.get(path):
                parts += [f"\n-- {path}\n".encode(), after.get(path, b"(gone)")]
    return b"".join(parts)


def _crash(companion: Companion, *_: object) -> None:
    """Fail as badly as can be: with a whole pack in the message and in a local variable."""
    whole = repr(companion._reader(None))
    raise RuntimeError(whole)
