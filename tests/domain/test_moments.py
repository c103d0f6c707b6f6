"""Moments and how far a viewer is."""

from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigcity_tui.cli.values import moment_asked
from bigcity_tui.domain.errors import UsageError
from bigcity_tui.domain.history import Viewing, fold
from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.domain.operations import Operation, change
from bigcity_tui.domain.progress import Progress
from bigcity_tui.domain.series import Series

EPISODES = 8
NUMBERS = range(1, EPISODES + 1)
SERIES = Series(
    "id", BEFORE, "Title", "Country", 2000, "Genre", EPISODES, "2000-01-01", (), minutes=50
)
TIMELINE = ["before", *chain.from_iterable((f"start:{n}", f"end:{n}") for n in NUMBERS)]


def reached(watched: frozenset[int], watching: int | None) -> str:
    """The moment by the words of the design, found by walking the timeline."""
    moment = "before"
    for number in NUMBERS:
        if number not in watched:
            return f"start:{number}" if watching == number else moment
        moment = f"end:{number}"
    return moment


def every_progress() -> list[tuple[frozenset[int], int | None]]:
    subsets = chain.from_iterable(combinations(NUMBERS, size) for size in range(EPISODES + 1))
    return [(frozenset(watched), at) for watched in subsets for at in (None, *NUMBERS)]


def test_every_progress_reaches_the_right_moment() -> None:
    for watched, watching in every_progress():
        progress = Progress(dict.fromkeys(sorted(watched)), watching)
        moment = progress.reached(EPISODES)
        assert str(moment) == reached(watched, watching)
        assert Progress(progress.watched, watching, open=True).reached(EPISODES) == Moment.end(8)
        status = Viewing("first", 1, None, progress, {}, {}).status(SERIES, moment)
        assert status.watched == tuple(sorted(watched))
        assert status.minutes_left == 50 * (EPISODES - len(watched))
        first = min(set(NUMBERS) - watched, default=None)
        assert status.next == (watching or first)


def test_the_fold_of_marks_reaches_the_same_moment() -> None:
    for watched, watching in every_progress():
        if watching in watched:
            continue  # one episode has one state
        changes = [change("first", n, "progress", state="watched", on=None) for n in watched]
        if watching is not None:
            changes.append(change("first", watching, "progress", state="watching"))
        operations = [
            Operation(f"{n:032x}", "b", n, "d", 0, "s", each) for n, each in enumerate(changes)
        ]
        progress = fold(operations).current.progress
        assert str(progress.reached(EPISODES)) == reached(watched, watching)


def test_missing_episodes_are_those_that_keep_one_locked() -> None:
    for watched, _ in every_progress():
        progress = Progress(dict.fromkeys(watched))
        for number in watched:
            missing = progress.missing_before(number)
            assert missing == tuple(n for n in range(1, number) if n not in watched)
            whole = Progress(dict.fromkeys([*watched, *missing]))
            assert whole.reached(EPISODES) >= Moment.end(number)
            assert (missing == ()) == (progress.reached(EPISODES) >= Moment.end(number))


@pytest.mark.parametrize("position", range(2 * EPISODES + 1))
def test_looking_back_reaches_the_moment_looked_back_at(position: int) -> None:
    progress = Progress(dict.fromkeys(NUMBERS, "2024"))
    assert progress.until(Moment(position)).reached(EPISODES) == Moment(position)


def test_moments_stand_in_order_and_read_as_they_are_written() -> None:
    moments = [Moment.parse(text) for text in TIMELINE]
    assert moments == sorted(moments) == [Moment(n) for n in range(len(TIMELINE))]
    assert [str(moment) for moment in moments] == TIMELINE
    assert [moment.episode for moment in moments] == [0, *(n for n in NUMBERS for _ in "se")]


@given(st.integers(1, 9999))
def test_far_episodes_have_moments_too(number: int) -> None:
    start, end = Moment.start(number), Moment.end(number)
    assert Moment.end(number - 1) < start < end
    assert (Moment.parse(str(start)), Moment.parse(str(end))) == (start, end)
    assert start.episode == end.episode == number


@given(st.text(max_size=12))
def test_no_other_text_is_a_moment(text: str) -> None:
    if text == "before" or text.partition(":")[0] in ("start", "end"):
        return
    with pytest.raises(UsageError) as refusal:
        moment_asked(text, SERIES)
    assert str(refusal.value).isprintable()
    assert refusal.value.exit_code == 2


@pytest.mark.parametrize(
    "text",
    ["", "start", "start:0", "end:01", "end:１", "start:1\n", "END:1", "end:10000", "end:-1"],
)
def test_near_misses_are_no_moments(text: str) -> None:
    with pytest.raises(ValueError, match="a moment is"):
        Moment.parse(text)
