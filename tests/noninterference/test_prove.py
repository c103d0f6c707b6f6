"""Anybody may run the proof, and it says what it compared."""

from functools import partialmethod
from pathlib import Path

import pytest

from tests.noninterference.__main__ import main
from tests.noninterference.campaign import Campaign
from tests.noninterference.leaks import a_line_for_what_is_to_come
from tests.noninterference.planting import watched
from tests.packs import made_up_pack, write_pack

LEFT_OUT = ("every_set", "on_purpose", "app", "app_on_purpose", "app_marking", "locked_again")


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """A small pack; parts and lines of the campaign that have tests of their own are left out."""
    for name in LEFT_OUT:
        monkeypatch.setattr(Campaign, name, lambda *_, **__: None)
    some = partialmethod(Campaign.command_line, only="cast")
    monkeypatch.setattr(Campaign, "command_line", some)
    return write_pack(made_up_pack(1), tmp_path / "pack")


def test_it_says_what_it_compared(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([folder]) == 0
    told = capsys.readouterr().out
    assert told.startswith("4 states × ")
    assert "No twin could be told from the pack" in told


def test_it_fails_where_twins_can_be_told_apart(
    folder: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    watched(monkeypatch)
    a_line_for_what_is_to_come(monkeypatch)
    assert main([folder]) == 1
    told = capsys.readouterr().out
    assert "The first difference, which may spoil:" in told
    assert "more characters" in told
