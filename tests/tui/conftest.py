"""A new viewer, and an invented series to watch."""

from pathlib import Path

import pytest

from tests.packs import made_up_pack, write_pack


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """An invented series of three episodes, as files."""
    folder = tmp_path / "pack"
    write_pack(made_up_pack(3), folder)
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A new viewer's folder."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    return folder
