"""A note that is saved as it grows leaves one operation; nothing that is read of it is lost."""

import os
from contextlib import closing
from pathlib import Path

from bigcity_tui.domain import edits
from bigcity_tui.domain.edits import reverse
from bigcity_tui.domain.history import UserNote, fold
from bigcity_tui.store.record import Record
from bigcity_tui.store.sync import sync
from tests.store.support import (
    DAY,
    NOW,
    SERIES,
    Device,
    encoded,
    forget,
    note,
    open_record,
    rate,
    write,
)
from tests.store.test_recovery import older, written

BATCH = "b" * 32


def save(record: Record, text: str, batch: str = BATCH, seen: tuple[str, ...] = ()) -> None:
    """Save the note of the first episode as it grows."""
    with record.transaction(SERIES) as tx:
        tx.append(edits.noted(tx.operations, "1", text, seen=seen, batch=batch), batch=batch)
    with closing(open_record(record.home)) as other:
        assert record.operations(SERIES) == other.operations(SERIES)


def shown(record: Record) -> UserNote | None:
    return fold(record.operations(SERIES)).current.notes.get("1")


def texts(record: Record) -> list[str]:
    found = shown(record)
    return [] if found is None else sorted(found.texts)


def test_what_was_saved_on_the_way_goes(home: str) -> None:
    record = open_record(home)
    note(record, "first")
    found = shown(record)
    assert found is not None
    for number in range(40):
        save(record, f"first and {number} {'서울 ' * 500}", seen=found.heads)
    assert len(record.everything()) == 2
    assert os.path.getsize(os.path.join(home, "record.sqlite3")) < 80_000
    assert texts(record)[0].startswith("first and 39")
    reversal = reverse(record.operations(SERIES), record.device)
    assert reversal is not None
    write(record, reversal.changes, reversal.batch)
    assert texts(record) == ["first"]


def test_a_text_from_elsewhere_stays_beside_it(home: str) -> None:
    record = open_record(home)
    save(record, "mine")
    note(record, "from elsewhere")
    save(record, "mine too")
    assert texts(record) == ["from elsewhere", "mine too"]
    note(record, "both")
    assert texts(record) == ["both"]


def test_devices_that_saw_it_half_written_come_to_the_same(device: Device, folder: str) -> None:
    here, there = device("here"), device("there")
    save(here, "half")
    for each in (here, there):
        sync(each, folder)
    save(here, "half and half")
    for each in (there, here, there, here):
        sync(each, folder)
    assert here.everything() == there.everything()
    assert texts(there) == ["half and half"]
    assert len(there.everything()) == 1
    assert not sync(here, folder).written


def test_a_home_that_moved_is_no_copy_for_what_it_saved_on_the_way(
    tmp_path: Path, folder: str
) -> None:
    record = open_record(str(tmp_path / "old"))
    save(record, "half")
    sync(record, folder)
    save(record, "half and half")
    os.rename(tmp_path / "old", tmp_path / "new")
    moved = open_record(str(tmp_path / "new"))
    assert not sync(moved, folder).cloned


def test_forgetting_reaches_what_was_saved_on_the_way_in_a_backup(home: str) -> None:
    record = open_record(home)
    save(record, "secret beginning")
    later = open_record(home, NOW + DAY)
    save(later, "secret beginning and end")
    forget(later)
    for folder, _, names in os.walk(home):
        for name in names:
            assert b"secret" not in Path(folder, name).read_bytes(), name


CHAIN = [
    ("note", '{"text":"before","over":[]}', "a" * 32),
    *(
        ("note", f'{{"text":"grown {number}","over":["{number:032x}"]}}', BATCH)
        for number in range(20)
    ),
    ("rating", '{"score":7.0}', "c" * 32),
]
"""What an earlier version saved on the way: each text replaces the one before."""


def test_what_an_earlier_version_saved_on_the_way_goes_too(home: str) -> None:
    """The first of its texts stays, for what it replaced."""
    record = older(home, CHAIN)
    assert texts(record) == ["grown 19"]
    rate(record, 8)
    assert len(record.operations(SERIES, "note")) == 3
    assert texts(record) == ["grown 19"]
    reversal = reverse(
        [each for each in record.operations(SERIES) if each.change.kind == "note"], "d" * 32
    )
    assert reversal is not None
    assert [change.value.split('"')[3] for change in reversal.changes] == ["before"]


def test_it_does_not_come_back_from_a_device_that_has_it_still(
    home: str, device: Device, folder: str
) -> None:
    record, elsewhere = older(home, CHAIN), device("elsewhere")
    Path(folder, f"ops-{'e' * 32}.jsonl").write_bytes(encoded("e" * 32, "", written(CHAIN)))
    rate(record, 8)
    for each in (record, elsewhere, record):
        sync(each, folder)
        assert not sync(each, folder).written
        assert len(each.operations(SERIES, "note")) == 3
    assert record.everything() == elsewhere.everything()
    assert texts(elsewhere) == ["grown 19"]
