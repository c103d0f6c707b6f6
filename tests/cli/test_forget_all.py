"""Erasing everything, at the prompt."""

import os
from pathlib import Path

from tests.cli.driver import Prompt

ASKED = "forget --all"


def test_everything_is_erased_after_a_typed_confirmation(
    prompt: Prompt, home: str, tmp_path: Path
) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    prompt.does("watch 1-2").does("note 1 secret").does(["sync", str(folder)])
    (shared,) = os.listdir(folder)
    for typed in ("yes\n", "forget\n", ""):
        prompt.run(ASKED, types=typed, tty=True).exits(1)
        assert prompt.json("status")["watched"] == [1, 2]
    prompt.fails(ASKED, 2, "in every series", "'bigcity-tui forget --all --yes'")
    prompt.run(ASKED, types="forget everything\n", tty=True).exits(0)
    prompt.says("everything that was kept here", shared, "delete it there")
    assert os.listdir(home) == []
    assert prompt.json("status")["watched"] == []
    assert prompt.json("log") == []
    prompt.does("forget --all --yes").says_only("There is nothing to erase.\n")
    # What was shared comes back from there, as was said.
    prompt.does(["sync", str(folder)]).says("Took in 3 changes")


def test_all_goes_with_nothing_else(prompt: Prompt) -> None:
    prompt.fails("forget", 2, "say what to forget")
    prompt.fails("forget 1 --all --yes", 2, "--all")
    prompt.fails("forget --all --every-viewing --yes", 2, "--all")
