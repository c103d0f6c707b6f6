"""Backups of the record: one for each day that changed it, seven kept, and the way back to one.

A backup is SQLite's own copy, checked, made durable and then renamed into place, so that a name
like `record-2024-10-21.sqlite3` always stands for a whole one. Which of them is the newest is told
by their operations and not by their names, since a clock may have been wrong.
"""

import os
import re
import sqlite3
import stat
import time
from collections.abc import Callable
from contextlib import closing, suppress

from bigcity_tui.domain.errors import StoreError
from bigcity_tui.domain.forgetting import blank, forgotten
from bigcity_tui.domain.operations import Operation
from bigcity_tui.files.writing import replacing, sweep, sync_file, sync_folder
from bigcity_tui.store import database, rows
from bigcity_tui.store.errors import UnsoundError, is_damage, shown, translate_errors, unsound
from bigcity_tui.store.location import (
    backup_names,
    backup_path,
    backups_dir,
    check_file,
    check_folder,
    make_folder,
    record_path,
)

KEPT = 7
"""How many backups are kept."""

DAMAGED = "record-damaged-"
"""How the names of damaged records begin that were set aside."""

UNFINISHED = ".record"
"""How the names of unfinished copies begin, of the record and of backups."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_ENDINGS = ("-journal", "-wal", "-shm")


def day_of(wall: int) -> str:
    """Return the day, in UTC, of a wall clock in milliseconds since 1970, as `2024-10-21`."""
    try:
        day = time.strftime("%Y-%m-%d", time.gmtime(wall // 1000))
    except (OSError, OverflowError, ValueError):
        day = ""
    return day if _DAY.fullmatch(day) else "1970-01-01"


def day_in(name: str) -> str:
    """Return the day that a backup is of, by its file name."""
    return name.removeprefix("record-").removesuffix(".sqlite3")


def make(home: str, day: str) -> None:
    """Back the record up as that day's; for one who holds its write lock and has changed nothing.

    Raises UnsoundError where the record itself turns out to be damaged; StoreError, OSError or
    sqlite3.Error where only the backup failed.
    """
    folder, path, backup = backups_dir(home), record_path(home), backup_path(home, day)
    make_folder(folder)
    check_folder(folder)
    sweep(folder, UNFINISHED)
    try:
        with closing(database.connect(path, "rw")) as source:
            source.execute("BEGIN")
            database.inspect(source, path)
            with replacing(backup) as temporary:
                _copy(source, temporary)
                _compare(source, path, temporary)
    except sqlite3.Error as error:
        if is_damage(error):  # the record's: a copy's own would not have come this far
            raise unsound(error, path) from error
        raise
    with suppress(OSError):  # too many backups are no reason to do without one
        others = [name for _, name in survey(home) if name != os.path.basename(backup)]
        for name in others[: -(KEPT - 1)]:
            os.remove(os.path.join(folder, name))
        sync_folder(folder)


def survey(home: str) -> list[tuple[int | None, str]]:
    """Return each backup's largest logical time, None if it is not whole, and its name.

    The oldest comes first. Raises OSError where it cannot be told which there are.
    """
    found: list[tuple[int | None, str]] = []
    for name in backup_names(home):
        path = os.path.join(backups_dir(home), name)
        try:
            check_file(path)
            largest = database.read(path, _largest_when_whole, writable=False)
        except (OSError, StoreError, UnsoundError, sqlite3.Error):
            largest = None
        found.append((largest, name))
    return sorted(found, key=lambda pair: (pair[0] is not None, pair[0] or 0, pair[1]))


def newest(home: str) -> str | None:
    """Return the path of the newest backup that is whole; None if there is none; OSError."""
    whole = [name for largest, name in survey(home) if largest is not None]
    return os.path.join(backups_dir(home), whole[-1]) if whole else None


def restorable(home: str) -> str:
    """Return the path of the backup that can replace a record which is damaged or gone.

    Raises StoreError where the record is sound or too new to judge, and where no backup is whole.
    """
    _check_damaged(record_path(home))
    with translate_errors(backups_dir(home)):
        backup = newest(home)
    if backup is None:
        raise StoreError(f"there is no whole backup in {shown(backups_dir(home))}")
    return backup


def restore_newest(home: str) -> tuple[str, str | None]:
    """Put the newest whole backup in place of a record that is damaged or gone.

    Returns:
        The paths of the backup, and of what was there, if anything was: that is never deleted, but
        set aside, with its journal, under a name with today's date.

    Raises:
        StoreError: as `restorable` does, and where the disk refuses.
    """
    path, backup = record_path(home), restorable(home)
    with translate_errors(path):
        check_folder(home)
        sweep(home, UNFINISHED)
        with closing(database.connect(backup, "ro")) as source, replacing(path) as temporary:
            _copy(source, temporary)
            sync_file(temporary)
            aside = _set_aside(path)
    return backup, aside


def erase_forgotten(home: str, connection: sqlite3.Connection) -> str | None:
    """Take what a record forgot out of its backups; `connection` holds the record's write lock.

    Returns one line that names the files which may hold it still, None if there are none. Raises
    sqlite3.Error where the record itself cannot be read, and OSError.
    """
    folder = backups_dir(home)
    with suppress(FileNotFoundError, NotADirectoryError):
        sweep(folder, UNFINISHED)
    gone = forgotten((*rows.everything(connection), *rows.conflicts(connection)))
    left = named(home, DAMAGED)
    for path in (os.path.join(folder, name) for name in backup_names(home)):
        try:
            check_file(path)
            found = database.read(path, lambda one: _worded(gone, one), writable=False) or {}
            if any(found.values()):
                _rewrite(path, lambda copy, found=found: _blank(found, copy))  # type: ignore[misc]
        except (OSError, sqlite3.Error, StoreError, UnsoundError):
            left.append(path)
    if not left:
        return None
    return (
        "the words are forgotten, but copies of the record that cannot be rewritten may still hold"
        f" them: {', '.join(map(shown, left))}; delete what you do not need"
    )


def named(folder: str, *starts: str) -> list[str]:
    """The paths in a folder whose names begin like this; raises OSError."""
    try:
        names = sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [os.path.join(folder, name) for name in names if name.startswith(starts)]


def _rewrite(path: str, change: Callable[[sqlite3.Connection], None]) -> None:
    """Put a changed copy in a backup's place; for one who holds the record's write lock.

    Raises StoreError, UnsoundError, OSError and sqlite3.Error; then the backup is as it was.
    """
    with closing(database.connect(path, "ro")) as source, replacing(path) as temporary:
        _copy(source, temporary)
        with closing(database.connect(temporary, "rw")) as copy:
            # What is to go must not be written anywhere else, such as into a journal.
            copy.execute("PRAGMA journal_mode = OFF")
            copy.execute("BEGIN IMMEDIATE")
            change(copy)
            copy.execute("COMMIT")
            database.check(copy, path)


def _copy(source: sqlite3.Connection, target: str) -> None:
    with closing(database.connect(target, "rw")) as copy:
        # Half of a copy is thrown away and not repaired, and a whole one is synced afterwards.
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("PRAGMA synchronous = OFF")
        source.backup(copy)


def _compare(source: sqlite3.Connection, path: str, copy: str) -> None:
    """Raise where a copy is not whole: UnsoundError if that is because the record is not."""
    count = "SELECT count(*) FROM op"
    expected = source.execute(count).fetchone()
    try:
        with closing(database.connect(copy, "ro")) as target:
            database.check(target, copy)
            if target.execute(count).fetchone() != expected:
                raise StoreError("the copy lacks rows")
    except (UnsoundError, sqlite3.DatabaseError) as error:
        database.check(source, path)
        raise StoreError("the copy is not whole") from error


def _largest_when_whole(connection: sqlite3.Connection) -> int | None:
    database.check(connection, "the backup")
    return rows.largest_hlc(connection)


def _check_damaged(path: str) -> None:
    """Raise StoreError unless the record is gone, empty or damaged."""
    try:
        with translate_errors(path), suppress(FileNotFoundError):
            status = os.lstat(path)
            check_file(path)
            if status.st_size == 0 or not stat.S_ISREG(status.st_mode):
                return
            database.read(
                path, lambda one: database.check(one, path, "integrity_check"), writable=False
            )
            raise StoreError(f"{shown(path)} is sound: there is nothing to restore")
    except UnsoundError as error:
        if error.cure is not None:
            raise StoreError(f"{error}: {error.cure}") from error


def _set_aside(path: str) -> str | None:
    """Give what is in the record's place another name, its journal first; return that name.

    The journal goes first, since SQLite would roll it back into the backup. The record's own name
    is kept until the backup replaces it, where the file system allows two names for a file.
    """
    folder = os.path.dirname(path)
    stem = os.path.join(folder, DAMAGED + day_of(int(time.time() * 1000)))
    number, aside = 1, f"{stem}.sqlite3"
    while any(os.path.lexists(aside + ending) for ending in ("", *_ENDINGS)):
        number += 1
        aside = f"{stem}-{number}.sqlite3"
    # Nothing is asked beforehand: what seems not to be there would be overwritten.
    for ending in _ENDINGS:
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


def _worded(gone: frozenset[str], connection: sqlite3.Connection) -> dict[str, list[Operation]]:
    """The notes of these ids that have words still, by table."""
    tables = {"op": rows.everything(connection), "aside": rows.conflicts(connection)}
    return {
        table: [each for each in found if each.id in gone and blank(each) != each]
        for table, found in tables.items()
    }


def _blank(found: dict[str, list[Operation]], copy: sqlite3.Connection) -> None:
    for table, worded in found.items():
        if worded:  # an older copy has but one table
            rows.delete(copy, worded, table)
            rows.insert(copy, map(blank, worded), table)
