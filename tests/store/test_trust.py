"""What stands where the record should be: foreign, damaged, newer; kept as it is, and said so."""

import os
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from bigcity_tui.domain.errors import ReadOnlyError, StoreError
from bigcity_tui.store import backups
from bigcity_tui.store.record import Record
from tests.store.support import DAY, NOW, SERIES, contents, open_record, rate, scores

FILE = "record.sqlite3"


def sql(path: str, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def replace(path: str, change: Callable[[bytes], bytes]) -> None:
    with open(path, "rb") as file:
        data = file.read()
    with open(path, "wb") as file:
        file.write(change(data))


def filled(home: str) -> None:
    """A record of two days, so that there is a backup."""
    rate(open_record(home, NOW - DAY), *range(40))
    rate(open_record(home), 1)


def state(record: Record) -> tuple[bool, bool, str | None]:
    return (record.trusted, record.writable, record.notice)


def refused(record: Record) -> str:
    """The one line that a refused change is refused with."""
    with pytest.raises(ReadOnlyError) as raised:
        rate(record, 9)
    text = str(raised.value)
    assert text.isprintable()
    assert text == record.notice
    return text


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "text": lambda _: b"Dear diary,\n" * 50,
    "emptied": lambda _: b"",
    "half": lambda data: data[: len(data) // 2],
    "last byte missing": lambda data: data[:-1],
    "one page left": lambda data: data[:4096],
    "zeros": lambda data: bytes(len(data)),
    "garbage": lambda data: random.Random(1).randbytes(len(data)),
    "head overwritten": lambda data: b"\xff\xfe" * 8 + data[16:],
    "one byte": lambda _: b"x",
    "zero page inside": lambda data: data[:8192] + bytes(4096) + data[12288:],
    "cells overwritten": lambda data: data[:8192] + b"\xff" * 200 + data[8392:],
}


@pytest.mark.parametrize("backed_up", [True, False])
@pytest.mark.parametrize("how", DAMAGE)
def test_damage_is_read_as_nothing_and_never_written_over(
    home: str, how: str, backed_up: bool
) -> None:
    filled(home)
    if not backed_up:
        os.remove(os.path.join(home, "backups", "record-2024-10-21.sqlite3"))
        if how == "emptied":
            return  # that is what a new one looks like
    replace(os.path.join(home, FILE), DAMAGE[how])
    before = contents(home)
    record = open_record(home)
    assert (record.trusted, record.writable) == (False, False)
    assert record.operations(SERIES) == ()
    text = refused(record)
    assert os.path.join(home, FILE) in text
    if backed_up:
        assert text.endswith(
            "'bigcity-tui doctor --restore' brings back the backup record-2024-10-21.sqlite3"
        )
    else:
        assert text.endswith(
            (
                "there is no backup of it; move it elsewhere to begin anew",
                "'bigcity-tui doctor --restore' brings back all that is whole of it",
            )
        )
    assert contents(home) == before


@pytest.mark.parametrize("how", DAMAGE)
def test_what_was_damaged_comes_back_from_the_backup_and_is_set_aside(home: str, how: str) -> None:
    filled(home)
    path = os.path.join(home, FILE)
    replace(path, DAMAGE[how])
    with open(path, "rb") as file:
        damaged = file.read()
    with closing(open_record(home)) as record:
        seen = record.version()
        restored = backups.restore(home)
        backup, aside = restored.backup, restored.aside
        assert backup is not None
        assert record.version() != seen
        assert scores(record)[:40] == list(range(40))
        assert scores(record)[40:] in ([], [1])  # what is whole of the second day is kept
        assert state(record) == (True, True, None)
        assert os.path.basename(backup) == "record-2024-10-21.sqlite3"
        assert aside is not None
        assert os.path.basename(aside).startswith("record-damaged-")
        with open(aside, "rb") as file:
            assert file.read() == damaged
        rate(record, 9)
    assert os.stat(path).st_mode & 0o777 == 0o600


def test_a_missing_record_beside_backups_is_damage_too(home: str) -> None:
    filled(home)
    os.remove(os.path.join(home, FILE))
    record = open_record(home)
    assert not record.trusted
    assert "is missing" in refused(record)
    assert os.listdir(home) == ["backups"]
    assert backups.restore(home).aside is None
    assert len(scores(record)) == 40


def test_an_empty_file_without_backups_is_new(home: str) -> None:
    os.makedirs(home, mode=0o700)
    with open(os.path.join(home, FILE), "wb"):
        pass
    record = open_record(home)
    assert state(record) == (True, True, None)
    rate(record, 7)
    assert scores(record) == [7]


def test_another_programs_database_is_left_alone(home: str) -> None:
    os.makedirs(home, mode=0o700)
    path = os.path.join(home, FILE)
    sql(path, "PRAGMA journal_mode = WAL", "CREATE TABLE op (id)", "INSERT INTO op VALUES (1)")
    before = contents(home)
    record = open_record(home)
    assert record.operations(SERIES) == ()
    assert "is no record of bigcity-tui" in refused(record)
    assert contents(home) == before


def test_a_newer_record_says_to_update_and_is_not_restored_over(home: str) -> None:
    filled(home)
    sql(os.path.join(home, FILE), "PRAGMA user_version = 99", "ALTER TABLE op ADD COLUMN more TEXT")
    before = contents(home)
    record = open_record(home)
    assert not record.trusted
    assert record.operations(SERIES) == ()
    assert "update this one" in refused(record)
    with pytest.raises(StoreError, match="update this one"):
        backups.restore(home)
    assert contents(home) == before


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE op",
        "DROP TABLE meta",
        "PRAGMA user_version = 0",
        "UPDATE op SET value = CAST(x'7365637265741b' || x'ff' AS TEXT)",
    ],
)
def test_our_own_file_with_the_wrong_things_in_it_is_damaged(home: str, statement: str) -> None:
    filled(home)
    sql(os.path.join(home, FILE), statement)
    record = open_record(home)
    assert record.operations(SERIES) == ()
    assert not record.trusted
    text = refused(record)
    assert "is damaged" in text
    assert "secret" not in text


