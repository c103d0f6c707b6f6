"""Backups of the record: one for each day that changed it, seven kept, and the way back.

Each is checked, then renamed into place. Their operations, not their names, tell the newest, since
a clock may have been wrong.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from typing import NamedTuple, TypeVar

from bigcity_tui.domain.errors import StoreError
from bigcity_tui.domain.forgetting import blank, forgotten
from bigcity_tui.domain.operations import Operation
from bigcity_tui.domain.values import day_of
from bigcity_tui.files.writing import replacing, sweep, sync_folder
from bigcity_tui.store import database, location, rows
from bigcity_tui.store.errors import (
    SQLITE_ERRORS,
    UnsoundError,
    is_damage,
    shown,
    translate_errors,
    unsound,
)
from bigcity_tui.store.merge import held, keep, united
from bigcity_tui.store.salvage import salvage

T = TypeVar("T")

KEPT = 7
DAMAGED = "record-damaged-"  # how the names begin of damaged records that were set aside
UNFINISHED = ".record"  # and those of unfinished copies, of the record and of backups
ENDINGS = ("-journal", "-wal", "-shm")  # what SQLite adds for the files that belong to a record


def day_at(wall: int) -> str:
    """Return the day, in UTC, for which a backup is made at a wall clock's time."""
    return day_of(wall, here=False) or "1970-01-01"


def day_in(path: str) -> str:
    return os.path.basename(path).removeprefix("record-").removesuffix(".sqlite3")


def make(home: str, day: str) -> list[str]:
    """Back the record up as that day's; for one who holds its write lock and has changed nothing.

    Returns the paths of backups that are of no use. UnsoundError is the record's own damage.
    """
    path, backup = location.record_path(home), location.backup_path(home, day)
    folder = os.path.dirname(backup)
    location.make_folder(folder)
    location.check_folder(folder)
    sweep(folder, UNFINISHED)
    try:
        with closing(database.connect(path, "rw")) as source, replacing(backup) as temporary:
            source.execute("BEGIN")
            database.inspect(source, path)
            _copy(source, temporary)
            _compare(source, path, temporary)
    except SQLITE_ERRORS as error:
        if is_damage(error):  # the record's: a copy's own would not have come this far
            raise unsound(error, path) from error
        raise
    others: list[tuple[int | None, str]] = []
    with suppress(OSError):  # too many backups are no reason to do without one
        others = [each for each in survey(home) if each[1] != backup]
        while len(others) >= KEPT:
            os.remove(others.pop(0)[1])
        sync_folder(folder)
    return [path for largest, path in others if largest is None]


def survey(home: str) -> list[tuple[int | None, str]]:
    """Return each backup's largest time (None if not whole) and path, oldest first; OSError."""
    found: list[tuple[int | None, str]] = []
    for path in location.backups_in(home):
        try:
            largest = _read(path, _largest_when_whole)
        except (OSError, StoreError, UnsoundError, *SQLITE_ERRORS):
            largest = None
        found.append((largest, path))
    return sorted(found, key=lambda pair: (pair[0] is not None, pair[0] or 0, pair[1]))


def newest(home: str) -> str | None:
    whole = [path for largest, path in survey(home) if largest is not None]
    return whole[-1] if whole else None


def restorable(home: str) -> tuple[str | None, tuple[Operation, ...], tuple[Operation, ...]]:
    """Return what can replace a damaged or missing record; StoreError if it is sound.

    That is the newest whole backup, and what is whole of the record: of older rows less surely.
    """
    _check_damaged(location.record_path(home))
    folder = location.backups_dir(home)
    with translate_errors(folder):
        backup = newest(home)
    try:
        whole, older = salvage(home)
    except OSError:
        whole = older = ()
    if backup is None and not whole + older:
        raise StoreError(
            f"there is no whole backup in {shown(folder)}, and nothing can be read of the record"
        )
    return backup, whole, older


class Restored(NamedTuple):
    """The backup's path, how many operations were `read` besides, and where the old record is."""

    backup: str | None
    read: int
    aside: str | None


def restore(home: str) -> Restored:
    """Put the newest whole backup, with what is whole of the record, in its place; keep that."""
    path, (backup, whole, older) = location.record_path(home), restorable(home)
    now = int(time.time() * 1000)
    with translate_errors(path):
        location.check_folder(home)
        sweep(home, UNFINISHED)
        with replacing(path) as temporary:
            if backup is not None:
                with closing(database.connect(backup, "ro")) as source:
                    _copy(source, temporary)
            with _changing(temporary) as copy:
                before = held(copy)
                known = {operation.id for operation in before.everything}
                unknown = (each for each in older if each.id not in known)
                after, merged = united(before, (*whole, *unknown), now)
                keep(copy, before, after)
            aside = _set_aside(path)
    return Restored(backup, merged.added, aside)


