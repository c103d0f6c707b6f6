"""The record's backups, and bringing one back."""

import os
import sqlite3
from contextlib import closing

import pytest

from bigcity_tui.domain.errors import ReadOnlyError, StoreError
from bigcity_tui.store import backups
from tests.store.support import DAY, NOW, contents, open_record, rate, scores, write


def kept(home: str) -> list[str]:
    return sorted(os.listdir(os.path.join(home, "backups")))


def damage(home: str) -> None:
    with open(os.path.join(home, "record.sqlite3"), "wb") as file:
        file.write(b"damaged")


def test_the_first_change_of_a_day_is_preceded_by_one_backup(home: str) -> None:
    rate(open_record(home), 1)
    assert os.listdir(home) == ["record.sqlite3"]
    record = open_record(home, NOW + DAY)
    rate(record, 2)
    rate(record, 3)
    assert record.notice is None
    assert kept(home) == ["record-2024-10-22.sqlite3"]
    with closing(sqlite3.connect(os.path.join(home, "backups", kept(home)[0]))) as backup:
        assert backup.execute("SELECT value FROM op").fetchall() == [('{"score":1}',)]


def test_a_decision_for_nothing_makes_no_backup(home: str) -> None:
    rate(open_record(home), 1)
    write(open_record(home, NOW + DAY), [])
    assert os.listdir(home) == ["record.sqlite3"]


def test_seven_are_kept(home: str) -> None:
    for day in range(12):
        rate(open_record(home, NOW + day * DAY), day)
    assert kept(home) == [
        f"record-2024-{day}.sqlite3"
        for day in ("10-26", "10-27", "10-28", "10-29", "10-30", "10-31", "11-01")
    ]


def test_the_newest_is_told_by_its_content_and_not_by_a_clock_that_was_wrong(home: str) -> None:
    rate(open_record(home), 0)
    for number, at in enumerate([4_102_444_800_000, 0, NOW + DAY, NOW + 2 * DAY], start=1):
        rate(open_record(home, at), number)
    assert kept(home) == [
        f"record-{day}.sqlite3" for day in ("1970-01-01", "2024-10-22", "2024-10-23", "2100-01-01")
    ]
    damage(home)
    backup = backups.restore(home).backup
    assert backup is not None
    assert os.path.basename(backup) == "record-2024-10-23.sqlite3"
    assert scores(open_record(home)) == [0, 1, 2, 3]


def test_pruning_spares_other_files_and_takes_damaged_backups_first(home: str) -> None:
    for day in range(8):
        rate(open_record(home, NOW + day * DAY), day)
    folder = os.path.join(home, "backups")
    newest = kept(home)[-1]
    with open(os.path.join(folder, newest), "wb") as file:
        file.write(b"damaged")
    for name in ("notes.txt", "record-mine.sqlite3", "record-2024-10-2x.sqlite3"):
        with open(os.path.join(folder, name), "wb"):
            pass
    rate(open_record(home, NOW + 8 * DAY), 8)
    names = kept(home)
    assert newest not in names
    assert {"notes.txt", "record-mine.sqlite3", "record-2024-10-2x.sqlite3"} <= set(names)
    assert len(names) == 7 + 3


def test_what_a_killed_backup_left_is_swept(home: str) -> None:
    rate(open_record(home), 1)
    os.mkdir(os.path.join(home, "backups"), 0o700)
    with open(os.path.join(home, "backups", ".record-0123.tmp"), "wb"):
        pass
    rate(open_record(home, NOW + DAY), 2)
    assert kept(home) == ["record-2024-10-22.sqlite3"]


@pytest.mark.parametrize("obstacle", ["a file", "a folder that others may write"])
def test_a_failing_backup_is_said_and_stops_no_change(home: str, obstacle: str) -> None:
    rate(open_record(home), 1)
    folder = os.path.join(home, "backups")
    if obstacle == "a file":
        with open(folder, "wb"):
            pass
    else:
        os.mkdir(folder)
        os.chmod(folder, 0o777)
    record = open_record(home)
    rate(record, 2)
    assert scores(record) == [1, 2]
    notice = record.notice or ""
    assert notice.startswith("changes are saved, but today's backup of the record failed")
    assert notice.isprintable()
    assert (record.trusted, record.writable) == (True, True)
    os.remove(folder) if obstacle == "a file" else os.chmod(folder, 0o700)
    rate(record, 3)
    assert record.notice is None
    assert kept(home) == ["record-2024-10-21.sqlite3"]


def test_damage_too_deep_to_be_seen_at_once_is_seen_by_the_backup(home: str) -> None:
    rate(open_record(home), *range(4000))
    path = os.path.join(home, "record.sqlite3")
    with closing(sqlite3.connect(path)) as connection:
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_op_1'"
        ).fetchone()
    with open(path, "r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(bytes(4096))
    record = open_record(home, NOW + DAY)
    with pytest.raises(ReadOnlyError, match="is damaged"):
        rate(record, 1)
    assert not record.trusted
    assert kept(home) == []


def test_a_sound_record_is_not_replaced(home: str) -> None:
    rate(open_record(home), 1)
    rate(open_record(home, NOW + DAY), 2)
    before = contents(home)
    with pytest.raises(StoreError, match="is sound: there is nothing to restore"):
        backups.restore(home)
    assert contents(home) == before


def test_a_record_in_use_is_not_replaced(home: str) -> None:
    rate(open_record(home), 1)
    rate(open_record(home, NOW + DAY), 2)
    before = contents(home)
    path = os.path.join(home, "record.sqlite3")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="is sound"):
            backups.restore(home)
        other.execute("ROLLBACK")
    assert contents(home) == before


def test_without_a_whole_backup_nothing_is_touched(home: str) -> None:
    rate(open_record(home), 1)
    rate(open_record(home, NOW + DAY), 2)
    damage(home)
    with open(os.path.join(home, "backups", kept(home)[0]), "wb") as file:
        file.write(b"damaged too")
    before = contents(home)
    with pytest.raises(StoreError, match="no whole backup"):
        backups.restore(home)
    assert contents(home) == before


def test_every_restoring_keeps_what_was_there_and_no_journal_reaches_the_backup(home: str) -> None:
    rate(open_record(home), 1)
    rate(open_record(home, NOW + DAY), 2)
    for number in range(3):
        damage(home)
        with open(os.path.join(home, "record.sqlite3-journal"), "wb") as file:
            file.write(b"journal %d" % number)
        backups.restore(home)
        assert scores(open_record(home)) == [1]
    found = contents(home)
    aside = sorted(name for name in found if "damaged" in name)
    assert len(aside) == 6
    assert [found[name] for name in aside if name.endswith("3")] == [b"damaged"] * 3
    assert {found[name] for name in aside if name.endswith("-journal")} == {
        b"journal 0",
        b"journal 1",
        b"journal 2",
    }
    assert not [name for name in found if name.endswith(".tmp")]


@pytest.mark.parametrize("wall", [-(2**62), -1, 0, 2**62, 253_402_300_800_000])
def test_any_clock_gives_a_day(wall: int) -> None:
    assert backups.day_at(wall) in ("1970-01-01", "1969-12-31")
