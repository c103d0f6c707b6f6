"""Merging: the union of what devices did, by the ids of their operations.

What a record holds is a set of contents for each id. Merging unites the sets, so that order and
repetition make no difference. Where an id has several contents, the least of them counts, on every
device alike, and the others are set aside. A note that anybody forgot is blank, whichever came
first. What is dated later than any clock shows never counts, since all that its device does
afterwards would have to be dated later still.
"""

import json
import sqlite3
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from bigcity_tui.domain.forgetting import blank, blanked, is_blank
from bigcity_tui.domain.history import superseded
from bigcity_tui.domain.operations import Merged, Operation, in_order
from bigcity_tui.store import rows

BEYOND = 2**53  # times lie within this: JSON keeps no larger number exactly
LATEST = 253_402_300_799_999  # the end of the year 9999: what is dated later is set aside
LONGEST = 200  # an id, or another name in an operation, in characters
LARGEST = 256 * 1024  # the value of an operation, in bytes: a note takes at most half of it
_DEEPEST = 20  # lists and objects in a value, within each other
_AHEAD = 60_000  # clocks that differ by no more milliseconds than this agree


class Held(NamedTuple):
    """What a record holds: the operations that count, and those that were set aside."""

    active: frozenset[Operation]
    conflicts: frozenset[Operation] = frozenset()

    @property
    def everything(self) -> frozenset[Operation]:
        return self.active | self.conflicts


def held(connection: sqlite3.Connection) -> Held:
    return Held(frozenset(rows.everything(connection)), frozenset(rows.conflicts(connection)))


def keep(connection: sqlite3.Connection, before: Held, after: Held) -> None:
    rows.delete(connection, before.active - after.active)
    rows.delete(connection, before.conflicts - after.conflicts, "aside")
    rows.insert(connection, after.active - before.active)
    rows.insert(connection, after.conflicts - before.conflicts, "aside")
    if any(map(is_blank, after.everything - before.everything)):
        rows.keep(connection, "erasing", "")


def united(before: Held, incoming: Sequence[Operation], now: int) -> tuple[Held, Merged]:
    """Return what a record holds after a merge; `now` is the clock in milliseconds since 1970."""
    faults = [fault(operation) for operation in incoming]
    sound = [one for one, reason in zip(incoming, faults, strict=True) if reason is None]
    present = (*before.active, *before.conflicts)
    left = blanked((*present, *sound))

    contents: dict[str, set[Operation]] = {}
    for operation in left[: len(present)]:
        contents.setdefault(operation.id, set()).add(operation)
    added: set[Operation] = set()
    apart = beyond = 0
    for operation in left[len(present) :]:
        standing = contents.setdefault(operation.id, set())
        if operation not in standing:
            if operation.hlc > LATEST:
                beyond += 1
            elif standing:
                apart += 1
            else:
                added.add(operation)
        standing.add(operation)

    after = _held(contents)
    added &= after.everything
    ahead = sum(operation.wall > now + _AHEAD for operation in added)
    now_active = {operation.id: operation for operation in after.active}
    replaced = sum(
        now_active.get(operation.id, operation) not in (operation, blank(operation))
        for operation in before.active
    )
    refused = tuple(filter(None, faults))
    known = len(sound) - len(added) - apart - beyond
    return after, Merged(len(added), known, refused, ahead, apart, beyond, replaced)


def tidied(before: Held, device: str | None) -> Held:
    """Return what a record comes to that an earlier version kept.

    What this device did after it had taken in something dated beyond any clock was dated later
    still, so that no other device takes it: it is dated anew. It follows on another such operation;
    the first of them came from elsewhere.
    """
    beyond = [each for each in in_order(before.active) if each.hlc > LATEST]
    times = {each.hlc for each in beyond}
    latest = max((each.hlc for each in before.active if each.hlc <= LATEST), default=0)
    contents: dict[str, set[Operation]] = {}
    for operation in before.everything:
        contents.setdefault(operation.id, set()).add(operation)
    for operation in beyond:
        if operation.device == device and operation.hlc - 1 in times:
            wall = operation.wall if operation.wall <= LATEST else 0
            latest = max(wall, latest + 1)
            contents[operation.id] = {operation._replace(hlc=latest)}
    return compacted(_held(contents))


def compacted(before: Held) -> Held:
    """Return what a record holds without the texts that others superseded.

    No part of the union, which would then depend on the order of what is united.
    """
    apart = {each.id for each in before.conflicts}
    gone = {each for each in superseded(before.active) if each.id not in apart}
    return before._replace(active=before.active - gone)


def _held(contents: dict[str, set[Operation]]) -> Held:
    sound = ([each for each in found if each.hlc <= LATEST] for found in contents.values())
    active = frozenset(min(found, key=rank) for found in sound if found)
    return Held(active, frozenset(chain.from_iterable(contents.values())) - active)


def fault(operation: Operation) -> str | None:
    made = operation.change
    names = (operation.id, operation.batch, operation.device, operation.series)
    if not all(_is_name(name) for name in (*names, operation.undoes or "none")):
        return "an id that is none"
    if not all(_is_text(text, LONGEST) for text in (made.viewing_id, made.item, made.kind)):
        return f"a field's name of over {LONGEST} bytes"
    if not _is_text(made.value, LARGEST) or not _is_plain(made.value):
        return f"a value that is no JSON, too deep or over {LARGEST:,} bytes"
    if not all(-BEYOND < time < BEYOND for time in (operation.hlc, operation.wall)):
        return "a time that no clock shows (look for a newer version on the device that made it)"
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


def rank(operation: Operation) -> tuple[object, ...]:
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
