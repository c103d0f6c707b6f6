"""Taking the viewer's changes back, in the words of the diary."""

from collections.abc import Callable

from bigcity_tui.domain.diary import describe, values_of
from bigcity_tui.domain.operations import Operation
from bigcity_tui.domain.undo import redo, undo
from bigcity_tui.store.record import Transaction


def reverse(
    tx: Transaction,
    device: str,
    tells: Callable[[Operation], bool],
    day: Callable[[int], str],
    *,
    again: bool,
) -> str | None:
    """Take back this device's newest change, or make it again; None where there is none.

    Returns what that change did, as far as `tells` lets it be told.
    """
    reversal = (redo if again else undo)(tx.operations, device)
    if reversal is None:
        return None
    tx.append(reversal.changes, undoes=reversal.batch)
    told = tuple(filter(tells, reversal.meant))
    fields = {operation.change.field for operation in told}
    values = values_of(each for each in tx.operations if each.change.field in fields)
    return describe(told, values, day) or "something of an earlier viewing"
