"""Prompts: one on the bundled pack for what is public, one on an invented pack for the rest."""

from pathlib import Path

import pytest

from bigcity_tui.domain.pack import Pack
from tests.cli.driver import Prompt
from tests.packs import made_up_pack, write_pack


@pytest.fixture
def home(tmp_path: Path) -> str:
    return str(tmp_path / "home")


@pytest.fixture
def prompt(monkeypatch: pytest.MonkeyPatch, home: str) -> Prompt:
    """A viewer of the bundled series. Only what is public may be expected of it in a test."""
    return Prompt(monkeypatch, home)


@pytest.fixture
def made_up() -> Pack:
    return made_up_pack(episodes=3)


@pytest.fixture
def evening(monkeypatch: pytest.MonkeyPatch, home: str, made_up: Pack, tmp_path: Path) -> Prompt:
    """A viewer of an invented series of three episodes, with a marker in every text."""
    return Prompt(monkeypatch, home, write_pack(made_up, tmp_path / "pack"))
