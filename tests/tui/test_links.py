"""From a page to what it names, and back again."""

from pathlib import Path

from bigcity_tui.domain.blocks import Block, PersonLink
from bigcity_tui.tui.commands.reading import follow, links_here
from tests.packs import made_up_pack
from tests.screenshots import EXAMPLE
from tests.tui.driver import Viewer, evening
from tests.tui.test_mouse import click


def link(viewer: Viewer, page: str) -> Block:
    """The first link to a thread on a page."""
    blocks = viewer.app.main.view.document(page).blocks
    return next(block for block in blocks if block.kind == "link")


async def test_a_page_leads_to_its_thread_and_the_thread_back_by_key(home: Path) -> None:
    async with evening(home, EXAMPLE, size=(80, 24)) as viewer:
        await viewer.press("w")
        await viewer.sees("1 of 3")
        thread = link(viewer, "1")
        await viewer.press("o")
        await viewer.sees("People and pages named here", f"Thread › {thread.text}")
        await viewer.press("end", "enter")
        await viewer.until(lambda: viewer.app.main.page == "threads", "at the threads")
        await viewer.sees("Threads", "Episode 1")
        await viewer.press("H")
        await viewer.until(lambda: viewer.app.main.page == "1", "back at the episode")
        await viewer.press("L")
        await viewer.until(lambda: viewer.app.main.page == "threads", "forward again")


async def test_esc_leads_from_a_person_back_to_the_page_that_named_them(home: Path) -> None:
    async with evening(home, EXAMPLE, size=(80, 24)) as viewer:
        await viewer.press("w")
        await viewer.sees("1 of 3")
        main = viewer.app.main
        main.show_page("2")
        people = [isinstance(to, PersonLink) for to in links_here(main)]
        await viewer.press("o", *["j"] * people.index(True), "enter")
        await viewer.until(lambda: main.pane == "cast", "at a person")
        await viewer.press("escape")
        await viewer.until(lambda: main.pane == "reader", "back at the page")
        assert main.page == "2"
        await viewer.press("3", "escape")  # nobody was visited here
        await viewer.until(lambda: main.pane == "episodes", "in the list")


async def test_links_can_be_clicked_both_ways(home: Path) -> None:
    async with evening(home, EXAMPLE) as viewer:
        await viewer.press("w")
        await viewer.sees("1 of 3")
        thread = link(viewer, "1")
        await viewer.press("2", "G")
        await click(viewer, f"› {thread.text}")
        await viewer.until(lambda: viewer.app.main.page == "threads", "at the threads")
        await click(viewer, "Episode 1", after=34)
        await viewer.until(lambda: viewer.app.main.page == "1", "at the episode")


async def test_a_link_leads_to_its_place_where_one_pane_is_shown(home: Path) -> None:
    async with evening(home, EXAMPLE, size=(40, 12)) as viewer:
        await viewer.press("w")
        await viewer.sees("1 of 3")
        to = link(viewer, "1").to
        assert to is not None
        follow(viewer.app.main, to)
        await viewer.sees("2 Threads › The Lamp in th… · ")
        await viewer.until(lambda: viewer.first_words()[:2] == ["The", "Lamp"], "its heading")
        await viewer.sees("Episode 1", "▌ It hangs")
        await viewer.press("1", "t")
        await viewer.sees("Contents", "Threads")


async def test_threads_to_come_are_no_links(home: Path, pack: Path) -> None:
    series = made_up_pack(3)
    async with evening(home, pack) as viewer:
        await viewer.press("w")
        await viewer.sees("1 of 3")
        moment = viewer.app.main.view.moment
        blocks = viewer.app.main.view.document("1").blocks
        assert [block.text for block in blocks if block.kind == "link"] == [
            thread.heading
            for thread in series.threads
            for entry in thread.entries
            if max(thread.unlock, entry.unlock) <= moment and entry.episode == 1
        ]


async def test_what_one_may_do_next_stands_on_the_page_and_can_be_clicked(home: Path) -> None:
    async with evening(home) as viewer:
        await click(viewer, "when it begins")
        await viewer.sees("Started episode 1.", "when it is over")
        await viewer.sees_no("when it begins")
        await click(viewer, "when it is over")
        await viewer.sees("1 of 8")
        await viewer.cannot_read("when it is over")


async def test_names_over_the_end_of_a_line_are_one_link(home: Path) -> None:
    async with evening(home, EXAMPLE) as viewer:
        await viewer.press("w")
        await viewer.sees("1 of 3")
        viewer.app.main.show_page("2")
        people = {PersonLink(person.name) for person in viewer.app.main.view.edition.people}
        await viewer.until(lambda: bool(links_here(viewer.app.main)), "links")
        for width in (120, 60, 47):
            await viewer.resized(width, 30)
            lines = (viewer.app.main.reader.render_line(y) for y in range(20))
            leads = {
                segment.style.meta.get("to") for line in lines for segment in line if segment.style
            }
            assert {to for to in leads if isinstance(to, PersonLink)} <= people
