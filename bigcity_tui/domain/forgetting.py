"""Forgetting: taking a note's or an answer's words out of the record for good.

A tombstone (an operation of the kind `forget`) names the notes and answers whose words go. Their
operations stay, so that devices still agree on what replaced what, but their values are blank.
Blank beats text, even if the tombstone arrives later. A copy that undo or redo made of a text goes
with that text, and so do the texts that were saved on the way to it.
"""

from collections.abc import Iterable
from itertools import pairwise

from bigcity_tui.domain.history import save_of
from bigcity_tui.domain.operations import FORGET, WORDS, Operation, change, in_order


def is_blank(operation: Operation) -> bool:
    return operation.change.kind in WORDS and operation.data.get("forgotten") is True


def blank(operation: Operation) -> Operation:
    """A note without its words; other operations, and how notes hang together, stay."""
    made = operation.change
    if made.kind not in WORDS:
        return operation
    source, over = operation.data.get("from"), operation.ids("over")
    value = {"text": None, "over": over, **({"from": source} if isinstance(source, str) else {})}
    value |= {"episode": operation.data["episode"]} if "episode" in operation.data else {}
    empty = change(made.viewing_id, made.item, made.kind, **value, forgotten=True)
    return operation._replace(change=empty)


def forgotten(operations: Iterable[Operation]) -> frozenset[str]:
    """The ids of all notes that have to be blank: named, blank in any copy, or part of such."""
    gone: set[str] = set()
    copies: dict[str, list[str]] = {}
    saves: dict[tuple[str, ...], list[Operation]] = {}
    for operation in operations:
        kind = operation.change.kind
        if kind == FORGET:
            gone.update(operation.ids("notes"))
        elif kind in WORDS:
            data = operation.data
            if data.get("forgotten") is True:
                gone.add(operation.id)
            if isinstance(data.get("from"), str):
                copies.setdefault(data["from"], []).append(operation.id)
            if (save := save_of(operation)) is not None:
                saves.setdefault(save, []).append(operation)
    for found in saves.values():
        for earlier, later in pairwise(in_order(found)):
            copies.setdefault(later.id, []).append(earlier.id)
    waiting = list(gone)
    while waiting:
        for copy in copies.get(waiting.pop(), ()):
            if copy not in gone:
                gone.add(copy)
                waiting.append(copy)
    return frozenset(gone)


def blanked(operations: Iterable[Operation]) -> tuple[Operation, ...]:
    """Operations, in the order given, with every forgotten note blank."""
    operations = tuple(operations)
    gone = forgotten(operations)
    return tuple(
        blank(operation) if operation.id in gone else operation for operation in operations
    )
