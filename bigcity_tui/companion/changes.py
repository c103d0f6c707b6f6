"""What comes of the viewer's changes, in words; and taking them back."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from bigcity_tui.domain.diary import PreviousValues, describe
from bigcity_tui.domain.operations import Operation
from bigcity_tui.domain.undo import redo, undo
from bigcity_tui.store.record import Transaction


class Outcome(NamedTuple):
    """What an action came to: a `message` in words; `changed` is false if all was so before."""

    message: str
    changed: bool = True


def reverse(
    tx: Transaction,
    device: str,
    tells: Callable[[Operation], bool],
    day: Callable[[int], str],
    *,
    again: bool,
) -> Outcome:
    """Take back this device's newest change, or make it again; say what `tells` lets be told."""
    reversal = (redo if again else undo)(tx.operations, device)
    if reversal is None:
        return Outcome(f"There is nothing to {'redo' if again else 'undo'}.", changed=False)
    tx.append(reversal.changes, undoes=reversal.batch)
    meaning = _meaning(tx.operations, reversal.meant, tells, day)
    return Outcome(f"{'Redone' if again else 'Undone'}: {meaning}.")


def _meaning(
    operations: Iterable[Operation],
    meant: Iterable[Operation],
    tells: Callable[[Operation], bool],
    day: Callable[[int], str],
) -> str:
    """What an action did, in the words of the diary."""
    told = tuple(filter(tells, meant))
    fields = {operation.change.field for operation in told}
    previous = PreviousValues(day)
    for operation in operations:
        if operation.change.field in fields:
            previous.add(operation)
    return describe(told, previous) or "something of an earlier viewing"
