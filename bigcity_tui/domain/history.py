"""The fold: from a record's operations, taken in order, to its state.

The last writer wins, field by field; of notes and answers that two devices changed without knowing
of each other, both texts are kept. What is unknown changes nothing, so that it means locked.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.operations import FIRST_PASS, GONE, SERIES_ITEM, Operation, order, saves
from bigcity_tui.domain.progress import Progress
from bigcity_tui.domain.series import Series
from bigcity_tui.domain.values import is_date, is_score

HOW_FAR = ("progress", "pass")


class UserNote(NamedTuple):
    """The viewer's note, or answer: its texts, newest first, if written apart on devices."""

    texts: tuple[str, ...]
    heads: tuple[str, ...] = ()


class Viewing(NamedTuple):
    """The `number`-th viewing of the series; `begun` is a wall clock's time, None for the first."""

    id: str
    number: int
    begun: int | None
    progress: Progress
    ratings: Mapping[str, float]
    notes: Mapping[str, UserNote]
    answers: Mapping[str, Mapping[int, UserNote]] = MappingProxyType({})

    def words(self, item: str) -> UserNote | None:
        if (place := question_place(item)) is None:
            return self.notes.get(item)
        return self.answers.get(str(place[0]), {}).get(place[1])

    def status(self, series: Series, moment: Moment) -> "Status":
        progress, episodes = self.progress, series.episodes
        numbers = range(1, episodes + 1)
        watched = tuple(number for number in progress.watched if number in numbers)
        # The record may know of episodes that the pack no longer has.
        watching = progress.watching if progress.watching in numbers else None
        left, coming = series.total(set(numbers).difference(watched)), progress.next(episodes)
        return Status(moment, watched, watching, episodes, coming, left, self.number, progress.open)


class History(NamedTuple):
    """All viewings of one series, oldest first; the last is the current one."""

    viewings: tuple[Viewing, ...]

    @property
    def current(self) -> Viewing:
        return self.viewings[-1]


class Status(NamedTuple):
    """Where a viewer is; `open` says that the viewing, counted from 1, has everything unlocked."""

    moment: Moment
    watched: tuple[int, ...]
    watching: int | None
    episodes: int
    next: int | None
    minutes_left: int
    viewing: int
    open: bool


_Items = dict[str, list[Operation]]


def fold(operations: Iterable[Operation]) -> History:
    """Return the state that the operations of a series, given in any order, come to."""
    # By viewing, kind and item: what was written there, in order.
    viewings: dict[str, dict[str, _Items]] = {FIRST_PASS: {}}
    for operation in sorted(operations, key=order):
        viewing_id, item, kind, _ = operation.change
        if GONE not in item:
            items = viewings.setdefault(viewing_id, {}).setdefault(kind, {})
            items.setdefault(item, []).append(operation)
    begun: dict[str, Operation] = {}
    opened: set[str] = set()
    for viewing_id, kinds in viewings.items():
        for found in kinds.get("pass", {}).values():
            # If it cannot be read here, the viewing is gated, since that means locked.
            if found[-1].data.get("begun") is not False:
                begun[viewing_id] = next(op for op in found if op.data.get("begun") is not False)
                if found[-1].data.get("open") is True:
                    opened.add(viewing_id)
    later = sorted(begun.keys() - {FIRST_PASS}, key=lambda viewing_id: order(begun[viewing_id]))
    found_all = []
    for number, viewing_id in enumerate((FIRST_PASS, *later), start=1):
        kinds, since = viewings[viewing_id], begun[viewing_id].wall if number > 1 else None
        progress = _progress(kinds.get("progress", {}), is_open=viewing_id in opened)
        scores = {item: ops[-1].data.get("score") for item, ops in kinds.get("rating", {}).items()}
        rated = {item: float(score) for item, score in scores.items() if is_score(score)}
        notes, answers = _notes(kinds.get("note", {})), _answers(kinds.get("answer", {}))
        found_all.append(Viewing(viewing_id, number, since, progress, rated, notes, answers))
    return History(tuple(found_all))


