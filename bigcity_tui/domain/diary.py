"""The log: what the viewer did, batch by batch, in words that hold no word of a pack."""

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any, NamedTuple

from bigcity_tui.domain.history import History, episode_number
from bigcity_tui.domain.operations import FORGET, SERIES_ITEM, Operation, in_order
from bigcity_tui.domain.text import listed, named
from bigcity_tui.domain.values import date_text, is_date, is_score

_BOOKKEEPING = ("over", "from", "notes")
"""The parts of values that only merging needs."""


class LogChange(NamedTuple):
    """A field that an action set: `item` and `kind` are those of its `Change`.

    `viewing` is its viewing's number, None for one that was taken back; `value` what it was set to
    and `before` the former value (None: nothing), as `Change` describes them.
    """

    viewing: int | None
    item: str
    kind: str
    value: dict[str, Any]
    before: dict[str, Any] | None


class LogEntry(NamedTuple):
    """An action: when (`wall`, milliseconds since 1970, UTC), on which device, and what it did.

    That is a `text` for people, and the `changes` of the `batch`. `undoes` is the
    batch that it took back, if it is an undoing (or a redoing).
    """

    batch: str
    wall: int
    device: str
    text: str
    undoes: str | None
    changes: tuple[LogChange, ...]


class PreviousValues:
    """The values of operations and of their fields before them, without parts for merging."""

    def __init__(self, day_of: Callable[[int], str]) -> None:
        """Begin without operations; `day_of` gives the viewer's date at a wall clock."""
        self._day_of = day_of
        self._present: dict[tuple[str, str, str], dict[str, Any]] = {}
        self._before: dict[str, dict[str, Any] | None] = {}
        self._values: dict[str, dict[str, Any]] = {}

    def add(self, operation: Operation) -> None:
        """Take the next operation in order."""
        field, data = operation.change.field, operation.data
        value = {key: data[key] for key in data if key not in _BOOKKEEPING}
        self._before[operation.id] = self._present.get(field)
        self._values[operation.id] = self._present[field] = value

    def value(self, operation: Operation) -> dict[str, Any]:
        """The value that an operation gave its field."""
        return self._values[operation.id]

    def before(self, operation: Operation) -> dict[str, Any] | None:
        """The value of an operation's field before it; None for nothing."""
        return self._before[operation.id]

    def day(self, operation: Operation) -> str:
        """The viewer's date when an operation was made."""
        return self._day_of(operation.wall)


def log_of(
    operations: Iterable[Operation],
    history: History,
    may_show: Callable[[Operation], bool],
    day_of: Callable[[int], str],
) -> tuple[LogEntry, ...]:
    """Return an entry per batch, oldest first, without the operations that may not be shown.

    `history` is the fold of the operations; `day_of` gives the viewer's date at a wall clock.
    """
    previous = PreviousValues(day_of)
    batches: dict[str, list[Operation]] = {}
    for operation in in_order(operations):
        previous.add(operation)
        batches.setdefault(operation.batch, []).append(operation)
    viewings = {each.id: each.number for each in history.viewings}
    meant: dict[str, tuple[str, int]] = {}
    entries = []
    for batch, found in batches.items():
        undoes = found[0].undoes
        root, turns = meant.get(undoes or "", (batch, -1))
        meant[batch] = (root, turns + 1)
        text = describe(filter(may_show, batches[root]), previous)
        shown = [operation for operation in found if may_show(operation)]
        if not shown or not text:
            continue
        changes = tuple(
            LogChange(
                viewing=viewings.get(operation.change.viewing_id),
                item=operation.change.item,
                kind=operation.change.kind,
                value=previous.value(operation),
                before=previous.before(operation),
            )
            for operation in shown
        )
        again = "" if turns < 0 else ("undone: ", "redone: ")[turns % 2]
        entries.append(
            LogEntry(batch, found[0].wall, found[0].device, again + text, undoes, changes)
        )
    return tuple(entries)


def describe(operations: Iterable[Operation], previous: PreviousValues | None = None) -> str:
    """Return the effect of a batch in a few words: `watched episodes 1 and 2`.

    Given the `previous` values, it names days and changes.
    """
    phrases = [(_verb(operation, previous), operation.change.item) for operation in operations]
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


def _verb(operation: Operation, previous: PreviousValues | None) -> tuple[str, str]:
    """The words before and after the items that an operation changed."""
    data, kind = previous.value(operation) if previous else operation.data, operation.change.kind
    was = (previous.before(operation) if previous else None) or {}
    if kind == "progress":
        return _marked(data, was, previous.day(operation) if previous else None)
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
