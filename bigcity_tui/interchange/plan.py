"""The plan of an import: what a file would change in a record, what it would not, and why.

The viewer's own word counts: a date, a rating that is there is never replaced by a file's. A
play belongs to the viewing that was going on when it happened; a viewing has one of each episode.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from bigcity_tui.domain.diary import item_text
from bigcity_tui.domain.history import Viewing, episode_number, fold
from bigcity_tui.domain.operations import SERIES_ITEM, Change, Operation, change
from bigcity_tui.domain.progress import Progress
from bigcity_tui.domain.text import clean, count
from bigcity_tui.domain.values import date_text, score_text
from bigcity_tui.interchange.incoming import Incoming, Play, Rating
from bigcity_tui.interchange.times import day_of
from bigcity_tui.interchange.trakt import points_of


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The effects of an import.

    `changes` are lines on what changes for the viewer, `added` and `known` the numbers of
    operations that go into the record or are there already, `kept` lines on what stays as the
    viewer has it, `remarks` lines on whatever else there is to know.
    """

    changes: tuple[str, ...]
    added: int
    known: int
    kept: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def plan_changes(
    incoming: Incoming, operations: Iterable[Operation]
) -> tuple[list[Change], ImportPlan]:
    """Return the changes that a file of another service comes to, and what they do."""
    planner = _Planner(fold(operations).viewings)
    for play in sorted(incoming.plays, key=_by_date):
        planner.watch(play)
    newest = {rating.item: rating for rating in sorted(incoming.ratings, key=_by_rated)}
    for rating in newest.values():
        planner.rate(rating)
    return planner.changes, ImportPlan(
        changes=tuple(planner.lines),
        added=len(planner.changes),
        known=planner.known,
        kept=tuple(planner.kept),
    )


class _Merged(Protocol):
    """The result of a merge, from the store, which is not imported here."""

    @property
    def added(self) -> int: ...
    @property
    def known(self) -> int: ...
    @property
    def refused(self) -> tuple[str, ...]: ...
    @property
    def conflicts(self) -> int: ...
    @property
    def ahead(self) -> int: ...
    @property
    def beyond(self) -> int: ...
    @property
    def replaced(self) -> int: ...


def plan_merge(
    before: Iterable[Operation], after: Iterable[Operation], incoming: Incoming, merged: _Merged
) -> ImportPlan:
    """Return what merging a record's own export does, from the operations before and after it."""
    remarks = [
        f"{count(number, 'operation')} not taken: {reason}"
        for reason, number in Counter(merged.refused).items()
    ]
    if merged.conflicts:
        apart = count(merged.conflicts, "operation")
        remarks.append(f"{apart} kept apart: another one has the same id")
    if merged.replaced:
        other = count(merged.replaced, "operation")
        remarks.append(f"{other} of yours with another content, which counts from now on")
    if merged.beyond:
        remarks.append(f"{count(merged.beyond, 'operation')} dated beyond any clock: kept apart")
    if merged.ahead:
        dated = count(merged.ahead, "operation")
        remarks.append(f"{dated} dated later than this computer's clock")
    steering = sum(map(_steers, incoming.operations or ()))
    if steering:
        notes = count(steering, "note")
        remarks.append(f"{notes} with control characters, which are always shown as \ufffd")
    return ImportPlan(
        changes=differences(before, after),
        added=merged.added,
        known=merged.known,
        remarks=tuple(remarks),
    )


def _steers(operation: Operation) -> bool:
    text = operation.data.get("text") if operation.change.kind == "note" else None
    return isinstance(text, str) and "\ufffd" in clean(text) and "\ufffd" not in text


def differences(before: Iterable[Operation], after: Iterable[Operation]) -> tuple[str, ...]:
    """Return a line for every change that a viewer sees from one record to another."""
    old, new = fold(before), fold(after)
    known = {each.id: each for each in old.viewings}
    lines: list[str] = []
    for each in new.viewings:
        start = f"viewing {each.number}, " if len(new.viewings) > 1 else ""
        was = known.pop(each.id, _NONE)
        if was is _NONE:
            lines.append(f"viewing {each.number} begins")
        elif was.progress.open != each.progress.open:
            lines.append(f"viewing {each.number} is {'open' if each.progress.open else 'locked'}")
        lines += [f"{start}{line}" for line in _changed(was, each)]
    lines += [f"viewing {each.number} is withdrawn" for each in known.values()]
    return tuple(lines)


