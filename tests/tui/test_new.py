"""What is new in the app: signs, the page that gathers it, and how it stops being new."""

from functools import partial
from pathlib import Path

import pytest

from bigcity_tui.domain.blocks import EntryLink
from bigcity_tui.domain.moments import Moment
from bigcity_tui.tui.commands.notes import answer
from bigcity_tui.tui.widgets.menu import BEGUN, NEW
from tests.packs import made_up_pack
from tests.screenshots import EXAMPLE
from tests.tui.driver import Viewer, evening

READ = "Nothing is new."


def signs(viewer: Viewer, pane: str = "#episodes") -> list[str]:
    """The rows of a list that have the sign, by their first word."""
    shown = viewer.pane(pane)
    rows = (shown.render_line(y).text.strip("▐▸✓◐ ") for y in range(shown.content_size.height))
    return [row.split()[0] for row in rows if NEW in row]


async def test_a_mark_says_what_came_and_rows_bear_a_sign(home: Path, pack: Path) -> None:
    async with evening(home, pack) as viewer:
        assert signs(viewer) == []
        await viewer.press("w")
        await viewer.sees("New: its notes, 2", "u takes it back.")
        assert signs(viewer) == ["1", "2", "New", "Review", "Threads", "People"]
        assert set(signs(viewer, "#people")) == {
            p.name.split()[0] for p in viewer.app.main.view.edition.people
        }
        await viewer.press("u")
        await viewer.sees("0 of 3")
        assert signs(viewer) == []


async def test_the_signs_of_the_cast_have_a_column_and_cut_no_name(home: Path) -> None:
    async with evening(home, EXAMPLE, (110, 36)) as viewer:
        await viewer.press("w")
        await viewer.sees("New: its notes")
        people = viewer.pane("#people")
        rows = [people.render_line(y).text for y in range(people.content_size.height)]
        assert {row.index(NEW) for row in rows if NEW in row} == {people.content_size.width - 1}
        assert f" Morag Sill Bridie Macklow {NEW}" in rows  # not a column is to spare


async def test_a_page_that_was_read_to_its_end_is_no_longer_new(home: Path, pack: Path) -> None:
    async with evening(home, pack, (80, 24)) as viewer:
        await viewer.press("w")
        await viewer.sees("New: its notes")
        await viewer.press("j", "k")
        assert "1" in signs(viewer)  # passing by is not reading
        await viewer.press("enter", "G", "escape")
        await viewer.until(lambda: "1" not in signs(viewer), "read")
        assert "Threads" in signs(viewer)
        kept = signs(viewer)
    async with evening(home, pack, (80, 24)) as viewer:
        await viewer.sees("1 of 3")
        assert signs(viewer) == kept


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 36)])
async def test_a_page_that_was_only_opened_is_still_new(home: Path, size: tuple[int, int]) -> None:
    async with evening(home, EXAMPLE, size) as viewer:
        await viewer.press("w", "enter")
        await viewer.until(lambda: viewer.app.main.reader.has_focus, "in the reader")
        await viewer.press("1")
        await viewer.until(lambda: viewer.pane("#episodes").has_focus, "in the list")
        assert "1" in signs(viewer)


async def test_what_was_read_before_a_change_that_is_taken_back_is_no_news(home: Path) -> None:
    async with evening(home, EXAMPLE, (80, 24)) as viewer:
        await viewer.press("w")
        await viewer.sees("New: its notes")
        await viewer.press("M", "R", "y")
        await viewer.sees("Viewing 2 begins")
        await viewer.press("u")
        await viewer.sees("1 of 3", "Undone: began to watch again. ctrl+r")
        await viewer.press("x")
        await viewer.sees("0 of 3")
        await viewer.press("u")
        await viewer.sees("1 of 3", "Undone: unmarked episode 1. ctrl+r")


async def test_a_small_terminal_is_told_of_news_in_short(home: Path) -> None:
    async with evening(home, EXAMPLE, (40, 12)) as viewer:
        await viewer.press("w")
        await viewer.sees("New: its", "and more.")


