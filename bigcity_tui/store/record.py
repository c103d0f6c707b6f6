"""The record: what the user's devices did, read and added to, and whether it can be trusted."""

import os
import sqlite3
from _thread import allocate_lock  # threading itself would cost every command a millisecond
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import partial
from typing import Self

from bigcity_tui.domain.errors import ReadOnlyError, StoreError
from bigcity_tui.domain.history import superseded
from bigcity_tui.domain.operations import FORGET, Change, Merged, Operation, placed, stamped
from bigcity_tui.files.writing import make_file
from bigcity_tui.store import backups, database, location, rows
from bigcity_tui.store.database import Query, T, Waiting
from bigcity_tui.store.errors import UnsoundError, reason, translate_errors
from bigcity_tui.store.merge import LATEST, Held, compacted, held, keep, united

_creating = allocate_lock()


class Transaction:
    """A change of one series while no other program can write; it is saved when its block ends.

    `operations` are those of the series as it began, in order, `held` those by now, `written` new.
    """

    def __init__(
        self, record: "Record", connection: sqlite3.Connection, series: str, ids: Sequence[str]
    ) -> None:
        self._record, self._connection, self._series, self._ids = record, connection, series, ids
        self.held = rows.operations(connection, series)
        self.operations = placed(self.held, ids)
        self.written: tuple[Operation, ...] = ()

    def append(
        self, changes: Sequence[Change], undoes: str | None = None, batch: str | None = None
    ) -> None:
        """Add changes as one batch, which `undoes` another one.

        A `batch` that is named is begun, or goes on; if it was taken back since, another is begun.
        """
        if not changes:
            return
        if batch is None or any(each.undoes == batch for each in self.operations):
            batch = os.urandom(16).hex()
        connection, device, wall = self._connection, self._record.device, self._record.clock()
        with translate_errors(self._record.path):
            largest = rows.largest_hlc(connection)
            if largest is not None and not connection.total_changes:
                self._record.back_up(wall)  # as it is on the disk
            first = max(wall if wall <= LATEST else 0, (largest or 0) + 1)
            written = tuple(
                Operation(os.urandom(16).hex(), batch, hlc, device, wall, self._series, one, undoes)
                for hlc, one in enumerate((stamped(each, self._ids) for each in changes), first)
            )
            rows.keep(connection, "device", device)
            if any(change.kind == FORGET for change in changes):
                before = held(connection)
                keep(connection, before, united(before, written, wall)[0])
                self.held = rows.operations(connection, self._series)
            else:
                rows.insert(connection, written)
                self.held += written
                if any(each.batch == batch for each in self.operations):
                    apart = {each.id for each in rows.select(connection, "aside")}
                    gone = {each for each in superseded(self.held) if each.id not in apart}
                    rows.delete(connection, gone)
                    self.held = tuple(each for each in self.held if each not in gone)
        self.written += written


