"""The city under the list tells what the dots tell, and nothing of what is locked."""

from bigcity_tui.tui.widgets.skyline import HOUSE, skyline


def drawn(states: list[str], width: int = 30, lines: int = 12) -> list[str]:
    return ["".join(text for text, _ in line) for line in skyline(states, width, lines)]


def test_a_house_is_lit_when_its_episode_was_watched() -> None:
    city = drawn(["watched", "watching", "unwatched"])
    middle = (30 - 3 * HOUSE) // 2 + 1
    lit = [sum(line[middle + HOUSE * house] == ":" for line in city) for house in range(3)]
    assert lit[0] > lit[1] == 1
    assert lit[2] == 0
    dark = drawn(["unwatched"] * 3)
    assert ":" not in "".join(dark)
    assert [line.replace(":", " ") for line in city] == dark


def test_it_stands_only_where_it_has_room() -> None:
    assert not "".join(drawn(["watched"] * 11)).strip()
    assert not "".join(drawn(["watched"] * 3, lines=4)).strip()
    for lines in range(5, 30):
        city = drawn(["watched"] * 8, lines=lines)
        assert len(city) == lines
        assert not city[0].strip()
        assert all(len(line) <= 30 for line in city)
