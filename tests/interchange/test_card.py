"""The picture to share: what it shows, that it is whole, and that it fetches nothing."""

import re
from xml.etree import ElementTree as ET

from hypothesis import given, settings

from bigcity_tui.domain.operations import Operation, change
from tests.domain.ledger import Ledger
from tests.interchange.support import exported, histories


def shown(svg: str) -> str:
    """Its words as one reads them: drawn blanks do not break, and each line is a text."""
    texts = ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    return "\n".join("".join(each.itertext()) for each in texts).replace("\xa0", " ")


def test_a_card_has_the_open_titles_ratings_and_days() -> None:
    ledger = Ledger()
    ledger.write(
        [
            change("first", 1, "progress", state="watched", on="2024-10-21"),
            change("first", 2, "progress", state="watched", on="2024-11"),
            change("first", 3, "progress", state="watched", on=None),
            change("first", 1, "rating", score=8.5),
            change("first", 3, "rating", score=7),
            change("first", "series", "rating", score=9),
            change("first", 1, "note", text="Private.", over=[]),
        ]
    )
    card = shown(exported("svg", ledger.operations).text)
    for words in ("저녁의 부두", "The Quay", "21 October 2024", "November 2024", "8.5", "  7\n"):
        assert words in card
    assert "3 of 4 watched · on average 7.8 · the series 9" in card
    assert "Private." not in card


def test_a_new_viewer_has_a_dark_city() -> None:
    card = shown(exported("svg", ()).text)
    assert "0 of 4 watched" in card
    assert "▀" not in card.replace("▟▀", "")


@given(histories())
@settings(max_examples=40, deadline=None)
def test_a_card_is_whole_and_fetches_nothing(operations: tuple[Operation, ...]) -> None:
    svg = exported("svg", operations).text
    assert svg == exported("svg", operations).text
    ET.fromstring(svg)
    assert all(found.startswith("#card-") for found in re.findall(r"url\(([^)]*)\)", svg))
    assert "@import" not in svg
    assert "@font-face" not in svg
