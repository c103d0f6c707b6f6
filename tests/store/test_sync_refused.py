"""Syncing with files that cannot be read, and folders that cannot be meant or written."""

import os
from pathlib import Path

import pytest

from bigcity_tui.domain.errors import CompanionError, StoreError, UsageError
from bigcity_tui.files.writing import UNFINISHED, unfinished
from bigcity_tui.store.sync import file_name, sync
from tests.store.support import (
    Device,
    contents,
    own_file,
    rate,
    scores,
)


def test_a_file_of_another_that_cannot_be_read_is_named_and_left_out(
    folder: str, device: Device
) -> None:
    here, there = device("here"), device("there")
    rate(here, 1)
    rate(there, 2)
    sync(there, folder)
    os.rename(own_file(there, folder), os.path.join(folder, "elsewhere"))
    os.symlink(os.path.join(folder, "elsewhere"), own_file(there, folder))
    found = sync(here, folder)
    assert found.written
    assert found.merged.added == 0
    assert [file.problem for file in found.files] == [
        f"{file_name(there.device)}: is a symbolic link"
    ]
    assert os.path.islink(own_file(there, folder))


def test_an_own_file_that_cannot_be_meant_is_not_replaced(folder: str, device: Device) -> None:
    here = device("here")
    rate(here, 1)
    target = os.path.join(folder, "target")
    Path(target).write_bytes(b"mine")
    os.symlink(target, own_file(here, folder))
    with pytest.raises(StoreError, match=r"nothing was synced: .* is a symbolic link"):
        sync(here, folder)
    assert Path(target).read_bytes() == b"mine"
    assert os.path.islink(own_file(here, folder))


@pytest.mark.parametrize("place", ["home", "inside", "outside", "missing", "file"])
def test_a_folder_that_cannot_be_meant_is_refused(
    tmp_path: Path, device: Device, place: str
) -> None:
    here = device("data/here")
    rate(here, 1)
    (tmp_path / "data/here/inside").mkdir()
    (tmp_path / "file").touch()
    where = {
        "home": "data/here",
        "inside": "data/here/inside",
        "outside": "data",
        "missing": "missing",
        "file": "file",
    }[place]
    before = contents(str(tmp_path))
    with pytest.raises(UsageError):
        sync(here, str(tmp_path / where))
    assert contents(str(tmp_path)) == before


def test_a_folder_that_cannot_be_written_says_so_and_what_was_read_stays(
    folder: str, device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = device("here"), device("there")
    rate(here, 1)
    rate(there, 2)
    sync(there, folder)
    os.mkdir(own_file(here, folder) + "x")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(CompanionError, match="No space left"):
        sync(here, folder)
    assert sorted(scores(here)) == [1, 2]
    assert [name for name in os.listdir(folder) if name.endswith(".tmp")] == []


def test_what_a_killed_run_left_is_swept_in_time(folder: str, device: Device) -> None:
    here = device("here")
    rate(here, 1)
    names = (file_name(here.device), file_name(here.device), file_name("e" * 32))
    old, young, other = (
        Path(folder, f"{unfinished(name)}{number}{UNFINISHED}") for number, name in enumerate(names)
    )
    for path in (old, young, other):
        path.touch()
    for path in (old, other):
        os.utime(path, (1, 1))
    sync(here, folder)
    assert [path.exists() for path in (old, young, other)] == [False, True, True]
