"""The log: what the viewer did, batch by batch, in words that hold no word of a pack."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from bigcity_tui.domain.history import History, episode_number
from bigcity_tui.domain.operations import FORGET, SERIES_ITEM, Operation, in_order
from bigcity_tui.domain.text import listed, named
from bigcity_tui.domain.values import date_text, is_date, is_score

_BOOKKEEPING = ("over", "from", "notes")
"""What values hold for merging alone."""


@dataclass(frozen=True, slots=True)
class LogChange:
    """One field that an action set: `item` and `kind` are those of its `Change`.

    `viewing` is its viewing's number, None for one that was taken back; `value` what it was set to
    and `before` what stood there (None: nothing), as `Change` describes them.
    """

    viewing: int | None
    item: str
    kind: str
    value: dict[str, Any]
    before: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One action: when (`wall`, milliseconds since 1970, UTC), on which device, and what it did.

    That is a `text` for people, and the `changes` one by one, all of one `batch`. `undoes` is the
    batch that it took back, if it is an undoing (or a redoing).
    """

    batch: str
    wall: int
    device: str
    text: str
    undoes: str | None
    changes: tuple[LogChange, ...]


Told = Callable[[Operation], bool]
"""Whether an operation may be told of now."""


class PreviousValues:
    """What an operation is described beside: what stood in its field, and the day it was made.

    Values come without what is there for merging alone; each is read once.
    """

    def __init__(self, day_of: Callable[[int], str]) -> None:
        """Begin with nothing; `day_of` gives the viewer's date at a wall clock."""
        self._day_of = day_of
        self._standing: dict[tuple[str, str, str], dict[str, Any]] = {}
        self._before: dict[str, dict[str, Any] | None] = {}
        self._values: dict[str, dict[str, Any]] = {}

    def add(self, operation: Operation) -> None:
        """Take the next operation in order."""
        field, data = operation.change.field, operation.data
        value = {key: data[key] for key in data if key not in _BOOKKEEPING}
        self._before[operation.id] = self._standing.get(field)
        self._values[operation.id] = self._standing[field] = value

    def value(self, operation: Operation) -> dict[str, Any]:
        """What an operation set its field to."""
        return self._values[operation.id]

    def before(self, operation: Operation) -> dict[str, Any] | None:
        """What stood in an operation's field before it; None for nothing."""
        return self._before[operation.id]

    def day(self, operation: Operation) -> str:
        """The viewer's date when an operation was made."""
        return self._day_of(operation.wall)


def log_of(
    operations: Iterable[Operation],
    history: History,
    told: Told,
    day_of: Callable[[int], str],
) -> tuple[LogEntry, ...]:
    """One entry per batch, oldest first; what may not be told of is left out.

    `history` is what the operations come to; `day_of` gives the viewer's date at a wall clock.
    """
    beside = PreviousValues(day_of)
    batches: dict[str, list[Operation]] = {}
    for operation in in_order(operations):
        beside.add(operation)
        batches.setdefault(operation.batch, []).append(operation)
    viewings = {each.id: each.number for each in history.viewings}
    meant: dict[str, tuple[str, int]] = {}
    entries = []
    for batch, found in batches.items():
        undoes = found[0].undoes
        root, turns = meant.get(undoes or "", (batch, -1))
        meant[batch] = (root, turns + 1)
        text = describe(filter(told, batches[root]), beside)
        shown = [operation for operation in found if told(operation)]
        if not shown or not text:
            continue
        changes = tuple(
            LogChange(
                viewing=viewings.get(operation.change.viewing_id),
                item=operation.change.item,
                kind=operation.change.kind,
                value=beside.value(operation),
                before=beside.before(operation),
            )
            for operation in shown
        )
        again = "" if turns < 0 else ("undone: ", "redone: ")[turns % 2]
        entries.append(
            LogEntry(batch, found[0].wall, found[0].device, again + text, undoes, changes)
        )
    return tuple(entries)


def describe(operations: Iterable[Operation], beside: PreviousValues | None = None) -> str:
    """What the operations of one batch did, in a few words: `watched episodes 1 and 2`.

    `beside` adds days and what was there before.
    """
    phrases = [(_verb(operation, beside), operation.change.item) for operation in operations]
    phrases.sort(key=lambda phrase: phrase[0])
    return "; ".join(
        " ".join(filter(None, (verb, item_text([item for _, item in found]), rest)))
        for (verb, rest), found in groupby(phrases, key=lambda phrase: phrase[0])
    )


def item_text(items: Iterable[str]) -> str:
    """Items in words: `episode 3`, `episodes 1 and 2`, `the series`; empty for a viewing."""
    items = set(items)
    numbers = sorted(number for item in items if (number := episode_number(item)) is not None)
    parts = [named(numbers)] if numbers else []
    if SERIES_ITEM in items:
        parts.append("the series")
    return listed(parts)


def _verb(operation: Operation, beside: PreviousValues | None) -> tuple[str, str]:
    """What was done, as the words before what it was done to and those after it."""
    data, kind = beside.value(operation) if beside else operation.data, operation.change.kind
    was = (beside.before(operation) if beside else None) or {}
    if kind == "progress":
        return _marked(data, was, beside.day(operation) if beside else None)
    if kind == "rating":
        return _rated(data.get("score"), was.get("score"))
    if kind == "note":
        return _noted(data, was), ""
    if kind == "pass":
        if data.get("begun") is False:
            return "took a viewing back", ""
        return "began to watch again" + (", with everything open" if data.get("open") else ""), ""
    return ("forgot the note on" if kind == FORGET else "changed"), ""


def _marked(data: dict[str, Any], was: dict[str, Any], today: str | None) -> tuple[str, str]:
    states = {"watched": "watched", "watching": "started", "unwatched": "unmarked"}
    state = str(data.get("state"))
    on = data.get("on") if is_date(data.get("on")) else None
    if state == was.get("state") == "watched":
        return "changed the date of", f"to {on or 'unknown'}"
    if state != "watched" or today is None or on == today:
        return states.get(state, "changed"), ""
    return "watched", date_text(on)


def _rated(score: object, was: object) -> tuple[str, str]:
    if not is_score(score):
        return "took the rating off", ""
    if not is_score(was):
        return f"gave {score:g} to", ""
    return "changed the rating of", f"from {was:g} to {score:g}"


def _noted(data: dict[str, Any], was: dict[str, Any]) -> str:
    if data.get("forgotten") is True:
        return "wrote what is forgotten now on"
    if not data.get("text"):
        return "removed the note on"
    return "changed the note on" if was.get("text") else "wrote a note on"
