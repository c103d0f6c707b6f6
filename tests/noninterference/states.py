"""How far a viewer can be: the states in which twins are compared."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.progress import Progress
from bigcity_tui.domain.series import Series

SHELVED = Path(__file__).parent.parent / "example_pack"
"""A pack that stands on the shelf beside the one that is compared."""

MOST_SETS = 256
"""So many sets of watched episodes are all tried; of a longer series, as many by chance."""


@dataclass(frozen=True, slots=True)
class State:
    """The episodes that are watched, and the one that they are watching.

    With `again`, in a second pass, begun after all had been watched.
    """

    watched: tuple[int, ...]
    watching: int | None = None
    again: bool = False

    def moment(self, series: Series) -> Moment:
        """The moment that this has reached."""
        return Progress(dict.fromkeys(self.watched), self.watching).reached(series.episodes)

    def steps(self, series: Series, work: str, asked: Collection[int] = ()) -> Iterator[str]:
        """The lines that lead there, on an empty record; with some words of the viewer's own.

        `asked` are the episodes that have questions at their end. In the folder `work` they leave
        an export, and what they share with other devices.
        """
        last = series.episodes
        if self.again:
            yield f"watch 1-{last} --on unknown"
            yield f"note {last} Then."
            yield from (f"answer {number} 1 Then." for number in asked)
            yield "rewatch"
        if self.watched:
            yield f"watch {' '.join(map(str, self.watched))} --on unknown"
            reached = self.moment(series)
            for number in asked:
                if Moment.end(number) <= reached:
                    yield f"answer {number} 1 Mine."
        if self.watching is not None:
            yield f"start {self.watching}"
        yield "rate 1 8.5"
        yield f"note {last} Mine."
        yield f"export -o {work}/in.json"
        yield f"sync {work}/shared"
        yield f"pack add {SHELVED}"

    def __str__(self) -> str:
        """The state as it is named in a report."""
        watched = ",".join(map(str, self.watched)) or "nothing"
        watching = f", watching {self.watching}" if self.watching else ""
        return f"{'again, ' if self.again else ''}watched {watched}{watching}"


def linear(series: Series, *, again: bool = False) -> list[State]:
    """Every moment of a series, reached in order."""
    states = []
    for number in range(series.episodes + 1):
        watched = tuple(range(1, number + 1))
        states.append(State(watched, None, again))
        if number < series.episodes:
            states.append(State(watched, number + 1, again))
    return states


def sets(series: Series, seed: int = 0) -> list[State]:
    """Every set of watched episodes, or `MOST_SETS` of them by chance where there are more."""
    count = series.episodes
    masks = list(range(2**count)) if 2**count <= MOST_SETS else _some(count, seed)
    return [
        State(tuple(number for number in range(1, count + 1) if mask >> (number - 1) & 1))
        for mask in masks
    ]


def _some(count: int, seed: int) -> list[int]:
    """Sets as bit masks: each has all up to some episode, and any of the later ones."""
    rng = Random(f"sets {seed}")
    masks = []
    for _ in range(MOST_SETS):
        through = (1 << rng.randint(0, count)) - 1
        masks.append(through | rng.getrandbits(count))
    return masks
