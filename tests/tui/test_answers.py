"""Questions are answered in place in their page; a line of a note can begin with the minute."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import TextArea

from bigcity_tui.companion import Companion
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.pack import Pack, Text
from bigcity_tui.store.record import Record
from bigcity_tui.tui.dialogs import note
from tests.packs import made_up_pack
from tests.screenshots import EXAMPLE
from tests.tui.driver import NOON, Viewer, evening


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written is saved after a shorter pause."""
    monkeypatch.setattr(note, "PAUSE", 0.1)


TWO = ("Who leaves?", "Who stays?")
WIDE, SMALL = (120, 36), (40, 12)


def asking(*texts: str) -> Pack:
    """A series whose first episode asks this, and has nothing else to read."""
    pack = made_up_pack(2)
    first, *others = pack.episodes
    asked = tuple(Text(Moment.end(1), text) for text in texts)
    first = replace(first, notes=(), questions=asked)
    return replace(pack, episodes=(first, *others), threads=())


def answers(home: Path, pack: Pack) -> dict[int, tuple[str, ...]]:
    """What the first episode's questions are answered with, as another program reads it."""
    with closing(Record.open(str(home), lambda: NOON)) as record:
        return dict(Companion(pack, record, lambda: NOON).view().own("1").answers)


async def opened(viewer: Viewer, *sees: str) -> None:
    """Come to the first episode's questions, in the reader."""
    await viewer.press("g", "w", "enter")
    await viewer.can_read("Who leaves?")
    await viewer.press("G")
    await viewer.sees(*(sees or ("Who leaves?", "A answers")))


def line_of(viewer: Viewer, text: str) -> int:
    return next(n for n, line in enumerate(viewer.screen().split("\n")) if text in line)


def column_of(viewer: Viewer, text: str) -> int:
    return next(line.index(text) for line in viewer.screen().split("\n") if text in line)


@pytest.mark.parametrize("theme", ["bigcity-night", "ansi-dark"])
async def test_enter_opens_a_field_right_below_the_question(home: Path, theme: str) -> None:
    pack = asking(*TWO)
    async with evening(home, pack, size=WIDE) as viewer:
        viewer.app.theme = theme
        await opened(viewer)
        await viewer.press("enter")
        await viewer.sees("What you write is saved by itself.")
        question, below = line_of(viewer, "Who leaves?"), line_of(viewer, "Who stays?")
        area = viewer.app.screen.query_one(TextArea).region
        assert question < area.y < below
        await viewer.types("The one with the dog")
        await viewer.sees("Saved.")
        assert answers(home, pack) == {1: ("The one with the dog",)}
        await viewer.types(" or not")
        await viewer.press("escape")
        await viewer.sees("Saved the answer to question 1 of episode 1.")
        await viewer.sees_no("esc closes")
        words = line_of(viewer, "▏ The one with the dog or not")
        assert words == line_of(viewer, "Who leaves?") + 1 == line_of(viewer, "Who stays?") - 2
        await viewer.press("1", "u")
        await viewer.sees("Undone: answered question 1 of episode 1.")
        await viewer.sees_no("with the dog")
        assert answers(home, pack) == {}


async def test_a_click_opens_the_field_of_any_question_here_and_in_the_record(home: Path) -> None:
    pack = asking(*TWO)
    async with evening(home, pack, size=WIDE) as viewer:
        await opened(viewer)
        for words, page in (("First", None), (" and more", "record")):
            if page:
                viewer.app.main.show_page(page)
                await viewer.sees("Diary")
            row = line_of(viewer, "Who stays?")
            x = viewer.screen().split("\n")[row].index("stays")
            await viewer.pilot.click(offset=(x, row))
            await viewer.sees("esc closes")
            await viewer.types(words)
            await viewer.press("escape")
            await viewer.sees("Saved the answer to question 2")
        assert answers(home, pack) == {2: ("First and more",)}


async def test_on_a_small_screen_and_another_size_it_stays_below_its_question(home: Path) -> None:
    pack = asking(*TWO)
    async with evening(home, pack, size=SMALL) as viewer:
        await opened(viewer)
        await viewer.press("enter")
        await viewer.sees("esc closes")
        await viewer.types("One.")
        await viewer.sees("Who leaves?", "One.", "Saved.")
        for size in (WIDE, (80, 24), SMALL):
            await viewer.resized(*size)
            await viewer.sees("Who leaves?", "One.", "esc closes")
            await viewer.until(
                lambda: 0 < line_of(viewer, "One.") - line_of(viewer, "Who leaves?") < 4, "below it"
            )


