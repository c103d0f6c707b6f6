"""Undo and redo as new changes: nothing is ever taken out of the record.

Undoing a batch sets each field that it set back to what stood there before; redoing undoes the
undoing. Only this device's own batches are undone, and a field that another device has set since
is left as it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from bigcity_tui.domain.history import heads
from bigcity_tui.domain.operations import Change, Operation, change

_BLANK = {
    "progress": '{"state":"unwatched"}',
    "rating": '{"score":null}',
    "pass": '{"begun":false}',
}
"""What stood in a field, by kind, before anything was written there."""


@dataclass(frozen=True, slots=True)
class Reversal:
    """What undoing or redoing comes to: the batch taken back, and the new changes.

    `meant` holds the viewer's action that is taken back, or done again.
    """

    batch: str
    meant: tuple[Operation, ...]
    changes: tuple[Change, ...]


def undo(operations: Iterable[Operation], device: str) -> Reversal | None:
    """The reversal of this device's newest batch that is not undone; None if there is none."""
    return _reverse(operations, device, redo=False)


def redo(operations: Iterable[Operation], device: str) -> Reversal | None:
    """The reversal of this device's newest undoing, unless it has changed something since."""
    return _reverse(operations, device, redo=True)


def _reverse(operations: Iterable[Operation], device: str, *, redo: bool) -> Reversal | None:
    ordered = sorted(operations, key=lambda operation: operation.order)
    done, undone = _stacks(ordered, device)
    for batch in reversed(undone if redo else done):
        mine = tuple(operation for operation in ordered if operation.batch == batch)
        changes = tuple(
            restored
            for operation in mine
            if (restored := _restore(operation, ordered, device)) is not None
        )
        if changes:
            first = mine[0].undoes if redo else batch
            meant = tuple(operation for operation in ordered if operation.batch == first)
            return Reversal(batch, meant, changes)
    return None


def _stacks(ordered: list[Operation], device: str) -> tuple[list[str], list[str]]:
    """This device's batches to undo, and its undoings to redo; the newest last."""
    done: list[str] = []
    undone: list[str] = []
    mine = (operation for operation in ordered if operation.device == device)
    for batch, found in groupby(mine, key=lambda operation: operation.batch):
        undoes = next(found).undoes
        if undoes is None:
            done.append(batch)
            undone.clear()
        elif undoes in done:
            done.remove(undoes)
            undone.append(batch)
        elif undoes in undone:
            undone.remove(undoes)
            done.append(batch)
    return done, undone


def _restore(operation: Operation, ordered: list[Operation], device: str) -> Change | None:
    """The change that sets an operation's field back; None where that would overrule somebody."""
    same = [other for other in ordered if other.change.field == operation.change.field]
    if same[-1].device != device:
        return None
    earlier = [other for other in same if other.order < operation.order]
    made = operation.change
    if made.kind == "note":
        text = earlier[-1].data.get("text") if earlier else None
        return change(made.pass_id, made.item, "note", text=text, over=heads(same))
    if earlier:
        return Change(made.pass_id, made.item, made.kind, earlier[-1].change.value)
    if made.kind not in _BLANK:
        return None
    return Change(made.pass_id, made.item, made.kind, _BLANK[made.kind])
