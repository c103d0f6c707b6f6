"""Finding one's way in what is open."""

from pathlib import Path

import pytest

from bigcity_tui.domain.blocks import PersonLink
from bigcity_tui.tui.commands.reading import links_here
from tests.screenshots import EXAMPLE
from tests.tui.driver import evening


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_words_are_found_in_the_page_and_gone_through(
    home: Path, size: tuple[int, int]
) -> None:
    async with evening(home, EXAMPLE, size) as viewer:
        await viewer.press("w")
        await viewer.sees("1 of 3")
        await viewer.press("f")
        await viewer.sees("Find in this page")
        await viewer.types("sugars")
        await viewer.press("enter")
        await viewer.sees("1 of 1 found", "sugars")
        await viewer.press("full_stop", "f")
        await viewer.sees("Find in this page")
        await viewer.types("una")
        await viewer.press("enter")
        await viewer.sees("1 of 4 found", "Una")
        await viewer.press("full_stop")
        await viewer.sees("2 of 4 found", "Una")
        await viewer.press("comma", "comma")
        await viewer.sees("4 of 4 found", "Una")
        assert viewer.set_off() == ["Una"]
        await viewer.press("escape")
        await viewer.sees_no(" found")


async def test_words_are_counted_while_they_are_typed(home: Path, pack: Path) -> None:
    async with evening(home, EXAMPLE) as viewer:
        await viewer.press("w")
        await viewer.sees("1 of 3")
        await viewer.press("f")
        await viewer.types("fog")
        await viewer.sees("1 found")
        # Where the words are no phrase, the paragraphs that have them all.
        await viewer.types(" una")
        await viewer.sees("1 found")
        await viewer.types("x")
        await viewer.sees("0 found")
        await viewer.press("backspace", "enter")
        await viewer.sees("1 of 1 found")
        assert viewer.set_off() == ["fog", "Una"]


async def test_the_count_is_of_what_is_open_by_now(home: Path) -> None:
    async with evening(home, EXAMPLE) as viewer:
        await viewer.press("w")
        await viewer.sees("1 of 3")
        await viewer.press("f")
        await viewer.types("una")
        await viewer.sees("4 found")
        viewer.companion.undo()
        await viewer.sees("0 found", "Find in this page")


async def test_words_that_are_not_there_are_said_not_to_be(home: Path, pack: Path) -> None:
    async with evening(home, pack) as viewer:
        await viewer.press("f")
        await viewer.sees("Find in this page")
        await viewer.types("qqnothing")
        await viewer.press("enter")
        await viewer.sees("This page has no such words.")


async def test_a_page_that_names_nobody_says_so(home: Path) -> None:
    async with evening(home) as viewer:
        await viewer.press("o")
        await viewer.sees("This page names nobody who is known")


async def test_a_person_who_is_named_can_be_chosen_by_key(home: Path) -> None:
    async with evening(home, EXAMPLE) as viewer:
        await viewer.press("w")
        await viewer.sees("1 of 3")
        await viewer.press("right_square_bracket")
        links = links_here(viewer.app.main)
        await viewer.press("o", "enter")
        await viewer.until(lambda: viewer.app.main.pane == "cast", "in the cast")
        assert PersonLink(viewer.app.main.person) == next(iter(links))


async def test_one_can_jump_back_and_forward(home: Path, pack: Path) -> None:
    async with evening(home, pack) as viewer:
        viewer.app.main.show_page("about")
        viewer.app.main.show_page("review")
        await viewer.until(lambda: viewer.app.main.page == "review", "at the review")
        await viewer.press("H")
        await viewer.until(lambda: viewer.app.main.page == "about", "back at the first page")
        await viewer.press("L")
        await viewer.until(lambda: viewer.app.main.page == "review", "forward again")
        await viewer.press("backspace", "left_square_bracket")
        await viewer.until(lambda: viewer.app.main.page == "new", "the page before")
        await viewer.press("right_square_bracket")
        await viewer.until(lambda: viewer.app.main.page == "about", "the next page")


