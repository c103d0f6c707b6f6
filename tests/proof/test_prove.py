"""`pack prove`: anybody may run the proof, and it tells what it compared."""

import json
from pathlib import Path

import pytest

from bigcity_tui.domain.moments import Moment
from bigcity_tui.proof.campaign import Campaign
from tests.cli.driver import Prompt
from tests.packs import made_up_pack, write_pack
from tests.proof.leaks import a_line_for_what_is_to_come
from tests.proof.planting import watched

LEFT_OUT = ("every_set", "on_purpose", "app", "app_on_purpose", "locked_again")


@pytest.fixture
def prompt(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Prompt:
    """A prompt at which a part of the campaign is left out, which has tests of its own."""
    for name in LEFT_OUT:
        monkeypatch.setattr(Campaign, name, lambda *_, **__: None)
    return Prompt(monkeypatch, str(tmp_path / "home"))


@pytest.fixture
def folder(tmp_path: Path) -> str:
    return write_pack(made_up_pack(1), tmp_path / "pack")


def test_it_says_what_it_compared_and_leaves_the_viewers_own_record_alone(
    prompt: Prompt, folder: str, tmp_path: Path
) -> None:
    prompt.does("watch 1")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    found = prompt.json(["--pack", folder, "pack", "prove"])
    assert found["difference"] is None
    assert found["states"] == 4
    assert found["comparisons"] > found["surfaces"] > 100
    assert found["bytes"] > 100_000
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert prompt.json("status")["moment"] == str(Moment.end(1))


def test_it_says_so_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in {"command_line", *LEFT_OUT} - {"every_set"}:
        monkeypatch.setattr(Campaign, name, lambda *_, **__: None)
    prompt = Prompt(monkeypatch, str(tmp_path / "home"))
    prompt.does(["pack", "prove", write_pack(made_up_pack(3), tmp_path / "pack")])
    assert "4 states × " in prompt.out
    assert "No twin could be told from the pack" in prompt.out


def test_it_fails_where_twins_can_be_told_apart(
    prompt: Prompt, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched(monkeypatch)
    a_line_for_what_is_to_come(monkeypatch)
    prompt.run(["pack", "prove", folder, "--json"]).exits(1)
    prompt.complains("what is locked can be told")
    assert "more characters" in json.loads(prompt.out)["difference"]
    prompt.run(["pack", "prove", folder]).exits(1)
    assert "The first difference, which may spoil:" in prompt.out


def test_a_pack_that_cannot_be_used_is_refused(prompt: Prompt, tmp_path: Path) -> None:
    prompt.run(["pack", "prove", str(tmp_path)]).exits(1).complains("cannot be used")