def test_an_open_record_stops_being_trusted_when_the_file_goes_bad_and_recovers(home: str) -> None:
    filled(home)
    path = os.path.join(home, FILE)
    with open(path, "rb") as file:
        good = file.read()
    with closing(open_record(home)) as record:
        assert state(record) == (True, True, None)
        replace(path, lambda data: b"x" * len(data))
        assert record.operations(SERIES) == ()
        assert state(record)[:2] == (False, False)
        assert "is damaged" in refused(record)
        replace(path, lambda _: good)
        assert len(scores(record)) == 41
        assert state(record) == (True, True, None)


@pytest.mark.parametrize("kind", ["folder", "fifo"])
def test_what_is_no_file_is_not_waited_for(home: str, kind: str) -> None:
    filled(home)
    path = os.path.join(home, FILE)
    os.remove(path)
    os.mkdir(path) if kind == "folder" else os.mkfifo(path)
    record = open_record(home)
    assert "is not a file" in refused(record)
    aside = backups.restore(home).aside
    assert aside is not None
    assert len(scores(record)) == 40


def test_a_home_that_is_a_file_is_named(home: str) -> None:
    os.makedirs(os.path.dirname(home))
    with open(home, "wb") as file:
        file.write(b"mine")
    record = open_record(home)
    assert record.operations(SERIES) == ()
    assert f"{home} is not a folder" in refused(record)
    below = open_record(os.path.join(home, "below"))
    assert "Not a directory" in refused(below)
    with open(home, "rb") as file:
        assert file.read() == b"mine"


def test_a_home_that_is_a_dangling_link_is_named(home: str) -> None:
    os.makedirs(os.path.dirname(home))
    os.symlink("/nonexistent/x", home)
    record = open_record(home)
    assert record.operations(SERIES) == ()
    assert f"{home} is a link that leads nowhere" in refused(record)


def test_a_record_that_a_tool_put_into_wal_mode_is_read_and_put_back(home: str) -> None:
    filled(home)
    path = os.path.join(home, FILE)
    sql(path, "PRAGMA journal_mode = WAL")
    record = open_record(home)
    assert len(scores(record)) == 41
    rate(record, 2)
    assert len(scores(record)) == 42
    with open(path, "rb") as file:
        assert file.read(20)[18:] == b"\1\1"
    assert not os.path.exists(path + "-wal")


def test_bytes_after_the_end_do_no_harm(home: str) -> None:
    filled(home)
    replace(os.path.join(home, FILE), lambda data: data + bytes(512))
    record = open_record(home)
    rate(record, 2)
    assert len(scores(record)) == 42
