"""The log: what the viewer did, batch by batch, in words that hold no word of a pack."""

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any, NamedTuple

from bigcity_tui.domain.history import History, episode_number, question_place
from bigcity_tui.domain.operations import FORGET, SERIES_ITEM, WORDS, Operation, in_order
from bigcity_tui.domain.text import listed, named
from bigcity_tui.domain.values import date_text, is_date, is_score

_BOOKKEEPING = ("over", "from", "notes", "episode")
"""The parts of values that only merging needs."""


class LogChange(NamedTuple):
    """A field that an action set, and its value `before`; no `viewing` if that was taken back."""

    viewing: int | None
    item: str
    kind: str
    value: dict[str, Any]
    before: dict[str, Any] | None


class LogEntry(NamedTuple):
    """An action: when (`wall`) and on which device, in a `text` for people, and by its changes."""

    batch: str
    wall: int
    device: str
    text: str
    undoes: str | None
    changes: tuple[LogChange, ...]


Values = dict[str, tuple[dict[str, Any], dict[str, Any] | None]]
"""For an operation's id, its value and the one that its field had before (None: nothing)."""


def values_of(operations: Iterable[Operation]) -> Values:
    """Return the values of operations, given in order, without the parts for merging."""
    present: dict[tuple[str, str, str], dict[str, Any]] = {}
    values: Values = {}
    for operation in operations:
        field, data = operation.change.field, operation.data
        value = {key: data[key] for key in data if key not in _BOOKKEEPING}
        before = present.get(field)
        if operation.change.kind in WORDS:  # of two written side by side, neither came before
            replaced = operation.ids("over")
            known = [values[each][0] for each in replaced if each in values]
            before = known[-1] if known else before if replaced else None
        values[operation.id] = value, before
        present[field] = value
    return values


def log_of(
    operations: Iterable[Operation],
    history: History,
    may_show: Callable[[Operation], bool],
    day_of: Callable[[int], str],
) -> tuple[LogEntry, ...]:
    """Return an entry per batch, oldest first; `day_of` gives the viewer's date at a wall clock."""
    ordered = in_order(operations)
    values = values_of(ordered)
    batches: dict[str, list[Operation]] = {}
    for operation in ordered:
        batches.setdefault(operation.batch, []).append(operation)
    viewings = {each.id: each.number for each in history.viewings}
    meant: dict[str, tuple[str, int]] = {}
    entries = []
    for batch, found in batches.items():
        undoes = found[0].undoes
        root, turns = meant.get(undoes or "", (batch, -1))
        meant[batch] = (root, turns + 1)
        text = describe(filter(may_show, batches[root]), values, day_of)
        shown = [operation for operation in found if may_show(operation)]
        if not shown or not text:
            continue
        changes = tuple(
            LogChange(viewings.get(made.viewing_id), made.item, made.kind, *values[operation_id])
            for operation_id, made in ((operation.id, operation.change) for operation in shown)
        )
        again = "" if turns < 0 else ("undone: ", "redone: ")[turns % 2]
        entries.append(
            LogEntry(batch, found[0].wall, found[0].device, again + text, undoes, changes)
        )
    return tuple(entries)


def describe(operations: Iterable[Operation], values: Values, day_of: Callable[[int], str]) -> str:
    """Return the effect of a batch in a few words: `watched episodes 1 and 2`."""
    phrases = [
        (_verb(each.change.kind, *values[each.id], day_of(each.wall)), each.change.item)
        for each in operations
    ]
    phrases.sort(key=lambda phrase: phrase[0])
    return "; ".join(
        " ".join(filter(None, (verb, item_text([item for _, item in found]), rest)))
        for (verb, rest), found in groupby(phrases, key=lambda phrase: phrase[0])
    )


def item_text(items: Iterable[str]) -> str:
    """Items in words: `episodes 1 and 2`, `question 2 of episode 3`; empty for a viewing."""
    items = set(items)
    numbers = sorted(number for item in items if (number := episode_number(item)) is not None)
    parts = [named(numbers)] if numbers else []
    if SERIES_ITEM in items:
        parts.append("the series")
    places = sorted(place for item in items if (place := question_place(item)) is not None)
    parts += [f"question {question} of episode {episode}" for episode, question in places]
    return listed(parts)


def _verb(
    kind: str, data: dict[str, Any], before: dict[str, Any] | None, today: str
) -> tuple[str, str]:
    was = before or {}
    if kind == "progress":
        return _marked(data, was, today)
    if kind == "rating":
        return _rated(data.get("score"), was.get("score"))
    if kind in WORDS:
        return _written(kind, data, was), ""
    if kind == "pass":
        if data.get("begun") is False:
            return "took a viewing back", ""
        return "began to watch again" + (", with everything open" if data.get("open") else ""), ""
    return ("forgot what was written on" if kind == FORGET else "changed"), ""


def _marked(data: dict[str, Any], was: dict[str, Any], today: str) -> tuple[str, str]:
    states = {"watched": "watched", "watching": "started", "unwatched": "unmarked"}
    state = str(data.get("state"))
    on = data.get("on") if is_date(data.get("on")) else None
    if state == was.get("state") == "watched":
        before = was.get("on") if is_date(was.get("on")) else None
        return "changed the date of", f"from {before or 'unknown'} to {on or 'unknown'}"
    if state != "watched" or on == today:
        return states.get(state, "changed"), ""
    return "watched", date_text(on)


def _rated(score: object, was: object) -> tuple[str, str]:
    if not is_score(score):
        return "took the rating off", ""
    if not is_score(was):
        return f"gave {score:g} to", ""
    return "changed the rating of", f"from {was:g} to {score:g}"


def _written(kind: str, data: dict[str, Any], was: dict[str, Any]) -> str:
    of_it = "the note on" if kind == "note" else "the answer to"
    if data.get("forgotten") is True:
        return "wrote what is forgotten now on"
    if not data.get("text"):
        return f"removed {of_it}"
    if was.get("text"):
        return f"changed {of_it}"
    return "wrote a note on" if kind == "note" else "answered"
