"""The record: what the user's devices did, read and added to, and whether it can be trusted."""

import os
import sqlite3
from _thread import allocate_lock  # threading itself would cost every command a millisecond
from collections.abc import Callable, Sequence

from bigcity_tui.domain.errors import ReadOnlyError, StoreError
from bigcity_tui.domain.operations import Change, Operation
from bigcity_tui.store import backups, permissions, schema
from bigcity_tui.store.condition import Condition, distrust, stands, unusable
from bigcity_tui.store.faults import TIMEOUT, Spoken, UnsoundError, explain, is_busy, unreadable
from bigcity_tui.store.paths import record_path
from bigcity_tui.store.watch import Watch

Decide = Callable[[tuple[Operation, ...]], tuple[Sequence[Change], str | None]]
"""From the operations so far to the changes to make and the batch that they take back, if any."""

_PATIENCE = 1.0
"""Seconds to wait for another program before saying so."""

_creating = allocate_lock()

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Self, TypeVar

    T = TypeVar("T")


class Record:
    """The user's record in one folder.

    `trusted` is False where the file is damaged, newer or unreadable: then there are no
    operations, and everything counts as not watched. `writable` is False where nothing can be
    saved; `notice` is one line that says why and what to do, None if all is well. They, and
    `device`, are as of the last reading or writing. Methods may be called from any thread.
    """

    def __init__(self, home: str, clock: Callable[[], int]) -> None:
        self._home = os.path.abspath(home)
        self._path = record_path(self._home)
        self._clock = clock
        self._device = os.urandom(16).hex()
        self._condition = Condition(trusted=True, writable=True, notice=None)
        self._backup_notice: str | None = None
        self._watch = Watch(self._path)

    @classmethod
    def open(cls, home: str, clock: Callable[[], int]) -> "Self":
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
        record = cls(home, clock)
        record._read(lambda _: None)
        return record

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

    def operations(self, series: str) -> tuple[Operation, ...]:
        """All operations of a series, in order; none where the record cannot be trusted.

        Raises StoreError where the folder or file is refused, or locked for 30 s.
        """
        found = self._read(lambda connection: schema.operations(connection, series))
        return found or ()

    def append(
        self, series: str, decide: Decide, *, waiting: Callable[[], None] | None = None
    ) -> tuple[Operation, ...]:
        """Add what `decide` makes of a series' operations as one batch; return what was written.

        `decide` runs while other programs are kept from writing; no changes, or an exception of
        its own, which passes through, leave the record as it was. `waiting` is called, in the same
        thread, when another program has held the record for a second. What is returned is on the
        disk.

        Raises ReadOnlyError where the record may not be written or cannot be trusted, and
        StoreError where it is refused, locked for 30 s, or the disk fails.
        """
        try:
            return self._append(series, decide, waiting)
        except UnsoundError as error:
            self._condition = distrust(self._home, error)
            raise ReadOnlyError(self._condition.notice) from error

    def version(self) -> int:
        """A number that changes when any process has changed the record; it never waits.

        To miss nothing, ask for it before reading the operations.
        """
        return self._watch.version()

    def close(self) -> None:
        """Let go of the file; the record may still be used."""
        self._watch.close()

    def _read(self, query: "Callable[[sqlite3.Connection], T]") -> "T | None":
        """Run a query where there is a sound record; None where there is none, or nothing in it."""
        found: tuple[str | None, T] | None = None
        try:
            hindrance = permissions.hindrance(self._home, self._path)
            if stands(self._home):
                found = schema.read(
                    self._path,
                    lambda connection: (schema.device(connection), query(connection)),
                    writable=hindrance is None,
                )
        except UnsoundError as error:
            self._condition = distrust(self._home, error)
            return None
        except sqlite3.Error as error:
            if is_busy(error):
                raise explain(error, self._path) from error
            self._condition = distrust(self._home, unreadable(error, self._path))
            return None
        except OSError as error:
            self._condition = distrust(self._home, unusable(self._path, error.strerror))
            return None
        self._condition = Condition(trusted=True, writable=hindrance is None, notice=hindrance)
        if found is None:
            return None
        device, result = found
        self._device = device or self._device
        return result

    def _append(
        self, series: str, decide: Decide, waiting: Callable[[], None] | None
    ) -> tuple[Operation, ...]:
        stands(self._home)
        hindrance = permissions.hindrance(self._home, self._path)
        if hindrance is not None:
            self._read(lambda _: None)
            raise ReadOnlyError(self._condition.notice or hindrance)
        with Spoken(self._path):
            self._create()
            connection = self._lock(waiting)
        try:
            with Spoken(self._path):
                self._prepare(connection)
                self._device = schema.device(connection) or self._device
                operations = schema.operations(connection, series)
            changes, undoes = decide(operations)
            if not changes:
                return ()
            with Spoken(self._path):
                written = self._write(connection, series, changes, undoes)
        finally:
            connection.close()  # rolls back what was not committed
        self._condition = Condition(trusted=True, writable=True, notice=None)
        return written

    def _lock(self, waiting: Callable[[], None] | None) -> sqlite3.Connection:
        """A connection that holds the write lock."""
        try:
            return schema.begin(self._path, _PATIENCE)
        except sqlite3.OperationalError as error:
            if not is_busy(error):
                raise
        if waiting is not None:
            waiting()
        return schema.begin(self._path, TIMEOUT)

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

    def _write(
        self,
        connection: sqlite3.Connection,
        series: str,
        changes: Sequence[Change],
        undoes: str | None,
    ) -> tuple[Operation, ...]:
        wall = self._clock()
        largest = schema.largest_hlc(connection)
        if largest is not None:
            self._back_up(backups.day_of(wall))
        first = wall if largest is None else max(wall, largest + 1)
        batch = os.urandom(16).hex()
        written = tuple(
            Operation(
                id=os.urandom(16).hex(),
                batch=batch,
                hlc=first + number,
                device=self._device,
                wall=wall,
                series=series,
                change=change,
                undoes=undoes,
            )
            for number, change in enumerate(changes)
        )
        if schema.device(connection) is None:
            schema.set_device(connection, self._device)
        schema.insert(connection, written)
        connection.execute("COMMIT")
        return written

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
