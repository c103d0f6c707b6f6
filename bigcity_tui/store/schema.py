"""The record's tables: how they came to be, what makes them sound, and opening them."""

import os
import sqlite3
from collections.abc import Callable
from typing import TypeVar

from bigcity_tui.store.faults import TIMEOUT, UnsoundError, is_read_only

APPLICATION_ID = 0x42434954
"""Says that a SQLite file is a record of ours ("BCIT")."""

STEPS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE op (
            id TEXT NOT NULL PRIMARY KEY,
            batch TEXT NOT NULL,
            hlc INTEGER NOT NULL,
            device TEXT NOT NULL,
            wall INTEGER NOT NULL,
            series TEXT NOT NULL,
            pass TEXT NOT NULL,
            item TEXT NOT NULL,
            kind TEXT NOT NULL,
            value TEXT NOT NULL,
            undoes TEXT
        ) STRICT""",
        "CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT",
    ),
    (
        """CREATE TABLE aside (
            id TEXT NOT NULL,
            batch TEXT NOT NULL,
            hlc INTEGER NOT NULL,
            device TEXT NOT NULL,
            wall INTEGER NOT NULL,
            series TEXT NOT NULL,
            pass TEXT NOT NULL,
            item TEXT NOT NULL,
            kind TEXT NOT NULL,
            value TEXT NOT NULL,
            undoes TEXT
        ) STRICT""",
    ),
)
"""The statements that lead from each schema version to the next; version 0 is an empty file."""

_CHECKED_PAGES = 128
"""Up to this size (512 KiB) a whole check costs under half a millisecond; larger records are
checked whole with each day's backup."""

T = TypeVar("T")


def connect(path: str, mode: str, timeout: float = TIMEOUT) -> sqlite3.Connection:
    """A connection to an existing file; `mode` is `rw` or `ro`, `timeout` in seconds.

    It begins no transaction by itself. Raises sqlite3.Error.
    """
    connection = sqlite3.connect(
        f"file://{_in_uri(path)}?mode={mode}",
        uri=True,
        timeout=timeout,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        # EXTRA: with FULL, "done" comes before the journal's removal is on disk, and a power
        # loss after it takes the change back.
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA cell_size_check = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def begin(path: str, timeout: float) -> sqlite3.Connection:
    """A connection within a transaction that keeps other writers out; raises sqlite3.Error."""
    connection = connect(path, "rw", timeout)
    try:
        if connection.execute("PRAGMA journal_mode").fetchone() == ("wal",):
            _leave_wal(connection)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA busy_timeout = {int(1000 * TIMEOUT)}")
    except BaseException:
        connection.close()
        raise
    return connection


def inspect(connection: sqlite3.Connection, path: str) -> int:
    """The schema version of a record, 0 for an empty file; within a transaction.

    Raises UnsoundError for what is newer, damaged or no record at all, and sqlite3.Error.
    """
    application = _pragma(connection, "application_id")  # takes the lock that keeps the size still
    size = os.path.getsize(path)
    if size == 0:
        return 0
    if application != APPLICATION_ID:
        raise UnsoundError(path, "is no record of bigcity-tui")
    version = _pragma(connection, "user_version")
    if version > len(STEPS):
        raise UnsoundError(
            path,
            "was written by a newer bigcity-tui",
            "update this one to read it; until then nothing counts as watched",
        )
    if version < 1:
        raise UnsoundError(path, "is damaged (it has no version)")
    pages = _pragma(connection, "page_count")
    if size < pages * _pragma(connection, "page_size"):
        raise UnsoundError(path, "is damaged (its end is missing)")
    if pages <= _CHECKED_PAGES:
        check(connection, path)
    return version


def check(connection: sqlite3.Connection, path: str) -> None:
    """Read every page; raises UnsoundError where they do not fit together, and sqlite3.Error."""
    (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise UnsoundError(path, f"is damaged ({' '.join(str(found).split())})")


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring the schema up to date from `version`, within the caller's transaction."""
    for statements in STEPS[version:]:
        for statement in statements:
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {len(STEPS)}")


def read(
    path: str,
    query: Callable[[sqlite3.Connection], T],
    *,
    writable: bool,
    timeout: float = TIMEOUT,
) -> T | None:
    """What `query` finds in one read transaction; None for an empty file.

    Another program is waited for, as long as `timeout` in seconds. Nothing is written: an older
    schema is brought up to date in memory, and a change that was cut short, which SQLite would roll
    back on disk, is rolled back in a copy where the folder is read-only. Raises UnsoundError and
    sqlite3.Error.
    """
    try:
        return _read(path, query, "rw" if writable else "ro", timeout)
    except sqlite3.OperationalError as error:
        if not is_read_only(error) or not os.path.exists(_journal(path)):
            raise
    return _read_copy(path, query)


def _read(
    path: str, query: Callable[[sqlite3.Connection], T], mode: str, timeout: float = TIMEOUT
) -> T | None:
    connection = connect(path, mode, timeout)
    try:
        connection.execute("BEGIN")
        version = inspect(connection, path)
        if version == 0:
            return None
        if version == len(STEPS):
            return query(connection)
        memory = sqlite3.connect(":memory:", isolation_level=None)
        try:
            connection.backup(memory)
            migrate(memory, version)
            return query(memory)
        finally:
            memory.close()
    finally:
        connection.close()


def _read_copy(path: str, query: Callable[[sqlite3.Connection], T]) -> T | None:
    import shutil
    import tempfile

    with tempfile.TemporaryDirectory(prefix="bigcity-tui-") as folder:
        copy = os.path.join(folder, os.path.basename(path))
        try:
            shutil.copyfile(path, copy)
            shutil.copyfile(_journal(path), _journal(copy))
        except OSError as error:
            cure = "make it and its journal readable"
            raise UnsoundError(path, f"cannot be read ({error.strerror})", cure) from error
        try:
            return _read(copy, query, "rw")
        except UnsoundError as error:
            raise UnsoundError(path, error.what, error.cure) from None  # not by the copy's name


def _leave_wal(connection: sqlite3.Connection) -> None:
    """Undo what some tool did to a record of ours: WAL cannot be read from a read-only folder."""
    if _pragma(connection, "application_id") == APPLICATION_ID:
        connection.execute("PRAGMA journal_mode = DELETE")


def _journal(path: str) -> str:
    return f"{path}-journal"


def _in_uri(path: str) -> str:
    if os.name == "nt":
        path = "/" + path.replace("\\", "/")
    return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    value: int = connection.execute(f"PRAGMA {name}").fetchone()[0]
    return value
