"""Help, and that what it says can be typed."""

import re
import shlex
from pathlib import Path

import pytest

from bigcity_tui import __version__
from bigcity_tui.cli.command import ANYWHERE, Command
from bigcity_tui.cli.commands import GROUPS, NAMES, every, find
from bigcity_tui.cli.parser import parse
from bigcity_tui.pack import load_pack
from tests.cli.driver import Prompt

COMMANDS = [pytest.param(command, id=command.name) for command in every()]


def test_the_table_and_the_declarations_agree() -> None:
    assert [command.name for command in every()] == list(NAMES)
    assert len(set(NAMES)) == len(NAMES)
    assert sum(len(modules) for _, modules in GROUPS) == len(
        {module for _, modules in GROUPS for module, _ in modules}
    )
    assert find("nothing") is None


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_declared_in_full(command: Command) -> None:
    assert command.examples
    assert command.summary[0].islower()
    assert not command.summary.endswith(".")
    assert command.detail == "" or command.detail.endswith(".")
    taken = {argument.name for argument in ANYWHERE}
    names = [argument.name for argument in command.arguments]
    assert len(names) == len(set(names))
    assert taken.isdisjoint(names)
    # Words are dealt out in order, so only the last argument may be absent or many.
    words = [argument for argument in command.arguments if not argument.is_option]
    assert all(argument.nargs is None for argument in words[:-1])


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_has_its_arguments_and_examples(
    prompt: Prompt, command: Command
) -> None:
    for asked in ("{} --help", "--help {}", "help {}", "{} x y z -h"):
        prompt.does(asked.format(command.name)).says(
            f"usage: bigcity-tui {command.name}", command.detail
        )
        prompt.says(*(f"bigcity-tui {example}" for example in command.examples))
        prompt.says(*(argument.shown for argument in (*command.arguments, *ANYWHERE)))
    assert max(map(len, prompt.out.splitlines())) <= 72


@pytest.mark.parametrize("command", COMMANDS)
def test_every_example_can_be_typed(command: Command) -> None:
    for example in command.examples:
        request = parse(shlex.split(example))
        assert request.command is command
        assert all(name.startswith("--") for name in request.options)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_example_does_what_it_should_after_a_whole_evening(
    prompt: Prompt, command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shared-folder").mkdir()
    prompt.does("start 4").does("watch 1-3").does("rate 1 7").does("undo")
    prompt.does("export -o record.json")
    for example in command.examples:
        if "my-pack" in example:
            continue
        if example == "start 1":
            prompt.does("unwatch 1-3")
        if example == "redo":
            prompt.does("redo").does("undo")
        if "NAME" in example:
            example = example.replace("NAME", prompt.json("cast")[0]["name"])
        tty = example.startswith(("ask", "read", "forget"))
        word = {"forget": "forget", "forget --all": "forget everything"}.get(
            example.split(" 3")[0], "answer"
        )
        prompt.run(example, types=f"{word}\n", tty=tty).exits(0)


def test_help_lists_every_command(prompt: Prompt) -> None:
    for line in ("--help", "-h"):
        prompt.does(line).says(*(f"{command.name} " for command in every()))
        prompt.says(*(command.summary for command in every()), "--version", "--pack DIR")
        assert max(map(len, prompt.out.splitlines())) <= 72


def test_help_touches_no_record_and_no_pack(prompt: Prompt) -> None:
    prompt.does("--pack /nowhere watch --help").does("--pack /nowhere --version")


def test_help_names_nobody_in_the_series(prompt: Prompt) -> None:
    told = prompt.does("--help").out
    told += "".join(prompt.does(f"{command.name} --help").out for command in every())
    words = set(re.findall(r"\w+", told))
    for person in load_pack(None).cast.people:
        actor = person.actor.name.split() if person.actor else []
        assert words.isdisjoint([*person.name.split(), *actor])


def test_version_comes_first_and_names_what_it_stands_on(prompt: Prompt) -> None:
    prompt.does("--version")
    first, python, libraries = prompt.out.splitlines()
    assert first == f"bigcity-tui {__version__}"
    assert python.startswith("Python 3.")
    assert "SQLite 3." in python
    assert "missing" not in libraries
    assert "textual 8." in libraries
    prompt.does("--version status").says_only(f"{first}\n{python}\n{libraries}\n")
