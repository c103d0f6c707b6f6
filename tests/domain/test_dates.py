"""Dates that are known in part."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigcity_tui.domain.errors import UsageError
from bigcity_tui.domain.values import date_asked, date_text, is_date

TODAY = "2024-03-01"


def test_a_day_that_the_clock_cannot_say_is_none() -> None:
    for word in ("today", "yesterday"):
        with pytest.raises(UsageError, match=f"'{word}' is no date"):
            date_asked(word, "")


@given(st.dates())
def test_every_day_month_and_year_of_the_calendar_is_a_date(day: date) -> None:
    text = day.isoformat()
    for length in (4, 7, 10):
        assert is_date(text[:length])
        assert date_asked(text[:length], text) == text[:length]


@given(st.dates(min_value=date(1, 1, 2)))
def test_yesterday_is_the_day_before(day: date) -> None:
    assert date_asked("yesterday", day.isoformat()) == (day - timedelta(days=1)).isoformat()


@given(st.integers(0, 2500), st.integers(0, 14), st.integers(0, 33))
def test_a_day_that_no_calendar_has_is_none(year: int, month: int, day: int) -> None:
    try:
        date(year, month, day)
    except ValueError:
        exists = False
    else:
        exists = True
    assert is_date(f"{year:04}-{month:02}-{day:02}") == exists


@pytest.mark.parametrize(
    "text",
    ["", "24", "202", "20241", "2024-", "2024-1", "2024-10-1", "2024-10-21-", "2024-10-21-01",
     "20241021", "2024/10/21", "２０２４", "2024-１０", "+024", "2024-10-21\n", " 2024", "soon"],
)  # fmt: skip
def test_what_is_written_otherwise_is_refused(text: str) -> None:
    assert not is_date(text)
    with pytest.raises(UsageError, match="is no date: write it as"):
        date_asked(text, TODAY)


@pytest.mark.parametrize("text", ["2024-03-02", "2024-04", "2025", "9999-12-31"])
def test_what_has_not_come_yet_is_refused(text: str) -> None:
    assert is_date(text)
    with pytest.raises(UsageError, match=f"{text} has not come yet: today is {TODAY}"):
        date_asked(text, TODAY)


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("21.10.2023", "2023-10-21"),
        ("1. 2. 2024", "2024-02-01"),
        ("21 October 2023", "2023-10-21"),
        ("october 2023", "2023-10"),
        ("last friday", "2024-02-23"),  # it is a Friday
        ("Thursday", "2024-02-29"),
    ],
)
def test_common_forms_are_read(text: str, on: str) -> None:
    assert date_asked(text, TODAY) == on


@pytest.mark.parametrize("text", ["10/11/2023", "31.2.2023", "21.13.2023", "last", "smarch 2023"])
def test_forms_that_would_be_a_guess_are_refused_and_the_others_listed(text: str) -> None:
    with pytest.raises(UsageError, match=r"2024-10-21, 21\.10\.2024, 21 October"):
        date_asked(text, TODAY)


def test_what_is_no_text_is_no_date() -> None:
    assert not any(map(is_date, (None, 2024, True, ["2024"])))


def test_a_date_in_words() -> None:
    assert date_asked("unknown", TODAY) is None
    assert date_asked("today", TODAY) == TODAY == "2024-03-01"
    assert date_asked("yesterday", TODAY) == "2024-02-29"
    assert date_asked("yesterday", "2024-01-01") == "2023-12-31"
    words = [date_text(on) for on in ("2024-10-21", "2024-10", "2024", None)]
    assert words == ["on 2024-10-21", "in 2024-10", "in 2024", "on an unknown date"]
