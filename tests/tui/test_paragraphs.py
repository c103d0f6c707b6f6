"""Paragraph by paragraph: the cursor in the reader, and how long there is still to read."""

from pathlib import Path

import pytest

from bigcity_tui.domain.blocks import Block, Document, PersonLink
from bigcity_tui.domain.typeset import typeset
from bigcity_tui.tui.commands.reading import links_here
from bigcity_tui.tui.widgets.layout import PageLayout
from tests.screenshots import EXAMPLE
from tests.tui.driver import Viewer, evening
from tests.tui.test_mouse import click

SIGN = "▌"
NEXT, BEFORE = "right_curly_bracket", "left_curly_bracket"


def signed(viewer: Viewer) -> str:
    """The words beside the sign of the cursor, as they are on the screen."""
    reader = viewer.app.main.reader
    lines = (reader.render_line(y).text for y in range(reader.page_size))
    return " ".join(line.strip(f" {SIGN}") for line in lines if line.lstrip().startswith(SIGN))


def paragraphs(viewer: Viewer) -> list[str]:
    document = viewer.app.main.reader.document
    assert document is not None
    headings = ("title", "heading", "subheading", "closing")
    return [block.plain for block in document.blocks if block.kind not in headings]


async def copied(viewer: Viewer) -> str:
    """What the key for it copies."""
    viewer.app.copy_to_clipboard("")
    await viewer.press("y")
    await viewer.until(lambda: bool(viewer.app.clipboard), "copied")
    return viewer.app.clipboard


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12)])
async def test_the_cursor_goes_from_paragraph_to_paragraph_and_back(
    home: Path, size: tuple[int, int]
) -> None:
    async with evening(home, EXAMPLE, size) as viewer:
        await viewer.press("w", "2")
        await viewer.sees("1 of 3", "2 Episode")
        every = paragraphs(viewer)
        assert len(every) > 10
        for text in every:
            await viewer.press(NEXT)
            await viewer.until(lambda: bool(signed(viewer)), "a sign")
            assert await copied(viewer) == text
            # Its first words are in sight: all of it, where there is room. Lines end without dots.
            assert text.replace(" ·", "")[:12] in signed(viewer).replace(" ·", "")
        for text in every[-2::-1]:
            await viewer.press(BEFORE)
            assert await copied(viewer) == text
        await viewer.press(BEFORE)
        assert viewer.app.main.reader.top == 0


async def test_the_sign_moves_no_text_and_the_window_stays_where_it_can(home: Path) -> None:
    async with evening(home, EXAMPLE) as viewer:
        await viewer.press("w")
        await viewer.sees("1 of 3")
        await viewer.press("M", "2")
        await viewer.sees("All that is open is read")
        viewer.app.clear_notifications()
        await viewer.sees_no("All that is open is read")
        before = viewer.screen().splitlines()
        for first in ("45 min", "The pier", "We are told"):
            await viewer.press(NEXT)
            await viewer.sees(f"{SIGN} {first}")
            # Only the border says where that is.
            assert viewer.screen().replace(SIGN, " ").splitlines()[2:] == before[2:]
        assert viewer.app.main.reader.top == 0


async def test_out_of_sight_or_on_another_page_there_is_no_cursor(home: Path) -> None:
    async with evening(home, EXAMPLE, (80, 24)) as viewer:
        await viewer.press("w", "2")
        await viewer.sees("1 of 3")
        await viewer.press(NEXT, "G")
        reader = viewer.app.main.reader
        viewer.app.clear_notifications()  # which have the same sign at their side
        await viewer.sees_no(SIGN)
        below = reader.top
        await viewer.press(NEXT)
        # The first that begins in sight.
        await viewer.sees(SIGN)
        assert reader.top == below
        await viewer.press("right_square_bracket", "left_square_bracket")
        await viewer.until(lambda: reader.page == "1", "back on the page")
        assert reader.window.paragraph is None
        assert SIGN not in viewer.screen()


async def test_what_leads_somewhere_sets_the_cursor(home: Path) -> None:
    async with evening(home, EXAMPLE, (80, 24)) as viewer:
        await viewer.press("w", "t")
        await viewer.sees("Contents")
        await viewer.press("down", "down", "enter")
        await viewer.until(lambda: signed(viewer).startswith("Iris comes up"), "below its heading")
        await viewer.press("f")
        await viewer.types("fog arrives")
        await viewer.press("enter")
        await viewer.until(lambda: signed(viewer).startswith("On the way home fog"), "found")
        await viewer.press("slash")
        await viewer.types("right number of sugars")
        await viewer.sees("1 result")
        await viewer.press("enter")
        await viewer.until(lambda: "sugars" in signed(viewer), "the hit")
        await click(viewer, "Passengers walk")
        await viewer.until(lambda: signed(viewer).startswith("The pier"), "clicked")
        assert (await copied(viewer)).startswith("The pier")


async def test_links_of_the_paragraph_come_first(home: Path) -> None:
    async with evening(home, EXAMPLE, (80, 24)) as viewer:
        await viewer.press("w")
        await viewer.sees("1 of 3")
        await viewer.press("right_square_bracket")
        await viewer.until(lambda: viewer.app.main.reader.page == "2", "the page")
        reader = viewer.app.main.reader
        before = list(links_here(viewer.app.main))
        assert len(before) > 1
        document = reader.document
        assert document is not None
        await viewer.press(NEXT)
        last = max(
            index
            for index, block in enumerate(document.blocks)
            for to in before[1:]
            if isinstance(to, PersonLink) and to.name in block.text
        )
        while reader.window.paragraph != last:
            await viewer.press(NEXT)
        first = next(iter(links_here(viewer.app.main)))
        assert isinstance(first, PersonLink)
        assert first.name in document.blocks[last].text
        assert set(links_here(viewer.app.main)) == set(before)
        await viewer.press("o", "enter")
        await viewer.until(lambda: viewer.app.main.person == first.name, "that person")


async def test_the_cursor_stays_on_its_paragraph_when_others_come_in(home: Path) -> None:
    async with evening(home, EXAMPLE) as viewer:
        await viewer.press("w", "2")
        await viewer.sees("1 of 3")
        await viewer.press(NEXT, NEXT, NEXT)
        before = await copied(viewer)
        await viewer.press("r", "8", "enter")
        await viewer.can_read("Your rating: 8")
        assert await copied(viewer) == before
        await viewer.resized(80, 24)
        assert signed(viewer) == before
        await viewer.press(NEXT)
        await viewer.resized(120, 36)
        await viewer.sees(SIGN)
        assert before not in signed(viewer)


async def test_the_border_says_how_long_there_is_still_to_read(home: Path) -> None:
    async with evening(home, EXAMPLE, (80, 24)) as viewer:
        await viewer.press("w", "2")
        await viewer.sees("1 of 3", "· 0 %", "2 min left")
        await viewer.press("space", "space", "k")
        await viewer.sees("1 min left")
        await viewer.press("G")
        await viewer.sees("100 %")
        await viewer.sees_no("min left ─")


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("word " * 440, 2), ("word " * 441, 3), ("밤은 " * 220, 1), ("夜は長い。" * 250, 2)],
)
def test_minutes_are_those_of_the_words(text: str, minutes: int) -> None:
    blocks = (Block("text", text), Block("closing", "More opens. " * 300))
    document = Document("1", "", blocks)
    page = PageLayout(document, typeset(document, 60), ())
    assert page.minutes(0) == minutes
    assert page.minutes(page.lines_of(0).stop) == 0
