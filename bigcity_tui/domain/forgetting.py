"""Forgetting: taking a note's or an answer's words out of the record for good.

A tombstone names the operations whose words go. These stay, blank, so that devices still agree on
what replaced what; blank beats text, even if the tombstone arrives later. A copy that undo or redo
made of a text goes with that text, and so do the texts that were saved on the way to it.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from bigcity_tui.domain.history import saves
from bigcity_tui.domain.operations import FORGET, WORDS, Operation, change


def is_blank(operation: Operation) -> bool:
    return operation.change.kind in WORDS and operation.data.get("forgotten") is True


def blank(operation: Operation) -> Operation:
    """A note without its words; other operations, and how notes hang together, stay."""
    made = operation.change
    if made.kind not in WORDS:
        return operation
    kept: dict[str, Any] = {"text": None, "over": operation.ids("over")}
    parts = ((key, operation.data.get(key)) for key in ("from", "episode"))
    kept |= {key: value for key, value in parts if isinstance(value, str)}
    return operation._replace(change=change(*made.field, **kept, forgotten=True))


def forgotten(operations: Iterable[Operation]) -> frozenset[str]:
    """The ids of all notes that have to be blank: named, blank in any copy, or part of such."""
    gone: set[str] = set()
    copies: dict[str, list[str]] = {}
    operations = tuple(operations)
    for operation in operations:
        if operation.change.kind == FORGET:
            gone.update(operation.ids("notes"))
        elif operation.change.kind in WORDS:
            if is_blank(operation):
                gone.add(operation.id)
            if isinstance(source := operation.data.get("from"), str):
                copies.setdefault(source, []).append(operation.id)
    for save in saves(operations):
        for earlier, later in pairwise(save):
            copies.setdefault(later.id, []).append(earlier.id)
    waiting = list(gone)
    while waiting:
        more = set(copies.get(waiting.pop(), ())) - gone
        gone |= more
        waiting += more
    return frozenset(gone)


def blanked(operations: Iterable[Operation]) -> tuple[Operation, ...]:
    """Operations, in the order given, with every forgotten note blank."""
    operations = tuple(operations)
    gone = forgotten(operations)
    return tuple(blank(each) if each.id in gone else each for each in operations)
