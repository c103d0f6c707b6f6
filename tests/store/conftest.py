"""Folders for records."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.support import NOBODY, ROOT


@pytest.fixture
def home(tmp_path: Path) -> str:
    """A folder for a record that does not exist yet."""
    return str(tmp_path / "data" / "bigcity-tui")


@pytest.fixture
def open_home() -> Iterator[str]:
    """An existing folder that a user without rights can reach and owns."""
    top = tempfile.mkdtemp()
    os.chmod(top, 0o755)
    folder = os.path.join(top, "home")
    os.mkdir(folder, 0o700)
    if ROOT:
        os.chown(folder, NOBODY, NOBODY)
    yield folder
    for place in (top, folder, os.path.join(folder, "backups")):
        if os.path.isdir(place):
            os.chmod(place, 0o700)
    shutil.rmtree(top)