async def test_one_goes_to_what_is_new_where_no_page_has_been_shown_yet(home: Path) -> None:
    for key, number in (("v", 1), ("V", 2)):
        async with evening(home, EXAMPLE, (40, 12)) as viewer:
            viewer.companion.watch([number])
            await viewer.sees(f"{number} of 3")
            viewer.app.main.turn_to(str(number))
            await viewer.press(key)
            await viewer.until(lambda: viewer.app.main.pane == "reader", "in the reader")
            assert viewer.app.main.page == str(number)
            reader = viewer.app.main.reader
            await viewer.until(lambda r=reader: r.window.paragraph is not None, "at it")  # type: ignore[misc]


async def test_what_was_read_is_read_again_once_a_mark_taken_off_by_mistake_is_back(
    home: Path, pack: Path
) -> None:
    async with evening(home, pack, (80, 24)) as viewer:
        await viewer.press("w")
        await viewer.sees("New: its notes")
        await viewer.press("enter", "G", "escape")
        await viewer.until(lambda: "1" not in signs(viewer), "read")
        kept = signs(viewer)
        await viewer.press("x")
        await viewer.sees("0 of 3")
        assert signs(viewer) == []
        await viewer.press("u")
        await viewer.sees("1 of 3")
        assert signs(viewer) == kept


async def test_a_page_that_was_begun_has_another_sign(home: Path) -> None:
    async with evening(home, EXAMPLE, (80, 24)) as viewer:
        await viewer.press("w")
        await viewer.sees("1 of 3")
        await viewer.press("enter", "space", "1")
        await viewer.until(lambda: "1" not in signs(viewer), "another sign")
        assert BEGUN in viewer.pane("#episodes").render_line(0).text
    async with evening(home, EXAMPLE, (80, 24)) as viewer:
        await viewer.sees("1 of 3")
        assert BEGUN in viewer.pane("#episodes").render_line(0).text
        await viewer.press("g", "enter", "G", "1")
        await viewer.until(lambda: BEGUN not in viewer.screen(), "read")
        assert "1" not in signs(viewer)


async def test_whoever_leaps_to_the_end_has_not_read_the_page(home: Path) -> None:
    async with evening(home, EXAMPLE, (80, 12)) as viewer:
        await viewer.press("w", "enter", "1", "1")
        await viewer.sees("1 of 3")
        begun = viewer.pane("#episodes").render_line(0).text
        for keys in (("t", "G", "enter"), ("f", *"threads", "enter", "comma")):
            await viewer.press(*keys)
            await viewer.sees("100 %")
            await viewer.press("escape", "1")
            await viewer.until(lambda: viewer.app.main.pane == "episodes", "in the list")
            row = viewer.pane("#episodes").render_line(0).text
            assert NEW in row or BEGUN in row, begun
        await viewer.press("2", "G", "1")
        await viewer.until(
            lambda: not {NEW, BEGUN} & {*viewer.pane("#episodes").render_line(0).text}, "read"
        )


async def test_a_portrait_that_was_opened_is_read(home: Path, pack: Path) -> None:
    async with evening(home, pack) as viewer:
        await viewer.press("w")
        await viewer.sees("New: its notes")
        await viewer.press("3", "enter")
        await viewer.until(lambda: viewer.app.focused is viewer.pane("#person"), "the portrait")
        await viewer.press("G", "3", "j", "enter", "G", "1")
        await viewer.until(lambda: not signs(viewer, "#people"), "both are read")


async def test_the_end_that_was_in_sight_counts_also_after_an_answer(
    home: Path, pack: Path
) -> None:
    async with evening(home, pack, (80, 24)) as viewer:
        await viewer.press("w")
        await viewer.sees("New: its notes")
        await viewer.press("enter", "G", "A")
        await viewer.sees("What you write is saved by itself.")
        await viewer.types("Yes")
        await viewer.press("escape", "g", "1")
        await viewer.until(lambda: "1" not in signs(viewer), "read")


async def test_what_is_read_in_two_windows_is_read(home: Path, pack: Path) -> None:
    async with evening(home, pack) as one:
        await one.press("w", "j", "w")
        await one.sees("2 of 3")
        async with evening(home, pack) as other:
            await other.press("g", "enter", "G", "1")
            await other.until(lambda: "1" not in signs(other), "read in one window")
            await one.press("g", "j", "enter", "G", "1")
            await one.until(lambda: "2" not in signs(one), "read in the other")
            assert "1" not in signs(one)
    async with evening(home, pack) as viewer:
        await viewer.sees("2 of 3")
        assert not {"1", "2"}.intersection(signs(viewer))


