"""Where a viewer is, in numbers; all of it public."""

from dataclasses import dataclass

from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.progress import Progress
from bigcity_tui.domain.series import Series


@dataclass(frozen=True, slots=True)
class Status:
    """Where a viewer is: the moment reached, the episodes watched, what comes next, what is left.

    `episodes` is how many the series has; `minutes_left` counts every episode not yet watched.
    """

    moment: Moment
    watched: tuple[int, ...]
    watching: int | None
    episodes: int
    next: int | None
    minutes_left: int


def status_of(series: Series, progress: Progress, moment: Moment) -> Status:
    """Sum up progress through a series."""
    watched = tuple(number for number in progress.watched if 1 <= number <= series.episodes)
    return Status(
        moment=moment,
        watched=watched,
        watching=progress.watching,
        episodes=series.episodes,
        next=progress.next(series.episodes),
        minutes_left=series.minutes * (series.episodes - len(watched)),
    )
