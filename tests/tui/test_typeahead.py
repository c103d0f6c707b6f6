"""Keys that come faster than dialogs open and close reach what they were meant for, in order."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bigcity_tui.store.location import record_path
from tests.screenshots import EXAMPLE
from tests.tui.driver import evening

BURSTS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("r", "8", "enter", "r", "9", "enter"), "episode 1: 9."),
    (("n", "M", "y", "escape", "r", "8", "enter"), "episode 1: 8."),
    (("slash", *"ferry", "enter", "r", "7", "enter"), "the series: 7."),
    (("slash", *"qqq", "enter", "r", "escape", "r", "7", "enter"), "episode 1: 7."),
    (("f", *"minutes", "enter", "G", "g", "r", "6", "enter"), "episode 1: 6."),
    (("a", "enter", "n", "escape", "r", "5", "enter"), "episode 1: 5."),
    (("a", "enter", "y", "enter", "j", "escape", "r", "4", "enter"), "episode 1: 4."),
    (("e", "j", "r", "3", "enter", "k", "x", "escape", "j", "j", "r", "3", "enter"), "3: 3."),
    (("question_mark", "j", "q", "r", "2", "enter"), "episode 1: 2."),
    (("f9", "x", "r", "1", "enter"), "episode 1: 1."),
    (("ctrl+p", "escape", "d", "enter", "x"), "Took the mark off episode 1."),
)
"""Keys in one go, from the list on, and what they bring about in the end."""


async def test_a_burst_arrives_in_order(home: Path) -> None:
    async with evening(home, EXAMPLE) as viewer:
        for keys, seen in BURSTS:
            viewer.bursts(*keys)
            await viewer.sees(seen)
            viewer.bursts("escape", "1", "g")


async def test_what_is_typed_before_an_unexpected_question_answers_nothing(home: Path) -> None:
    async with evening(home, EXAMPLE) as viewer:
        await viewer.press("n")
        await viewer.sees("Your note on episode 1")
        home.chmod(0o777)
        viewer.bursts(*"precious", "escape", "l", "w")
        await viewer.sees("Your note could not be saved")
        home.chmod(0o700)
        await viewer.press("w")
        await viewer.sees("Your note on episode 1", "precious")
        viewer.bursts("escape", "w")
        await viewer.sees("Marked episode 1 as watched.", "precious")


async def test_what_is_pasted_behind_a_key_waits_too(home: Path) -> None:
    async with evening(home, EXAMPLE) as viewer:
        viewer.bursts("r", "9", "enter", "n")
        viewer.pastes("Pasted.")
        viewer.bursts("escape", "w")
        await viewer.sees("Marked episode 1 as watched.", "Pasted.")


async def test_hiding_waits_for_nothing(home: Path) -> None:
    async with evening(home, EXAMPLE) as viewer:
        await viewer.press("w")
        await viewer.sees("Marked episode 1 as watched.")
        with closing(sqlite3.connect(record_path(str(home)), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await viewer.press("n")
            viewer.bursts(*"Mine.", "escape", "1")
            app = viewer.app
            await viewer.until(lambda: bool(app.barrier._waiting), "waiting")
            await viewer.press("f9")
            await viewer.until(lambda: not viewer.screen().strip(), "a blank screen")
            other.execute("COMMIT")
        await viewer.press("f9")
        await viewer.sees("Saved the note on episode 1.")


async def test_the_next_page_is_the_one_after_the_highlight(home: Path, pack: Path) -> None:
    async with evening(home, pack) as viewer:
        for _ in range(5):
            viewer.bursts("j", "j", "g", "right_square_bracket")
            await viewer.until(lambda: viewer.app.main.page == "2", "the second page")
            await viewer.pilot.pause()
            assert viewer.app.main.page == viewer.app.main.chosen == "2"
            viewer.bursts("G")
            await viewer.until(lambda: viewer.app.main.page == "record", "the last page")


async def test_enter_in_the_palette_chooses_what_was_typed(home: Path, pack: Path) -> None:
    """Nothing that was under the highlight before, such as a mark, is chosen by it."""
    async with evening(home, pack) as viewer:
        viewer.bursts("ctrl+p", *"rate", "enter", "8", "full_stop", "enter")
        await viewer.sees("Rated episode 1: 8.")
        await viewer.sees("0 of 3")
