"""The record in other forms and on other devices: export, import, sync.

Formats are imported where they are used: 50 ms, which `status` does not need.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from bigcity_tui.companion.changing import Changing
from bigcity_tui.domain.errors import CompanionError
from bigcity_tui.domain.operations import Change, Operation

if TYPE_CHECKING:
    from bigcity_tui.interchange.incoming import Incoming
    from bigcity_tui.interchange.outgoing import Exported
    from bigcity_tui.interchange.plan import ImportPlan
    from bigcity_tui.store.sync import Synced


class Carrying(Changing):
    """Takes the record out, brings one in, and merges it with those of other devices."""

    def sync(self, folder: str) -> "Synced":
        """Come to hold the same record as the viewer's other devices, by way of a folder."""
        from bigcity_tui.store.sync import sync

        self._peeked.clear()
        return sync(self._record, folder)

    def export(self, form: str) -> "Exported":
        """The whole record of the series in another form, by its name in `EXPORTS`.

        Raises CompanionError where the record cannot be read.
        """
        from bigcity_tui.interchange.formats import MARKDOWN, OWN, export
        from bigcity_tui.interchange.outgoing import Outgoing

        if form == OWN:
            everything = self._trusted(self._record.everything())
            operations = tuple(each for each in everything if each.series == self.series.id)
        else:
            operations = self._trusted(self._record.operations(self.series.id))
        rows = self.view().rows() if form == MARKDOWN else ()
        headings = {row.number: row.heading for row in rows if row.heading}
        return export(form, Outgoing(self.series, operations, headings))

    def read_import(
        self, path: str, progress: Callable[[int, int], None] | None = None
    ) -> "Incoming":
        """What a file of any known format says of the series; nothing is changed.

        `progress` is told of how many rows, and of how many in all, it has got to. Raises
        FileError, one line with file and place, if it cannot be used.
        """
        from bigcity_tui.files.problems import shown
        from bigcity_tui.files.reading import read_file
        from bigcity_tui.interchange.formats import read
        from bigcity_tui.interchange.import_file import MOST_BYTES

        name = shown(path, 200)
        return read(name, read_file(path, name, MOST_BYTES), self.series, progress)

    def plan_import(self, incoming: "Incoming") -> "ImportPlan":
        """What bringing a file in would change; nothing is changed."""
        from bigcity_tui.interchange.plan import plan_changes, plan_merge

        present = self._trusted(self._record.operations(self.series.id))
        if incoming.operations is None:
            return plan_changes(incoming, present)[1]
        from bigcity_tui.store.merging import Held, united

        everything = frozenset(self._trusted(self._record.everything()))
        after, merged = united(Held(everything), incoming.operations, self._clock())
        counting = [each for each in after.counting if each.series == self.series.id]
        return plan_merge(present, counting, incoming, merged)

    def apply_import(self, incoming: "Incoming") -> "ImportPlan":
        """Do what `plan_import` tells of, in one transaction, and tell of it."""
        from bigcity_tui.interchange.plan import plan_changes, plan_merge

        self._peeked.clear()
        if incoming.operations is not None:
            before = self._trusted(self._record.operations(self.series.id))
            merged = self._record.merge(incoming.operations)
            after = self._trusted(self._record.operations(self.series.id))
            return plan_merge(before, after, incoming, merged)
        weighed: list[ImportPlan] = []

        def decided(operations: tuple[Operation, ...]) -> Sequence[Change]:
            changes, found = plan_changes(incoming, operations)
            weighed.append(found)
            return changes

        self._write(decided)
        return weighed[0]

    def _trusted(self, operations: tuple[Operation, ...]) -> tuple[Operation, ...]:
        """Operations just read; CompanionError where the record cannot be trusted."""
        if not self._record.trusted:
            raise CompanionError(f"the record cannot be read: {self.notice}")
        return operations
