"""The record: what the user's devices did, read and added to, and whether it can be trusted."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from typing import Self

from bigcity_tui.domain.errors import ReadOnlyError, StoreError
from bigcity_tui.domain.history import superseded
from bigcity_tui.domain.operations import FORGET, Change, Merged, Operation, placed, stamped
from bigcity_tui.files.writing import sync_folder
from bigcity_tui.store import backups, location, rows
from bigcity_tui.store.database import Watch
from bigcity_tui.store.errors import UnsoundError, shown, translate_errors
from bigcity_tui.store.file import RecordFile
from bigcity_tui.store.merge import LATEST, Held, compacted, held, keep, united


class Transaction:
    """A change of one series while no other program can write; it is saved when its block ends.

    `operations` are those of the series as it began, in order; `written` is what was appended.
    """

    def __init__(
        self, file: RecordFile, connection: sqlite3.Connection, series: str, ids: Sequence[str]
    ) -> None:
        self._file, self._connection, self._series, self._ids = file, connection, series, ids
        with translate_errors(file.path):
            self._rows = rows.operations(connection, series)
        self.operations = placed(self._rows, ids)
        self.written: tuple[Operation, ...] = ()

    def append(
        self, changes: Sequence[Change], undoes: str | None = None, batch: str | None = None
    ) -> None:
        """Add changes as one batch, which `undoes` another one.

        A `batch` that is named is begun, or goes on; if it was taken back since, another is begun.
        """
        if changes:
            taken_back = any(each.undoes == batch for each in self.operations)
            name = batch if batch and not taken_back else os.urandom(16).hex()
            with translate_errors(self._file.path):
                self.written += self._write(changes, undoes, name)

    def _write(
        self, changes: Sequence[Change], undoes: str | None, batch: str
    ) -> tuple[Operation, ...]:
        connection, device, wall = self._connection, self._file.device, self._file.clock()
        largest = rows.largest_hlc(connection)
        if largest is not None and not connection.total_changes:
            self._file.back_up(wall)  # as it is on the disk
        first = max(wall if wall <= LATEST else 0, (largest or 0) + 1)
        written = tuple(
            Operation(os.urandom(16).hex(), batch, hlc, device, wall, self._series, made, undoes)
            for hlc, made in enumerate((stamped(each, self._ids) for each in changes), first)
        )
        rows.keep(connection, "device", device)
        if any(change.kind == FORGET for change in changes):
            before = held(connection)
            keep(connection, before, united(before, written, wall)[0])
            return written
        rows.insert(connection, written)
        if any(each.batch == batch for each in self.operations):
            apart = {each.id for each in rows.conflicts(connection)}
            gone = superseded((*self._rows, *written))
            rows.delete(connection, (each for each in gone if each.id not in apart))
        return written


class Record:
    """The user's record in one folder: where it cannot be trusted, nothing counts as watched.

    `trusted` is False where the file is damaged, newer or unreadable, `writable` where nothing can
    be saved; `notice` says why and what to do. They, and `device` (128 random bits in hexadecimal),
    are as of the last reading or writing. Methods may be called from any thread. `waiting`, which
    the caller may replace, is called when another program has held the record for a second.
    """

    def __init__(
        self, home: str, clock: Callable[[], int], waiting: Callable[[], None] | None = None
    ) -> None:
        self.waiting = waiting
        self._file = RecordFile(
            os.path.abspath(home), clock, lambda: self.waiting and self.waiting()
        )
        self.home = self._file.home
        self._watch = Watch(self._file.path)

    @classmethod
    def open(
        cls, home: str, clock: Callable[[], int], waiting: Callable[[], None] | None = None
    ) -> Self:
        """Return the record in a folder, which need not exist; nothing is created or changed.

        `clock` gives milliseconds since 1970, UTC. Raises StoreError where the folder or file is
        refused for safety or locked for 30 s, and where this Python's SQLite is too old.
        """
        if sqlite3.sqlite_version_info < (3, 37):
            raise StoreError(
                f"SQLite 3.37 or later is needed, and this Python comes with"
                f" {sqlite3.sqlite_version}: use another Python"
            )
        record = cls(home, clock, waiting)
        record._file.read(lambda _: None)
        return record

    @property
    def device(self) -> str:
        return self._file.device

    @property
    def trusted(self) -> bool:
        return self._file.condition.trusted

    @property
    def writable(self) -> bool:
        return self._file.condition.writable

    @property
    def notice(self) -> str | None:
        return self._file.condition.notice or self._file.backup_notice

    def version(self) -> tuple[int, int]:
        """Return what changes when any process has changed the record; ask before reading that."""
        return self._watch.version()

    def close(self) -> None:
        """Let go of the file; the record may still be used."""
        self._watch.close()

    def operations(
        self, series: str, *kinds: str, ids: Sequence[str] = ()
    ) -> tuple[Operation, ...]:
        """Return a series' operations, all or of some kinds, in order; none if untrusted.

        They are under the numbers that `ids`, those of its episodes, come to.
        """
        found = self._file.read(lambda connection: rows.operations(connection, series, kinds))
        return placed(found or (), ids)

    def everything(self) -> tuple[Operation, ...]:
        return self._file.read(rows.everything) or ()

    def held(self) -> Held:
        return self._file.read(held) or Held(frozenset())

    @contextmanager
    def transaction(self, series: str, ids: Sequence[str] = ()) -> Iterator[Transaction]:
        """Read a series, whose episodes have `ids`, and add to it; other programs cannot write.

        What was appended is on the disk when the block has ended; an exception of the block's own
        leaves the record as it was. Raises ReadOnlyError where it may not be written or cannot be
        trusted, StoreError where it is refused, locked for 30 s, or the disk fails.
        """
        with self._file.changing() as connection:
            change = Transaction(self._file, connection, series, ids)
            yield change
            if change.written:
                with translate_errors(self._file.path):
                    rows.commit(connection)

    def merge(
        self, operations: Iterable[Operation], *, anew: bool = False, compact: bool = False
    ) -> Merged:
        """Add what another device, an export or this device's own past did, in one transaction.

        `anew` gives this device another id, also where nothing is added; `compact` leaves out the
        texts that others superseded. Raises as `transaction` does.
        """
        incoming, now = tuple(operations), self._file.clock()
        with self._file.changing() as connection, translate_errors(self._file.path):
            before = held(connection)
            after, merged = united(before, incoming, now)
            after = compacted(after) if compact else after
            if after == before and not anew:
                return merged
            if before.active:
                self._file.back_up(now)
            keep(connection, before, after)
            if anew:
                self._file.device = os.urandom(16).hex()
            rows.keep(connection, "device", self._file.device)
            rows.commit(connection)
        return merged

    def erase(self) -> int:
        """Erase everything that is kept of the viewer in the folder; return how many files went."""
        with ExitStack() as stack:
            # What is damaged, or no record at all, goes all the same.
            with suppress(UnsoundError), translate_errors(self._file.path):
                if location.record_exists(self.home):
                    obstacle = location.hindrance(self.home)
                    if obstacle is not None:
                        raise ReadOnlyError(obstacle)
                    # Nobody may be in the middle of a change.
                    stack.enter_context(closing(self._file.begin()))
            return _erase_everything(self.home)


def _erase_everything(home: str) -> int:
    """What the program did not make stays. For one who holds the record's write lock."""
    record, folder = location.record_path(home), location.backups_dir(home)
    others = [os.path.basename(path(home)) for path in (location.places_path, location.report_path)]
    ours = (backups.DAMAGED, backups.UNFINISHED, *others, *(f".{name}" for name in others))
    done, erased = "nothing is erased", 0
    try:
        # Without the names of all, none may go: what is left would be taken for a loss.
        paths = location.paths_in(folder, "record-", backups.UNFINISHED)
        paths += location.paths_in(home, *ours)
        done = "not everything is erased"
        # The record goes last, so that a run that is killed leaves nothing without it.
        for path in (*paths, *(record + ending for ending in (*backups.ENDINGS, ""))):
            with suppress(FileNotFoundError):
                os.remove(path)
                erased += 1
    except OSError as error:
        raise StoreError(
            f"{done}: {shown(str(error.filename))}: {error.strerror}; put that right, then"
            " try again"
        ) from error
    if erased:
        with suppress(OSError):  # not there, or with something else in it
            os.rmdir(folder)
        sync_folder(home)
    return erased
