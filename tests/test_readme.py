"""The README says what is so."""

import re
import shlex
from pathlib import Path

import pytest

from bigcity_tui.__main__ import main
from bigcity_tui.tui.commands.table import COMMANDS

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def test_the_table_of_keys_is_that_of_the_app() -> None:
    rows = re.findall(r"^\| `(.+?)` \| (.+?) \|$", README, re.M)
    assert rows == [(command.shown, command.help) for command in COMMANDS]


def test_every_command_of_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BIGCITY_TUI_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    lines = re.findall(r"^    bigcity-tui (.+)$", README, re.M)
    assert len(lines) > 8
    for line in lines:
        assert main(shlex.split(line)) == 0, f"bigcity-tui {line}: {capfd.readouterr().err}"


def test_both_one_line_commands_are_there() -> None:
    commands = re.findall(r"^    (python3 -m venv .+)$", README, re.M)
    assert [command.split(" && ")[-1] for command in commands] == [
        ".venv/bin/bigcity-tui",
        ".venv/bin/python -m pytest",
    ]


def test_every_module_that_the_readme_names_is_there() -> None:
    root = Path(__file__).parent.parent
    modules = [str(each.relative_to(root)) for each in root.glob("*/**/*.py")]
    named = re.findall(r"`([\w/]+\.py)`", README)
    assert len(named) > 15
    assert not [
        name for name in named if not any(f"/{each}".endswith(f"/{name}") for each in modules)
    ]
