"""Sharing a record between devices, at the prompt."""

import json
import os
from pathlib import Path

import pytest

from bigcity_tui.domain.operations import change
from bigcity_tui.store import sync as sync_files
from tests.cli.driver import NOON, Prompt
from tests.store.support import encoded
from tests.store.test_sync_files import some


@pytest.fixture
def folder(tmp_path: Path) -> str:
    place = tmp_path / "shared"
    place.mkdir()
    return str(place)


@pytest.fixture
def other(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Prompt:
    return Prompt(monkeypatch, str(tmp_path / "other"))


def at(prompt: Prompt, monkeypatch: pytest.MonkeyPatch) -> Prompt:
    """Sit down at one of the devices."""
    monkeypatch.setenv("BIGCITY_TUI_HOME", prompt.home)
    return prompt


def test_what_one_device_knows_the_other_learns(
    prompt: Prompt, other: Prompt, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = at(prompt, monkeypatch)
    one.does(["sync", folder]).says("There is nothing to tell yet")
    one.does("watch 1-2").does("note 1 'A line.'")
    one.does(["sync", folder]).says("Nothing new", "is there now")
    two = at(other, monkeypatch)
    two.does(["sync", folder]).says("Took in 3 changes", "You are at end:2 now.")
    assert two.json("episodes")[0]["note"] == "A line."
    two.does(["sync", folder]).says("Nothing new", "there already").says_nothing_of("end:2")
    one = at(prompt, monkeypatch)
    one.does("undo").does(["sync", folder]).does("unwatch 2").does(["sync", folder])
    two = at(other, monkeypatch)
    two.does(["sync", folder]).says("You are at end:1 now.")
    assert two.json("status")["watched"] == [1]


def test_what_came_of_it_as_json(prompt: Prompt, folder: str) -> None:
    prompt.does("watch 1")
    found = prompt.json(["sync", folder])
    assert found == {
        "file": os.path.join(folder, os.path.basename(found["file"])),
        "written": True,
        "read": [],
        "added": 0,
        "known": 0,
        "refused": [],
        "conflicts": 0,
        "beyond": 0,
        "replaced": 0,
        "ahead": 0,
        "cloned": False,
        "wordy": [],
        "moment": "end:1",
    }
    again = prompt.json(["sync", folder])
    assert again["read"] == [{"file": os.path.basename(found["file"]), "lost": 0, "problem": None}]
    assert not again["written"]


def test_whatever_is_not_as_it_should_be_is_said(prompt: Prompt, folder: str) -> None:
    prompt.does("watch 1").does("note 1 secret")
    prompt.does(["sync", folder])
    own = Path(prompt.json(["sync", folder])["file"])
    device = "e" * 32
    rest = [some(1), some(1, change=change("first", 1, "rating", score=7)), some(2)]
    late = sync_files._line(some(3, hlc=2**53).fields)
    data = encoded(device, "", rest) + late
    Path(folder, f"ops-{device}.jsonl").write_bytes(data[:-10])
    Path(folder, f"ops-{device} (1).jsonl").write_bytes(own.read_bytes())
    prompt.does("forget 1 --yes")
    prompt.does(["sync", folder]).says(
        "Took in 2 changes made elsewhere.",
        "1 change kept apart",
        f"ops-{device}.jsonl is cut or garbled: 1 line could not be read",
        f"ops-{device} (1).jsonl still has words that were forgotten.",
    )
    Path(folder, f"ops-{device}.jsonl").write_bytes(data)
    prompt.does(["sync", folder]).says("1 change not taken: a time that no clock shows")
    prompt.says_nothing_of("kept apart", "garbled")
    assert b"secret" not in own.read_bytes()


def test_a_file_that_cannot_be_read_is_named_after_the_rest_is_done(
    prompt: Prompt, folder: str
) -> None:
    name = f"ops-{'f' * 32}.jsonl"
    Path(folder, name).mkdir()
    prompt.does("watch 1").run(["sync", folder]).exits(1).says("is there now")
    prompt.complains(f"not everything could be read: {name}: is not a regular file")
    prompt.run(["sync", folder, "--json"]).exits(1)
    assert json.loads(prompt.out)["read"][1]["problem"] == f"{name}: is not a regular file"


def test_more_than_anybody_has_is_taken_only_when_one_says_so(prompt: Prompt, folder: str) -> None:
    prompt.does("watch 1")
    for number in range(6):
        device = f"{number + 1:032x}"
        data = encoded(device, "", [some(10 * number + each, device=device) for each in range(10)])
        Path(folder, f"ops-{device}.jsonl").write_bytes(data)
    prompt.run(["sync", folder, "--most", "9"]).exits(1).says("Nothing new from elsewhere.")
    prompt.complains("has more than 9 changes", "--most allows more", "and 1 more")
    # Each of them would do, but not all.
    prompt.run(["sync", folder, "--most", "25"]).exits(1).says("Took in 20 changes")
    prompt.does(["sync", folder, "--most", "60"]).says("Took in 40 changes")
    prompt.fails(["sync", folder, "--most", "many"], 2, "'many' is no number of changes")


def test_of_a_file_that_is_refused_nothing_is_taken_and_of_others_all(
    prompt: Prompt, folder: str
) -> None:
    prompt.does("watch 1")
    one, other = ([some(number) for number in numbers] for numbers in (range(5), range(15)))
    Path(folder, f"ops-{'d' * 32}.jsonl").write_bytes(encoded("d" * 32, "", one))
    Path(folder, f"ops-{'e' * 32}.jsonl").write_bytes(encoded("e" * 32, "", other))
    Path(folder, f"ops-{'f' * 32}.jsonl").write_bytes(
        encoded("f" * 32, "", [some(20)]) + b"nothing of ours\n" * 10_001
    )
    prompt.run(["sync", folder, "--most", "10"]).exits(1).says("Took in 5 changes")
    prompt.complains("has more than 10 changes", "is no file of bigcity-tui's")


def test_any_number_of_empty_files_is_summed_up(prompt: Prompt, folder: str) -> None:
    prompt.does("watch 1")
    for number in range(1000):
        Path(folder, f"ops-{number:032x}.jsonl").touch()
    prompt.does(["sync", folder]).says("These are the first of 1,000.")
    assert prompt.out.count("\n") < 30


def test_changes_dated_ahead_are_taken_and_said(prompt: Prompt, folder: str) -> None:
    data = encoded("e" * 32, "", [some(1, hlc=NOON + 10**9, wall=NOON + 10**9)])
    Path(folder, f"ops-{'e' * 32}.jsonl").write_bytes(data)
    prompt.does(["sync", folder]).says("1 change dated later than this device's clock")


def test_a_name_in_the_folder_cannot_steer_the_terminal(prompt: Prompt, folder: str) -> None:
    name = f"ops-{'e' * 32}\x1b[2J\u202e.jsonl"
    Path(folder, name).write_bytes(b"x")
    prompt.does("watch 1").does(["sync", folder]).says_nothing_of("\x1b", "\u202e")
    assert "\x1b" not in json.dumps(prompt.json(["sync", folder]), ensure_ascii=False)


def test_wrong_folders_are_refused(prompt: Prompt, home: str, tmp_path: Path) -> None:
    prompt.does("watch 1")
    prompt.fails("sync", 2, "required: DIR")
    prompt.fails(["sync", str(tmp_path / "no\nwhere")], 2, "there is no folder", "\\n")
    prompt.fails(["sync", home], 2, "never the record")
    prompt.fails(["--as-of", "before", "sync", str(tmp_path)], 2, "--as-of")
