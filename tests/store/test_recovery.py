"""What comes after damage: told alike by everything, brought back, and nothing readable lost."""

import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bigcity_tui.domain.errors import ReadOnlyError
from bigcity_tui.domain.operations import Change, Operation
from bigcity_tui.store import backups, database, doctor
from bigcity_tui.store.record import Record
from bigcity_tui.store.salvage import salvage
from tests.store.support import DAY, NOW, SERIES, contents, note, open_record, rate

FILE = "record.sqlite3"
PAGE = 4096


def filled(home: str) -> None:
    """A record of two days, with notes, so that there is a backup of the first."""
    record = open_record(home, NOW - DAY)
    for text in ("서울 first", "서울 second", "서울 third"):
        note(record, text)
    rate(open_record(home), 7)


def replace(path: str, change: Callable[[bytes], bytes]) -> bytes:
    data = change(Path(path).read_bytes())
    Path(path).write_bytes(data)
    return data


def is_told(home: str) -> None:
    """The record is damaged, by every account, and nothing is written to it."""
    before = contents(home)
    record = open_record(home, NOW + DAY)
    assert record.everything() == ()
    assert not record.trusted
    assert "is damaged" in str(record.notice)
    found = {each.check: each for each in doctor.examine(home, lambda: NOW)}
    assert found["record"].level == "bad"
    assert "is damaged" in found["record"].text
    with pytest.raises(ReadOnlyError, match="is damaged"):
        rate(record, 1)
    assert contents(home) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace("서울 second".encode(), b"\xff" * 13),
        lambda data: data.replace(b'"score":7', b'"score":9'),  # which SQLite has no word for
        lambda data: data.replace(b"CREATE TABLE meta", b"CREATE TABLE \xff\xff\xff\xff"),
        lambda data: data.replace(b"device", b"devise"),
    ],
    ids=["a note that is no text", "another rating", "the schema", "whose it is"],
)
def test_a_byte_that_is_wrong_is_told_by_all_and_restored(
    home: str, change: Callable[[bytes], bytes]
) -> None:
    filled(home)
    truth = open_record(home).everything()
    damaged = replace(os.path.join(home, FILE), change)
    is_told(home)
    restored = backups.restore(home)
    assert restored.aside is not None
    assert Path(restored.aside).read_bytes() == damaged
    found = open_record(home)
    assert set(backups_of(home)) <= set(found.everything()) <= set(truth)
    assert found.notice is None
    rate(found, 8)


def backups_of(home: str) -> tuple[object, ...]:
    """What the backup knows."""
    name = max(os.listdir(os.path.join(home, "backups")))
    copy = os.path.join(home, "copy")
    os.makedirs(copy, mode=0o700)
    data = Path(home, "backups", name).read_bytes()
    Path(copy, FILE).write_bytes(data)
    return open_record(copy).everything()


def test_whatever_byte_of_the_schema_is_wrong_is_damage_or_does_no_harm(home: str) -> None:
    filled(home)
    truth = open_record(home).everything()
    path = os.path.join(home, FILE)
    sound = Path(path).read_bytes()
    start = sound.index(b"CREATE TABLE meta") - 40
    for place in range(start, PAGE, 9):
        Path(path).write_bytes(sound[:place] + b"\xff" + sound[place + 1 :])
        record = open_record(home)
        found = record.everything()
        assert found == (truth if record.trusted else ()), place
        doctor.examine(home, lambda: NOW)
    Path(path).write_bytes(sound[: start + 60] + b"\xff" + sound[start + 61 :])
    backups.restore(home)
    assert open_record(home).everything() == truth


def test_swapped_pages_that_sqlite_finds_sound_are_told(home: str) -> None:
    filled(home)
    path = os.path.join(home, FILE)
    with closing(sqlite3.connect(path)) as connection:
        roots = dict(connection.execute("SELECT name, rootpage FROM sqlite_schema"))
    one, other = sorted((roots["op"] - 1, roots["aside"] - 1))

    def swapped(data: bytes) -> bytes:
        pages = [data[start : start + PAGE] for start in range(0, len(data), PAGE)]
        pages[one], pages[other] = pages[other], pages[one]
        return b"".join(pages)

    truth = open_record(home).everything()
    replace(path, swapped)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
    is_told(home)
    backups.restore(home)
    assert open_record(home).everything() == truth


