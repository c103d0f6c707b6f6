"""Hostile texts through every command, export and error, in both forms of output."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from bigcity_tui.cli.table import COMMANDS
from bigcity_tui.interchange import EXPORTS
from tests.cli.driver import Prompt
from tests.hostile.stream import check
from tests.hostile.strings import ALL, BUSY, DECEIVING, MARKUP, REFUSED, SHORT, WORD, shown
from tests.hostile.world import harmed, hostile_pack, named, shared

CUT = {name: text[:20_000] for name, text in BUSY.items()}


class Tried:
    """Runs lines on a terminal and off it, and looks at every byte that is written.

    In short, each line has one of the three forms of output, in turn; in full, it has all.
    """

    def __init__(self, prompt: Prompt, *, full: bool = False) -> None:
        self.prompt = prompt
        self.full = full
        self.names: set[str] = set()
        self.lines = 0
        self.all = ""

    def run(self, *words: str, types: str = "") -> None:
        """Run a line."""
        name = " ".join(words[:2])
        self.names.add(name if name in COMMANDS else words[0])
        for turn, (more, tty) in enumerate((((), True), (("--json",), False), ((), False))):
            if self.full or turn == self.lines % 3:
                self.all += self._write([*words, *more], types, tty=tty)
        self.lines += 1

    def _write(self, words: list[str], types: str, *, tty: bool) -> str:
        self.prompt.run(words, types=types, tty=tty)
        told = check(self.prompt.out, styles=tty)
        check(self.prompt.err, styles=tty)
        assert self.prompt.code in (0, 1, 2)
        assert "Traceback" not in self.prompt.err
        assert "this is a fault" not in self.prompt.err, self.prompt.err
        return told + self.prompt.err


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is the working folder, with a name that steers."""
    folder = tmp_path / "here\x1b[31m\u202e"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("EDITOR", "true\x1b[31m")
    return folder


def tried(
    place: Path, monkeypatch: pytest.MonkeyPatch, strings: Mapping[str, str], *, full: bool = False
) -> Tried:
    """A viewer whose pack, record and folders are hostile."""
    home = named(place, f"home{next(iter(SHORT.values()))}")
    home.mkdir(mode=0o700)
    harmed(home, strings)
    pack = hostile_pack(named(place, f"pack{SHORT['link']}"), strings.values())
    return Tried(Prompt(monkeypatch, str(home), str(pack)), full=full)


def evening(at: Tried, place: Path, strings: Mapping[str, str], text: str) -> None:
    """Every command that shows something, then every command that changes something."""
    for line in ("start 1", "watch 1-2", "rate 1 8", "rate series 9"):
        at.run(*line.split())
    for line in (
        *("status", "episodes", "cast", "read about", "read 1", "read 2", "read review", "ask"),
        *("read threads", "read people", "read record", "log", "paths", "doctor", "ask 1 --yes"),
        *("next", "new --since before", "answer 1"),
        *("ask 1 --episode 1 --yes", "export", "pack check", "pack schema", "completion bash"),
    ):
        at.run(*line.split())
    at.run("search", WORD)
    at.run("cast", WORD)
    for form in EXPORTS:
        at.run("export", "--format", form)
        path = named(place, f"{form}{text[:60]}")
        at.run("export", "--format", form, "--output", str(path))
        at.run("export", "--format", form, "-o", str(path), "--force")
        if path.exists():
            at.run("import", str(path))
            check(path.read_bytes().replace(b"\r", b""))
    folder = shared(named(place, f"shared{text[:40]}"), strings)
    at.run("sync", str(folder))
    at.run("undo")
    at.run("redo")
    at.run("unwatch", "2")
    at.run("read", "2", "--peek", "--yes")
    at.run("rewatch")
    at.run("forget", "1", "--yes")
    at.run("pack", "add", str(at.prompt.pack))
    at.run("follow", "--explain", text)
    at.run("pack", "list")
    at.run("status", "--all")
    at.run("pack", "show")
    at.run("pack", "new", str(named(place, f"new{text[:40]}")), "--title", text[:80])


ARGUMENTS = (
    *((), ("pack",), ("new", "--since"), ("answer", "1", "1"), ("answer", "1"), ("note", "1")),
    *(("status", "--as-of"), ("ask", "1", "--episode"), ("watch", "1", "--on"), ("rate", "1")),
    *(("export", "--format"), ("export", "-o"), ("log", "--"), ("paths", "-"), ("doctor", "--")),
)
"""Where a word can stand, beside right behind the name of a command."""


def arguments(at: Tried, text: str) -> None:
    """A hostile word in every place of every command."""
    for words in dict.fromkeys((*ARGUMENTS, *(tuple(name.split()) for name in COMMANDS))):
        at.run(*words, text)
    at.run("status", "--pack", text)


def test_all_of_them_through_every_command(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = tried(place, monkeypatch, SHORT)
    evening(at, place, SHORT, "".join(DECEIVING.values()))
    for text in (SHORT["clipboard"] + SHORT["override"] + MARKUP["action"], *REFUSED.values()):
        arguments(at, text)
    at.run("note", "2", "-", types="".join(SHORT.values()))
    assert at.names >= {*COMMANDS}, {*COMMANDS} - at.names
    flat = at.all.replace("\n", "")
    for text in SHORT.values():
        assert shown(text) in flat, ascii(text)


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", ALL | REFUSED)
def test_each_of_them_through_every_command(
    place: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    text = (SHORT | CUT | REFUSED)[name]
    strings = {name: text} if name not in REFUSED else SHORT
    at = tried(place, monkeypatch, strings, full=True)
    evening(at, place, strings, text)
    arguments(at, text)
    assert WORD in at.all


ENVIRONMENT = (
    *("TERM", "COLUMNS", "LINES", "LANG", "TZ", "NO_COLOR", "COLORTERM", "VISUAL", "EDITOR"),
    *("TMPDIR", "HOME", "XDG_DATA_HOME", "BIGCITY_TUI_HOME", "PYTHONIOENCODING"),
)


@pytest.mark.parametrize(
    "text", [SHORT["clipboard"] + SHORT["override"], "\udcff\udc80", "9" * 5_000]
)
def test_a_hostile_environment(place: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    prompt = Prompt(monkeypatch, str(place / "home"))
    at = Tried(prompt)
    for name in ENVIRONMENT:
        with monkeypatch.context() as patch:
            patch.setenv(name, text)
            for line in ("doctor", "note 1"):
                at.run(*line.split())


def test_what_programs_read_is_whole_and_nothing_more(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = tried(place, monkeypatch, SHORT)
    for line in ("status", "episodes", "log", "cast", "read 1", "paths", "doctor"):
        at.prompt.run([*line.split(), "--json"])
        json.loads(at.prompt.out)
        check(at.prompt.out, styles=False)
    assert os.fsdecode(os.fsencode(at.prompt.home)) != ""
