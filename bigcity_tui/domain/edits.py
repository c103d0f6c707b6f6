"""The changes of the record that the viewer's actions need; decided here, written elsewhere."""

from collections.abc import Iterable, Sequence

from bigcity_tui.domain.errors import CompanionError, UsageError
from bigcity_tui.domain.forgetting import is_blank
from bigcity_tui.domain.history import Viewing, fold, heads, kind_of_words, progress_of
from bigcity_tui.domain.operations import FORGET, GONE, WORDS, Change, Operation, change, in_order

NOTE_LIMIT = 20_000

_NAMED = 1000
"""How many notes one tombstone names at most: a value that grew without end could not be merged."""


def started(operations: Iterable[Operation], episode: int) -> Sequence[Change]:
    current = progress_of(operations).current
    state = current.progress.state(episode)
    if state == "watched":
        raise CompanionError(
            f"episode {episode} is watched already; 'rewatch' begins the series again"
        )
    if state == "watching":
        return ()
    changes = [change(current.id, episode, "progress", state="watching")]
    if current.progress.watching is not None:
        other = current.progress.watching
        changes.append(change(current.id, other, "progress", state="unwatched"))
    return changes


def watched(
    operations: Iterable[Operation],
    episodes: Iterable[int],
    on: str | None,
    *,
    dated: bool,
    through: bool,
) -> Sequence[Change]:
    """Mark episodes, and on no known day those before (`through`); `dated` replaces their days."""
    current = progress_of(operations).current
    named = sorted(set(episodes))
    known = current.progress.watched
    days: dict[int, str | None] = {}
    if through and named:
        days |= dict.fromkeys(current.progress.missing_before(named[-1]))
    days |= {each: on for each in named if each not in known or (dated and known[each] != on)}
    return [
        change(current.id, number, "progress", state="watched", on=day)
        for number, day in days.items()
    ]


def unwatched(operations: Iterable[Operation], episodes: Iterable[int]) -> Sequence[Change]:
    current = progress_of(operations).current
    return [
        change(current.id, number, "progress", state="unwatched")
        for number in sorted(set(episodes))
        if current.progress.state(number) != "unwatched"
    ]


def rated(operations: Iterable[Operation], item: str, score: float | None) -> Sequence[Change]:
    current = _said(operations, item, "rating")
    if current.ratings.get(item) == score:
        return ()
    return [change(current.id, item, "rating", score=score)]


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
    current = _said(operations, item, kind)
    field = (current.id, item, kind)
    found = [each for each in in_order(operations) if each.change.field == field]
    saved = [each for each in found if batch and each.batch == batch]
    present = current.words(item)
    if append and present:
        text = "\n\n".join(present.texts) + f"\n{text}"
    if text is not None:
        _refuse_bad(text)
    if saved:
        replaced, is_there = saved[-1].ids("over"), saved[-1].data.get("text") == text
    else:
        replaced = heads(found) if seen is None else list(seen)
        is_there = (present.texts if present else (None,)) == (text,)
    if is_there:
        return ()
    return [change(current.id, item, kind, text=text, over=replaced)]


def begun_again(
    operations: Iterable[Operation], viewing_id: str, *, is_open: bool
) -> Sequence[Change]:
    current = fold(operations).current
    progress = current.progress
    said = current.ratings or current.notes or current.answers
    if not (progress.watched or progress.watching or said):
        if progress.open == is_open:
            return ()
        viewing_id = current.id
    return [change(viewing_id, "", "pass", begun=True, open=is_open)]


def forgot(operations: Iterable[Operation], item: str, *, every_viewing: bool) -> Sequence[Change]:
    """Forget a note and the answers to questions of that episode, with all that they ever were."""
    operations = tuple(operations)
    current = progress_of(operations).current
    found = [
        operation
        for operation in operations
        if operation.change.kind in WORDS
        and operation.change.item.replace(GONE, ".").partition(".")[0] == item
        and (every_viewing or operation.change.viewing_id == current.id)
        and not is_blank(operation)
    ]
    if not any(operation.data.get("text") for operation in found):
        return ()
    ids = [operation.id for operation in found]
    return [
        change(current.id, item, FORGET, notes=ids[start : start + _NAMED])
        for start in range(0, len(ids), _NAMED)
    ]


def _said(operations: Iterable[Operation], item: str, kind: str) -> Viewing:
    """The current viewing, with its rating of an item or its words on it, and nothing else."""
    return fold(
        each
        for each in operations
        if each.change.kind == "pass" or (each.change.item == item and each.change.kind == kind)
    ).current


def _refuse_bad(text: str) -> None:
    if len(text) > NOTE_LIMIT:
        raise UsageError(
            f"a note or an answer holds at most {NOTE_LIMIT:,} characters; this has {len(text):,}"
        )
    if "\0" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise UsageError(
            "a note or an answer cannot hold NUL or half a character (a lone surrogate)"
        )
