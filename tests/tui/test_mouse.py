"""Everything by mouse, too."""

from pathlib import Path

from textual import events

from bigcity_tui.domain.text import cells
from bigcity_tui.tui.commands.reading import links_here
from tests.packs import made_up_pack
from tests.screenshots import EXAMPLE
from tests.tui.driver import Viewer, evening


async def click(viewer: Viewer, text: str, *, after: int = 0) -> None:
    """Click on a text on the screen."""
    await viewer.sees(text)
    for y, line in enumerate(viewer.screen().splitlines()):
        x = line.find(text, after)
        if x >= 0:
            await viewer.pilot.click(offset=(x + 1, y))
            return


async def test_a_row_is_opened_by_a_click(home: Path, pack: Path) -> None:
    for size in ((120, 36), (80, 24)):
        async with evening(home, pack, size) as viewer:
            await click(viewer, "About")
            await viewer.can_read("Directors")
            await viewer.until(lambda: viewer.app.main.pane == "reader", "in the reader")
            await viewer.press("tab", "tab", "shift+tab", "1")
            await viewer.until(lambda: viewer.app.main.chosen == "about", "the row is lit")


async def test_in_one_pane_a_click_goes_into_a_row_and_another_back(home: Path, pack: Path) -> None:
    async with evening(home, pack, size=(40, 12)) as viewer:
        await click(viewer, "1 next")
        await viewer.sees("2 Episode 1")
        await click(viewer, "1 episodes")
        await viewer.sees("1 Episodes")


async def test_the_dots_at_the_top_lead_to_their_episodes(home: Path, pack: Path) -> None:
    async with evening(home, pack) as viewer:
        x = cells(viewer.screen().partition("○○○")[0])
        await viewer.pilot.click(offset=(x + 2, 0))
        await viewer.until(lambda: viewer.app.main.page == "3", "the third episode")
        assert viewer.app.main.pane == "reader"


async def test_a_command_at_the_foot_can_be_clicked(home: Path, pack: Path) -> None:
    async with evening(home, pack) as viewer:
        await click(viewer, "s start")
        await viewer.sees("Started episode 1.")


async def test_a_name_in_the_reader_leads_to_its_person(home: Path) -> None:
    pack = Path(__file__).parent.parent / "example_pack"
    async with evening(home, pack) as viewer:
        await viewer.press("w")
        await viewer.sees("1 of 3")
        viewer.app.main.show_page("2")
        await viewer.until(lambda: viewer.app.main.reader.page == "2", "the page")
        name = next(iter(links_here(viewer.app.main).values()))
        await click(viewer, name, after=34)
        await viewer.until(lambda: viewer.app.main.person == name, "that person")


async def test_the_wheel_moves_the_reader(home: Path) -> None:
    async with evening(home, size=(80, 24)) as viewer:
        viewer.app.main.show_page("about")
        await viewer.can_read("Directors")
        reader = viewer.app.main.reader
        reader.post_message(events.MouseScrollDown(reader, 5, 5, 0, 0, 0, False, False, False))
        await viewer.until(lambda: reader.top == 3, "three lines down")
        reader.post_message(events.MouseScrollUp(reader, 5, 5, 0, 0, 0, False, False, False))
        await viewer.until(lambda: reader.top == 0, "back at the top")


async def test_a_person_can_be_clicked(home: Path, pack: Path) -> None:
    people = [p for p in made_up_pack(3).cast.people if str(p.unlock) == "start:1"]
    async with evening(home, pack) as viewer:
        await viewer.press("s")
        await click(viewer, people[-1].name)
        await viewer.until(lambda: viewer.app.main.person == people[-1].name, "that person")


async def test_what_is_selected_is_copied_without_signs_and_margins(home: Path) -> None:
    async with evening(home, EXAMPLE, size=(80, 24)) as viewer:
        await viewer.press("w", "2", "right_curly_bracket", "right_curly_bracket")
        await viewer.sees("▌ The pier is forty")
        lines = viewer.screen().splitlines()
        y = next(y for y, line in enumerate(lines) if "The pier is forty" in line)
        x = lines[y].index("forty")
        await viewer.pilot.mouse_down(offset=(x, y))
        await viewer.pilot.hover(offset=(x, y + 1))
        await viewer.pilot.mouse_up(offset=(x, y + 1))
        shown = viewer.pane("#reader").render_line(y - 2)
        await viewer.press("ctrl+c")
        await viewer.until(lambda: bool(viewer.app.clipboard), "copied")
        first, second = viewer.app.clipboard.split("\n")
        assert first == "forty paces long, and the episode"
        assert lines[y + 1][29:x].strip().startswith(second[:-1])
        # It stands out on the screen, and no more once another page is shown.
        ground = {part.style.bgcolor for part in shown if part.style and "forty" in part.text}
        assert ground != {
            part.style.bgcolor for part in shown if part.style and "pier" in part.text
        }
        await viewer.press("right_square_bracket")
        await viewer.until(lambda: not viewer.app.screen.selections, "none")
