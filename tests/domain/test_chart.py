"""The picture of bonds says what the relations say, as far as they are open."""

import re
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bigcity_tui.domain.chart import (
    Bond,
    BondsChart,
    EveningsChart,
    RatingsChart,
    bonds_chart,
    plain,
)
from bigcity_tui.domain.edition import edition_of
from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.domain.pack import Pack
from bigcity_tui.domain.text import cells
from tests.packs import made_up_pack, moments, packs, twin


def test_there_is_no_picture_of_nobody() -> None:
    assert bonds_chart(edition_of(made_up_pack(3), BEFORE)) is None


@given(packs(), st.integers(1, 90), st.integers(0, 10))
def test_every_bond_that_is_open_has_a_row_at_any_width(
    pack: Pack, width: int, moment_number: int
) -> None:
    moment = moments(pack)[min(moment_number, len(moments(pack)) - 1)]
    edition = edition_of(pack, moment)
    chart = bonds_chart(edition)
    pages = {id_: person.page for person in edition.people for id_ in person.pages}
    pairs = {frozenset(pages[id_] for id_ in each.people) for each in edition.relations}
    if not pairs or moment == BEFORE:
        assert chart is None
        return
    assert chart is not None
    assert len(chart.bonds) == len(pairs)
    width = max(width, 8 + moment.episode)
    rows = plain(chart, width).split("\n")
    assert all(cells(row) <= width for row in rows)
    signs = [parts[1][0] for parts in chart.lines(width) if len(parts) == 3]
    assert len(signs) == len(pairs)
    assert all("●" in row or "×" in row for row in signs)
    ends = {bond: bond.turns[-1][1] for bond in chart.bonds}
    assert [row.rstrip()[-1] == "×" for row in signs] == list(ends.values())


def test_a_bond_looks_the_same_in_every_width_that_holds_it() -> None:
    turns = ((1, False), (3, False), (4, True))
    chart = BondsChart(
        (Bond("Bora", "So", turns, "over"), Bond("Bora", "Gyu", ((5, False),), "")), 5
    )
    assert [row.rstrip() for row in plain(chart, 60).split("\n")[:4]] == [
        "       1  2  3  4  5",
        "Bora",
        "  So   ●━━━━━●━━×      over",
        "  Gyu              ●",
    ]
    assert plain(chart, 22).split("\n")[2] == "  So   ●━━━●━×    over"
    assert plain(chart, 17).split("\n")[2] == "  So   ●━●×  over"
    assert plain(chart, 14).split("\n")[2] == "  So   ●━●×"


def test_what_a_bond_is_now_is_cut_before_it_is_left_out() -> None:
    turns = ((1, False), (3, False), (5, True))
    chart = BondsChart((Bond("Bora", "So", turns, "parted by the sea"),), 8)
    rows = [plain(chart, width).split("\n")[2] for width in (48, 40, 39, 32, 31, 27, 26)]
    assert rows == [
        "  So  ●━━━━━●━━━━━×            parted by the sea",
        "  So  ●━━━●━━━×        parted by the sea",
        "  So  ●━●━×    parted by the sea",
        "  So  ●━●━×    parted by the sea",
        "  So  ●━●━×    parted by the s…",
        "  So  ●━●━×    parted by t…",
        "  So  ●━━━●━━━×",
    ]


def test_what_a_narrow_picture_leaves_out_it_says() -> None:
    long = Bond("Bora", "So", ((1, False),), "friends")
    short = Bond("Bora", "Gyu", ((1, False), (2, True)), "nothing")
    rows = plain(BondsChart((long, short), 100), 40).split("\n")
    assert rows[2] == "  So   " + "━" * 33
    assert "Gyu" not in "".join(rows)
    assert rows[-1] == "Episodes 68 to 100; 1 bond ended before."


def test_ratings_stand_beside_the_reviewers_and_their_average() -> None:
    chart = RatingsChart((("Episode 1", 8.5), ("Episode 2", 10.0)), 9.25, 9.3)
    assert plain(chart, 40).split("\n") == [
        "Episode 1     ━━━━━━━━━━━━━━━━━─┼─   8.5",
        "Episode 2     ━━━━━━━━━━━━━━━━━━┿━    10",
        "On average    ━━━━━━━━━━━━━━━━━━┿─   9.2",
        "The reviewer  ──────────────────┼─   9.3",
    ]
    assert plain(chart, 30).split("\n")[0] == "Episode 1     ━━━━━━━━╸┼   8.5"
    assert {cells(line) for line in plain(chart, 72).split("\n")} == {72}
    alone = RatingsChart((("Episode 1", 0.5),), None, None)
    assert plain(alone, 27).startswith("Episode 1  ╸────")


def evenings(width: int, *days: tuple[int, int]) -> list[str]:
    first = date(2026, 9, 21)
    chart = EveningsChart(tuple((str(first + timedelta(at)), n) for at, n in days))
    return plain(chart, width).split("\n")


def test_evenings_stand_on_their_days_and_higher_with_more_episodes() -> None:
    assert evenings(72, (0, 1)) == ["▄▄", "21 September 2026"]
    assert evenings(72, (0, 1), (1, 2), (20, 7)) == [
        "▄▄ ▆▆ " + "·  " * 18 + "██",
        "21 September 2026                              11 October 2026",
    ]
    assert evenings(34, (0, 1), (100, 1)) == [
        "▄ · · · · · · · · · · · · · ▄",
        "21 September 2026 to",
        "30 December 2026",
        "A column is a week.",
    ]


@given(
    st.integers(20, 130),
    st.dictionaries(st.integers(0, 5_000), st.integers(1, 9), min_size=1),
)
def test_evenings_fit_any_width_and_the_first_and_last_are_there(
    width: int, days: dict[int, int]
) -> None:
    strip, *_ = lines = evenings(width, *sorted(days.items()))
    assert all(cells(line) <= width for line in lines)
    assert strip[0] != "·"
    assert strip[-1] != "·"
    assert len(re.findall("[▄▆█]+", strip)) <= len(days)


def test_the_picture_is_that_of_any_pack_which_agrees_so_far() -> None:
    pack = made_up_pack(3)
    for episode in range(1, 4):
        moment = Moment.end(episode)
        other = twin(pack, moment, seed=episode)
        assert bonds_chart(edition_of(pack, moment)) == bonds_chart(edition_of(other, moment))
