"""Backups of the record: one for each day that changed it, seven kept, and the way back.

Each is checked, then renamed into place. Their operations, not their names, tell the newest, since
a clock may have been wrong.
"""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from typing import NamedTuple

from bigcity_tui.domain.errors import StoreError
from bigcity_tui.domain.operations import Operation, blank, forgotten
from bigcity_tui.domain.text import listed
from bigcity_tui.domain.values import day_of
from bigcity_tui.files.writing import replacing, sweep, sync_folder
from bigcity_tui.store import database, errors, location, rows
from bigcity_tui.store.database import Query, T
from bigcity_tui.store.merge import Held, held, keep, united
from bigcity_tui.store.salvage import salvage

KEPT = 7
FAULTS = (OSError, StoreError, *errors.SQLITE_ERRORS)  # why there may be no backup


def day_at(wall: int) -> str:
    """Return the day, in UTC, for which a backup is made at a wall clock's time."""
    return day_of(wall, here=False) or "1970-01-01"


def day_in(path: str) -> str:
    return os.path.basename(path).removeprefix("record-").removesuffix(".sqlite3")


def make(home: str, day: str) -> str | None:
    """Back the record up as that day's; for one who holds its write lock and has changed nothing.

    Returns a line on backups that are of no use. UnsoundError is the record's own damage.
    """
    path, backup = location.record_path(home), location.backup_path(home, day)
    folder = os.path.dirname(backup)
    location.make_folder(folder)
    location.check_folder(folder)
    sweep(folder, location.UNFINISHED)
    try:
        with closing(database.connect(path, "rw")) as source, replacing(backup) as temporary:
            source.execute("BEGIN")
            database.inspect(source, path)
            database.check(source, path)
            _copy(source, temporary)
            if _largest(temporary) is None:
                raise StoreError("the copy is not whole")
    except errors.SQLITE_ERRORS as error:
        if isinstance(found := errors.explain(error, path), errors.UnsoundError):
            raise found from error
        raise
    others: list[tuple[int | None, str]] = []
    with suppress(OSError):  # too many backups are no reason to do without one
        others = survey(home, besides=backup)
        while len(others) >= KEPT:
            os.remove(others.pop(0)[1])
        sync_folder(folder)
    unusable = [errors.shown(os.path.basename(each)) for largest, each in others if largest is None]
    if not unusable:
        return None
    says = f"{listed(unusable)} in {errors.shown(folder)} cannot be used: delete what is damaged"
    return f"changes are saved, and backed up; {says}"


def survey(home: str, besides: str = "") -> list[tuple[int | None, str]]:
    """Return each backup's largest time (None if not whole) and path, oldest first; OSError."""
    found = [(_largest(path), path) for path in location.backups_in(home) if path != besides]
    return sorted(found, key=lambda pair: (pair[0] is not None, pair[0] or 0, pair[1]))


def newest(home: str) -> str | None:
    return next((path for largest, path in reversed(survey(home)) if largest is not None), None)


def way_back(home: str) -> str:
    """Return what to do about a record that is damaged or gone."""
    try:
        if (backup := newest(home)) is not None:
            name = errors.shown(os.path.basename(backup))
            return f"'bigcity-tui doctor --restore' brings back the backup {name}"
    except OSError:
        folder = errors.shown(location.backups_dir(home))
        return f"whether there is a backup cannot be told: check the permissions of {folder}"
    with suppress(OSError):
        if salvage(home):
            return "'bigcity-tui doctor --restore' brings back all that is whole of it"
    return "there is no backup of it; move it elsewhere to begin anew"


def restorable(home: str) -> tuple[str | None, tuple[Operation, ...]]:
    """Return the newest whole backup, and what is whole of a damaged record; else StoreError."""
    path, folder = location.record_path(home), location.backups_dir(home)
    try:
        with errors.translate_errors(path), suppress(FileNotFoundError):
            if location.check_file(path):
                database.examine(path, writable=location.hindrance(home) is None)
                raise StoreError(f"{errors.shown(path)} is sound: there is nothing to restore")
    except errors.UnsoundError as error:
        if error.cure is not None:
            raise StoreError(f"{error}: {error.cure}") from error
    with errors.translate_errors(folder):
        backup = newest(home)
    whole: tuple[Operation, ...] = ()
    with suppress(OSError):
        whole = salvage(home)
    if backup is None and not whole:
        says = "and nothing can be read of the record"
        raise StoreError(f"there is no whole backup in {errors.shown(folder)}, {says}")
    return backup, whole


