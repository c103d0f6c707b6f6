"""Beside a page that has room: its sections, and the viewer's note once it is out of sight."""

from pathlib import Path

from tests.screenshots import EXAMPLE
from tests.tui.driver import Viewer, evening
from tests.tui.test_mouse import click


def _left(viewer: Viewer) -> list[str]:
    reader = viewer.app.main.reader
    wide = (reader.line_width - reader.measure) // 2
    return [reader.render_line(y).text[:wide].rstrip() for y in range(reader.page_size)]


async def test_sections_stand_beside_a_page_and_lead_to_them(home: Path) -> None:
    async with evening(home, EXAMPLE, (200, 24)) as viewer:
        await viewer.press("w", "2")
        await viewer.sees("New:")
        viewer.app.main.show_page("1")
        await viewer.until(lambda: " › One Bag" in _left(viewer), "the sections")
        # The one that one is in can be told without colours, and moves with the page.
        await click(viewer, "› To talk about")
        await viewer.until(lambda: "▐› To talk about" in _left(viewer), "there")
        reader = viewer.app.main.reader
        here = reader.document.blocks[reader.window.block]
        assert here.kind == "question"
        await viewer.press("g", "left_curly_bracket")
        await viewer.until(lambda: "▐› To talk about" not in _left(viewer), "another")


async def test_a_note_stands_beside_the_page_when_it_is_out_of_sight(home: Path) -> None:
    async with evening(home, EXAMPLE, (200, 24)) as viewer:
        viewer.companion.note("1", "Ask Mina about the fog. " * 40)
        await viewer.press("w", "2")
        await viewer.sees("New:")
        viewer.app.main.show_page("1")
        await viewer.sees("Your note")
        assert viewer.screen().count("Your note") == 2  # in the page, and among its sections
        await viewer.press("G")
        await viewer.sees("▏ Ask Mina", "…")
        await viewer.resized(120, 24)
        await viewer.sees_no("▏ Ask Mina")


async def test_what_is_copied_has_nothing_of_the_margins(home: Path) -> None:
    async with evening(home, EXAMPLE, (200, 40)) as viewer:
        await viewer.press("w", "2")
        await viewer.sees("New:")
        viewer.app.main.show_page("1")
        await viewer.sees("› One Bag", "The pier is forty")
        lines = viewer.screen().splitlines()
        y = next(y for y, line in enumerate(lines) if "The pier is forty" in line)
        x = lines[y].index("The pier")
        await viewer.pilot.mouse_down(offset=(x, y))
        await viewer.pilot.hover(offset=(x + 8, y + 1))
        await viewer.pilot.mouse_up(offset=(x + 8, y + 1))
        await viewer.press("ctrl+c")
        await viewer.until(lambda: bool(viewer.app.clipboard), "copied")
        assert "›" not in viewer.app.clipboard
        assert viewer.app.clipboard.startswith("The pier is forty paces long")
