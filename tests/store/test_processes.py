"""Several programs at one record, and systems that refuse."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import partial

import pytest

from bigcity_tui.domain.errors import StoreError
from bigcity_tui.store import database
from bigcity_tui.store.errors import TIMEOUT
from tests.store.support import DAY, NOW, SERIES, open_record, python, rate, result, scores

MANY = """
record = open_record(home, NOW + DAY * (int(sys.argv[2]) % 2))
sys.stdin.readline()
for number in range(10):
    rate(record, int(sys.argv[2]) * 10 + number)
print(json.dumps(record.notice))
"""


@pytest.mark.parametrize("begun", [True, False])
def test_nothing_is_lost_between_many_writers(home: str, begun: bool) -> None:
    if begun:
        rate(open_record(home, NOW - DAY), 1000)
    programs = [python(MANY, home, str(number)) for number in range(8)]
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("\n")
        program.stdin.flush()
    assert [result(program) for program in programs] == [None] * 8
    found = scores(open_record(home))
    assert sorted(found) == [*range(80), *[1000] * begun]
    times = [operation.hlc for operation in open_record(home).operations(SERIES)]
    assert len(set(times)) == len(times)
    for number in range(8):
        own = [score for score in found if score // 10 == number]
        assert own == sorted(own)


HOLD = """
connection = database.begin(location.record_path(home), 30)
connection.execute(sys.argv[2])
connection.create_function("checksum", -1, rows.checksum)
connection.execute("UPDATE op SET sum = checksum(id, batch, hlc, device, wall, series, pass, item,"
    " kind, value, undoes)")
rows.seal(connection)
print("held", flush=True)
sys.stdin.readline()
connection.execute("COMMIT")
connection.close()
print("done", flush=True)
sys.stdin.readline()
"""


def test_another_programs_transaction_keeps_nobody_from_reading(home: str) -> None:
    rate(open_record(home), 7)
    holder = python(HOLD, home, "UPDATE op SET value = '{\"score\":8}'")
    assert holder.stdin is not None
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with closing(open_record(home)) as record:
        seen = record.version()
        assert scores(record) == [7]
        assert record.version() == seen
        holder.stdin.write("\n")
        holder.stdin.flush()
        assert holder.stdout.readline() == "done\n"
        assert record.version() != seen
        assert scores(record) == [8]
    holder.communicate("\n", timeout=60)


def test_a_writer_says_that_it_waits_and_gives_up_with_one_line(
    home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rate(open_record(home), 7)
    record = open_record(home)
    monkeypatch.setattr(database, "PATIENCE", 0.05)
    monkeypatch.setattr(database, "TIMEOUT", 0.05)
    waits: list[str] = []
    record.waiting = lambda: waits.append("waits")
    with closing(sqlite3.connect(os.path.join(home, "record.sqlite3"))) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match=r"^another program is using the record; try again"):
            rate(record, 8)
        assert waits == ["waits"]
        other.execute("ROLLBACK")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match=r"^another program is using the record; try again"):
            record.operations(SERIES)
    assert waits == ["waits", "waits"]
    assert (record.trusted, record.notice) == (True, None)
    rate(record, 8)
    assert scores(record) == [7, 8]


def test_while_others_take_turns_one_waits_for_ones_own(tmp_path: os.PathLike[str]) -> None:
    path = os.path.join(tmp_path, "record")
    with open(path, "wb"):
        pass
    waits: list[float] = []

    def act(turns: int, timeout: float) -> str:
        waits.append(timeout)
        if len(waits) > 5:
            return "done"
        if len(waits) <= turns:
            os.utime(path, (len(waits), len(waits)))  # somebody else had a turn
        error = sqlite3.OperationalError("database is locked")
        error.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise error

    assert database.retry_while_locked(path, partial(act, 9), int) == "done"
    assert waits == [database.PATIENCE, *[TIMEOUT] * 5]
    waits.clear()
    with pytest.raises(sqlite3.OperationalError):
        database.retry_while_locked(path, partial(act, 3), int)
    assert len(waits) == 4


def test_a_writer_that_waited_carries_on(home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rate(open_record(home), 7)
    record = open_record(home)
    monkeypatch.setattr(database, "PATIENCE", 0.05)
    with closing(sqlite3.connect(os.path.join(home, "record.sqlite3"))) as other:
        other.execute("BEGIN EXCLUSIVE")
        record.waiting = other.rollback
        rate(record, 8)
        other.execute("BEGIN EXCLUSIVE")
        assert scores(record) == [7, 8]


def test_the_version_never_waits(home: str) -> None:
    rate(open_record(home), 7)
    with closing(open_record(home)) as record, closing(open_record(home)) as fresh:
        seen = record.version()
        with closing(sqlite3.connect(os.path.join(home, "record.sqlite3"))) as other:
            other.execute("BEGIN EXCLUSIVE")
            assert record.version() == seen
            unknown = fresh.version()
        assert record.version() == seen
        assert fresh.version() != unknown


FULL = """
record = open_record(home)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
long = change("first", 1, "note", text="x" * 20000, over=[])
print(json.dumps([tried(lambda: write(record, [long]) and None), scores(record)]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on the size of files there")
@pytest.mark.parametrize("limit", [0, 1000, 9000, 20000])
def test_a_full_disk_is_one_line_and_the_old_state(home: str, limit: int) -> None:
    rate(open_record(home), 7)
    said, found = result(python(FULL, home, str(limit)))
    assert said.startswith("StoreError: the disk ")
    assert found == [7]
    rate(open_record(home), 8)
    assert scores(open_record(home)) == [7, 8]


NO_MORE_FILES = """
record = open_record(home)
taken = []
def use_up():
    while True:
        try:
            taken.append(os.open(os.devnull, os.O_RDONLY))
        except OSError:
            break
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
use_up()
seen = []
for left in range(6):
    found = record.operations(SERIES)
    seen.append([len(found), record.trusted, tried(lambda: len(rate(record, 9)))])
    os.close(taken.pop())
print(json.dumps(seen))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_too_many_open_files_is_one_line_and_passes(home: str) -> None:
    rate(open_record(home), 7)
    seen = result(python(NO_MORE_FILES, home))
    assert seen[0][:2] == [0, False]
    for count, trusted, said in seen:
        assert trusted == (count > 0)
        assert said == 1 or said.startswith(("StoreError: ", "ReadOnlyError: "))
    assert seen[-1][1:] == [True, 1]


def test_the_store_needs_nothing_heavy_at_the_start() -> None:
    script = (
        "import sys, errno, json, sqlite3, dataclasses, typing, re, unicodedata;"
        "before = set(sys.modules);"
        "import bigcity_tui.store.record, bigcity_tui.store.location;"
        "print(json.dumps(sorted(set(sys.modules) - before)))"
    )
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    out = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": root},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    heavy = {"pydantic", "platformdirs", "textual", "rich", "asyncio", "shutil", "tempfile"}
    assert heavy.isdisjoint(json.loads(out))
