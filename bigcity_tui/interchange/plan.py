"""The plan of an import: what a file would change in a record, what it would not, and why.

A date, a rating that is there is never replaced by a file's. A play belongs to the viewing that
was going on when it happened; a viewing has one of each episode. What is more than that becomes
viewings of their own only if the viewer says so.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from bigcity_tui.domain.diary import item_text
from bigcity_tui.domain.history import Viewing, episode_number, fold
from bigcity_tui.domain.operations import Change, Merged, Operation, change
from bigcity_tui.domain.text import count
from bigcity_tui.domain.values import date_text, day_of, score_text
from bigcity_tui.interchange.incoming import Incoming, Rating
from bigcity_tui.interchange.outgoing import items_of, state_text
from bigcity_tui.interchange.trakt import points_of


class ImportPlan(NamedTuple):
    """The effects of an import, in lines: `changes`, what is `kept`, `further` viewings on offer.

    `added` and `known` count the operations that go into the record or are there already.
    """

    changes: tuple[str, ...]
    added: int
    known: int
    kept: tuple[str, ...] = ()
    further: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def plan_changes(
    incoming: Incoming, before: Sequence[Operation], new_viewing: Callable[[], str] | None = None
) -> tuple[list[Change], ImportPlan]:
    """Return the changes that a file of another service comes to, and what they do.

    With `new_viewing`, which makes ids, further viewings of episodes become viewings of their own.
    """
    planner = _Planner(fold(before).viewings)
    plays: dict[int, set[str | None]] = {}
    for play in incoming.plays:
        plays.setdefault(play.episode, set()).add(play.on)
    for number, days in sorted(plays.items()):
        planner.watch(number, days, incoming.times[number])
    in_order = sorted(incoming.ratings, key=lambda each: (each.on or "", each.at, each.score))
    for _, rating in sorted({rating.item: rating for rating in in_order}.items()):
        planner.rate(rating)
    further = planner.offer(new_viewing)
    changes, kept = planner.changes, tuple(planner.kept)
    # Later than all that is there, and in order.
    made = (Operation("", "", hlc, "", 0, "", c) for hlc, c in enumerate(changes, start=2**60))
    lines = differences(before, [*before, *made])
    return changes, ImportPlan(lines, len(changes), planner.known, kept, further)


def plan_merge(old: Iterable[Operation], new: Iterable[Operation], merged: Merged) -> ImportPlan:
    lines, remarks = differences(old, new), tuple(merge_remarks(merged))
    return ImportPlan(lines, merged.added, merged.known, remarks=remarks)


def merge_remarks(merged: Merged) -> Iterator[str]:
    for reason, number in sorted(Counter(merged.refused).items()):
        yield f"{count(number, 'change')} not taken: {reason}"
    for name, says in _MERGED.items():
        if number := getattr(merged, name):
            yield f"{count(number, 'change')} {says}"


_MERGED = {
    "conflicts": "kept apart: another one has the same id; a file was edited, and nothing is lost",
    "replaced": "of yours with another content from now on: 'bigcity-tui log' shows it",
    "beyond": "dated beyond any clock, and kept apart: its device needs a newer version",
    "ahead": "dated later than this device's clock: look whether it, or the other one's, is wrong",
}


def differences(before: Iterable[Operation], after: Iterable[Operation]) -> tuple[str, ...]:
    old, new = fold(before), fold(after)
    known, empty = {each.id: each for each in old.viewings}, fold(()).current
    lines: list[str] = []
    for each in new.viewings:
        name = f"viewing {each.number}"
        lines += [f"{name} begins"] * (each.id not in known)
        start = f"{name}, " if len(new.viewings) > 1 else ""
        lines += [f"{start}{line}" for line in _changed(known.pop(each.id, empty), each)]
    lines += [f"viewing {each.number} is withdrawn" for each in known.values()]
    return tuple(lines)


class _Planner:
    def __init__(self, viewings: Sequence[Viewing]) -> None:
        self._viewings = viewings
        self.changes: list[Change] = []
        self.kept: list[str] = []
        self.known = 0
        self._further: dict[int, list[str | None]] = {}

    def watch(self, number: int, days: set[str | None], times: int) -> None:
        dated = sorted(filter(None, days))
        watched = ((each.id, each.progress.watched) for each in self._viewings)
        marked = {key: on[number] for key, on in watched if number in on}
        settled: set[str] = set()
        left: list[str | None] = []
        for on in dated:
            agree = (key for key, day in marked.items() if day and on.startswith(day))
            mine, target = next((key for key in agree if key not in settled), None), self._at(on).id
            if mine is not None:
                self.known += 1
                settled.add(mine)
            elif marked.get(target) is None and target not in settled:
                marked[target] = on
                self._mark(target, number, on)
                settled.add(target)
            else:
                left.append(on)
        if not dated and marked:
            self.known += 1
        elif not dated:
            marked[self._viewings[0].id] = None
            self._mark(self._viewings[0].id, number, None)
        # Only what is more than the record has is a further viewing; else its day stays.
        more = max(0, max(times, len(dated)) - len(marked))
        stays = max(0, len(left) - more)
        for day in left[:stays]:
            says = f"a viewing {date_text(day)} is left out; one is marked already"
            self.kept.append(f"episode {number}: {says}")
        if more:
            self._further[number] = left[stays:] + [None] * (more - len(left) + stays)

    def offer(self, new_viewing: Callable[[], str] | None) -> tuple[str, ...]:
        """Lines on further viewings; or take them, each round of the episodes as a viewing."""
        further = self._further.items()
        if new_viewing is None:
            again = ((number, on) for number, days in further for on in days)
            return tuple(f"episode {number}: watched again {date_text(on)}" for number, on in again)
        for index in range(max((len(days) for _, days in further), default=0)):
            key = new_viewing()
            self.changes.append(change(key, "", "pass", begun=True, open=False))
            for number, days in further:
                for on in days[index : index + 1]:
                    self._mark(key, number, on)
        return ()

    def rate(self, rating: Rating) -> None:
        item, score = rating.item, rating.score
        present = [each.ratings[item] for each in self._viewings if item in each.ratings]
        target = self._at(rating.on)
        if any(score in (mine, points_of(mine)) for mine in present):
            self.known += 1
        elif item in target.ratings:
            # Not what it is: in a rewatch an earlier rating has to be reached again.
            self.kept.append(f"{item_text([item])}: your rating stays; the file has {score:g}")
        else:
            self.changes.append(change(target.id, item, "rating", score=score))

    def _mark(self, viewing_id: str, number: int, on: str | None) -> None:
        self.changes.append(change(viewing_id, number, "progress", state="watched", on=on))

    def _at(self, on: str | None) -> Viewing:
        """The viewing that was going on at a date; the first one, if that is not known."""
        first, *later = self._viewings
        begun = (e for e in later if on and e.begun is not None and "" < day_of(e.begun) <= on)
        return [first, *begun][-1]


def _changed(was: Viewing, now: Viewing) -> Iterator[str]:
    items = items_of(was, now)
    for number in filter(None, map(episode_number, items)):
        state = state_text(now, number)
        if state != state_text(was, number):
            yield f"episode {number}: {state}"
    for item in items:
        name, score = item_text([item]), now.ratings.get(item)
        if not name:
            continue  # another version's, which that one knows to show
        if score != was.ratings.get(item):
            rated = "no longer rated" if score is None else f"rated {score_text(score)}"
            yield f"{name}: {rated}"
        asked = {*was.answers.get(item, {}), *now.answers.get(item, {})}
        words = {item: "note"} | {f"{item}.{n}": f"answer to question {n}" for n in sorted(asked)}
        for key, what in words.items():
            old, new = was.words(key), now.words(key)
            if (old and old.texts) != (new and new.texts):
                done = "removed" if new is None else "changed" if old else "added"
                yield f"{name}: {what} {done}"
