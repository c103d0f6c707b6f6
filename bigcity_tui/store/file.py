"""The record as one file: opened, read, and changed while others are kept out.

What the rows in it mean is not known here.
"""

import os
import sqlite3
from _thread import allocate_lock  # threading itself would cost every command a millisecond
from collections.abc import Callable
from typing import Self, TypeVar

from bigcity_tui.domain.errors import ReadOnlyError, StoreError
from bigcity_tui.store import backups, permissions, rows, schema
from bigcity_tui.store.condition import Condition, record_exists, untrusted, unusable
from bigcity_tui.store.erasing import erase_in_backups
from bigcity_tui.store.faults import (
    Spoken,
    UnsoundError,
    explain,
    is_busy,
    place_of,
    unreadable,
)
from bigcity_tui.store.paths import record_path
from bigcity_tui.store.patience import retry_while_locked
from bigcity_tui.store.watch import Watch

_creating = allocate_lock()

T = TypeVar("T")


class RecordFile:
    """The file of a record, in one folder.

    `trusted` is False where the file is damaged, newer or unreadable: then nothing is read of it.
    `writable` is False where nothing can be saved; `notice` is one line that says why and what to
    do, None if all is well. They, and `device`, are as of the last reading or writing. Methods may
    be called from any thread. `waiting` is called, in the same thread, when another program has
    held the record for a second; the caller may set it to None.
    """

    def __init__(
        self, home: str, clock: Callable[[], int], waiting: Callable[[], None] | None = None
    ) -> None:
        self._home = os.path.abspath(home)
        self._path = record_path(self._home)
        self._clock = clock
        self.waiting = waiting
        self._device = os.urandom(16).hex()
        self._condition = Condition(trusted=True, writable=True, notice=None)
        self._backup_notice: str | None = None
        self._watch = Watch(self._path)

    @classmethod
    def open(
        cls, home: str, clock: Callable[[], int], waiting: Callable[[], None] | None = None
    ) -> Self:
        """The record in a folder, which need not exist; nothing is created or changed.

        `clock` gives the wall clock in milliseconds since 1970, UTC. Raises StoreError where the
        folder or file is refused for safety, where another program keeps it locked for 30 s, and
        where this Python's SQLite is too old.
        """
        if sqlite3.sqlite_version_info < (3, 37):
            raise StoreError(
                f"SQLite 3.37 or later is needed, and this Python comes with"
                f" {sqlite3.sqlite_version}: use another Python"
            )
        record = cls(home, clock, waiting)
        record._read(lambda _: None)
        return record

    @property
    def home(self) -> str:
        """The folder that the record is in; absolute."""
        return self._home

    @property
    def device(self) -> str:
        """This device's id, 128 random bits in hexadecimal."""
        return self._device

    @property
    def trusted(self) -> bool:
        """Whether what the record says may be believed."""
        return self._condition.trusted

    @property
    def writable(self) -> bool:
        """Whether changes can be saved, as far as is known before trying."""
        return self._condition.writable

    @property
    def notice(self) -> str | None:
        """One line for the user about what is wrong; None if all is well."""
        return self._condition.notice or self._backup_notice

    def version(self) -> int:
        """A number that changes when any process has changed the record; it never waits.

        To miss nothing, ask for it before reading the operations.
        """
        return self._watch.version()

    def close(self) -> None:
        """Let go of the file; the record may still be used."""
        self._watch.close()

    def _read(self, query: Callable[[sqlite3.Connection], T]) -> T | None:
        """Run a query where there is a sound record; None where there is none, or nothing in it."""
        found: tuple[str | None, T] | None = None
        try:
            hindrance = permissions.hindrance(self._home, self._path)
            if record_exists(self._home):
                found = retry_while_locked(
                    self._path,
                    lambda timeout: schema.read(
                        self._path,
                        lambda connection: (rows.device(connection), query(connection)),
                        writable=hindrance is None,
                        timeout=timeout,
                    ),
                    self.waiting,
                )
        except UnsoundError as error:
            self._condition = untrusted(self._home, error)
            return None
        except sqlite3.Error as error:
            if is_busy(error):
                raise explain(error, self._path) from error
            self._condition = untrusted(self._home, unreadable(error, self._path))
            return None
        except OSError as error:
            self._condition = untrusted(
                self._home, unusable(place_of(error, self._path), error.strerror)
            )
            return None
        self._condition = Condition(trusted=True, writable=hindrance is None, notice=hindrance)
        if found is None:
            return None
        device, result = found
        self._device = device or self._device
        return result

    def _change(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Let `work` change the record, which it commits, while others are kept from writing."""
        try:
            result = self._changed(work)
        except UnsoundError as error:
            self._condition = untrusted(self._home, error)
            raise ReadOnlyError(self._condition.notice) from error
        self._condition = Condition(trusted=True, writable=True, notice=None)
        return result

    def _changed(self, work: Callable[[sqlite3.Connection], T]) -> T:
        with Spoken(self._path):
            record_exists(self._home)
        hindrance = permissions.hindrance(self._home, self._path)
        if hindrance is not None:
            self._read(lambda _: None)
            raise ReadOnlyError(self._condition.notice or hindrance)
        with Spoken(self._path):
            self._create()
            connection = retry_while_locked(
                self._path, lambda timeout: schema.begin(self._path, timeout), self.waiting
            )
        try:
            with Spoken(self._path):
                self._prepare(connection)
                self._device = rows.device(connection) or self._device
            result = work(connection)
            self._erase_in_backups(connection)
            return result
        finally:
            connection.close()  # rolls back what was not committed

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Make sure that the record is sound, and bring its schema up to date."""
        version = schema.inspect(connection, self._path)
        if version == len(schema.STEPS):
            return
        if version:
            try:
                backups.make(self._home, backups.day_of(self._clock()))
            except (OSError, sqlite3.Error, StoreError) as error:
                raise StoreError(
                    f"nothing was saved: before the record is brought up to date it must be backed"
                    f" up, and that failed ({_reason(error)})"
                ) from error
        schema.migrate(connection, version)

    def _back_up(self, day: str) -> None:
        """Make the day's backup if it is due; that it fails keeps no change from being saved.

        A record that turns out to be damaged does: UnsoundError passes through.
        """
        self._backup_notice = None
        if not backups.is_due(self._home, day):
            return
        try:
            backups.make(self._home, day)
        except (OSError, sqlite3.Error, StoreError) as error:
            self._backup_notice = (
                f"changes are saved, but today's backup of the record failed ({_reason(error)})"
            )

    def _erase_in_backups(self, connection: sqlite3.Connection) -> None:
        """Take forgotten words out of the backups, where that is still to be done.

        That it fails is said in `notice`: by now the change is saved.
        """
        try:
            if not rows.is_erasing(connection):
                return

            if not connection.in_transaction:
                connection.execute("BEGIN IMMEDIATE")
            self._backup_notice = erase_in_backups(self._home, connection)
            if self._backup_notice is None:
                rows.unset_erasing(connection)
            connection.execute("COMMIT")
        except (OSError, sqlite3.Error) as error:
            self._backup_notice = (
                f"backups may still hold words that are forgotten ({_reason(error)}):"
                " 'bigcity-tui forget' tries again"
            )

    def _create(self) -> None:
        """Make the folder and an empty file where there are none; keep others out of the file."""
        permissions.make_folder(self._home)
        # Closing a file drops all of this process's locks on it, another thread's included: so
        # only one that nobody can have opened yet may be closed, and nobody else may make one.
        with _creating:
            try:
                os.close(permissions.make_file(self._path))
            except FileExistsError:
                permissions.make_private(self._path)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return " ".join(str(error).split())