def erase_forgotten(home: str, connection: sqlite3.Connection) -> str | None:
    """Take what a locked record forgot out of its backups; return a line where that failed."""
    folder = location.backups_dir(home)
    with suppress(FileNotFoundError, NotADirectoryError):
        sweep(folder, UNFINISHED)
    known = (*rows.everything(connection), *rows.conflicts(connection))
    left = location.paths_in(home, DAMAGED)
    for path in location.backups_in(home):
        try:
            if _read(path, lambda one: _is_worded(known, one)):
                with closing(database.connect(path, "ro")) as source, replacing(path) as temporary:
                    _copy(source, temporary)
                    with _changing(temporary) as copy:
                        for table, worded in _worded(known, copy).items():
                            rows.delete(copy, worded, table)
                            rows.insert(copy, map(blank, worded), table)
        except (OSError, StoreError, UnsoundError, *SQLITE_ERRORS):
            left.append(path)
    if not left:
        return None
    return (
        "the words are forgotten, but copies of the record that cannot be rewritten may still hold"
        f" them: {', '.join(map(shown, left))}; delete what you do not need"
    )


def _read(path: str, query: Callable[[sqlite3.Connection], T]) -> T | None:
    location.check_file(path)
    return database.read(path, query, writable=False)


@contextmanager
def _changing(path: str) -> Iterator[sqlite3.Connection]:
    """Change a copy of a record, brought up to date and checked."""
    with closing(database.connect(path, "rw")) as copy:
        # What is to go must not be written anywhere else, such as into a journal.
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("BEGIN IMMEDIATE")
        version = database.inspect(copy, path)
        if version < len(database.STEPS):
            database.migrate(copy, version)
        yield copy
        rows.commit(copy)
        database.check(copy, path)


def _copy(source: sqlite3.Connection, target: str) -> None:
    with closing(database.connect(target, "rw")) as copy:
        # Half of a copy is thrown away and not repaired, and a whole one is synced afterwards.
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("PRAGMA synchronous = OFF")
        source.backup(copy)
    with open(target, "r+b") as file:
        file.seek(18)  # whatever a tool or damage made of it: a file with a journal, to be written
        file.write(b"\1\1")


def _compare(source: sqlite3.Connection, path: str, copy: str) -> None:
    """Raise where a copy is not whole: UnsoundError if that is because the record is not."""
    count = "SELECT count(*) FROM op"
    expected = source.execute(count).fetchone()
    try:
        with closing(database.connect(copy, "ro")) as target:
            database.check(target, copy)
            if target.execute(count).fetchone() != expected:
                raise StoreError("the copy lacks rows")
    except (UnsoundError, *SQLITE_ERRORS) as error:
        database.check(source, path)
        raise StoreError("the copy is not whole") from error


def _largest_when_whole(connection: sqlite3.Connection) -> int | None:
    database.check(connection, "the backup")  # in memory where it is of an older version
    return rows.largest_hlc(connection)


def _check_damaged(path: str) -> None:
    """Raise StoreError unless the record is gone, empty or damaged."""
    try:
        with translate_errors(path), suppress(FileNotFoundError):
            if not location.check_file(path):
                return
            database.read(path, lambda one: database.check(one, path), writable=False)
            if location.hindrance(os.path.dirname(path)) is None:
                database.check_writable(path)
            raise StoreError(f"{shown(path)} is sound: there is nothing to restore")
    except UnsoundError as error:
        if error.cure is not None:
            raise StoreError(f"{error}: {error.cure}") from error


def _set_aside(path: str) -> str | None:
    """Give what is in the record's place another name; return that.

    The journal goes first, since SQLite would roll it back into the backup. The record's own name
    is kept until the backup replaces it, where the file system allows two names for a file.
    """
    folder = os.path.dirname(path)
    stem = os.path.join(folder, DAMAGED + day_at(int(time.time() * 1000)))
    number, aside = 1, f"{stem}.sqlite3"
    while any(os.path.lexists(aside + ending) for ending in ("", *ENDINGS)):
        number += 1
        aside = f"{stem}-{number}.sqlite3"
    # Nothing is asked beforehand: what seems not to be there would be overwritten.
    for ending in ENDINGS:
        with suppress(FileNotFoundError):
            os.rename(path + ending, aside + ending)
    try:
        os.link(path, aside)
    except FileNotFoundError:
        return None
    except FileExistsError:
        raise
    except OSError:
        os.rename(path, aside)
    sync_folder(folder)
    return aside


def _is_worded(known: tuple[Operation, ...], connection: sqlite3.Connection) -> bool:
    """Whether a backup has words that are forgotten; one that was read in memory may have."""
    is_older = not connection.execute("PRAGMA database_list").fetchone()[2]
    return is_older or any(_worded(known, connection).values())


def _worded(
    known: tuple[Operation, ...], connection: sqlite3.Connection
) -> dict[str, list[Operation]]:
    """The notes in a backup that have words which the record knows to be forgotten, by table."""
    tables = {"op": rows.everything(connection), "aside": rows.conflicts(connection)}
    gone = forgotten((*known, *tables["op"], *tables["aside"]))
    return {
        table: [each for each in found if each.id in gone and blank(each) != each]
        for table, found in tables.items()
    }