_NONE = Viewing("", 0, None, Progress({}), {}, {})
"""A viewing that does not exist yet."""


class _Planner:
    """Changes for one record, decided one after another."""

    def __init__(self, viewings: Sequence[Viewing]) -> None:
        self._viewings = viewings
        self._days = [None if each.begun is None else day_of(each.begun) for each in viewings]
        self._marked: dict[tuple[str, int], str | None] = {}
        self.changes: list[Change] = []
        self.lines: list[str] = []
        self.kept: list[str] = []
        self.known = 0

    def watch(self, play: Play) -> None:
        """Take one play; earlier ones have to come first, and undated ones last."""
        number, on = play.episode, play.on
        if any(_agrees(each, number, on) for each in self._viewings):
            self.known += 1
            return
        target = self._viewing_at(on)
        field = (target.id, number)
        dates = target.progress.watched
        if field in self._marked:
            if on is None or on == self._marked[field]:
                self.known += 1
            else:
                self._keep_first(number, on)
        elif dates.get(number) is not None:
            self._keep_first(number, on)
        else:
            self._marked[field] = on
            self.changes.append(change(target.id, number, "progress", state="watched", on=on))
            self.lines.append(self._line(target, f"episode {number}: watched {date_text(on)}"))

    def rate(self, rating: Rating) -> None:
        """Take one rating."""
        item, score = rating.item, rating.score
        present = [each.ratings[item] for each in self._viewings if item in each.ratings]
        if any(score in (mine, points_of(mine)) for mine in present):
            self.known += 1
            return
        target = self._viewing_at(rating.on)
        if item in target.ratings:
            # Not what it is: in a rewatch an earlier rating has to be reached again.
            self.kept.append(f"{item_text([item])}: your rating stays; the file has {score:g}")
            return
        self.changes.append(change(target.id, item, "rating", score=score))
        self.lines.append(self._line(target, f"{item_text([item])}: rated {score_text(score)}"))

    def _keep_first(self, number: int, on: str | None) -> None:
        self.kept.append(
            f"episode {number}: a viewing {date_text(on)} is left out; one is marked already"
        )

    def _viewing_at(self, on: str | None) -> Viewing:
        """The viewing that was going on at a date; the first one, if that is not known."""
        target = self._viewings[0]
        for each, day in zip(self._viewings[1:], self._days[1:], strict=True):
            if on is not None and day is not None and day <= on:
                target = each
        return target

    def _line(self, target: Viewing, line: str) -> str:
        return f"viewing {target.number}, {line}" if len(self._viewings) > 1 else line


def _agrees(each: Viewing, number: int, on: str | None) -> bool:
    """Whether a viewing has a play already, on that date as far as it knows; any, if undated."""
    if number not in each.progress.watched:
        return False
    mine = each.progress.watched[number]
    return on is None or (mine is not None and on.startswith(mine))


def _by_date(play: Play) -> tuple[int, bool, str]:
    return (play.episode, play.on is None, play.on or "")


def _by_rated(rating: Rating) -> tuple[bool, int, str]:
    return (rating.item == SERIES_ITEM, episode_number(rating.item) or 0, rating.on or "")


def _changed(was: Viewing, now: Viewing) -> Iterator[str]:
    """Lines on the changes within a viewing."""
    places = {*was.progress.watched, was.progress.watching}
    places |= {*now.progress.watched, now.progress.watching}
    for number in sorted(filter(None, places)):
        state = _state(now, number)
        if state != _state(was, number):
            yield f"episode {number}: {state}"
    items = {*was.ratings, *was.notes, *now.ratings, *now.notes}
    for item in sorted(items, key=lambda item: (item == SERIES_ITEM, len(item), item)):
        name, score = item_text([item]), now.ratings.get(item)
        if not name:
            continue  # another version's, which that one knows to show
        if score != was.ratings.get(item):
            rated = "no longer rated" if score is None else f"rated {score_text(score)}"
            yield f"{name}: {rated}"
        old, new = was.notes.get(item), now.notes.get(item)
        if (old and (old.text, old.others)) != (new and (new.text, new.others)):
            yield f"{name}: note {'removed' if new is None else 'changed' if old else 'added'}"


def _state(each: Viewing, number: int) -> str:
    if number in each.progress.watched:
        return f"watched {date_text(each.progress.watched[number])}"
    return "being watched" if each.progress.watching == number else "not watched"
