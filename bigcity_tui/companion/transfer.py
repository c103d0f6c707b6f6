"""The record in other forms: what an export holds, and what an import would change."""

import os
from collections.abc import Sequence

from bigcity_tui.companion.service import Companion
from bigcity_tui.domain.errors import CompanionError
from bigcity_tui.domain.operations import Operation, in_order, placed
from bigcity_tui.domain.text import count
from bigcity_tui.interchange import NAMING, OWN, write
from bigcity_tui.interchange.incoming import Incoming
from bigcity_tui.interchange.outgoing import Exported, Outgoing
from bigcity_tui.interchange.plan import ImportPlan, plan_changes, plan_merge
from bigcity_tui.interchange.reader import read_all
from bigcity_tui.interchange.shows import Wanted
from bigcity_tui.store.errors import translate_errors
from bigcity_tui.store.merge import Held, united
from bigcity_tui.store.salvage import salvage


class Transfer:
    """Takes a companion's record out, and brings others in; CompanionError if it is unreadable."""

    def __init__(self, companion: Companion) -> None:
        self._companion = companion
        self._series, self._record = companion.series, companion.record

    def export(self, form: str, *, titles: bool = True) -> Exported:
        """Return the record in a form; `titles` says whether open episodes may be named there."""
        if form == OWN:
            everything = self._trusted(self._record.everything())
            operations = tuple(each for each in everything if each.series == self._series.id)
        else:
            operations = self._operations()
        rows = self._companion.view().rows if titles and form in NAMING else ()
        headings = {row.number: row.heading for row in rows if row.heading}
        return write(form, Outgoing(self._series, operations, headings))

    def salvage(self) -> Exported:
        """Return what is whole of a record, damaged or not, in the form that can be imported."""
        with translate_errors(self._record.path):
            found = {e.id: e for e in salvage(self._record.home) if e.series == self._series.id}
        notice = f"{count(len(found), 'change')} could be read; what is not whole is left out"
        outgoing = Outgoing(self._series, in_order(found.values()), {})
        return write(OWN, outgoing)._replace(notices=(notice,))

    def read(self, paths: Sequence[str], as_series: str | None = None) -> Incoming:
        """Return what files say of the series, or of a title that is its, as `read_all` does."""
        return read_all(paths, Wanted(self._series, as_series, self._companion.today()))

    def plan(self, incoming: Incoming, *, rewatches: bool = False) -> ImportPlan:
        """Return what bringing files in would change; `rewatches` as in `plan_changes`."""
        present = self._operations()
        if incoming.operations is None:
            return plan_changes(incoming, present, _new_id if rewatches else None)[1]
        everything = frozenset(self._trusted(self._record.everything()))
        after, merged = united(Held(everything), incoming.operations, self._record.clock())
        active = [each for each in after.active if each.series == self._series.id]
        return plan_merge(present, placed(active, self._series.episode_ids), merged)

    def apply(self, incoming: Incoming, *, rewatches: bool = False) -> ImportPlan:
        self._companion.peeked.clear()  # what comes in locks it
        if incoming.operations is not None:
            before = self._operations()
            merged = self._record.merge(incoming.operations)
            return plan_merge(before, self._operations(), merged)
        with self._record.transaction(self._series.id, self._series.episode_ids) as tx:
            changes, plan = plan_changes(incoming, tx.operations, _new_id if rewatches else None)
            tx.append(changes)
        return plan

    def _operations(self) -> tuple[Operation, ...]:
        series, record = self._series, self._record
        return self._trusted(record.operations(series.id, ids=series.episode_ids))

    def _trusted(self, operations: tuple[Operation, ...]) -> tuple[Operation, ...]:
        if not self._record.trusted:
            raise CompanionError(f"the record cannot be read: {self._record.notice}")
        return operations


def _new_id() -> str:
    return os.urandom(16).hex()
