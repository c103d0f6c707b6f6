"""The changes of the record that the viewer's actions need; decided here, written elsewhere.

Undo and redo are new changes, of this device's batches; what another device has set since, stays.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bigcity_tui.domain.errors import CompanionError, UsageError
from bigcity_tui.domain.history import fold, heads, kind_of_words, progress_of
from bigcity_tui.domain.operations import FORGET, GONE, WORDS, Change, Operation, change, in_order

NOTE_LIMIT = 20_000

_NAMED = 1000  # notes that one tombstone names at most: what is too long could not be merged

_BLANK = {"progress": '{"state":"unwatched"}', "rating": '{"score":null}'}
_BLANK |= {"pass": '{"begun":false}'}
"""The value of a field, by kind, before anything was written there."""


def started(operations: Iterable[Operation], n: int, unit: str = "episode") -> Sequence[Change]:
    current = progress_of(operations).current
    on, state = current.progress.watching, current.progress.state(n)
    if state == "watched":
        raise CompanionError(f"{unit} {n} is watched already; 'rewatch' begins the series again")
    if state == "watching":
        return ()
    stopped = [] if on is None else [change(current.id, on, "progress", state="unwatched")]
    return [change(current.id, n, "progress", state="watching"), *stopped]


def watched(
    operations: Iterable[Operation],
    episodes: Iterable[int],
    on: str | None,
    *,
    dated: bool,
    through: bool,
) -> Sequence[Change]:
    """Mark episodes, and those before on an unknown date (`through`); `dated` replaces dates."""
    current = progress_of(operations).current
    named = sorted(set(episodes))
    known = current.progress.watched
    before = current.progress.missing_before(named[-1]) if through and named else ()
    days: dict[int, str | None] = dict.fromkeys(before)
    days |= {each: on for each in named if each not in known or (dated and known[each] != on)}
    return [change(current.id, n, "progress", state="watched", on=day) for n, day in days.items()]


def unwatched(operations: Iterable[Operation], episodes: Iterable[int]) -> Sequence[Change]:
    current = progress_of(operations).current
    marked = (n for n in sorted(set(episodes)) if current.progress.state(n) != "unwatched")
    return [change(current.id, number, "progress", state="unwatched") for number in marked]


def rated(operations: Iterable[Operation], item: str, score: float | None) -> Sequence[Change]:
    current = progress_of(operations, item, "rating").current
    is_there = current.ratings.get(item) == score
    return () if is_there else [change(current.id, item, "rating", score=score)]


def noted(
    operations: Iterable[Operation],
    item: str,
    text: str | None,
    *,
    seen: Iterable[str] | None = None,
    batch: str | None = None,
    append: bool = False,
) -> Sequence[Change]:
    """Write a note or an answer, as `Companion.note` does; UsageError for what no text may be."""
    text = (text or "").strip() or None
    if append and text is None:
        return ()
    operations = tuple(operations)
    kind = kind_of_words(item)
    current = progress_of(operations, item, kind).current
    found = [e for e in in_order(operations) if e.change.field == (current.id, item, kind)]
    saved = [each for each in found if batch and each.batch == batch]
    present = current.words(item)
    if append and present:
        text = "\n\n".join(present.texts) + f"\n{text}"
    if text and len(text) > NOTE_LIMIT:
        has = f"{NOTE_LIMIT:,} characters; this has {len(text):,}"
        raise UsageError(f"a note or an answer holds at most {has}")
    if re.search("[\0\ud800-\udfff]", text or ""):
        raise UsageError("a note or an answer cannot hold NUL or half a character (a surrogate)")
    if saved:
        replaced, is_there = saved[-1].ids("over"), saved[-1].data.get("text") == text
    else:
        replaced = heads(found) if seen is None else list(seen)
        is_there = (present.texts if present else (None,)) == (text,)
    return () if is_there else [change(current.id, item, kind, text=text, over=replaced)]


def begun_again(operations: Iterable[Operation], new_id: str, *, is_open: bool) -> Sequence[Change]:
    current = fold(operations).current
    watched, watching, was_open, _ = current.progress
    if not (watched or watching or current.ratings or current.notes or current.answers):
        if was_open == is_open:
            return ()
        new_id = current.id
    return [change(new_id, "", "pass", begun=True, open=is_open)]


def forgot(operations: Iterable[Operation], item: str, *, every_viewing: bool) -> Sequence[Change]:
    """Forget a note and the answers to questions of that episode, with all that they ever were."""
    operations = tuple(operations)
    current = progress_of(operations).current
    found = [
        each
        for each in operations
        if each.change.kind in WORDS
        and each.change.item.replace(GONE, ".").partition(".")[0] == item
        and (every_viewing or each.change.viewing_id == current.id)
        and not each.is_blank
    ]
    if not any(each.data.get("text") for each in found):
        return ()
    ids = [each.id for each in found]
    named = (ids[start : start + _NAMED] for start in range(0, len(ids), _NAMED))
    return [change(current.id, item, FORGET, notes=notes) for notes in named]


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
    for batch in reversed(_stacks(batches, device)[redo]):
        first_in = {each.change.field: each for each in reversed(batches[batch])}
        changes = tuple(
            restored
            for field in dict.fromkeys(each.change.field for each in batches[batch])
            for restored in _restored(first_in[field], fields[field], device)
        )
        if changes:
            first = (batches[batch][0].undoes or "") if redo else batch
            return Reversal(batch, tuple(batches.get(first, ())), changes)
    return None


def _stacks(batches: dict[str, list[Operation]], device: str) -> list[dict[str, None]]:
    """This device's batches to undo, and its undoings to redo; the newest last."""
    done, undone = dict[str, None](), dict[str, None]()
    for batch, found in batches.items():
        undoes = found[0].undoes
        if found[0].device != device or all(each.change.kind == FORGET for each in found):
            continue
        if undoes is None:
            undone.clear()
        to, of = (undone, done) if undoes in done else (done, undone)
        if undoes is None or undoes in of:
            of.pop(undoes or "", None)
            to[batch] = None
    return [done, undone]


def _restored(operation: Operation, same: list[Operation], device: str) -> list[Change]:
    """`same` is all that was ever written in the field, in order."""
    made = operation.change
    if same[-1].device != device or made.kind == FORGET or operation.is_blank:
        return []
    before = same[: same.index(operation)]
    if made.kind not in WORDS:
        value = before[-1].change.value if before else _BLANK.get(made.kind)
        return [] if value is None else [made._replace(value=value)]
    # Every text that stood before comes back, and says where it is from.
    standing, over = set(heads(before)), heads(same)
    copies: dict[str, Change] = {}
    for each in before:
        text = each.data.get("text") if each.id in standing else None
        if isinstance(text, str):
            copies.pop(text, None)  # the newest is shown first, and so has to be written last
            copies[text] = change(*made.field, text=text, over=over, **{"from": each.id})
    return list(copies.values()) or [change(*made.field, text=None, over=over)]
