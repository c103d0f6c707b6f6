"""Merging: the union of what devices did, by the ids of their operations.

What a record holds is a set of contents for each id. Merging unites the sets, so that order and
repetition make no difference. Where an id has several contents, the least of them counts, on every
device alike, and the others are set aside. A note that anybody forgot is blank, whichever came
first. What is dated later than any clock shows never counts, since all that its device does
afterwards would have to be dated later still.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bigcity_tui.domain.history import superseded
from bigcity_tui.domain.operations import Merged, Operation, blank, blanked, in_order, order
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
    return Held(frozenset(rows.select(connection)), frozenset(rows.select(connection, "aside")))


def keep(connection: sqlite3.Connection, before: Held, after: Held) -> None:
    rows.delete(connection, before.active - after.active)
    rows.delete(connection, before.conflicts - after.conflicts, "aside")
    rows.insert(connection, after.active - before.active)
    rows.insert(connection, after.conflicts - before.conflicts, "aside")
    if any(each.is_blank for each in after.everything - before.everything):
        rows.keep(connection, "erasing", "")


def united(before: Held, incoming: Sequence[Operation], now: int) -> tuple[Held, Merged]:
    """Return what a record holds after a merge; `now` is the clock in milliseconds since 1970."""
    faults = [(operation, fault(operation)) for operation in incoming]
    sound = [one for one, reason in faults if reason is None]
    present = (*before.active, *before.conflicts)
    left = blanked((*present, *sound))
    old = frozenset(left[: len(present)])
    new = frozenset(left[len(present) :]) - old
    after = _held(old | new)
    ids = {each.id for each in old}
    added = [each for each in after.active & new if each.id not in ids]
    ahead = sum(each.wall > now + _AHEAD for each in added)
    beyond = sum(each.hlc > LATEST for each in new)
    apart = len(new) - len(added) - beyond
    active = {each.id: each for each in after.active}
    replaced = sum(active.get(each.id, each) not in (each, blank(each)) for each in before.active)
    refused = tuple(reason for _, reason in faults if reason)
    known = len(sound) - len(new)
    return after, Merged(len(added), known, refused, ahead, apart, beyond, replaced)


def tidied(before: Held, device: str | None) -> Held:
    """Return what a record comes to that an earlier version kept.

    What this device did after something from elsewhere that was dated beyond any clock was dated
    later still, so that no other device takes it: it is dated anew.
    """
    beyond = [each for each in in_order(before.active) if each.hlc > LATEST]
    times = {each.hlc for each in beyond}
    latest = max((each.hlc for each in before.active if each.hlc <= LATEST), default=0)
    everything = set(before.everything)
    for operation in beyond:
        if operation.device == device and operation.hlc - 1 in times:
            latest = max(operation.wall if operation.wall <= LATEST else 0, latest + 1)
            everything.remove(operation)
            everything.add(operation._replace(hlc=latest))
    return compacted(_held(everything))


def compacted(before: Held) -> Held:
    """Return what a record holds without the texts that others superseded; no part of the union."""
    apart = {each.id for each in before.conflicts}
    gone = {each for each in superseded(before.active) if each.id not in apart}
    return before._replace(active=before.active - gone)


def _held(contents: Iterable[Operation]) -> Held:
    everything, active = frozenset(contents), dict[str, Operation]()
    for each in everything:
        present = active.setdefault(each.id, each) if each.hlc <= LATEST else each
        if each is not present and rank(each) < rank(present):
            active[each.id] = each
    counting = frozenset(active.values())
    return Held(counting, everything - counting)


def fault(operation: Operation) -> str | None:
    made = operation.change
    ids = (operation.id, operation.batch, operation.device, operation.series)
    for name in (*ids, operation.undoes or "none"):
        if not (0 < len(name) <= LONGEST and name.isascii() and name.isprintable()):
            return "an id that is none"
    if not all(_is_text(text, LONGEST) for text in (made.viewing_id, made.item, made.kind)):
        return f"a field's name of over {LONGEST} bytes"
    try:
        is_plain = _is_text(made.value, LARGEST) and _is_plain(json.loads(made.value), _DEEPEST)
    except (ValueError, RecursionError):
        is_plain = False
    if not is_plain:
        return f"a value that is no JSON, too deep or over {LARGEST:,} bytes"
    if not all(-BEYOND < time < BEYOND for time in (operation.hlc, operation.wall)):
        return "a time that no clock shows (look for a newer version on the device that made it)"
    return None


def _is_text(text: str, limit: int) -> bool:
    try:
        return len(text.encode()) <= limit
    except UnicodeEncodeError:
        return False


def _is_plain(value: object, levels: int) -> bool:
    """Whether anything may be done with a value from JSON: nothing deep, no half characters."""
    if isinstance(value, str):
        return _is_text(value, LARGEST)
    inner = [*value, *value.values()] if isinstance(value, dict) else value
    if not isinstance(inner, list):
        return True
    return levels > 1 and all(_is_plain(each, levels - 1) for each in inner)


def rank(operation: Operation) -> tuple[object, ...]:
    """An order of all contents that an id may have; equal for equal ones alone."""
    *values, undoes = operation.values
    return (*order(operation), *values, undoes is not None, undoes or "")