def progress_of(operations: Iterable[Operation], item: str = "", kind: str = "") -> History:
    """Return the same without ratings and notes, most of a long record, but for an item's."""
    made = ((each, each.change) for each in operations)
    return fold(o for o, c in made if c.kind in HOW_FAR or (c.item, c.kind) == (item, kind))


def episode_number(item: str) -> int | None:
    return int(item) if item.isascii() and item.isdigit() and 0 < len(item) < 5 else None


def question_place(item: str) -> tuple[int, int] | None:
    """Return the episode and the question, from 1, that an answer is to; None for other items."""
    episode, question = map(episode_number, item.partition(".")[::2])
    if episode is None or not question or item != f"{episode}.{question}":
        return None
    return episode, question


def kind_of_words(item: str) -> str:
    return "note" if question_place(item) is None else "answer"


def heads(found: Sequence[Operation]) -> list[str]:
    """Return the ids of a note's operations, in order, that no other and no later save replaces."""
    replaced = {gone for each in found for gone in each.ids("over")}
    replaced.update(each.id for save in saves(found) for each in save[:-1])
    return [each.id for each in found if each.id not in replaced]


def superseded(operations: Iterable[Operation]) -> frozenset[Operation]:
    """Return the texts that were saved on the way to another one, and that nothing needs now."""
    gone: list[Operation] = []
    for *earlier, last in saves(operations):
        if earlier:
            replaced = {last.id, *(each.id for each in earlier), *last.ids("over")}
            gone += (each for each in earlier if replaced.issuperset(each.ids("over")))
    return frozenset(gone)


def has_returned(item: str, moment: Moment, episodes: int) -> bool:
    """Episodes that the series no longer has come with the last one; unknown items never do."""
    episode, _ = question_place(item) or (episode_number(item), None)
    number = episodes if item == SERIES_ITEM else episode
    return bool(number and moment >= Moment.end(min(number, episodes)))


def returned(history: History, moment: Moment, episodes: int, *, then: bool = False) -> History:
    """Cut earlier viewings to what has returned, and the current one to what it was `then`."""
    *earlier, current = history.viewings
    if then:
        current = _cut(current._replace(progress=current.progress.until(moment)), moment, episodes)
    return History((*(_cut(each, moment, episodes) for each in earlier), current))


def may_be_told(operation: Operation, history: History, moment: Moment, episodes: int) -> bool:
    """Whether the log may tell of an operation: not of words that have not returned."""
    made = operation.change
    of_now = made.viewing_id == history.current.id or made.kind in HOW_FAR
    return GONE not in made.item and (of_now or has_returned(made.item, moment, episodes))


def _progress(items: _Items, *, is_open: bool) -> Progress:
    watched: dict[int, str | None] = {}
    watching: Operation | None = None
    for item, (*_, last) in items.items():
        number, state, on = episode_number(item), last.data.get("state"), last.data.get("on")
        if number is not None and state == "watched":
            watched[number] = on if is_date(on) else None
        elif number is not None and state == "watching":
            watching = max(watching or last, last, key=order)
    number = episode_number(watching.change.item) if watching else None
    return Progress(dict(sorted(watched.items())), number, is_open, watching and watching.wall)


def _notes(items: _Items) -> dict[str, UserNote]:
    notes: dict[str, UserNote] = {}
    for item, found in items.items():
        newest = dict.fromkeys(heads(found))
        saved = (each.data.get("text") for each in reversed(found) if each.id in newest)
        texts = dict.fromkeys(text for text in saved if isinstance(text, str) and text)
        if texts:
            notes[item] = UserNote(tuple(texts), tuple(newest))
    return notes


def _answers(items: _Items) -> dict[str, dict[int, UserNote]]:
    answers: dict[str, dict[int, UserNote]] = {}
    for item, found in _notes(items).items():
        if (place := question_place(item)) is not None:
            answers.setdefault(str(place[0]), {})[place[1]] = found
    return {item: dict(sorted(found.items())) for item, found in answers.items()}


def _cut(viewing: Viewing, moment: Moment, episodes: int) -> Viewing:
    kept: dict[str, Any] = {}
    for part in ("ratings", "notes", "answers"):
        items = getattr(viewing, part).items()
        kept[part] = {item: f for item, f in items if has_returned(item, moment, episodes)}
    return viewing._replace(**kept)