class Restored(NamedTuple):
    """The backup's path, how many operations were `read` besides, and where the old record is."""

    backup: str | None
    read: int
    aside: str | None


def restore(home: str) -> Restored:
    """Put the newest whole backup, with what is whole of the record, in its place; keep that."""
    path, (backup, whole) = location.record_path(home), restorable(home)
    with errors.translate_errors(path):
        location.check_folder(home)
        sweep(home, location.UNFINISHED)
        with replacing(path) as temporary:
            with _changing(temporary, backup) as copy:
                before = held(copy)
                after, merged = united(before, whole, int(time.time() * 1000))
                keep(copy, before, after)
            aside = _set_aside(path)
    return Restored(backup, merged.added, aside)


def erase_forgotten(home: str, connection: sqlite3.Connection) -> str | None:
    """Take what the record forgot, which is saved by now, out of backups; what failed of that."""
    try:
        if rows.kept(connection, "erasing") is None:
            return None
        if not connection.in_transaction:
            connection.execute("BEGIN IMMEDIATE")
        left = _erase_from_backups(home, held(connection))
        if not left:
            rows.keep(connection, "erasing", None)
        rows.commit(connection)
    except FAULTS as error:
        cure = "'bigcity-tui forget' tries again"
        return f"backups may still hold words that are forgotten ({errors.reason(error)}): {cure}"
    if not left:
        return None
    return (
        "the words are forgotten, but copies of the record that cannot be rewritten may still hold"
        f" them: {', '.join(map(errors.shown, left))}; delete what you do not need"
    )


def _erase_from_backups(home: str, known: Held) -> list[str]:
    """Rewrite the backups that have forgotten words; return the copies that may still have them."""
    with suppress(FileNotFoundError, NotADirectoryError):
        sweep(location.backups_dir(home), location.UNFINISHED)
    left = location.paths_in(home, location.DAMAGED)
    for path in location.backups_in(home):
        try:
            if _read(path, partial(_is_worded, known)):
                with replacing(path) as temporary, _changing(temporary, path) as copy:
                    before = held(copy)
                    keep(copy, before, _blanked(known, before))
        except (errors.UnsoundError, *FAULTS):
            left.append(path)
    return left


def _read(path: str, query: Query[T]) -> T | None:
    location.check_file(path)
    return database.read(path, query)


@contextmanager
def _changing(path: str, backup: str | None) -> Iterator[sqlite3.Connection]:
    """Change a new record, a copy of a backup if there is one, brought up to date and checked."""
    if backup is not None:
        with closing(database.connect(backup, "ro")) as source:
            _copy(source, path)
    with closing(database.connect(path, "rw")) as copy:
        # What is to go must not be written anywhere else, such as into a journal.
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("BEGIN IMMEDIATE")
        database.migrate(copy, database.inspect(copy, path))
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


def _largest(path: str) -> int | None:
    """Return the largest time in a backup; None for one that is not whole."""

    def largest(connection: sqlite3.Connection) -> int:
        database.check(connection, path)  # in memory where it is of an older version
        return rows.largest_hlc(connection) or 0

    try:
        return _read(path, largest)
    except (errors.UnsoundError, *FAULTS):
        return None


def _set_aside(path: str) -> str | None:
    """Give what is in the record's place another name too, where files can have two; return it.

    The journal goes first, since SQLite would roll it back into the backup.
    """
    folder, day = os.path.dirname(path), day_at(int(time.time() * 1000))
    aside = os.path.join(folder, f"{location.DAMAGED}{day}-{os.urandom(4).hex()}.sqlite3")
    for ending in location.ENDINGS:
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


def _is_worded(known: Held, connection: sqlite3.Connection) -> bool:
    """Whether a backup has words that are forgotten; one that was read in memory may have."""
    is_older = not connection.execute("PRAGMA database_list").fetchone()[2]
    return is_older or _blanked(known, found := held(connection)) != found


def _blanked(known: Held, found: Held) -> Held:
    """Return what a backup holds without the words that the record knows to be forgotten."""
    gone = forgotten((*known.everything, *found.everything))
    parts = ((blank(each) if each.id in gone else each for each in part) for part in found)
    return Held(*map(frozenset, parts))