class Record:
    """The user's record in one folder: where it cannot be trusted, nothing counts as watched.

    `trusted` is False where the file is damaged, newer or unreadable, `writable` where nothing can
    be saved; `notice` says why and what to do. They, and `device` (128 random bits in hexadecimal),
    are as of the last reading or writing. Methods may be called from any thread. `waiting`, which
    the caller may replace, is called when another program has held the record for a second.
    """

    def __init__(self, home: str, clock: Callable[[], int], waiting: Waiting = None) -> None:
        self.home = os.path.abspath(home)
        self.path = location.record_path(self.home)
        self.clock, self.waiting = clock, waiting
        self.device = os.urandom(16).hex()
        self.trusted = self.writable = True
        self._hindrance: str | None = None
        self._backup_notice: str | None = None
        # What a change left of a series under which seal: a view of it need not read that again.
        self._left: tuple[str, str, tuple[Operation, ...]] = ("", "", ())
        watch = database.Watch(self.path)
        self.version, self.close = watch.version, watch.close

    @classmethod
    def open(cls, home: str, clock: Callable[[], int], waiting: Waiting = None) -> Self:
        """Return the record in a folder, which need not exist; nothing is created or changed.

        `clock` gives milliseconds since 1970, UTC. Raises StoreError where the folder or file is
        refused for safety or locked for 30 s, and where this Python's SQLite is too old.
        """
        if sqlite3.sqlite_version_info < (3, 37):
            has = f"this Python comes with {sqlite3.sqlite_version}: use another Python"
            raise StoreError(f"SQLite 3.37 or later is needed, and {has}")
        record = cls(home, clock, waiting)
        record._read(lambda _: None)
        return record

    @property
    def notice(self) -> str | None:
        return self._hindrance or self._backup_notice

    def operations(
        self, series: str, *kinds: str, ids: Sequence[str] = ()
    ) -> tuple[Operation, ...]:
        """Return a series' operations, all or of some kinds, in order; none if untrusted.

        They are under the numbers that `ids`, those of its episodes, come to.
        """

        def found(connection: sqlite3.Connection) -> tuple[Operation, ...]:
            whose, seal, left = self._left
            known = not kinds and (whose, seal) == (series, rows.kept(connection, "seal"))
            return left if known else rows.operations(connection, series, *kinds)

        return placed(self._read(found) or (), ids)

    def everything(self) -> tuple[Operation, ...]:
        return self._read(rows.select) or ()

    def held(self, *, trusted: bool = False) -> Held:
        """Return all that there is; ReadOnlyError where it has to be `trusted` and is not."""
        found = self._read(held) or Held(frozenset())
        if trusted and not self.trusted:
            raise ReadOnlyError(self.notice)
        return found

    @contextmanager
    def transaction(self, series: str, ids: Sequence[str] = ()) -> Iterator[Transaction]:
        """Read a series, whose episodes have `ids`, and add to it; other programs cannot write.

        What was appended is on the disk when the block has ended; an exception of the block's own
        leaves the record as it was. Raises ReadOnlyError where it may not be written or cannot be
        trusted, StoreError where it is refused, locked for 30 s, or the disk fails.
        """
        with self._changing() as connection:
            with translate_errors(self.path):
                change = Transaction(self, connection, series, ids)
            yield change
            if change.written:
                with translate_errors(self.path):
                    seal = rows.commit(connection)
                self._left = (series, seal, change.held)

    def merge(
        self, operations: Iterable[Operation], *, anew: bool = False, compact: bool = False
    ) -> Merged:
        """Add what another device, an export or this device's own past did, in one transaction.

        `anew` gives this device another id, also where nothing is added; `compact` leaves out the
        texts that others superseded. Raises as `transaction` does.
        """
        incoming, now = tuple(operations), self.clock()
        with self._changing() as connection, translate_errors(self.path):
            before = held(connection)
            after, merged = united(before, incoming, now)
            after = compacted(after) if compact else after
            if after == before and not anew:
                return merged
            if before.active:
                self.back_up(now)
            keep(connection, before, after)
            if anew:
                self.device = os.urandom(16).hex()
            rows.keep(connection, "device", self.device)
            rows.commit(connection)
        return merged

    def erase(self) -> int:
        """Erase everything that is kept of the viewer in the folder; return how many files went."""
        with ExitStack() as stack:
            # What is damaged, or no record at all, goes all the same.
            with suppress(UnsoundError), translate_errors(self.path):
                if location.record_exists(self.home):
                    if obstacle := location.hindrance(self.home):
                        raise ReadOnlyError(obstacle)
                    # Nobody may be in the middle of a change.
                    stack.enter_context(closing(self._begin()))
            return location.erase_everything(self.home)

    def back_up(self, wall: int) -> None:
        """Make the day's backup if it is due; a change is saved though it fails, but for damage."""
        day = backups.day_at(wall)
        try:
            if not os.path.lexists(location.backup_path(self.home, day)):
                self._backup_notice = backups.make(self.home, day)
        except backups.FAULTS as error:
            failed = f"today's backup of the record failed ({reason(error)})"
            self._backup_notice = f"changes are saved, but {failed}"

    def _read(self, query: Query[T]) -> T | None:
        """Run a query; None where there is no sound record, or nothing in it."""

        def found(connection: sqlite3.Connection) -> T:
            self.device = rows.kept(connection, "device") or self.device
            return query(connection)

        result = None
        try:
            obstacle = location.hindrance(self.home)
            act = partial(database.read, self.path, found, "ro" if obstacle else "rw")
            with translate_errors(self.path, reading=True):
                if location.record_exists(self.home):
                    result = database.retry_while_locked(self.path, act, self.waiting)
        except UnsoundError as error:
            self._distrust(error)
            return None
        self.trusted, self.writable, self._hindrance = True, obstacle is None, obstacle
        return result

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        """Let the body change the record, which it commits, while others are kept from writing."""
        self._backup_notice = None
        try:
            with translate_errors(self.path, reading=True):
                location.record_exists(self.home)
            if obstacle := location.hindrance(self.home):
                self._read(lambda _: None)
                raise ReadOnlyError(self.notice or obstacle)
            with translate_errors(self.path):
                self._create()
                connection = self._begin()
            with closing(connection):  # rolls back what was not committed
                with translate_errors(self.path):
                    self._prepare(connection)
                    self.device = rows.kept(connection, "device") or self.device
                yield connection
                failed = backups.erase_forgotten(self.home, connection)
                self._backup_notice = failed or self._backup_notice
        except UnsoundError as error:
            raise ReadOnlyError(self._distrust(error)) from error
        self.trusted, self.writable, self._hindrance = True, True, None

    def _begin(self) -> sqlite3.Connection:
        begin = partial(database.begin, self.path)
        return database.retry_while_locked(self.path, begin, self.waiting)

    def _distrust(self, error: UnsoundError) -> str:
        cure = error.cure or backups.way_back(self.home)
        notice = f"nothing can be saved: {error} and is left as it is; {cure}"
        self.trusted, self.writable, self._hindrance = False, False, notice
        return notice

    def _create(self) -> None:
        location.make_folder(self.home)
        # Closing a file drops all of this process's locks on it, another thread's included: so
        # only one that nobody can have opened yet may be closed, and nobody else may make one.
        with _creating:
            try:
                make_file(self.path)
            except FileExistsError:
                location.make_private(self.path)

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Bring a record up to date, or begin one."""
        version = database.inspect(connection, self.path)
        if version == len(database.STEPS):
            connection.execute(database.WRITE_NOTHING)
            return
        if version:
            try:
                self._backup_notice = backups.make(self.home, backups.day_at(self.clock()))
            except backups.FAULTS as error:
                need = "before the record is brought up to date it must be backed up"
                failed = f"and that failed ({reason(error)})"
                raise StoreError(f"nothing was saved: {need}, {failed}") from error
        database.migrate(connection, version)
        if any(each.hlc > LATEST for each in rows.select(connection, "aside")):
            what = "something dated beyond any clock is set aside, and what was done here after it"
            self._backup_notice = f"{what} is dated anew: from now on your other devices take it"
