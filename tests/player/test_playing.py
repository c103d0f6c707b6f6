"""What of an episode has really run, and what comes of it; by a clock of the test's own."""

from collections.abc import Iterable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bigcity_tui.domain.series import Series
from bigcity_tui.player.follower import ASLEEP, BEGUN, ENOUGH, FASTEST, Follower, Meter
from bigcity_tui.player.mpv import Reading
from tests.packs import made_up_pack

SERIES: Series = made_up_pack(3).series
LENGTH = (SERIES.minutes or 0) * 60.0


def named(episode: int | str) -> str:
    return f"{SERIES.title} E{episode}"


class Room:
    """A room with players, of which somebody says what they do; and a follower who looks in."""

    def __init__(self) -> None:
        self.now = 0.0
        self.players: dict[str, Reading] = {}
        self.follower = Follower(SERIES, [self], lambda: self.now)
        self.events: list[tuple[int, str]] = []
        self.silent = False
        """Whether the players leave where they are at what it was."""

    def look(self) -> list[Reading]:
        return list(self.players.values())

    def close(self) -> None:
        self.players.clear()

    def play(self, what: int | str, at: float = 0.0, player: str = "mpv", **how: Any) -> None:
        reading = Reading(player, (named(what) if isinstance(what, int) else what,), at, LENGTH)
        self.players[player] = reading._replace(**how)

    def passes(self, seconds: float, step: float = 1.0) -> "Room":
        """Let time pass, in which what plays runs on."""
        end = self.now + seconds
        while self.now < end:
            self.now += step
            for name, each in self.players.items():
                if not (each.paused or self.silent or each.position is None):
                    self.players[name] = each._replace(position=each.position + step * each.speed)
            playing = self.follower.look()
            if playing and playing.event:
                self.events.append((playing.episode, playing.event))
        return self


def test_an_episode_is_begun_after_a_minute_and_over_after_four_fifths() -> None:
    room = Room()
    room.play(2)
    assert room.passes(BEGUN - 2).events == []
    assert room.passes(5).events == [(2, "begun")]
    assert room.passes(LENGTH * ENOUGH - BEGUN - 10).events == [(2, "begun")]
    assert room.passes(20).events == [(2, "begun"), (2, "over")]
    assert room.passes(LENGTH / 10).events[2:] == []


def test_neither_pauses_nor_jumps_nor_skimming_nor_sleep_count() -> None:
    room = Room()
    room.play(1, paused=True)
    assert room.passes(LENGTH).events == []
    for at in range(0, int(LENGTH), 60):  # to the end in jumps, five seconds each
        room.play(1, at)
        room.passes(5)
    room.play(1, 0.0, speed=8.0)
    room.passes(LENGTH / 8)
    for _ in range(30):
        room.play(1, 100.0)
        room.passes(10)  # the same again
    assert (1, "over") not in room.events
    asleep = Room()
    asleep.play(1)
    asleep.passes(LENGTH * 2, step=ASLEEP * 6)
    assert asleep.events == []


def test_who_watches_a_little_faster_has_seen_it_all_the_same() -> None:
    room = Room()
    room.play(3, speed=1.5)
    assert room.passes(LENGTH / 1.5).events == [(3, "begun"), (3, "over")]


def test_a_player_that_was_open_before_counts_from_now_on() -> None:
    room = Room()
    room.play(1, LENGTH / 2)
    assert room.passes(LENGTH / 2).events == [(1, "begun")]


def test_a_player_that_says_not_where_it_is_counts_by_the_clock_while_it_plays() -> None:
    for nowhere in (None, 0.0):
        room = Room()
        room.silent = True
        for paused in (False, True, False):
            room.play(1, paused=paused, position=nowhere)
            room.passes(LENGTH * 0.42)
        assert room.events == [(1, "begun"), (1, "over")]


def test_of_two_players_the_one_that_plays_counts_and_neither_counts_twice() -> None:
    room = Room()
    room.play(1, player="one")
    room.play(1, player="two")  # the same one under two names
    room.passes(LENGTH * 0.79)
    assert room.events == [(1, "begun")]
    room.play(1, 0.0, player="one", paused=True)
    room.players.pop("two")
    room.play("Netflix", player="browser")
    room.play(2, player="three")
    assert room.passes(BEGUN + 5).events[1:] == [(2, "begun")]
    playing = room.follower.look()
    assert playing is not None
    assert (playing.episode, playing.paused) == (2, False)


def test_what_is_no_episode_blocks_nothing_and_a_player_that_goes_takes_nothing_with_it() -> None:
    room = Room()
    room.play("Some Other Drama E01")
    assert room.passes(BEGUN * 2).events == []
    room.play(1)
    room.passes(LENGTH / 2)
    room.players.clear()
    assert room.passes(1000, step=10).follower.look() is None
    room.play(1, LENGTH / 2 - 30)  # goes on where it was, a little before
    room.passes(LENGTH * 0.35)
    assert room.events == [(1, "begun"), (1, "begun"), (1, "over")]
    room.players.clear()
    room.passes(1)
    room.play(1)  # all of it, once more
    assert room.passes(BEGUN + 5).events[3:] == [(1, "begun")]
    assert room.passes(LENGTH * ENOUGH).events[4:] == [(1, "over")]


_POSITIONS = st.none() | st.floats(0, 4_000)
_STEPS = st.tuples(
    st.floats(0, 30), _POSITIONS, st.booleans(), st.sampled_from([0.0, 0.5, 1.0, 2.0, 100.0])
)


@given(st.lists(_STEPS, max_size=60))
def test_never_more_than_time_and_speed_allow(
    steps: Iterable[tuple[float, float | None, bool, float]],
) -> None:
    meter, now, allowed, was_paused = Meter(), 0.0, 0.0, True
    for elapsed, position, paused, speed in steps:
        now, before = now + elapsed, meter.seconds
        meter.look(now, Reading("any", ("x",), position, LENGTH, paused, speed))
        counts = not paused and not was_paused and elapsed <= ASLEEP and speed <= FASTEST
        allowed += elapsed * FASTEST if counts else 0
        assert before <= meter.seconds <= allowed + 1e-6
        was_paused = paused


@given(st.lists(st.floats(0.1, 5), min_size=1, max_size=200), st.sampled_from([0.5, 1.0, 1.5, 2.0]))
def test_all_that_runs_through_counts(steps: list[float], speed: float) -> None:
    meter, now, position = Meter(), 100.0, 7.0
    meter.look(now, Reading("any", ("x",), position, speed=speed))
    for step in steps:
        now, position = now + step, position + step * speed
        meter.look(now, Reading("any", ("x",), position, speed=speed))
    assert abs(meter.seconds - sum(steps) * speed) <= 1.01
