"""A plain model of a viewer's record: whole states, with the ones before and after to go back to.

It knows nothing of operations. What the program folds out of them has to come to the same.
"""

from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass, field

EPISODES = 2
ITEMS = (*map(str, range(1, EPISODES + 1)), "series")
WORDED = (*ITEMS, "1.1")
"""The items on which there may be words: those of notes, and a question that can be answered."""


@dataclass
class Viewing:
    """One pass, under a number that no other has."""

    serial: int
    open: bool = False
    watched: dict[int, str | None] = field(default_factory=dict)
    watching: int | None = None
    ratings: dict[str, float] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    @property
    def untouched(self) -> bool:
        return not (self.watched or self.watching or self.ratings or self.notes)

    @property
    def ended(self) -> int:
        """The last episode whose end has been reached."""
        if self.open:
            return EPISODES
        return next(n for n in range(EPISODES + 1) if n + 1 not in self.watched)

    @property
    def moment(self) -> str:
        if self.ended < EPISODES and self.watching == self.ended + 1:
            return f"start:{self.watching}"
        return f"end:{self.ended}" if self.ended else "before"

    def says(self, item: str) -> tuple[float | None, str | None]:
        return self.ratings.get(item), self.notes.get(item)


class World:
    """A record as it ought to be."""

    def __init__(self) -> None:
        self.viewings = [Viewing(1)]
        self.past: list[list[Viewing]] = []
        self.future: list[list[Viewing]] = []
        self.gone: set[str] = set()
        """The texts that were forgotten."""
        self._texts: dict[tuple[int, str], set[str]] = {}
        """All texts that a note ever had, by pass and item."""
        self._serials = 1

    @property
    def current(self) -> Viewing:
        return self.viewings[-1]

    def do(self, change: Callable[[Viewing], object]) -> bool:
        """Change the current viewing; whether that made a difference."""
        before = deepcopy(self.viewings)
        change(self.current)
        return self._did(before)

    def _did(self, before: list[Viewing]) -> bool:
        if self.viewings == before:
            return False
        self.past.append(before)
        self.future.clear()
        return True

    def start(self, number: int) -> bool:
        assert number not in self.current.watched
        return self.do(lambda now: setattr(now, "watching", number))

    def watch(self, numbers: Iterable[int], on: str | None, *, dated: bool, through: bool) -> bool:
        named = set(numbers)

        def change(now: Viewing) -> None:
            marks = dict.fromkeys(named, on)
            if not dated:
                marks |= {n: now.watched[n] for n in named if n in now.watched}
            if through:
                earlier = set(range(1, max(named))) - named - set(now.watched)
                marks |= dict.fromkeys(earlier)
            now.watched |= marks
            if now.watching in marks:
                # What is marked already is left alone: it cannot be the one being watched.
                now.watching = None

        return self.do(change)

    def unwatch(self, numbers: Iterable[int]) -> bool:
        def change(now: Viewing) -> None:
            for number in numbers:
                now.watched.pop(number, None)
                if now.watching == number:
                    now.watching = None

        return self.do(change)

    def rate(self, item: str, score: float | None) -> bool:
        def change(now: Viewing) -> None:
            now.ratings.pop(item, None)
            if score is not None:
                now.ratings[item] = score

        return self.do(change)

    def note(self, item: str, text: str | None) -> bool:
        def change(now: Viewing) -> None:
            now.notes.pop(item, None)
            if text:
                now.notes[item] = text
                self._texts.setdefault((now.serial, item), set()).add(text)

        return self.do(change)

    def rewatch(self, *, is_open: bool) -> bool:
        before = deepcopy(self.viewings)
        if self.current.untouched:
            self.current.open = is_open
        else:
            self._serials += 1
            self.viewings.append(Viewing(self._serials, is_open))
        return self._did(before)

    def undo(self) -> bool:
        return self._go(self.past, self.future)

    def redo(self) -> bool:
        return self._go(self.future, self.past)

    def _go(self, source: list[list[Viewing]], target: list[list[Viewing]]) -> bool:
        # Of a change whose words are forgotten nothing is left to take back.
        while source and source[-1] == self.viewings:
            source.pop()
        if not source:
            return False
        target.append(self.viewings)
        self.viewings = source.pop()
        return True

    def forget(self, item: str, *, every_viewing: bool) -> bool:
        """Take words out of the present and out of every state that one could go back to."""
        worded = [about for about in WORDED if about.partition(".")[0] == item]
        serials = {
            serial
            for serial, about in self._texts
            if about in worded and (every_viewing or serial == self.current.serial)
        }
        texts = {
            text
            for serial in serials
            for about in worded
            for text in self._texts.pop((serial, about), ())
        }
        for state in (self.viewings, *self.past, *self.future):
            for viewing in state:
                if viewing.serial in serials:
                    for about in worded:
                        viewing.notes.pop(about, None)
        self.gone |= texts
        return bool(texts)

    def move(self) -> None:
        """Go on with another device, which can take back only what it does itself."""
        self.past.clear()
        self.future.clear()

    def untouched_rating(self, item: str) -> bool:
        """Whether no state that one could go back to has another rating here."""
        states = (self.viewings, *self.past, *self.future)
        serial = self.current.serial
        found = [[each for each in state if each.serial == serial] for state in states]
        return all(found) and len({each[0].ratings.get(item) for each in found}) == 1

    def rate_elsewhere(self, item: str, score: float) -> None:
        """Rate on another device, where nothing here is about the same: no undo touches it."""
        for state in (self.viewings, *self.past, *self.future):
            for viewing in state:
                if viewing.serial == self.current.serial:
                    viewing.ratings[item] = score

    @property
    def returned(self) -> set[str]:
        """The items whose earlier ratings, notes and answers may be shown."""
        ended = self.current.ended
        last = {"series"} if ended == EPISODES else set()
        return {*map(str, range(1, ended + 1)), *(["1.1"] if ended else []), *last}
