"""Several devices and one folder: what they come to hold, and what they leave there."""

import os
import shutil
import stat
from pathlib import Path

import pytest

from bigcity_tui.domain.edits import reverse
from bigcity_tui.domain.errors import ReadOnlyError
from bigcity_tui.domain.history import fold
from bigcity_tui.store import backups
from bigcity_tui.store.sync import file_name, sync
from tests.store.support import (
    DAY,
    NOW,
    SERIES,
    Device,
    contents,
    encoded,
    forget,
    note,
    own_file,
    rate,
    scores,
)


def test_two_devices_come_to_hold_the_same(folder: str, device: Device) -> None:
    here, there = device("here"), device("there")
    rate(here, 1, 2)
    note(there, "A line.")
    first = sync(here, folder)
    assert (first.written, first.merged.added, first.file) == (True, 0, own_file(here, folder))
    second = sync(there, folder)
    assert (second.written, second.merged.added) == (True, 2)
    assert sync(here, folder).merged.added == 1
    assert here.everything() == there.everything()
    assert sorted(os.listdir(folder)) == sorted(map(file_name, (here.device, there.device)))


def test_a_sync_without_news_touches_nothing(folder: str, device: Device) -> None:
    here, there = device("here"), device("there")
    rate(here, 1)
    for record in (here, there, here, there):
        sync(record, folder)
    before = {name: os.stat(os.path.join(folder, name)).st_mtime_ns for name in os.listdir(folder)}
    for record in (here, there):
        found = sync(record, folder)
        assert (found.written, found.merged.added, len(found.files)) == (False, 0, 2)
    after = {name: os.stat(os.path.join(folder, name)).st_mtime_ns for name in os.listdir(folder)}
    assert after == before


def test_with_nothing_to_tell_nothing_is_written(folder: str, device: Device) -> None:
    found = sync(device("here"), folder)
    assert (found.file, found.written) == (None, False)
    assert os.listdir(folder) == []
    assert not os.path.exists(device("here").home)


def test_what_is_shared_is_private_and_nothing_else_is_touched(folder: str, device: Device) -> None:
    here = device("here")
    rate(here, 1)
    strangers = {"diary.txt": b"Dear diary", "ops-x.jsonl": b"{}", ".stfolder": b""}
    for name, data in strangers.items():
        Path(folder, name).write_bytes(data)
    before = os.umask(0)
    try:
        sync(here, folder)
    finally:
        os.umask(before)
    assert stat.S_IMODE(os.stat(own_file(here, folder)).st_mode) == 0o600
    found = contents(folder)
    del found[file_name(here.device)]
    assert found == strangers


@pytest.mark.parametrize(
    "ending",
    [
        " (somebody's conflicted copy 2024-10-21)",
        ".sync-conflict-20241021-101500-ABCDEFG",
        " (1)",
        "-laptop",
    ],
)
@pytest.mark.parametrize("mine", [True, False])
def test_conflicted_copies_are_read(folder: str, device: Device, ending: str, mine: bool) -> None:
    here, there = device("here"), device("there")
    rate(here, 1)
    rate(there, 2)
    sync(there, folder)
    path = own_file(there, folder)
    os.rename(path, path.replace(".jsonl", f"{ending}.jsonl"))
    if mine:
        there.close()
        shutil.rmtree(there.home)  # and begins anew, with another id
        there = device("there")
        assert sync(there, folder).merged.added == 1
        assert scores(there) == [2]
    assert sync(here, folder).merged.added == 1
    assert sorted(scores(here)) == [1, 2]


