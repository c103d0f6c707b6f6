"""A person at a prompt: types a line, reads what it says.

Lines are run inside this process, on a record of their own; `tests/cli/test_process.py` runs the
installed program for what only a process can show.
"""

import gettext
import io
import json
import shlex
import sys
from collections.abc import Sequence
from typing import Any, Self

import pytest

from bigcity_tui import __main__

NOON = 1_729_512_000_000
"""The clock of the tests: noon on 21 October 2024, UTC."""


class Terminal(io.TextIOWrapper):
    """A stream that may claim to be a terminal."""

    def __init__(self, content: bytes = b"", *, tty: bool, encoding: str = "utf-8") -> None:
        self.bytes = io.BytesIO(content)
        self._tty = tty
        super().__init__(self.bytes, encoding=encoding, newline="\n", write_through=True)

    def isatty(self) -> bool:
        return self._tty

    @property
    def text(self) -> str:
        return self.bytes.getvalue().decode(self.encoding)


class Prompt:
    """One viewer's prompt: what it said last, and how that ended."""

    def __init__(self, patch: pytest.MonkeyPatch, home: str, pack: str | None = None) -> None:
        self._patch = patch
        self.home = home
        self.pack = pack
        self.out = ""
        self.err = ""
        self.code = 0
        patch.setenv("BIGCITY_TUI_HOME", home)
        patch.setenv("TZ", "UTC")
        patch.setattr(__main__, "_now", lambda: NOON)
        # The parser asks for translations of itself, and each time looks for them on the disk.
        patch.setattr(gettext, "find", lambda *_, **__: [])

    def run(
        self,
        line: str | Sequence[str],
        *,
        types: str | bytes = b"",
        tty: bool = False,
        encoding: str = "utf-8",
    ) -> Self:
        """Run a line; `types` is what comes from the keyboard or a pipe."""
        words = shlex.split(line) if isinstance(line, str) else list(line)
        if self.pack is not None:
            words = ["--pack", self.pack, *words]
        typed = types.encode() if isinstance(types, str) else types
        out = Terminal(tty=tty, encoding=encoding)
        err = Terminal(tty=tty, encoding=encoding)
        with self._patch.context() as patch:
            patch.setattr(sys, "stdin", Terminal(typed, tty=tty))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            self.code = __main__.main(words)
        self.out, self.err = out.text, err.text
        assert "Traceback" not in self.err
        return self

    def does(self, line: str | Sequence[str], **how: Any) -> Self:
        """Run a line that has to succeed without complaint."""
        return self.run(line, **how).exits(0).complains_of_nothing()

    def fails(self, line: str | Sequence[str], code: int, *words: str, **how: Any) -> Self:
        """Run a line that has to fail: with this code, no output, and one line with these words."""
        self.run(line, **how).exits(code).complains(*words)
        assert self.out == "", f"said {self.out!r} all the same"
        return self

    def says(self, *texts: str) -> Self:
        """See texts in the output, wherever its lines break."""
        flat = " ".join(self.out.split())
        for text in texts:
            assert text in flat, f"{text!r} is not in:\n{self.out}"
        return self

    def says_nothing_of(self, *texts: str) -> Self:
        """See none of the texts, neither in the output nor among the errors."""
        for text in texts:
            assert text not in self.out + self.err, f"{text!r} is in:\n{self.out}{self.err}"
        return self

    def says_only(self, text: str) -> Self:
        assert self.out == text
        return self

    def complains(self, *words: str) -> Self:
        """See one line of error, with these words."""
        assert self.err.count("\n") == 1, f"not one line: {self.err!r}"
        assert self.err.endswith("\n")
        assert self.err.startswith("bigcity-tui: error: "), self.err
        for word in words:
            assert word in self.err, f"{word!r} is not in: {self.err}"
        return self

    def complains_of_nothing(self) -> Self:
        assert self.err == ""
        return self

    def exits(self, code: int) -> Self:
        assert self.code == code, f"exit {self.code}: {self.err or self.out}"
        return self

    def json(self, line: str | Sequence[str]) -> Any:
        """The value that a line prints with `--json`."""
        words = shlex.split(line) if isinstance(line, str) else [*line]
        self.does([*words, "--json"])
        assert self.out.endswith("\n")
        return json.loads(self.out)
