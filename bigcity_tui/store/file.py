"""The file of the record: opened, read, and changed while others are kept out."""

import os
import sqlite3
from _thread import allocate_lock  # threading itself would cost every command a millisecond
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple, TypeVar

from bigcity_tui.domain.errors import ReadOnlyError, StoreError
from bigcity_tui.domain.text import listed
from bigcity_tui.files.writing import make_file
from bigcity_tui.store import backups, database, location, rows
from bigcity_tui.store.errors import (
    SQLITE_ERRORS,
    UnsoundError,
    reason,
    shown,
    translate_errors,
    translate_read_errors,
)
from bigcity_tui.store.merge import LATEST
from bigcity_tui.store.salvage import salvage

_creating = allocate_lock()

T = TypeVar("T")


class Condition(NamedTuple):
    trusted: bool = True
    writable: bool = True
    notice: str | None = None


class RecordFile:
    def __init__(self, home: str, clock: Callable[[], int], waiting: Callable[[], object]) -> None:
        self.home = home
        self.path = location.record_path(home)
        self.clock = clock
        self._waiting = waiting
        self.device = os.urandom(16).hex()
        self.condition = Condition()
        self.backup_notice: str | None = None

    def read(self, query: Callable[[sqlite3.Connection], T]) -> T | None:
        """Run a query; None where there is no sound record, or nothing in it."""

        def act(timeout: float) -> T | None:
            return database.read(self.path, found, writable=obstacle is None, timeout=timeout)

        def found(connection: sqlite3.Connection) -> T:
            self.device = rows.kept(connection, "device") or self.device
            return query(connection)

        result = None
        try:
            obstacle = location.hindrance(self.home)
            with translate_read_errors(self.path):
                if location.record_exists(self.home):
                    result = database.retry_while_locked(self.path, act, self._waiting)
        except UnsoundError as error:
            self.condition = _untrusted(self.home, error)
            return None
        self.condition = Condition(writable=obstacle is None, notice=obstacle)
        return result

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """Let the body change the record, which it commits, while others are kept from writing."""
        self.backup_notice = None
        try:
            with translate_read_errors(self.path):
                location.record_exists(self.home)
            obstacle = location.hindrance(self.home)
            if obstacle is not None:
                self.read(lambda _: None)
                raise ReadOnlyError(self.condition.notice or obstacle)
            with translate_errors(self.path):
                self._create()
                connection = self.begin()
            try:
                with translate_errors(self.path):
                    is_older = self._prepare(connection)
                    self.device = rows.kept(connection, "device") or self.device
                yield connection
                self._erase(connection)
                if is_older and not connection.in_transaction:
                    with suppress(*SQLITE_ERRORS):  # gives back the room of what was left out
                        connection.execute("PRAGMA temp_store = MEMORY")
                        connection.execute("VACUUM")
            finally:
                connection.close()  # rolls back what was not committed
        except UnsoundError as error:
            self.condition = _untrusted(self.home, error)
            raise ReadOnlyError(self.condition.notice) from error
        self.condition = Condition()

    def begin(self) -> sqlite3.Connection:
        return database.retry_while_locked(
            self.path, lambda timeout: database.begin(self.path, timeout), self._waiting
        )

    def back_up(self, wall: int) -> None:
        """Make the day's backup if it is due; a change is saved though it fails, but for damage."""
        day = backups.day_at(wall)
        try:
            if not os.path.lexists(location.backup_path(self.home, day)):
                self._make_backup(day)
        except (OSError, StoreError, *SQLITE_ERRORS) as error:
            self.backup_notice = (
                f"changes are saved, but today's backup of the record failed ({reason(error)})"
            )

    def _make_backup(self, day: str) -> None:
        unusable = [shown(os.path.basename(path)) for path in backups.make(self.home, day)]
        if unusable:
            self.backup_notice = (
                f"changes are saved, and backed up; {listed(unusable)} in"
                f" {shown(location.backups_dir(self.home))} cannot be used: delete what is damaged"
            )

    def _create(self) -> None:
        location.make_folder(self.home)
        # Closing a file drops all of this process's locks on it, another thread's included: so
        # only one that nobody can have opened yet may be closed, and nobody else may make one.
        with _creating:
            try:
                make_file(self.path)
            except FileExistsError:
                location.make_private(self.path)

    def _prepare(self, connection: sqlite3.Connection) -> bool:
        version = database.inspect(connection, self.path)
        if version == len(database.STEPS):
            connection.execute(database.WRITE_NOTHING)
            return False
        if version:
            try:
                self._make_backup(backups.day_at(self.clock()))
            except (OSError, StoreError, *SQLITE_ERRORS) as error:
                raise StoreError(
                    f"nothing was saved: before the record is brought up to date it must be backed"
                    f" up, and that failed ({reason(error)})"
                ) from error
        database.migrate(connection, version)
        if any(each.hlc > LATEST for each in rows.conflicts(connection)):
            self.backup_notice = (
                "something dated beyond any clock is set aside, and what was done here after it is"
                " dated anew: from now on your other devices take it"
            )
        return version > 0

    def _erase(self, connection: sqlite3.Connection) -> None:
        """Take forgotten words out of the backups; by now the change itself is saved."""
        try:
            if rows.kept(connection, "erasing") is None:
                return
            if not connection.in_transaction:
                connection.execute("BEGIN IMMEDIATE")
            self.backup_notice = backups.erase_forgotten(self.home, connection)
            if self.backup_notice is None:
                rows.keep(connection, "erasing", None)
            rows.commit(connection)
        except (OSError, *SQLITE_ERRORS) as error:
            self.backup_notice = (
                f"backups may still hold words that are forgotten ({reason(error)}):"
                " 'bigcity-tui forget' tries again"
            )


def _untrusted(home: str, error: UnsoundError) -> Condition:
    notice = f"nothing can be saved: {error} and is left as it is; {error.cure or _way_back(home)}"
    return Condition(trusted=False, writable=False, notice=notice)


def _way_back(home: str) -> str:
    try:
        backup = backups.newest(home)
    except OSError:
        folder = shown(location.backups_dir(home))
        return f"whether there is a backup cannot be told: check the permissions of {folder}"
    if backup is None:
        with suppress(OSError):
            if any(salvage(home)):
                return "'bigcity-tui doctor --restore' brings back all that is whole of it"
        return "there is no backup of it; move it elsewhere to begin anew"
    name = shown(os.path.basename(backup))
    return f"'bigcity-tui doctor --restore' brings back the backup {name}"
