"""The log: what the viewer did, batch by batch, in words that hold no word of a pack."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from bigcity_tui.domain.history import History, episode_number, kind_of_words, question_place
from bigcity_tui.domain.operations import FORGET, SERIES_ITEM, WORDS, Operation, in_order
from bigcity_tui.domain.text import listed, named
from bigcity_tui.domain.values import date_text, day_of, is_date, is_score, score_text


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


Value = dict[str, Any]
_WORDS_ON = {"note": "the note on", "answer": "the answer to"}
# For an operation's id, its value and the one that its field had before (None: nothing).
Values = dict[str, tuple[Value, Value | None]]


def values_of(operations: Iterable[Operation]) -> Values:
    """Return the values of operations, given in order, without the parts for merging."""
    present: dict[tuple[str, str, str], Value] = {}
    values: Values = {}
    for operation in operations:
        field, data = operation.change.field, operation.data
        value = {key: data[key] for key in data if key not in ("over", "from", "notes", "episode")}
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
    unit: str,
) -> tuple[LogEntry, ...]:
    """Return an entry per batch, oldest first."""
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
        text = describe(filter(may_show, batches[root]), values, unit)
        shown = [operation for operation in found if may_show(operation)]
        if not shown or not text:
            continue
        made = ((each.change, values[each.id]) for each in shown)
        changes = tuple(
            LogChange(viewings.get(c.viewing_id), c.item, c.kind, *value) for c, value in made
        )
        text = ("" if turns < 0 else ("undone: ", "redone: ")[turns % 2]) + text
        entries.append(LogEntry(batch, found[0].wall, found[0].device, text, undoes, changes))
    return tuple(entries)


def describe(operations: Iterable[Operation], values: Values, unit: str = "episode") -> str:
    """Return the effect of a batch in a few words: `watched episodes 1 and 2`."""
    items: dict[tuple[str, str], list[str]] = {}
    for each in operations:
        phrase = _phrase(each.change.kind, *values[each.id], each.wall)
        items.setdefault(phrase, []).append(each.change.item)
    return "; ".join(
        " ".join(filter(None, (verb, item_text(found, unit), rest)))
        for (verb, rest), found in sorted(items.items())
    )


def words_on(item: str, unit: str) -> str:
    return f"{_WORDS_ON[kind_of_words(item)]} {item_text([item], unit)}"


def item_text(items: Iterable[str], unit: str = "episode") -> str:
    """Items in words: `episodes 1 and 2`, `question 2 of episode 3`; empty for a viewing."""
    items = set(items)
    numbers = sorted(number for item in items if (number := episode_number(item)) is not None)
    places = sorted(place for item in items if (place := question_place(item)) is not None)
    return listed([
        *([named(numbers, unit)] if numbers else []),
        *["the series"] * (SERIES_ITEM in items),
        *(f"question {question} of {unit} {episode}" for episode, question in places),
    ])  # fmt: skip


def _phrase(kind: str, data: Value, before: Value | None, wall: int) -> tuple[str, str]:
    """What was done with a field, and how, around its name."""
    was = before or {}
    if kind == "progress":
        state, on, before_it = str(data.get("state")), data.get("on"), was.get("on")
        on, before_it = (day if is_date(day) else None for day in (on, before_it))
        if state == was.get("state") == "watched":
            return "changed the date of", f"from {before_it or 'unknown'} to {on or 'unknown'}"
        states = {"watched": "watched", "watching": "started", "unwatched": "unmarked"}
        when = date_text(on) if state == "watched" and on != day_of(wall) else ""
        return states.get(state, "changed"), when
    if kind == "rating":
        score, old = data.get("score"), was.get("score")
        if not is_score(score):
            return "took the rating off", ""
        if is_score(old):
            return "changed the rating of", f"from {score_text(old)} to {score_text(score)}"
        return f"gave {score_text(score)} to", ""
    if kind in WORDS:
        if data.get("forgotten") is True:
            return "wrote what is forgotten now on", ""
        if not data.get("text") or was.get("text"):
            return f"{'changed' if data.get('text') else 'removed'} {_WORDS_ON[kind]}", ""
        return "wrote a note on" if kind == "note" else "answered", ""
    if kind == "pass" and data.get("begun") is False:
        return "took a viewing back", ""
    if kind == "pass":
        return "began to watch again" + (", with everything open" if data.get("open") else ""), ""
    return ("forgot what was written on" if kind == FORGET else "changed"), ""
