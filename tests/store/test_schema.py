"""How an older record becomes a newer one."""

import os
import sqlite3
from contextlib import closing

import pytest

from bigcity_tui.domain.errors import StoreError
from bigcity_tui.store import backups, database
from tests.store.support import DAY, NOW, contents, open_record, rate, scores, write

STEP = ("CREATE TABLE more (text TEXT) STRICT", "INSERT INTO more VALUES ('stepped')")


@pytest.fixture
def older(home: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A record with one operation that lacks a step."""
    rate(open_record(home), 7)
    monkeypatch.setattr(database, "STEPS", (*database.STEPS, STEP))
    return home


def version(path: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        found: int = connection.execute("PRAGMA user_version").fetchone()[0]
        return found


def test_the_tables_are_those_that_were_agreed_on(home: str) -> None:
    rate(open_record(home), 7)
    with closing(sqlite3.connect(os.path.join(home, "record.sqlite3"))) as connection:
        columns, others = (
            [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            for table in ("op", "aside")
        )
        assert (
            columns
            == others
            == [
                "id",
                "sum",
                "batch",
                "hlc",
                "device",
                "wall",
                "series",
                "pass",
                "item",
                "kind",
                "value",
                "undoes",
            ]
        )
        strict = {row[1]: row[5] for row in connection.execute("PRAGMA table_list")}
        assert strict["op"] == strict["aside"] == strict["meta"] == 1
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("PRAGMA application_id").fetchone() == (database.APPLICATION_ID,)
        assert connection.execute("PRAGMA user_version").fetchone() == (3,)


def test_reading_an_older_record_changes_nothing(older: str) -> None:
    before = contents(older)
    record = open_record(older)
    assert scores(record) == [7]
    assert (record.trusted, record.writable, record.notice) == (True, True, None)
    assert contents(older) == before


def test_the_first_change_brings_it_up_to_date_after_a_backup(older: str) -> None:
    record = open_record(older)
    rate(record, 8)
    assert scores(record) == [7, 8]
    path = os.path.join(older, "record.sqlite3")
    assert version(path) == len(database.STEPS)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT text FROM more").fetchall() == [("stepped",)]
    assert (
        version(os.path.join(older, "backups", "record-2024-10-21.sqlite3"))
        == len(database.STEPS) - 1
    )


def test_todays_backup_is_made_again_before_that(
    home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rate(open_record(home), 7)
    rate(open_record(home, NOW + DAY), 8)
    monkeypatch.setattr(database, "STEPS", (*database.STEPS, STEP))
    rate(open_record(home, NOW + DAY), 9)
    (name,) = os.listdir(os.path.join(home, "backups"))
    with closing(sqlite3.connect(os.path.join(home, "backups", name))) as backup:
        assert backup.execute("SELECT count(*) FROM op").fetchone() == (2,)


def test_a_change_refused_leaves_it_old(older: str) -> None:
    write(open_record(older), [])
    assert version(os.path.join(older, "record.sqlite3")) == len(database.STEPS) - 1


def test_without_a_backup_it_stays_old_and_says_why(older: str) -> None:
    with open(os.path.join(older, "backups"), "wb"):
        pass
    record = open_record(older)
    with pytest.raises(StoreError, match=r"nothing was saved: .* must be backed up"):
        rate(record, 8)
    assert scores(record) == [7]
    assert version(os.path.join(older, "record.sqlite3")) == len(database.STEPS) - 1


def test_a_step_that_fails_leaves_it_old(older: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "STEPS", (*database.STEPS[:-1], (*STEP, "CREATE TABLE op (id)")))
    before = contents(older)["record.sqlite3"]
    with pytest.raises(StoreError):
        rate(open_record(older), 8)
    assert contents(older)["record.sqlite3"] == before


def test_every_earlier_version_can_be_restored_and_brought_up_to_date(older: str) -> None:
    rate(open_record(older), 8)
    with open(os.path.join(older, "record.sqlite3"), "wb") as file:
        file.write(b"damaged")
    backups.restore(older)
    record = open_record(older, NOW + DAY)
    rate(record, 9)
    assert scores(record) == [7, 9]
