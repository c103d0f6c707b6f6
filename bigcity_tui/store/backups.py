"""Backups of the record: one for each day that changed it, seven kept.

A backup is SQLite's own copy, checked, made durable and then renamed into place, so that a name
like `record-2024-10-21.sqlite3` always stands for a whole one. Which of them is the newest is told
by their operations and not by their names, since a clock may have been wrong.
"""

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress

from bigcity_tui.domain.errors import StoreError
from bigcity_tui.files.folders import sync_folder
from bigcity_tui.store import permissions, rows, schema
from bigcity_tui.store.faults import (
    UnsoundError,
    is_damage,
    unreadable,
)
from bigcity_tui.store.paths import backups_dir, record_path

KEPT = 7
"""How many backups are kept."""

_PREFIX, _SUFFIX = "record-", ".sqlite3"
_TEMPORARY = ".tmp"


def day_of(wall: int) -> str:
    """The day, in UTC, of a wall clock in milliseconds since 1970, as `2024-10-21`."""
    try:
        day = time.strftime("%Y-%m-%d", time.gmtime(wall // 1000))
    except (OSError, OverflowError, ValueError):
        day = ""
    return day if _is_day(day) else "1970-01-01"


def day_in(name: str) -> str:
    """The day that a backup is of, by its file name."""
    return name[len(_PREFIX) : -len(_SUFFIX)]


def names(home: str) -> list[str]:
    """The file names of all backups, in no order; raises OSError where that cannot be told."""
    try:
        return [name for name in os.listdir(backups_dir(home)) if _is_backup(name)]
    except (FileNotFoundError, NotADirectoryError):
        return []


def paths(home: str) -> list[str]:
    """The paths of all backups, by name; raises OSError."""
    return [os.path.join(backups_dir(home), name) for name in sorted(names(home))]


def is_due(home: str, day: str) -> bool:
    """Whether no backup of that day is there yet."""
    return not os.path.lexists(os.path.join(backups_dir(home), _PREFIX + day + _SUFFIX))


def make(home: str, day: str) -> None:
    """Back the record up as that day's; for one who holds its write lock and has changed nothing.

    Raises UnsoundError where the record itself turns out to be damaged; StoreError, OSError or
    sqlite3.Error where only the backup failed.
    """
    folder, path = backups_dir(home), record_path(home)
    permissions.make_folder(folder)
    permissions.check_folder(folder, os.stat(folder))
    sweep(folder)
    name = _PREFIX + day + _SUFFIX
    source = schema.connect(path, "rw")
    try:
        source.execute("BEGIN")
        schema.inspect(source, path)
        temporary = temporary_in(folder)
        try:
            copy_record(source, temporary)
            _compare(source, path, temporary)
            os.replace(temporary, os.path.join(folder, name))
        except BaseException:
            permissions.remove(temporary)
            raise
    except sqlite3.Error as error:
        if is_damage(error):  # the record's: a copy's own would not have come this far
            raise unreadable(error, path) from error
        raise
    finally:
        source.close()
    with suppress(OSError):  # too many backups are no reason to do without one
        _prune(home, name)
    sync_folder(folder)


def rewrite(path: str, change: Callable[[sqlite3.Connection], None]) -> None:
    """Put a changed copy in a backup's place; for one who holds the record's write lock.

    Raises StoreError, UnsoundError, OSError and sqlite3.Error; then the backup is as it was.
    """
    folder = os.path.dirname(path)
    temporary = temporary_in(folder)
    source = schema.connect(path, "ro")
    try:
        copy_record(source, temporary)
        copy = schema.connect(temporary, "rw")
        try:
            # What is to go must not be written anywhere else, such as into a journal.
            copy.execute("PRAGMA journal_mode = OFF")
            copy.execute("BEGIN IMMEDIATE")
            change(copy)
            copy.execute("COMMIT")
            schema.check(copy, path)
        finally:
            copy.close()
        _sync(temporary)
        os.replace(temporary, path)
        sync_folder(folder)
    except BaseException:
        permissions.remove(temporary)
        raise
    finally:
        source.close()


def newest(home: str) -> str | None:
    """The path of the newest backup that is whole; None if there is none. Raises OSError."""
    whole = [found for found in survey(home) if found[0] is not None]
    return os.path.join(backups_dir(home), whole[-1][1]) if whole else None


def copy_record(source: sqlite3.Connection, target: str) -> None:
    """Copy a record into a new private file and make its content durable.

    Raises OSError and sqlite3.Error.
    """
    os.close(permissions.make_file(target))
    copy = schema.connect(target, "rw")
    try:
        # Half of a copy is thrown away and not repaired, and a whole one is synced below.
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("PRAGMA synchronous = OFF")
        source.backup(copy)
    finally:
        copy.close()
    _sync(target)


def temporary_in(folder: str) -> str:
    """A name in a folder for a copy that is not whole yet; `sweep` knows it."""
    return os.path.join(folder, f".{_PREFIX}{os.urandom(8).hex()}{_TEMPORARY}")


def sweep(folder: str) -> None:
    """Remove the temporary files of backups that were killed."""
    for name in os.listdir(folder):
        if name.startswith("." + _PREFIX) and name.endswith(_TEMPORARY):
            os.remove(os.path.join(folder, name))


def _is_backup(name: str) -> bool:
    day = day_in(name)
    return name == _PREFIX + day + _SUFFIX and _is_day(day)


def _is_day(text: str) -> bool:
    parts = text.split("-")
    return [len(part) for part in parts] == [4, 2, 2] and all(
        part.isascii() and part.isdecimal() for part in parts
    )


def _sync(path: str) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _compare(source: sqlite3.Connection, path: str, copy: str) -> None:
    """Raise where a copy is not whole: UnsoundError if that is because the record is not."""
    count = "SELECT count(*) FROM op"
    expected = source.execute(count).fetchone()
    target = schema.connect(copy, "ro")
    try:
        schema.check(target, copy)
        if target.execute(count).fetchone() != expected:
            raise StoreError("the copy lacks rows")
    except (UnsoundError, sqlite3.DatabaseError) as error:
        schema.check(source, path)
        raise StoreError("the copy is not whole") from error
    finally:
        target.close()


def survey(home: str) -> list[tuple[int | None, str]]:
    """Each backup's largest logical time, None if it is not whole, and its name; oldest first.

    Raises OSError where it cannot be told which there are.
    """
    found: list[tuple[int | None, str]] = []
    for name in names(home):
        path = os.path.join(backups_dir(home), name)
        try:
            permissions.check_file(path, os.lstat(path))
            largest = schema.read(path, _largest_when_whole, writable=False)
        except (OSError, StoreError, UnsoundError, sqlite3.Error):
            largest = None
        found.append((largest, name))
    return sorted(found, key=lambda pair: (pair[0] is not None, pair[0] or 0, pair[1]))


def _largest_when_whole(connection: sqlite3.Connection) -> int | None:
    schema.check(connection, "the backup")
    return rows.largest_hlc(connection)


def _prune(home: str, fresh: str) -> None:
    others = [name for _, name in survey(home) if name != fresh]
    for name in others[: -(KEPT - 1)]:
        permissions.remove(os.path.join(backups_dir(home), name))
