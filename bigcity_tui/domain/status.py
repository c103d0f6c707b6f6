"""Where a viewer is, in numbers; all of it public."""

from dataclasses import dataclass

from bigcity_tui.domain.history import Viewing
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.series import Series


@dataclass(frozen=True, slots=True)
class Status:
    """Where a viewer is: the moment reached, what is watched, what they are watching, what is next.

    `episodes` is how many the series has; `minutes_left` counts every episode not yet watched.
    `viewing` counts the viewings from 1; `open` says that this one has everything unlocked.
    """

    moment: Moment
    watched: tuple[int, ...]
    watching: int | None
    episodes: int
    next: int | None
    minutes_left: int
    viewing: int
    open: bool


def status_of(series: Series, current: Viewing, moment: Moment) -> Status:
    """Sum up a viewing through a series."""
    progress = current.progress
    numbers = range(1, series.episodes + 1)
    watched = tuple(number for number in progress.watched if number in numbers)
    return Status(
        moment=moment,
        watched=watched,
        # The record may know of episodes that the pack no longer has.
        watching=progress.watching if progress.watching in numbers else None,
        episodes=series.episodes,
        next=progress.next(series.episodes),
        minutes_left=series.minutes * (series.episodes - len(watched)),
        viewing=current.number,
        open=progress.open,
    )
