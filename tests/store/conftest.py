"""Folders for records, and devices that share one."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bigcity_tui.store.record import Record
from tests.store.support import NOBODY, NOW, ROOT, open_record


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


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """The folder that something carries."""
    place = tmp_path / "carried"
    place.mkdir()
    return str(place)


@pytest.fixture
def device(tmp_path: Path) -> Callable[..., Record]:
    """A device by its name: the same home each time."""
    return lambda name, at=NOW: open_record(str(tmp_path / name), at)
