"""What is new in the app: signs, the page that gathers it, and how it stops being new."""

from pathlib import Path

from bigcity_tui.domain.moments import Moment
from bigcity_tui.tui.widgets.menu import NEW
from tests.packs import made_up_pack
from tests.tui.driver import Viewer, evening

READ = "You have read everything that is open."


def signs(viewer: Viewer, pane: str = "#episodes") -> list[str]:
    """The rows of a list that have the sign, by their first word."""
    shown = viewer.pane(pane)
    rows = (shown.render_line(y).text.strip("▐▸✓◐ ") for y in range(shown.content_size.height))
    return [row.split()[0] for row in rows if NEW in row]


async def test_a_mark_says_what_came_and_rows_bear_a_sign(home: Path, pack: Path) -> None:
    async with evening(home, pack) as viewer:
        assert signs(viewer) == []
        await viewer.press("w")
        await viewer.sees("New: its notes, 2 people", "u takes it back.")
        assert signs(viewer) == ["1", "2", "New", "Review", "Threads", "People"]
        assert set(signs(viewer, "#people")) == {
            p.name.split()[0] for p in viewer.app.main.view.edition.people
        }
        await viewer.press("u")
        await viewer.sees("0 of 3")
        assert signs(viewer) == []


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


async def test_a_portrait_that_was_opened_is_read(home: Path, pack: Path) -> None:
    async with evening(home, pack) as viewer:
        await viewer.press("w")
        await viewer.sees("New: its notes")
        await viewer.press("3", "enter")
        await viewer.until(lambda: viewer.app.focused is viewer.pane("#person"), "the portrait")
        await viewer.press("G", "1")
        await viewer.until(lambda: len(signs(viewer, "#people")) == 1, "one of two is read")


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
        await viewer.sees("All that is open is read.")
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


async def test_a_rewatch_begins_with_everything_new_as_it_is_reached(
    home: Path, pack: Path
) -> None:
    async with evening(home, pack) as viewer:
        await viewer.press("w")
        await viewer.sees("New: its notes")
        await viewer.press("M", "R", "g")
        await viewer.sees("0 of 3")
        assert signs(viewer) == []
        await viewer.press("w")
        await viewer.sees("1 of 3")
        assert "1" in signs(viewer)


async def test_who_says_how_far_they_are_at_first_has_nothing_new(home: Path, pack: Path) -> None:
    async with evening(home, pack, asked=False) as viewer:
        await viewer.sees("how far are you?")
        await viewer.press("2")
        await viewer.sees("2 of 3")
        await viewer.until(lambda: viewer.app.main.page == "3", "at the next episode")
        assert signs(viewer) == []
        await viewer.press("w")
        await viewer.sees("3 of 3")
        assert "3" in signs(viewer)