async def test_a_passage_is_copied_to_the_letter(home: Path) -> None:
    async with evening(home) as viewer:
        viewer.app.main.show_page("about")
        await viewer.until(lambda: "About the series" in viewer.reading(), "the page")
        await viewer.press("j", "j", "j", "j", "j", "y")
        await viewer.sees("Copied:")
        assert viewer.app.clipboard in viewer.reading()
        assert viewer.app.clipboard


async def test_measure_widths_and_the_cast_are_kept(home: Path, pack: Path) -> None:
    async with evening(home, pack, size=(200, 60)) as viewer:
        await viewer.press("plus", "plus", "greater_than_sign", "c")
        await viewer.sees_no("3 Cast")
        await viewer.press("3")
        await viewer.sees("3 Cast")
        await viewer.press("1")
        await viewer.sees_no("3 Cast")
        width = viewer.app.main.list_width
    async with evening(home, pack, size=(200, 60)) as viewer:
        await viewer.sees_no("3 Cast")
        assert viewer.app.main.reader.measure == 80
        assert viewer.app.main.list_width == width


async def test_the_reader_can_have_the_screen_to_itself(home: Path, pack: Path) -> None:
    async with evening(home, pack) as viewer:
        await viewer.press("w")
        await viewer.sees("3 Cast")
        await viewer.press("z")
        await viewer.sees_no("1 Episodes", "3 Cast")
        await viewer.press("escape")
        await viewer.sees("1 Episodes", "3 Cast")


async def test_a_chart_of_bonds_is_among_the_people(home: Path, pack: Path) -> None:
    async with evening(home, pack) as viewer:
        await viewer.press("w")
        await viewer.sees("1 of 3")
        viewer.app.main.show_page("people")
        await viewer.can_read("Bonds, episode by episode")
        await viewer.can_read("● a turn")


async def test_how_far_one_is_belongs_to_the_page_that_comes_into_sight(home: Path) -> None:
    async with evening(home, size=(60, 20)) as viewer:
        viewer.app.main.show_page("about")
        await viewer.press("G")
        await viewer.sees("100 %")
        await viewer.press("1", "g", "2")
        await viewer.sees("2 Episode", "Episode 1")
        await viewer.sees_no("100 %")


async def test_a_note_that_comes_in_above_moves_nobody(home: Path) -> None:
    async with evening(home, EXAMPLE, size=(60, 20)) as viewer:
        await viewer.press("w", "enter", "space", "space")
        await viewer.can_read("More opens as you watch.")
        before = viewer.first_words()
        await viewer.press("n", *"mine", "escape")
        await viewer.can_read("mine")
        assert viewer.first_words() == before
        await viewer.press("r", "8", "enter")
        await viewer.can_read("rating: 8")
        assert viewer.first_words() == before


async def test_the_pages_to_which_one_may_turn_are_set_ahead(home: Path, pack: Path) -> None:
    async with evening(home, pack) as viewer:
        await viewer.press("right_square_bracket")
        set_by_now = viewer.app.main.reader._pages
        await viewer.until(
            lambda: {page for page, _ in set_by_now} == {"1", "2", "3"},
            "set before one comes there",
        )


async def test_one_comes_back_from_a_person_who_was_named(home: Path) -> None:
    for size in ((120, 36), (80, 24), (40, 12)):
        async with evening(home, EXAMPLE, size=size) as viewer:
            viewer.companion.watch([1])
            await viewer.sees("1 of 3")
            viewer.app.main.show_page("2")
            await viewer.press("o")
            await viewer.sees("People and pages named here")
            await viewer.press("enter")
            await viewer.until(lambda: viewer.app.main.pane == "cast", "in the cast")
            await viewer.press("H")
            await viewer.until(lambda: viewer.app.main.pane == "reader", "in the reader")
            await viewer.sees("2 Episode")
            assert viewer.app.main.page == "2"
