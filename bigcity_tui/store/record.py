"""The record: what the user's devices did, read and added to, and whether it can be trusted."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Sequence

from bigcity_tui.domain.operations import FORGET, Change, Operation
from bigcity_tui.store import backups, rows
from bigcity_tui.store.faults import Spoken
from bigcity_tui.store.file import RecordFile
from bigcity_tui.store.merging import Held, Merged, held, keep, united

Decide = Callable[[tuple[Operation, ...]], tuple[Sequence[Change], str | None]]
"""From the operations so far to the changes to make and the batch that they take back, if any."""


class Record(RecordFile):
    """The user's record in one folder: where it cannot be trusted, nothing counts as watched."""

    def operations(self, series: str, *kinds: str) -> tuple[Operation, ...]:
        """All operations of a series, or those of some kinds, in order.

        There are none where the record cannot be trusted.

        Raises StoreError where the folder or file is refused, or locked for 30 s.
        """
        found = self._read(lambda connection: rows.operations(connection, series, kinds))
        return found or ()

    def append(
        self, series: str, decide: Decide, *, batch: str | None = None
    ) -> tuple[Operation, ...]:
        """Add what `decide` makes of a series' operations as one batch; return what was written.

        `decide` runs while other programs are kept from writing; no changes, or an exception of
        its own, which passes through, leave the record as it was. `batch` adds to a batch that was
        begun before, or begins it under this id; one that was taken back since stays as it is, and
        another is begun. What is returned is on the disk.

        Raises ReadOnlyError where the record may not be written or cannot be trusted, and
        StoreError where it is refused, locked for 30 s, or the disk fails.
        """

        def work(connection: sqlite3.Connection) -> tuple[Operation, ...]:
            with Spoken(self._path):
                operations = rows.operations(connection, series)
            changes, undoes = decide(operations)
            if not changes:
                return ()
            with Spoken(self._path):
                taken_back = any(each.undoes == batch for each in operations)
                name = batch if batch and not taken_back else os.urandom(16).hex()
                return self._write(connection, series, changes, undoes, name)

        return self._change(work)

    def everything(self) -> tuple[Operation, ...]:
        """All operations of all series, in order; else as `operations`."""
        return self._read(rows.everything) or ()

    def held(self) -> Held:
        """All operations, and what merging set aside since others have its ids."""
        return self._read(held) or Held(frozenset())

    def merge(self, operations: Iterable[Operation], *, anew: bool = False) -> Merged:
        """Add what another device, an export or this device's own past did, in one transaction.

        The order in which things are merged makes no difference, and merging twice does nothing
        more. `anew` gives this device another id, also where nothing is added. The rest, and what
        is raised, is as with `append`.
        """
        incoming = tuple(operations)

        def work(connection: sqlite3.Connection) -> Merged:
            now = self._clock()
            with Spoken(self._path):
                before = held(connection)
                after, merged = united(before, incoming, now)
                if after == before and not anew:
                    return merged
                if before.counting:
                    self._back_up(backups.day_of(now))
                keep(connection, before, after)
                if anew:
                    self._device = os.urandom(16).hex()
                if anew or rows.device(connection) is None:
                    rows.set_device(connection, self._device)
                connection.execute("COMMIT")
            return merged

        return self._change(work)

    def _write(
        self,
        connection: sqlite3.Connection,
        series: str,
        changes: Sequence[Change],
        undoes: str | None,
        batch: str,
    ) -> tuple[Operation, ...]:
        wall = self._clock()
        largest = rows.largest_hlc(connection)
        if largest is not None:
            self._back_up(backups.day_of(wall))
        first = wall if largest is None else max(wall, largest + 1)
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
        if rows.device(connection) is None:
            rows.set_device(connection, self._device)
        if any(change.kind == FORGET for change in changes):
            before = held(connection)
            keep(connection, before, united(before, written, wall)[0])
        else:
            rows.insert(connection, written)
        connection.execute("COMMIT")
        return written
