"""Text that is not ours, made safe; widths."""

import re
import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bigcity_tui.domain import text
from bigcity_tui.domain.text import (
    REPLACEMENT,
    cells,
    clean,
    clean_line,
    count,
    duration,
    fit,
    listed,
    named,
    numbered,
    short,
)
from tests.domain.strategies import anything


@given(anything())
def test_cleaning_twice_is_cleaning_once(raw: str) -> None:
    assert clean(clean(raw)) == clean(raw)
    assert clean_line(clean_line(raw)) == clean_line(raw)


@given(anything())
def test_what_is_clean_cannot_steer_a_terminal_or_reorder_a_line(raw: str) -> None:
    for char in clean(raw):
        assert char == "\n" or unicodedata.category(char) not in ("Cc", "Cs", "Zl", "Zp")
        assert unicodedata.bidirectional(char) not in (
            "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
        )  # fmt: skip
    assert "\n" not in clean_line(raw)
    clean(raw).encode()


@given(anything())
def test_letters_and_joined_pictures_are_left_alone(raw: str) -> None:
    kept = "".join(char for char in clean(raw) if char != REPLACEMENT)
    assert re.sub(r"[^\w가-힣]", "", kept) == re.sub(
        r"[^\w가-힣]", "", clean("".join(char for char in raw if char != REPLACEMENT))
    )
    for whole in ("👩\u200d👩\u200d👧", "❤\ufe0f", "🏳\ufe0f\u200d🌈", "대도시의 사랑법", "naïve"):
        assert clean(whole) == whole


def test_no_unsafe_character_counts_as_printable() -> None:
    # `clean` leaves texts alone that Python calls printable, without looking further.
    unsafe = re.compile(text._UNSAFE)
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        assert not (char.isprintable() and unsafe.match(char)), hex(code)


def test_heaps_of_marks_are_cut_and_long_texts_too() -> None:
    assert clean("e" + "\u0301" * 5000 + "x") == "e" + "\u0301" * 8 + "x"
    assert clean("x" * 2_000_000) == "x" * 1_000_000
    assert len(clean_line("가\n" * 1_000_000)) == 10_000
    assert clean("a\r\nb\rc\td") == "a\nb\nc d"


@given(anything(), anything())
def test_widths_add_up(one: str, two: str) -> None:
    one, two = clean_line(one), clean_line(two)
    assert cells(one + two) == cells(one) + cells(two)
    assert 0 <= cells(one) <= 2 * len(one)


def test_widths_are_those_of_terminals() -> None:
    assert [cells(one) for one in ("a", "é", "e\u0301", "한", "ｗ", "●", "✓", "…", "▸")] == [
        1, 1, 1, 2, 2, 1, 1, 1, 1,
    ]  # fmt: skip
    assert cells("\u200d\ufe0f") == 0


@given(anything(), st.integers(-1, 80), st.booleans())
def test_fitting_gives_exactly_the_width_and_cuts_only_what_is_too_wide(
    raw: str, width: int, right: bool
) -> None:
    whole = clean_line(raw)
    fitted = fit(whole, width, right=right)
    assert cells(fitted) == max(width, 0 if cells(whole) > width else cells(whole))
    if cells(whole) <= width:
        assert fitted.strip(" ") == whole.strip(" ")
        assert fitted.endswith(whole) if right else fitted.startswith(whole)
    elif width > 0:
        assert "…" in fitted
        assert whole.startswith(fitted[: fitted.rindex("…")])


def test_what_is_short_enough_is_left_alone() -> None:
    assert [short("대도시의", width) for width in (8, 7, 4, 1, 0)] == [
        "대도시의",
        "대도시…",
        "대…",
        "…",
        "",
    ]
    assert short("one two", 5) == "one…"


def test_counts_lists_and_lengths_of_time() -> None:
    assert count(1, "episode") == "1 episode"
    assert count(2, "episode") == "2 episodes"
    assert count(0, "episode") == "0 episodes"
    assert [listed(["1", "2", "3"][:n]) for n in range(4)] == ["", "1", "1 and 2", "1, 2 and 3"]
    assert [duration(minutes) for minutes in (0, 50, 60, 250)] == [
        "0 min", "50 min", "1 h", "4 h 10 min",
    ]  # fmt: skip


def test_episodes_are_named_by_their_numbers() -> None:
    assert named([3]) == "episode 3"
    assert named([1, 2]) == "episodes 1 and 2"
    assert named([1, 2, 4, 5, 6, 9]) == "episodes 1, 2, 4 to 6 and 9"


@given(st.sets(st.integers(1, 30)))
def test_numbers_can_be_had_back_from_their_words(numbers: set[int]) -> None:
    found: set[int] = set()
    for part in re.split(", | and ", numbered(sorted(numbers))):
        first, _, last = part.partition(" to ")
        found |= set(range(int(first), int(last or first) + 1)) if part else set()
    assert found == numbers
