"""The city tells how far one is and one's own ratings, and nothing of what is locked."""

from pathlib import Path

import pytest

from bigcity_tui.domain.skyline import LEAST, House, house_at, plots, skyline
from tests.tui.driver import evening

LIT, LAMP = "█▀", "█ █"


def drawn(houses: list[House], width: int = 32, lines: int = 12) -> list[str]:
    return ["".join(text for text, _ in line) for line in skyline(houses, width, lines)]


def streets(houses: list[House], width: int = 32, lines: int = 12) -> list[str]:
    """Each house by itself, from its roof to the ground."""
    margin, each = plots(len(houses), width)
    city = drawn(houses, width, lines)
    begins = range(margin, margin + each * len(houses), each)
    return ["\n".join(line[x : x + each] for line in city) for x in begins]


def test_every_state_can_be_told_by_its_shape() -> None:
    houses = [House("watched"), House("watching"), House("unwatched")]
    for lines in range(5, 30):
        watched, watching, dark = streets(houses, lines=lines)
        assert LIT in watched
        assert LAMP not in watched
        assert watching.count(LAMP) == 1
        assert LIT not in watching
        assert LIT not in dark
        assert LAMP not in dark


def test_a_rating_is_seen_in_its_house() -> None:
    for width in (24, 32, 116):
        city = streets([House("watched", "8.5"), *[House("unwatched")] * 7], width)
        assert "8.5" in city[0]
        for house in city[1:]:
            assert not any(char.isdigit() for char in house.rpartition("\n")[0])


def test_how_high_a_house_is_depends_on_its_place_alone() -> None:
    def outline(houses: list[House]) -> list[str]:
        return [
            "".join(len(text) * ("." if role in ("sky", "moon") else "x") for text, role in line)
            for line in skyline(houses, 60, 12)
        ]

    dark = outline([House("unwatched")] * 8)
    assert outline([House("watched", "7")] * 3 + [House("watching", "9.5")] * 5) == dark


def test_at_the_end_every_window_is_lit() -> None:
    before = "".join(streets([House("watched")] * 7 + [House("unwatched")])[:7])
    whole = "".join(streets([House("watched")] * 8)[:7])
    assert whole.count(LIT) > before.count(LIT)


def test_it_stands_only_where_it_has_room() -> None:
    assert not "".join(drawn([House("watched")] * 11)).strip()
    assert not "".join(drawn([House("watched")] * 3, lines=4)).strip()
    for width in range(24, 140):
        for lines in range(5, 20):
            city = drawn([House("watched", "10")] * 8, width, lines)
            assert {len(line) for line in city} == {width}


def test_every_column_of_a_plot_belongs_to_its_house() -> None:
    for width in (24, 32, 120):
        margin, each = plots(8, width)
        assert [house_at(margin + each * at, 8, width) for at in range(8)] == list(range(8))
        assert house_at(margin + each * 8, 8, width) is None
        assert house_at(-1, 8, width) is None


@pytest.mark.parametrize(("watched", "selector"), [(0, "#city"), (1, "#list City"), (3, "#city")])
async def test_a_click_on_a_house_opens_its_episode(
    home: Path, pack: Path, watched: int, selector: str
) -> None:
    async with evening(home, pack, size=(120, 36)) as viewer:
        if watched:
            viewer.companion.watch(range(1, watched + 1))
            await viewer.sees(f"{watched} of 3")
        pane = viewer.pane(selector)
        await viewer.until(lambda: pane.content_size.height > LEAST, "the city has no room")
        width, height = pane.content_size
        margin, each = plots(3, width)
        where = (margin + each * 2 + 1 + pane.gutter.left, height - 2 + pane.gutter.top)
        await viewer.pilot.click(selector, offset=where)
        await viewer.until(lambda: viewer.app.main.page == "3", "episode 3 is not shown")
        assert viewer.app.main.pane == "reader"
