"""When the words of earlier viewings return."""

import pytest

from bigcity_tui.domain.history import (
    History,
    UserNote,
    Viewing,
    has_returned,
    may_be_told,
    returned,
)
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.operations import Operation, change
from bigcity_tui.domain.progress import Progress

EPISODES = 3


def said(*items: str) -> Viewing:
    return Viewing(
        id="first",
        number=1,
        begun=None,
        progress=Progress({1: None, 2: None, 3: None}),
        ratings=dict.fromkeys(items, 7.0),
        notes=dict.fromkeys(items, UserNote(("Words.",))),
    )


NOW = Viewing("second", 2, 1, Progress({1: None}), {"3": 5.0}, {})
HISTORY = History((said("1", "2", "3", "series", "5", "0", "film"), NOW))
RETURNED = {0: "", 1: "", 2: "1", 3: "1", 4: "1 2", 5: "1 2", 6: "1 2 3 series 5"}
"""What has returned, by the position of the moment. There is no episode 5 any more."""


@pytest.mark.parametrize(("position", "items"), RETURNED.items())
def test_each_comes_with_its_moment_and_what_is_unknown_never(position: int, items: str) -> None:
    moment, expected = Moment(position), set(items.split())
    history = returned(HISTORY, moment, EPISODES)
    assert history.current is NOW
    earlier = history.viewings[0]
    assert set(earlier.ratings) == set(earlier.notes) == expected
    assert earlier.progress == HISTORY.viewings[0].progress
    for item in HISTORY.viewings[0].ratings:
        assert has_returned(item, moment, EPISODES) == (item in expected)
        for kind in ("rating", "note", "forget", "something new"):
            old = Operation("a", "a", 1, "here", 1, "s", change("first", item, kind))
            assert may_be_told(old, HISTORY, moment, EPISODES) == (item in expected)
            new = Operation("a", "a", 1, "here", 1, "s", change("second", item, kind))
            assert may_be_told(new, HISTORY, moment, EPISODES)


def test_that_something_was_watched_earlier_is_no_secret() -> None:
    for kind in ("progress", "pass"):
        old = Operation("a", "a", 1, "here", 1, "s", change("first", "3", kind))
        assert may_be_told(old, HISTORY, Moment(0), EPISODES)


def test_looking_back_goes_for_the_present_viewing_too() -> None:
    history = returned(HISTORY, Moment.end(1), EPISODES, then=True)
    assert set(history.viewings[0].notes) == {"1"}
    assert history.current.ratings == {}
    assert history.current.progress == Progress({1: None})
    assert returned(HISTORY, Moment.end(3), EPISODES, then=True).current.ratings == {"3": 5.0}