async def test_one_page_gathers_it_all_and_leads_on(home: Path, pack: Path) -> None:
    made_up = made_up_pack(3)
    async with evening(home, pack) as viewer:
        viewer.app.main.show_page("new")
        await viewer.can_read(READ)
        await viewer.press("1", "g", "w")
        await viewer.sees("New: its notes")
        viewer.app.main.show_page("new")
        note = next(n for n in made_up.episodes[0].notes if n.unlock == Moment.end(1))
        await viewer.can_read(note.body[0].removeprefix("> "))
        await viewer.cannot_read(READ)
        await viewer.press("M")
        await viewer.sees("All that is open is read")
        await viewer.can_read(READ)
        assert signs(viewer) == []
        await viewer.press("M")
        await viewer.sees("Nothing is new.")


async def test_a_key_leads_from_one_new_passage_to_the_next(home: Path, pack: Path) -> None:
    async with evening(home, pack) as viewer:
        await viewer.press("v")
        await viewer.sees("Nothing new further on.")
        await viewer.press("w")
        await viewer.sees("New: its notes")
        pages: list[str] = []
        while "Nothing new further on." not in viewer.screen():
            await viewer.press("v")
            await viewer.pilot.pause()
            if viewer.app.main.page not in pages:
                pages.append(viewer.app.main.page)
        assert pages == ["1", "2", "people", "threads", "review"]


async def test_the_key_goes_on_from_where_one_is(home: Path) -> None:
    async with evening(home, EXAMPLE, (80, 24)) as viewer:
        await viewer.press("w", "enter", "space", "space")
        await viewer.sees("1 of 3")
        reader = viewer.app.main.reader
        top = reader.top
        assert top > 0
        await viewer.press("v")
        await viewer.until(lambda: reader.window.paragraph is not None, "at a passage")
        assert reader.top >= top - 1


async def test_an_answer_is_seen_on_the_page_of_news_and_changed_there(home: Path) -> None:
    async with evening(home, EXAMPLE) as viewer:
        await viewer.press("w")
        await viewer.sees("1 of 3")
        viewer.app.main.show_page("new")
        await viewer.until(lambda: viewer.app.main.page == "new", "the page")
        items = [
            block.to.item
            for block in viewer.app.main.view.document("new").blocks
            if isinstance(block.to, EntryLink)
        ]
        for item, words in zip(items, ("First.", "Second."), strict=False):
            viewer.app.main.start(partial(answer, viewer.app.main, item))
            await viewer.sees("What you write is saved by itself.")
            await viewer.types(words)
            await viewer.press("escape")
            await viewer.can_read(words)
        reader = viewer.app.main.reader
        blocks = viewer.app.main.view.document("new").blocks
        reader.go_to(next(index for index, block in enumerate(blocks) if block.text == "Second."))
        assert reader.window.question(reader.view) == items[1]


async def test_a_rewatch_begins_with_everything_new_as_it_is_reached(
    home: Path, pack: Path
) -> None:
    async with evening(home, pack) as viewer:
        await viewer.press("w")
        await viewer.sees("New: its notes")
        await viewer.press("M", "R", "y")
        await viewer.sees("0 of 3")
        assert signs(viewer) == []
        await viewer.press("w")
        await viewer.sees("1 of 3")
        assert "1" in signs(viewer)


async def test_who_says_how_far_they_are_at_first_has_nothing_new(home: Path, pack: Path) -> None:
    async with evening(home, pack, asked=False) as viewer:
        await viewer.sees("how far are you?")
        await viewer.press("2", "enter")
        await viewer.sees("2 of 3")
        await viewer.until(lambda: viewer.app.main.page == "3", "at the next episode")
        assert signs(viewer) == []
        await viewer.press("w")
        await viewer.sees("the whole city is lit")
        await viewer.press("enter")
        await viewer.sees("3 of 3")
        assert "3" in signs(viewer)