def test_what_is_whole_comes_back_where_there_is_no_backup(home: str) -> None:
    rate(open_record(home), 7, 8)
    truth = open_record(home).everything()
    path = os.path.join(home, FILE)
    replace(path, lambda data: data[:PAGE].replace(b"CREATE", b"\xffREATE") + data[PAGE:])
    record = open_record(home)
    assert "doctor --restore' brings back all that is whole of it" in str(record.notice)
    assert salvage(home) == truth
    assert backups.restore(home).backup is None
    assert open_record(home).everything() == truth


def hurt_backup(home: str, how: str) -> None:
    name = max(os.listdir(os.path.join(home, "backups")))
    path = os.path.join(home, "backups", name)
    if how == "fifo":
        os.remove(path)
        os.mkfifo(path)
    else:
        replace(
            path, lambda data: data.replace(b"CREATE TABLE meta", b"CREATE TABLE \xff\xff\xff\xff")
        )


@pytest.mark.parametrize("how", ["fifo", "schema"])
def test_a_backup_of_no_use_is_passed_over_and_said(home: str, how: str) -> None:
    filled(home)
    hurt_backup(home, how)
    record = open_record(home, NOW + DAY)
    rate(record, 8)
    assert [each.data["score"] for each in record.operations(SERIES, "rating")] == [7, 8]
    assert "cannot be used" in str(record.notice)
    rate(record, 9)
    assert record.notice is None
    found = {each.check: each for each in doctor.examine(home, lambda: NOW)}
    assert found["backups"].level == "warn"


def test_an_earlier_version_that_is_damaged_does_not_replace_its_backup(home: str) -> None:
    """The day's backup is made anew before an older record is brought up to date."""
    older(home)
    backup = Path(home, "backups", "record-2024-10-21.sqlite3")
    backup.parent.mkdir(mode=0o700)
    backup.write_bytes(Path(home, FILE).read_bytes())
    sound = backup.read_bytes()
    replace(os.path.join(home, FILE), lambda data: data.replace(b"first words", b"\xff" * 11))
    is_told(home)
    assert backup.read_bytes() == sound
    backups.restore(home)
    assert len(open_record(home).everything()) == 2


WRITTEN: tuple[tuple[Any, ...], ...] = (
    ("rating", '{"score":7.0}', "a" * 32),
    ("note", '{"text":"first words","over":[]}', "b" * 32),
)


def written(rows: Sequence[tuple[Any, ...]]) -> list[Operation]:
    return [
        Operation(
            f"{number:032x}",
            batch,
            time[0] if time else NOW + number,
            "d" * 32,
            NOW,
            SERIES,
            Change("first", "1", kind, value),
            None,
        )
        for number, (kind, value, batch, *time) in enumerate(rows)
    ]


def older(home: str, rows: Sequence[tuple[Any, ...]] = WRITTEN, *more: Operation) -> Record:
    """A record as an earlier version kept it: kinds, values, batches, and times if they matter."""
    os.makedirs(home, mode=0o700)
    columns = (
        "id TEXT NOT NULL{}, batch TEXT NOT NULL, hlc INTEGER NOT NULL, device TEXT NOT NULL,"
        " wall INTEGER NOT NULL, series TEXT NOT NULL, pass TEXT NOT NULL, item TEXT NOT NULL,"
        " kind TEXT NOT NULL, value TEXT NOT NULL, undoes TEXT"
    )
    path = os.path.join(home, FILE)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"CREATE TABLE op ({columns.format(' PRIMARY KEY')}) STRICT")
        connection.execute(
            "CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT"
        )
        connection.execute(f"CREATE TABLE aside ({columns.format('')}) STRICT")
        connection.execute("INSERT INTO meta VALUES ('device', ?)", ("d" * 32,))
        for operation in (*written(rows), *more):
            row = (*operation[:6], *operation.change, operation.undoes)
            connection.execute(f"INSERT INTO op VALUES ({', '.join('?' * 11)})", row)
        connection.execute(f"PRAGMA application_id = {database.APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 2")
        connection.commit()
    os.chmod(path, 0o600)
    return open_record(home)


def test_an_earlier_version_is_read_as_it_is_and_brought_up_to_date(home: str) -> None:
    record = older(home)
    before = contents(home)
    assert [each.change.kind for each in record.everything()] == ["rating", "note"]
    assert contents(home) == before
    rate(record, 8)
    assert [each.change.kind for each in open_record(home).everything()] == [
        "rating",
        "note",
        "rating",
    ]
