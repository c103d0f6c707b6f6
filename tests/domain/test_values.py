"""Ratings, dates of the fold, and the words of the log."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigcity_tui.domain.diary import describe, item_text, values_of
from bigcity_tui.domain.errors import UsageError
from bigcity_tui.domain.operations import Operation, change
from bigcity_tui.domain.values import day_of, is_score, score_asked, score_text

HALVES = [half / 2 for half in range(1, 21)]


@given(st.one_of(st.floats(), st.integers(), st.booleans(), st.text(), st.none()))
def test_only_half_points_are_ratings(value: object) -> None:
    expected = isinstance(value, (int, float)) and not isinstance(value, bool) and value in HALVES
    assert is_score(value) == expected


@pytest.mark.parametrize("score", HALVES)
def test_ratings_are_read_as_they_are_shown(score: float) -> None:
    for text in (score_text(score), f"{score:g}", f"{score:.2f}", f"{score}".replace(".", ",")):
        assert score_asked(text) == score


def test_a_rating_has_a_decimal_where_it_needs_one() -> None:
    assert [score_text(score) for score in (9, 9.0, 9.5, 10.0)] == ["9", "9", "9.5", "10"]
    assert [score_text(mean) for mean in (25 / 3, 8.96, 9.25)] == ["8.3", "9", "9.2"]


@given(st.text(max_size=8))
def test_no_other_text_is_a_rating(text: str) -> None:
    try:
        score = score_asked(text)
    except UsageError as error:
        refusal = str(error)
    else:
        assert score in HALVES
        assert text.isascii()
        return
    assert "0.5 to 10" in refusal
    assert refusal.isprintable()


@pytest.mark.parametrize("value", [0, 10.5, 7.3, math.nan, math.inf, "5", True, 10**400, -1])
def test_near_misses_are_no_ratings(value: object) -> None:
    assert not is_score(value)


def test_items_are_named_in_order() -> None:
    assert item_text(["3", "1", "series"]) == "episodes 1 and 3 and the series"
    assert item_text(["2"]) == "episode 2"
    assert item_text([""]) == ""


def test_a_batch_is_told_in_a_few_words() -> None:
    changes = [
        change("first", 1, "progress", state="watched", on=day_of(0)),
        change("first", 2, "progress", state="watched", on=day_of(1)),
        change("first", "series", "rating", score=8.5),
    ]
    operations = [Operation(str(n), "b", n, "d", 0, "s", each) for n, each in enumerate(changes)]
    words = describe(operations, values_of(operations))
    assert words == "gave 8.5 to the series; watched episodes 1 and 2"