def test_what_a_cut_file_lacks_comes_when_it_is_whole(folder: str, device: Device) -> None:
    here, there = device("here"), device("there")
    rate(there, *range(1, 10))
    sync(there, folder)
    path = own_file(there, folder)
    whole = Path(path).read_bytes()
    Path(path).write_bytes(whole[: len(whole) // 2])
    found = sync(here, folder)
    assert 0 < found.merged.added < 9
    assert found.files[0].lost == 9 - found.merged.added
    Path(path).write_bytes(whole)
    assert sync(here, folder).merged.added == found.files[0].lost
    assert here.everything() == there.everything()


def test_after_a_restore_nothing_is_lost(folder: str, device: Device) -> None:
    here = device("here", NOW - DAY)
    rate(here, 1)
    here = device("here")
    rate(here, 2)
    rate(here, 3)
    sync(here, folder)
    with open(os.path.join(here.home, "record.sqlite3"), "wb") as file:
        file.write(b"damaged")
    with pytest.raises(ReadOnlyError):
        sync(here, folder)
    before = contents(folder)
    backups.restore(here.home)
    assert contents(folder) == before
    assert scores(here) == [1]
    rate(here, 4)
    found = sync(here, folder)
    assert (found.cloned, found.merged.added) == (False, 2)
    assert sorted(scores(here)) == [1, 2, 3, 4]


def test_a_copied_home_becomes_a_device_of_its_own(folder: str, device: Device) -> None:
    here = device("here")
    rate(here, 1)
    sync(here, folder)
    shutil.copytree(here.home, os.path.join(os.path.dirname(here.home), "copy"))
    copy = device("copy")
    assert copy.device == here.device
    assert not sync(copy, folder).cloned  # nothing has happened yet in either
    rate(here, 2)
    rate(copy, 3)
    found = [sync(record, folder) for record in (here, copy, here, copy)]
    assert [each.cloned for each in found] == [False, True, False, False]
    assert copy.device != here.device
    assert here.everything() == copy.everything()
    assert sorted(scores(here)) == [1, 2, 3]
    assert (here.device, copy.device) == (device("here").device, device("copy").device)
    rate(here, 4)
    reversal = reverse(here.operations(SERIES), here.device)
    assert reversal is not None
    assert reversal.meant[0].data["score"] == 4


def test_copies_that_sync_at_once_are_told_apart_too(folder: str, device: Device) -> None:
    here = device("here")
    rate(here, 1)
    shutil.copytree(here.home, os.path.join(os.path.dirname(here.home), "copy"))
    copy = device("copy")
    rate(here, 2)
    rate(copy, 3)
    sync(copy, folder)
    path = own_file(copy, folder)
    os.rename(path, path.replace(".jsonl", ".sync-conflict-20241021-101500-ABCDEFG.jsonl"))
    assert sync(here, folder).cloned
    for record in (here, copy, here):
        sync(record, folder)
    assert copy.device != here.device
    assert here.everything() == copy.everything()


def test_a_home_that_moved_stays_the_same_device(folder: str, device: Device) -> None:
    here = device("here")
    rate(here, 1)
    sync(here, folder)
    os.rename(here.home, here.home + "-moved")
    moved = device("here-moved")
    rate(moved, 2)
    assert not sync(moved, folder).cloned
    assert moved.device == here.device


def test_forgotten_words_leave_the_files_as_their_devices_sync(folder: str, device: Device) -> None:
    here, there = device("here"), device("there")
    note(here, "secret")
    sync(here, folder)
    sync(there, folder)
    forget(there)
    rate(there, 1)
    found = sync(there, folder)
    assert found.wordy == (file_name(here.device),)
    assert b"secret" not in contents(folder)[file_name(there.device)]
    assert sync(here, folder).wordy == ()
    assert not any(b"secret" in data for data in contents(folder).values())
    assert fold(here.operations(SERIES)).current.notes == {}
    assert not any(b"secret" in data for data in contents(here.home).values())


def test_a_garbled_id_is_set_aside_on_every_device(folder: str, device: Device) -> None:
    here, there = device("here"), device("there")
    (one,) = rate(here, 1)
    (other,) = rate(there, 2)
    # A program that mixes files up gives one operation another's content.
    mixed = other._replace(id=one.id)
    Path(folder, f"ops-{'e' * 32}.jsonl").write_bytes(encoded("e" * 32, "", [mixed]))
    for record in (here, there, here, there):
        sync(record, folder)
    assert here.everything() == there.everything()
    assert here.held() == there.held()
    assert len(here.held().conflicts) == 1
