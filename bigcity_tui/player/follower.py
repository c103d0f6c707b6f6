"""Following the players of this machine: which episode is on, and what has come of it."""

import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import lru_cache
from threading import Lock
from typing import NamedTuple, Protocol

from bigcity_tui.domain.series import Series
from bigcity_tui.player.mpv import Mpv, Reading
from bigcity_tui.player.names import recognise

BEGUN = 60.0  # seconds that an episode has run when it is taken to be watched
ENOUGH = 0.8  # the part of it that has run when it is taken to have been seen
POLL = 1.0  # seconds between two looks
ASLEEP = 10.0  # seconds without a look after which nobody knows what ran meanwhile
FASTEST = 2.0  # times as fast as made: who goes faster looks for a place, and does not watch
_UNEVEN = 1.0  # seconds by which a player may be ahead of the clock: some count in whole ones


class Source(Protocol):
    def look(self) -> list[Reading]: ...

    def close(self) -> None: ...


class Playing(NamedTuple):
    """An episode that is on, and what has just come of it: `begun`, `over`, or nothing."""

    episode: int
    position: float | None
    paused: bool
    event: str | None = None

    @property
    def time(self) -> str:
        """Where it is, as players write it; nothing where the player does not say."""
        if self.position is None:
            return ""
        text = str(timedelta(seconds=int(self.position)))  # with hours, and two digits of minutes
        return text.removeprefix("0:").removeprefix("0")


class Meter:
    """How much of one thing has run.

    What runs twice counts once, as far as the player says where it is; and nothing counts that did
    not take its time by the clock, at the speed that the player was at.
    """

    def __init__(self) -> None:
        self._covered: set[int] = set()
        self._took = 0.0
        self._last: tuple[float, Reading] | None = None
        self.told = False  # whether what comes of so much was told

    @property
    def seconds(self) -> float:
        return min(len(self._covered), self._took)

    def look(self, now: float, reading: Reading) -> None:
        """Take in where a player is now, by a clock of seconds that only goes forward."""
        then, before = self._last or (now, reading)
        if self._last and before == reading and reading.position:
            return  # it has not told anew where it is
        self._last = (now, reading)
        if before.player != reading.player or before.paused or reading.paused:
            return
        if not 0 < now - then <= ASLEEP or not 0 < max(before.speed, reading.speed) <= FASTEST:
            return
        ran = (now - then) * min(before.speed, reading.speed)
        if reading.position and before.position is not None:
            start, moved = before.position, reading.position - before.position
        else:  # some players do not say, or say 0 throughout
            start, moved = self._took, ran
        if 0 < moved <= ran + _UNEVEN:
            self._covered.update(range(int(start), int(start + moved)))
            self._took += ran


class Follower:
    """Looks at players from time to time; what they play that is no episode goes by unheard."""

    def __init__(
        self, series: Series, sources: list[Source], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._series, self._sources, self._clock = series, sources, clock
        self._meters: dict[int, Meter] = {}
        self._episode = lru_cache(64)(lambda *named: recognise(series, *named).episode)
        self._last: tuple[str, int] | None = None
        self._visit, self._lock = Meter(), Lock()  # a close waits for a look

    def look(self) -> Playing | None:
        """The episode that plays, else one that is paused. Of two the one that was there first."""
        with self._lock:
            readings = [reading for source in self._sources for reading in source.look()]
        asked = ((each, self._episode(each.names, round(each.length or 0))) for each in readings)
        found = [(reading, episode) for reading, episode in asked if episode is not None]
        if not found:
            self._leave()
            return None
        reading, episode = min(
            found, key=lambda each: (each[0].paused, (each[0].player, each[1]) != self._last)
        )
        if self._last and self._last[1] != episode:
            self._leave()
        self._last = (reading.player, episode)
        meter, event = self._meters.setdefault(episode, Meter()), None
        meter.look(now := self._clock(), reading)
        self._visit.look(now, reading)
        length = reading.length or (self._series.length(episode) or 0) * 60
        enough = ENOUGH * length or float("inf")
        if not self._visit.told and self._visit.seconds >= min(BEGUN, enough):
            event, self._visit.told = "begun", True
        elif not meter.told and meter.seconds >= enough:
            event, meter.told = "over", True
        return Playing(episode, reading.position, reading.paused, event)

    def close(self) -> None:
        with self._lock:
            for source in self._sources:
                source.close()

    def _leave(self) -> None:
        """Begin anew with what is played next, also with an episode that was over."""
        if self._last and self._meters[self._last[1]].told:
            del self._meters[self._last[1]]
        self._visit, self._last = Meter(), None


def find_players(mpv: str | None = None) -> tuple[list[Source], str | None]:
    """What there is to ask on this machine, and what is missing for more."""
    if os.name == "nt":
        return [], "on Windows no player is found so far"
    from bigcity_tui.player.mpris import Mpris

    found: list[Source] = [Mpv(mpv)]
    with suppress(ImportError):
        return found if sys.platform == "darwin" else [*found, Mpris()], None
    return found, "only mpv's socket is asked: for other players, pip install 'bigcity-tui[follow]'"
