"""The record as a SQLite file; raises sqlite3.Error, and UnsoundError for what is no record."""

import os
import sqlite3
from _thread import allocate_lock  # threading itself would cost every command a millisecond
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from typing import TypeVar

from bigcity_tui.domain.operations import FIELDS
from bigcity_tui.domain.text import clean_line
from bigcity_tui.store import merge, rows
from bigcity_tui.store.errors import SQLITE_ERRORS, TIMEOUT, UnsoundError, is_busy, is_read_only

APPLICATION_ID = 0x42434954  # "BCIT"

_COLUMNS = ", ".join(
    f"{name} {'INTEGER' if name in ('hlc', 'wall') else 'TEXT'} NOT NULL" for name in FIELDS[1:-1]
)
_SUMMED = f"sum INTEGER NOT NULL, {_COLUMNS}, undoes TEXT"
_NAMES = ", ".join(FIELDS)
_TABLES = (
    f"CREATE TABLE op (id TEXT NOT NULL PRIMARY KEY, {_SUMMED}) STRICT",
    f"CREATE TABLE aside (id TEXT NOT NULL, {_SUMMED}) STRICT",
)
STEPS: tuple[tuple[str, ...], ...] = (
    (*_TABLES, "CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT"),
    (f"CREATE TABLE aside (id TEXT NOT NULL, {_COLUMNS}, undoes TEXT) STRICT",),
    (
        "ALTER TABLE op RENAME TO old_op",
        "ALTER TABLE aside RENAME TO old_aside",
        *_TABLES,
        f"INSERT INTO op SELECT id, checksum({_NAMES}), {_NAMES[4:]} FROM old_op",  # noqa: S608 (ours)
        f"INSERT INTO aside SELECT id, checksum({_NAMES}), {_NAMES[4:]} FROM old_aside",  # noqa: S608 (ours)
        "DROP TABLE old_op",
        "DROP TABLE old_aside",
    ),
)
"""The statements that lead from each schema version to the next; the first, from 0 to `_TIDY`."""

_TIDY = 3  # from here on, what a record holds is sealed, compact and dated as clocks may

PATIENCE = 1.0  # seconds to wait for another program before saying so

_CHECKED_PAGES = 128
"""Up to this size (512 KiB) a whole check costs a few milliseconds; larger records are checked
whole with each day's backup, and otherwise row by row as they are read."""

WRITE_NOTHING = "DELETE FROM meta WHERE false"
"""Fails where the file says of itself that nobody may write it, which `BEGIN` does not notice."""

_NEWEST = 99  # a larger schema version is damage

T = TypeVar("T")
Query = Callable[[sqlite3.Connection], T]
Waiting = Callable[[], object] | None  # what is told that another program is waited for