async def test_it_stays_below_its_question_also_where_the_page_is_laid_out_later(
    home: Path,
) -> None:
    pack = asking(*TWO)
    async with evening(home, pack, size=WIDE) as viewer:
        await opened(viewer)
        await viewer.press("enter")
        await viewer.sees("esc closes")
        right = column_of(viewer, "esc closes") - column_of(viewer, "Who leaves?")
        for hidden in (True, False):
            viewer.app.main.list_width, viewer.app.main.cast_hidden = 20 + 10 * hidden, hidden
            await viewer.pilot.pause()
            await viewer.until(
                lambda: column_of(viewer, "esc closes") - column_of(viewer, "Who leaves?") == right,
                "below it",
            )


async def test_what_locks_while_one_answers_takes_the_question_away_and_no_word(home: Path) -> None:
    pack = asking(*TWO)
    async with evening(home, pack, size=WIDE) as viewer:
        await opened(viewer)
        await viewer.press("enter")
        await viewer.types("One")
        await viewer.sees("Saved.")
        with closing(Record.open(str(home), lambda: NOON)) as record:
            Companion(pack, record, lambda: NOON).unwatch([1])
        await viewer.sees_no("Who leaves?", "Who stays?")
        await viewer.sees("Your answer to question 1 of episode 1", "One")
        await viewer.types(" and two")
        await viewer.press("escape")
        await viewer.sees("Saved the answer to question 1 of episode 1.")
        assert answers(home, pack) == {1: ("One and two",)}
        await viewer.press("2", "enter")
        await viewer.sees("No question to answer here")


async def test_where_none_is_in_sight_the_key_leads_to_the_first_question(home: Path) -> None:
    async with evening(home, EXAMPLE, size=SMALL) as viewer:
        await viewer.press("w", "2")
        await viewer.sees("Forty Paces")
        await viewer.sees_no("A answers")
        await viewer.press("A")
        await viewer.sees("To talk about", "A answers")
        await viewer.press("A")
        await viewer.sees("esc closes")


async def test_of_a_page_that_is_peeked_at_no_question_can_be_answered(home: Path) -> None:
    pack = asking(*TWO)
    async with evening(home, pack, size=WIDE) as viewer:
        await viewer.press("g", "p", "y", "2", "G")
        await viewer.sees("Who leaves?")
        await viewer.press("enter")
        await viewer.sees("No question to answer here")
        assert answers(home, pack) == {}


async def test_in_a_rewatch_the_field_is_empty_above_what_was_said_before(home: Path) -> None:
    pack = asking(*TWO)
    with closing(Record.open(str(home), lambda: NOON)) as record:
        before = Companion(pack, record, lambda: NOON)
        before.watch([1])
        before.note("1.1", "Said before.")
        before.rewatch()
    async with evening(home, pack, size=WIDE) as viewer:
        await viewer.cannot_read("Said before.")
        await opened(viewer)
        await viewer.sees("You, in viewing 1", "Said before.")
        await viewer.press("enter")
        await viewer.sees("esc closes", "Said before.")
        assert viewer.app.screen.query_one(TextArea).text == ""


async def test_a_line_of_a_note_begins_with_the_minute_while_the_episode_is_on(
    home: Path,
) -> None:
    pack = asking(*TWO)
    with closing(Record.open(str(home), lambda: NOON - 23 * 60_000)) as record:
        Companion(pack, record, lambda: NOON - 23 * 60_000).start(1)
    async with evening(home, pack, size=WIDE) as viewer:
        await viewer.press("g", "n")
        await viewer.sees("^t the minute")
        await viewer.types("Before")
        await viewer.press("up", "ctrl+t")
        await viewer.types("a song")
        await viewer.press("enter", "ctrl+t", *["backspace"] * 4)
        await viewer.types("30")
        await viewer.press("escape")
        await viewer.sees("Saved the note on episode 1.")
        assert viewer.companion.view().own("1").note == "Before\n23: a song\n30"
        await viewer.press("j", "n")
        await viewer.sees("Your note on episode 2", "esc closes")
        assert "minute" not in viewer.screen()
        await viewer.press("ctrl+t")
        await viewer.types("x")
        await viewer.sees("Saved.")
        assert viewer.companion.view().own("2").note == "x"


async def test_a_question_longer_than_the_screen_leaves_room_for_its_answer(home: Path) -> None:
    pack = asking("Who leaves? " + "And why, of all evenings, on that one? " * 20)
    async with evening(home, pack, size=SMALL) as viewer:
        await opened(viewer, "A answers")
        await viewer.press("enter")
        await viewer.types("Because.")
        await viewer.sees("Because.", "Saved.", "esc closes")
