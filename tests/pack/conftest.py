"""A sound pack of three episodes on disk, made anew for each test."""

from pathlib import Path

import pytest

from tests.packs import made_up_pack, write_pack


@pytest.fixture
def folder(tmp_path: Path) -> str:
    return write_pack(made_up_pack(), tmp_path / "pack")
