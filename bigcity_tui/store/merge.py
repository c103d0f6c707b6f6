"""Merging: the union of what devices did, by the ids of their operations.

What a record holds is a set of contents for each id. Merging unites the sets, so that order and
repetition make no difference. An id should have one content; where it has several, the least of
them counts, on every device alike, and the others are set aside. Forgetting is part of the union:
a note that anybody forgot is blank, whichever came first.
"""

import json
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from bigcity_tui.domain.forgetting import blanked, is_blank
from bigcity_tui.domain.operations import Operation
from bigcity_tui.store import rows

BEYOND = 2**53
"""Times, in milliseconds from 1970, lie within this: JSON keeps no larger number exactly."""

LONGEST = 200
"""The longest id, or other name in an operation, in characters."""

LARGEST = 256 * 1024
"""The largest value of an operation, in bytes: a note takes at most half of it."""

_DEEPEST = 20
"""How many lists and objects in a value may lie within each other."""

_AHEAD = 60_000
"""Clocks that differ by no more milliseconds than this agree."""


class Merged(NamedTuple):
    """What a merge came to.

    Of the operations that came in, so many were `added` and so many `known`; `refused` has a
    reason for each that was not taken; `conflicts` counts those that were set aside, because
    another one has their id. `ahead` says how many of the added are dated later than this clock.
    """

    added: int
    known: int
    refused: tuple[str, ...]
    ahead: int
    conflicts: int = 0


class Held(NamedTuple):
    """What a record holds: the operations that count, and those that were set aside."""

    active: frozenset[Operation]
    conflicts: frozenset[Operation] = frozenset()

    @property
    def everything(self) -> frozenset[Operation]:
        """Both of them."""
        return self.active | self.conflicts


def held(connection: sqlite3.Connection) -> Held:
    """Return what is in a record; raises sqlite3.Error."""
    return Held(frozenset(rows.everything(connection)), frozenset(rows.conflicts(connection)))


def keep(connection: sqlite3.Connection, before: Held, after: Held) -> None:
    """Make a record that holds `before` hold `after`; raises sqlite3.Error and StoreError."""
    rows.delete(connection, before.active - after.active)
    rows.delete(connection, before.conflicts - after.conflicts, "aside")
    rows.insert(connection, after.active - before.active)
    rows.insert(connection, after.conflicts - before.conflicts, "aside")
    if any(map(is_blank, after.everything - before.everything)):
        rows.set_erasing(connection, True)


def united(before: Held, incoming: Sequence[Operation], now: int) -> tuple[Held, Merged]:
    """Return what a record holds after a merge; `now` is the clock in milliseconds since 1970."""
    faults = [fault(operation) for operation in incoming]
    sound = [one for one, reason in zip(incoming, faults, strict=True) if reason is None]
    present = (*before.active, *before.conflicts)
    left = blanked((*present, *sound))

    contents: dict[str, set[Operation]] = {}
    for operation in left[: len(present)]:
        contents.setdefault(operation.id, set()).add(operation)
    added = known = apart = ahead = 0
    for operation in left[len(present) :]:
        standing = contents.setdefault(operation.id, set())
        if operation in standing:
            known += 1
        elif standing:
            apart += 1
        else:
            added += 1
            ahead += operation.hlc > now + _AHEAD
        standing.add(operation)

    active = frozenset(min(found, key=_rank) for found in contents.values())
    conflicts = frozenset(one for found in contents.values() for one in found) - active
    refused = tuple(reason for reason in faults if reason is not None)
    return Held(active, conflicts), Merged(added, known, refused, ahead, apart)


def fault(operation: Operation) -> str | None:
    """Return why an operation cannot be taken, whatever else is in the record; None if it can."""
    made = operation.change
    names = (operation.id, operation.batch, operation.device, operation.series)
    if not all(_is_name(name) for name in (*names, operation.undoes or "none")):
        return "an id that is none"
    if not all(_is_text(text, LONGEST) for text in (made.viewing_id, made.item, made.kind)):
        return f"a field's name of over {LONGEST} bytes"
    if not _is_text(made.value, LARGEST) or not _is_plain(made.value):
        return f"a value that is no JSON, too deep or over {LARGEST:,} bytes"
    if not all(-BEYOND < time < BEYOND for time in (operation.hlc, operation.wall)):
        return "a time that no clock shows"
    return None


def _is_name(text: str) -> bool:
    return 0 < len(text) <= LONGEST and text.isascii() and text.isprintable()


def _is_text(text: str, limit: int) -> bool:
    try:
        return len(text.encode()) <= limit
    except UnicodeEncodeError:
        return False


def _is_plain(value: str) -> bool:
    """Whether a value is JSON that anything may be done with: nothing deep, no half characters."""
    try:
        level = [json.loads(value)]
    except (ValueError, RecursionError):
        return False
    for _ in range(_DEEPEST):
        texts = [entry for entry in level if isinstance(entry, str)]
        if not all(_is_text(text, LARGEST) for text in texts):
            return False
        level = [
            inner
            for entry in level
            if isinstance(entry, list | dict)
            for inner in (entry if isinstance(entry, list) else (*entry, *entry.values()))
        ]
    return not level


def _rank(operation: Operation) -> tuple[object, ...]:
    """An order of all contents that an id may have; equal for equal ones alone."""
    made = operation.change
    return (
        *operation.order,
        operation.batch,
        operation.wall,
        operation.series,
        *made.field,
        made.value,
        operation.undoes is not None,
        operation.undoes or "",
    )
