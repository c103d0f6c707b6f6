"""What plays, and how much of it has really run: no pauses, jumps or machine that was asleep."""

from typing import NamedTuple

ASLEEP = 10.0  # seconds without a look after which nobody knows what ran meanwhile
FASTEST = 2.0  # times as fast as made: who goes faster looks for a place, and does not watch
_UNEVEN = 1.0  # seconds by which a player may be ahead of the clock: some count in whole ones


class Reading(NamedTuple):
    """What a player says at one look: its names for what it plays, and where it is, in seconds."""

    player: str
    names: tuple[str, ...]
    position: float | None = None
    length: float | None = None
    paused: bool = False
    speed: float = 1.0


class Meter:
    """How much of one thing has run.

    What runs twice counts once, as far as the player says where it is; and nothing counts that did
    not take its time by the clock, at the speed that the player was at.
    """

    def __init__(self) -> None:
        self._covered: set[int] = set()
        self._took = 0.0
        self._last: tuple[float, Reading] | None = None

    @property
    def seconds(self) -> float:
        return min(len(self._covered), self._took)

    def look(self, now: float, reading: Reading) -> None:
        """Take in where a player is now, by a clock of seconds that only goes forward."""
        before = self._last
        if before and before[1] == reading and reading.position:
            return  # it has not told anew where it is
        self._last = (now, reading)
        if before is None or reading.paused or before[1].paused:
            return
        elapsed, speed = now - before[0], min(before[1].speed, reading.speed)
        if before[1].player != reading.player or not 0 < elapsed <= ASLEEP:
            return
        if not 0 < max(before[1].speed, reading.speed) <= FASTEST:
            return
        ran = elapsed * speed
        if reading.position and before[1].position is not None:
            start = before[1].position
            moved = reading.position - start
        else:  # some players do not say, or say 0 throughout
            start, moved = self._took, ran
        if 0 < moved <= ran + _UNEVEN:
            self._covered.update(range(int(start), int(start + moved)))
            self._took += ran
