"""Undo and redo as new changes: nothing is ever taken out of the record.

Only this device's own batches are undone; a field that another device has set since is left as it
is, and so is what was forgotten.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from bigcity_tui.domain.forgetting import is_blank
from bigcity_tui.domain.history import heads
from bigcity_tui.domain.operations import FORGET, WORDS, Change, Operation, change, in_order

_BLANK = {
    "progress": '{"state":"unwatched"}',
    "rating": '{"score":null}',
    "pass": '{"begun":false}',
}
"""The value of a field, by kind, before anything was written there."""


class Reversal(NamedTuple):
    """The batch taken back, the viewer's action that was `meant`, and the new changes."""

    batch: str
    meant: tuple[Operation, ...]
    changes: tuple[Change, ...]


def reverse(operations: Iterable[Operation], device: str, *, redo: bool = False) -> Reversal | None:
    """Undo this device's newest batch, or redo (undo its newest undoing); None if there is none."""
    batches: dict[str, list[Operation]] = {}
    fields: dict[tuple[str, str, str], list[Operation]] = {}
    for operation in in_order(operations):
        batches.setdefault(operation.batch, []).append(operation)
        fields.setdefault(operation.change.field, []).append(operation)
    done, undone = _stacks(batches, device)
    for batch in reversed(undone if redo else done):
        first_in: dict[tuple[str, str, str], Operation] = {}
        for operation in batches[batch]:
            first_in.setdefault(operation.change.field, operation)
        changes = tuple(
            restored
            for field, operation in first_in.items()
            for restored in _restored(operation, fields[field], device)
        )
        if changes:
            first = batches[batch][0].undoes if redo else batch
            return Reversal(batch, tuple(batches.get(first or "", ())), changes)
    return None


def _stacks(
    batches: dict[str, list[Operation]], device: str
) -> tuple[dict[str, None], dict[str, None]]:
    """This device's batches to undo, and its undoings to redo; the newest last."""
    done: dict[str, None] = {}
    undone: dict[str, None] = {}
    for batch, found in batches.items():
        undoes = found[0].undoes
        if found[0].device != device or all(each.change.kind == FORGET for each in found):
            continue
        if undoes is None:
            done[batch] = None
            undone.clear()
        elif undoes in done:
            del done[undoes]
            undone[batch] = None
        elif undoes in undone:
            del undone[undoes]
            done[batch] = None
    return done, undone


def _restored(operation: Operation, same: list[Operation], device: str) -> list[Change]:
    """`same` is all that was ever written in the field, in order."""
    made = operation.change
    if same[-1].device != device or made.kind == FORGET or is_blank(operation):
        return []
    before = same[: next(at for at, each in enumerate(same) if each.id == operation.id)]
    if made.kind in WORDS:
        return _rewritten(made, before, heads(same))
    value = before[-1].change.value if before else _BLANK.get(made.kind)
    return [] if value is None else [made._replace(value=value)]


def _rewritten(made: Change, before: list[Operation], over: list[str]) -> list[Change]:
    """Changes that bring back every text of a note that stood before, with where each is from."""
    standing = set(heads(before))
    copies: dict[str, Change] = {}
    for operation in before:
        text = operation.data.get("text") if operation.id in standing else None
        if isinstance(text, str):
            copies.pop(text, None)  # the newest is shown first, and so has to be written last
            value: dict[str, Any] = {"text": text, "over": over, "from": operation.id}
            copies[text] = change(*made.field, **value)
    return list(copies.values()) or [change(*made.field, text=None, over=over)]
