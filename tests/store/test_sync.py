"""Several devices and one folder: whatever the order and whatever happens to the files."""

import os
import shutil
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bigcity_tui.domain import edits
from bigcity_tui.domain.errors import CompanionError, ReadOnlyError, StoreError, UsageError
from bigcity_tui.domain.history import fold
from bigcity_tui.domain.undo import undo
from bigcity_tui.files.writing import UNFINISHED, unfinished
from bigcity_tui.store import restoring
from bigcity_tui.store.record import Record
from bigcity_tui.store.sync import Synced, sync
from bigcity_tui.store.sync_files import encoded, file_name
from tests.store.support import DAY, NOW, SERIES, contents, open_record, rate, scores


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


Device = Callable[..., Record]


def note(record: Record, text: str) -> None:
    record.append(SERIES, lambda known: (edits.noted(known, "1", text), None))


def forget(record: Record) -> None:
    record.append(SERIES, lambda known: (edits.forgot(known, "1", every_pass=True), None))


def own_file(record: Record, folder: str) -> str:
    return os.path.join(folder, file_name(record.device))


def files(folder: str) -> dict[str, bytes]:
    return contents(folder)


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
    found = files(folder)
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
    before = files(folder)
    restoring.restore_newest(here.home)
    assert files(folder) == before
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
    reversal = undo(here.operations(SERIES), here.device)
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


def test_forgotten_words_leave_the_files_as_their_devices_sync(folder: str, device: Device) -> None:
    here, there = device("here"), device("there")
    note(here, "secret")
    sync(here, folder)
    sync(there, folder)
    forget(there)
    rate(there, 1)
    found = sync(there, folder)
    assert found.wordy == (file_name(here.device),)
    assert b"secret" not in files(folder)[file_name(there.device)]
    assert sync(here, folder).wordy == ()
    assert not any(b"secret" in data for data in files(folder).values())
    assert fold(here.operations(SERIES)).current.notes == {}
    assert not any(b"secret" in data for data in contents(here.home).values())


def test_a_garbled_id_is_set_aside_on_every_device(folder: str, device: Device) -> None:
    here, there = device("here"), device("there")
    (one,) = rate(here, 1)
    (other,) = rate(there, 2)
    # A program that mixes files up gives one operation another's content.
    mixed = replace(other, id=one.id)
    Path(folder, f"ops-{'e' * 32}.jsonl").write_bytes(encoded("e" * 32, "", [mixed]))
    for record in (here, there, here, there):
        sync(record, folder)
    assert here.everything() == there.everything()
    assert here.held() == there.held()
    assert len(here.held().aside) == 1


# -- any order, any accident ------------------------------------------------------------------

ACTIONS = st.one_of(
    st.tuples(
        st.sampled_from(["rate", "note", "forget", "undo", "sync", "sync", "sync"]),
        st.integers(0, 2),
    ),
    st.tuples(st.sampled_from(["cut", "double", "lose"]), st.integers(0, 2)),
)


def act(records: list[Record], folder: str, action: str, who: int, amount: float) -> Synced | None:
    record = records[who]
    path = own_file(record, folder)
    if action == "rate":
        rate(record, 1 + int(8 * amount))
    elif action == "note":
        note(record, f"text {amount}")
    elif action == "forget":
        forget(record)
    elif action == "undo":
        reversal = undo(record.operations(SERIES), record.device)
        if reversal is not None:
            record.append(SERIES, lambda _: (reversal.changes, reversal.batch))
    elif action == "sync":
        return sync(record, folder)
    elif os.path.exists(path):
        data = Path(path).read_bytes()
        if action == "cut":
            Path(path).write_bytes(data[: int(amount * len(data))])
        elif action == "double":
            Path(path.replace(".jsonl", " (1).jsonl")).write_bytes(data)
        else:
            os.remove(path)
    return None


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.tuples(ACTIONS, st.floats(0, 1)), max_size=15))
def test_three_devices_converge_whatever_happened(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[tuple[str, int], float]]
) -> None:
    check_convergence(str(tmp_path_factory.mktemp("top")), steps)


@pytest.mark.long
@pytest.mark.timeout(1800)
@settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.tuples(ACTIONS, st.floats(0, 1)), max_size=40))
def test_three_devices_converge_at_length(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[tuple[str, int], float]]
) -> None:
    check_convergence(str(tmp_path_factory.mktemp("top")), steps)


def check_convergence(top: str, steps: list[tuple[tuple[str, int], float]]) -> None:
    folder = os.path.join(top, "carried")
    os.mkdir(folder)
    records = [open_record(os.path.join(top, f"device-{n}")) for n in range(3)]
    made = set()
    for (action, who), amount in steps:
        act(records, folder, action, who, amount)
        made |= {operation.id for record in records for operation in record.everything()}
    for record in (*records, *records):
        sync(record, folder)
    first, second, third = (record.everything() for record in records)
    assert first == second == third
    assert {operation.id for operation in first} == made
    assert not any(record.held().aside for record in records)
    for record in records:
        assert not sync(record, folder).written