def connect(path: str, mode: str, timeout: float = TIMEOUT) -> sqlite3.Connection:
    """Open an existing file, `rw` or `ro`; no transaction is begun."""
    place = "/" + path.replace("\\", "/") if os.name == "nt" else path
    place = place.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    uri = f"file://{place}?mode={mode}"
    connection = sqlite3.connect(
        uri, uri=True, timeout=timeout, isolation_level=None, check_same_thread=False
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
    """Open a record in a transaction that keeps other writers out."""
    connection = connect(path, "rw", timeout)
    try:
        is_wal = connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        if is_wal and _pragma(connection, "application_id") == APPLICATION_ID:
            # Some tool did that: WAL cannot be read from a read-only folder.
            connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA busy_timeout = {int(1000 * TIMEOUT)}")
    except BaseException:
        connection.close()
        raise
    return connection


def inspect(connection: sqlite3.Connection, path: str) -> int:
    """Return the schema version of a record, 0 for an empty file; within a transaction."""
    application = _pragma(connection, "application_id")  # takes the lock that keeps the size still
    size = os.path.getsize(path)
    if size == 0:
        return 0
    if application != APPLICATION_ID:
        raise UnsoundError(path, "is no record of bigcity-tui")
    version = _pragma(connection, "user_version")
    if not 1 <= version <= _NEWEST:
        raise UnsoundError(path, "is damaged (it has no version)")
    if version > len(STEPS):
        cure = "update this one to read it; until then nothing counts as watched"
        raise UnsoundError(path, "was written by a newer bigcity-tui", cure)
    pages = _pragma(connection, "page_count")
    if size < pages * _pragma(connection, "page_size"):
        raise UnsoundError(path, "is damaged (its end is missing)")
    if pages <= _CHECKED_PAGES or version < _TIDY:
        check(connection, path)
    else:
        rows.check_seal(connection)
    return version


def check(connection: sqlite3.Connection, path: str) -> None:
    """Check every page and every row: the one test of whether a record, or a backup, is sound."""
    (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise UnsoundError(path, f"is damaged ({clean_line(str(found))})")
    if _pragma(connection, "user_version") >= _TIDY:
        rows.check(connection)
        return
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    for (name,) in tables:
        connection.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608 (ours); decoded


def examine(path: str, *, writable: bool) -> None:
    """Check a whole record on the disk, and whether it lets itself be written; raises if not."""
    read(path, lambda connection: check(connection, path))
    if not writable:
        return
    try:
        with closing(connect(path, "rw", 0)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(WRITE_NOTHING)
    except sqlite3.OperationalError as error:
        if not is_busy(error):
            raise


def migrate(connection: sqlite3.Connection, version: int) -> None:
    connection.create_function("checksum", -1, rows.checksum)
    for statements in STEPS[version:] if version else (STEPS[0], *STEPS[_TIDY:]):
        for statement in statements:
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {len(STEPS)}")
    if 0 < version < _TIDY:
        before = merge.held(connection)
        merge.keep(connection, before, merge.tidied(before, rows.kept(connection, "device")))
    rows.seal(connection)


def read(path: str, query: Query[T], mode: str = "ro", timeout: float = TIMEOUT) -> T | None:
    """Return what `query` finds in one read transaction; None for an empty file.

    Nothing is written: an older schema is brought up to date in memory, and a change that was cut
    short is rolled back in a copy where the folder is read-only.
    """
    try:
        return _read(path, path, query, mode, timeout)
    except sqlite3.OperationalError as error:
        if not is_read_only(error) or not os.path.exists(f"{path}-journal"):
            raise
    with copied(path) as copy:
        return _read(copy, path, query, "rw", TIMEOUT)


def retry_while_locked(path: str, act: Callable[[float], T], waiting: Waiting) -> T:
    """Do what waits, for as many seconds as it is given, until no other program holds a record.

    `waiting` is called, in the same thread, after the first second. The error of a lock is raised
    once nobody has changed the record for 30 s: while many take turns, each waits for its own.
    """
    changed: int | None = None
    while True:
        try:
            return act(PATIENCE if changed is None else TIMEOUT)
        except sqlite3.OperationalError as error:
            if not is_busy(error) or os.stat(path).st_mtime_ns == changed:
                raise
        if changed is None and waiting is not None:
            waiting()
        changed = os.stat(path).st_mtime_ns


class Watch:
    """Notices that a record was changed, holding it open but never locked."""

    def __init__(self, path: str) -> None:
        self._path, self._lock = path, allocate_lock()
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[tuple[int, ...], ...] = ()
        self._seen = (0, 0)  # how often the file was let go, and its version since then

    def version(self) -> tuple[int, int]:
        """Return what changes when any process has changed the record; ask before reading that."""
        with self._lock:
            try:
                both = os.lstat(self._path), os.stat(os.path.dirname(self._path))
                # Who may read and write them says whether they may be believed.
                file = tuple((each.st_dev, each.st_ino, each.st_mode, each.st_uid) for each in both)
                if self._connection is None or file != self._file:
                    self._close()
                    self._connection, self._file = connect(self._path, "ro", 0), file
                self._seen = (self._seen[0], _pragma(self._connection, "data_version"))
            except OSError:
                self._close()
            except SQLITE_ERRORS as error:
                if not is_busy(error):  # while it is being written, the next look will tell
                    self._seen = (self._seen[0], -1)
            return self._seen

    def close(self) -> None:
        """Let go of the file; what happens to it from now on counts as a change."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
            self._seen = (self._seen[0] + 1, 0)


def _read(file: str, path: str, query: Query[T], mode: str, timeout: float) -> T | None:
    """Query a file that stands for a record, which may be its copy."""
    with closing(connect(file, mode, timeout)) as connection:
        connection.execute("BEGIN")
        version = inspect(connection, path)
        if version in (0, len(STEPS)):
            return query(connection) if version else None
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as memory:
            connection.backup(memory)
            memory.execute("BEGIN")
            migrate(memory, version)
            return query(memory)


@contextmanager
def copied(path: str) -> Iterator[str]:
    """Give a record's copy, with the journal of what was cut short; raises OSError."""
    import shutil  # these two would cost every command 10 ms
    import tempfile

    with tempfile.TemporaryDirectory(prefix="bigcity-tui-") as folder:
        copy = os.path.join(folder, os.path.basename(path))
        shutil.copyfile(path, copy)
        with suppress(FileNotFoundError):
            shutil.copyfile(f"{path}-journal", f"{copy}-journal")
        yield copy


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
