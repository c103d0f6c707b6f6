"""Help, and that what it says can be typed."""

import re
import shlex
from importlib import import_module
from pathlib import Path
from shutil import copytree

import pytest

from bigcity_tui import __version__
from bigcity_tui.cli.parser import parse
from bigcity_tui.cli.table import ANYWHERE, AS_OF, COMMANDS, GROUPS, PAGES, Subcommand
from bigcity_tui.domain.blocks import Page
from bigcity_tui.pack import load_pack
from tests.cli.driver import Prompt

EVERY = [pytest.param(command, id=command.name) for command in COMMANDS.values()]


def test_the_table_is_what_there_is() -> None:
    assert len(COMMANDS) == sum(map(len, GROUPS.values()))
    assert tuple(Page) == PAGES


@pytest.mark.parametrize("command", EVERY)
def test_every_command_is_declared_in_full(command: Subcommand) -> None:
    assert command.examples
    assert command.summary[0].islower()
    assert not command.summary.endswith(".")
    assert command.detail == "" or command.detail.endswith(".")
    taken = {argument.name for argument in ANYWHERE}
    names = [argument.name for argument in command.arguments]
    assert len(names) == len(set(names))
    assert taken.isdisjoint(names)
    module, function = command.run.split(".")
    assert callable(getattr(import_module(f"bigcity_tui.cli.commands.{module}"), function))
    # Words are dealt out in order: those that may be absent come last, and of them the many.
    counts = [argument.nargs for argument in command.arguments if not argument.is_option]
    assert counts == sorted(counts, key=[None, "?", "*", "+"].index)
    assert {"*", "+"}.isdisjoint(counts[:-1])


@pytest.mark.parametrize("command", EVERY)
def test_the_help_of_every_command_has_its_arguments_and_examples(
    prompt: Prompt, command: Subcommand
) -> None:
    for asked in ("{} --help", "--help {}", "{} x y z -h"):
        prompt.does(asked.format(command.name)).says(
            f"usage: bigcity-tui {command.name}", command.detail
        )
        prompt.says(*(f"bigcity-tui {example}" for example in command.examples))
        for argument in (*command.arguments, *ANYWHERE):
            option = argument.short or argument.name
            name = f"  {option if argument.is_option else argument.metavar}"
            looks_back = argument is not AS_OF or command.as_of
            assert (name in prompt.out) is looks_back, name
            prompt.says(*([argument.help] if looks_back else []))
    assert max(map(len, prompt.out.splitlines())) <= 80


@pytest.mark.parametrize("command", EVERY)
def test_every_example_can_be_typed(command: Subcommand) -> None:
    for example in command.examples:
        assert parse(shlex.split(example))[0] is command


@pytest.fixture(scope="module")
def after_an_evening(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the home and the files of somebody who has watched for an evening."""
    folder = tmp_path_factory.mktemp("evening")
    (folder / "shared-folder").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        prompt = Prompt(patch, str(folder / "home"))
        prompt.does("start 4").does("watch 1-3").does("rate 1 7").does("undo")
        prompt.does("export -o record.json").does("export --format trakt-csv -o history.csv")
    return folder


@pytest.mark.parametrize("command", EVERY)
def test_every_example_does_what_it_should_after_a_whole_evening(
    prompt: Prompt,
    command: Subcommand,
    after_an_evening: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.chdir(tmp_path)
    copytree(after_an_evening, tmp_path, dirs_exist_ok=True)
    if command.name == "follow":
        monkeypatch.setattr("time.sleep", interrupted)
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


def interrupted(_: float) -> None:
    raise KeyboardInterrupt


def test_help_lists_every_command(prompt: Prompt) -> None:
    for line in ("--help", "-h"):
        prompt.does(line).says(*(f"{name} {c.summary}" for name, c in COMMANDS.items()))
        prompt.says(*(f"{title}:" for title in GROUPS), "--version", "--pack NAME|DIR")
        assert max(map(len, prompt.out.splitlines())) <= 80


def test_what_begins_with_pack_is_listed(prompt: Prompt) -> None:
    names = [name for name in COMMANDS if name.startswith("pack ")]
    for line in ("pack", "pack --help", "pack -h", "--help pack"):
        prompt.does(line).says(*(f"{name} {COMMANDS[name].summary}" for name in names))
        prompt.says_nothing_of("unwatch", "--version")
    prompt.fails("pack foo", 2, "there is no command 'pack foo'", *names)
    prompt.fails("pack --json", 2, *names)


def test_help_touches_no_record_and_no_pack(prompt: Prompt) -> None:
    prompt.does("--pack /nowhere watch --help").does("--pack /nowhere --version")


def test_help_names_nobody_in_the_series(prompt: Prompt) -> None:
    told = prompt.does("--help").out
    told += "".join(prompt.does(f"{command.name} --help").out for command in COMMANDS.values())
    words = set(re.findall(r"\w+", told))
    for person in load_pack(None).cast.people:
        names = (person.name, *(actor.name for actor in person.actors))
        assert words.isdisjoint(" ".join(names).split())


def test_version_comes_first_and_names_what_it_stands_on(prompt: Prompt) -> None:
    prompt.does("--version")
    first, python = prompt.out.splitlines()
    assert first == f"bigcity-tui {__version__}"
    assert python.startswith("Python 3.")
    assert "SQLite 3." in python
    prompt.does("--version status").says_only(f"{first}\n{python}\n")
    prompt.run("doctor").says("textual 8.", "pydantic 2.", "rich 1", "platformdirs 4.")


def test_a_slip_is_met_with_the_command_that_may_be_meant(prompt: Prompt) -> None:
    prompt.fails("stauts", 2, "there is no command 'stauts' (did you mean 'status'?)")
    assert prompt.does("help watch").out == prompt.does("watch --help").out
    assert prompt.does("help").out == prompt.does("--help").out
