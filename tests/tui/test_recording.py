"""The record can be read as a diary, and changed entry by entry."""

from pathlib import Path

from bigcity_tui.domain.blocks import EntryLink
from bigcity_tui.tui.commands.reading import follow
from bigcity_tui.tui.dialogs.dialog import Foot
from bigcity_tui.tui.dialogs.record import RecordDialog
from tests.packs import made_up_pack
from tests.screenshots import EXAMPLE
from tests.tui.driver import evening
from tests.tui.test_mouse import click


async def test_every_entry_can_be_changed_from_the_record(home: Path, pack: Path) -> None:
    async with evening(home, pack, size=(80, 24)) as viewer:
        viewer.app.main.show_page("record")
        await viewer.press("e")
        await viewer.sees("Episode 1", "not watched", "The series")
        await viewer.press("g", "home", "w")
        await viewer.sees("1 of 3", "2026-09-21")
        await viewer.press("r", "8", "full_stop", "enter")
        await viewer.sees("8.5")
        await viewer.press("n")
        await viewer.sees("Your note on episode 1")
        await viewer.types("a good one")
        await viewer.press("escape")
        await viewer.sees(" ¶")
        await viewer.press("d")
        await viewer.sees("When did you watch episode 1?")
        await viewer.press("ctrl+u", *"2024", "enter")
        await viewer.sees("2024  ")
        await viewer.press("d", "ctrl+u", *"unknown", "enter")
        await viewer.sees("unknown      8.5")
        await viewer.can_read(" · on an unknown date · 8.5")
        await viewer.press("j", "j", "j", "r", "9", "enter")
        await viewer.sees("Rated the series: 9.")
        await viewer.press("w", "d", "x")
        await viewer.sees("The series")
        await viewer.press("k", "k", "k", "X")
        await viewer.sees("Forget what you wrote on episode 1?")
        await viewer.press("y")
        await viewer.sees_no(" ¶")
        await viewer.press("x")
        await viewer.sees("Took the mark off episode 1.")
        await viewer.press("escape")
        await viewer.can_read("Episode 1 · not watched · 8.5")
        await viewer.can_read("The series · 9")


async def test_an_entry_of_the_diary_can_be_clicked_and_opened(home: Path, pack: Path) -> None:
    async with evening(home, pack, size=(80, 24)) as viewer:
        await viewer.press("w")
        await viewer.sees("1 of 3")
        viewer.app.main.show_page("record")
        await click(viewer, "Episode 1")
        await viewer.sees("unmark", "again")
        await click(viewer, "open")
        await viewer.until(lambda: viewer.app.main.page == "1", "at its page")


async def test_entries_are_chosen_in_the_page_itself(home: Path, pack: Path) -> None:
    async with evening(home, pack, size=(80, 24)) as viewer:
        await viewer.press("w", "j", "w")
        await viewer.sees("2 of 3")
        viewer.app.main.show_page("record")
        await viewer.sees("Diary")
        await viewer.press(*["right_curly_bracket"] * 3)
        await viewer.sees("▌ Episode 1")
        await viewer.press("right_curly_bracket", "enter")
        await viewer.sees("unmark", "again")
        await viewer.press("x")
        await viewer.sees("Took the mark off episode 2.")


async def test_one_can_begin_again_there_and_read_what_was_before(home: Path, pack: Path) -> None:
    async with evening(home, pack, size=(80, 24)) as viewer:
        await viewer.press("w")
        await viewer.sees("1 of 3")
        viewer.app.main.show_page("record")
        await viewer.press("o", "R")
        await viewer.sees("Watch again from the beginning?")
        await viewer.press("y")
        await viewer.sees("0 of 3", "Viewing 1")
        await viewer.press("end", "r", "n", "enter")
        await viewer.until(lambda: viewer.app.main.pane == "reader", "in the reader")
        await viewer.sees("Viewing 1", "1 of 3 episodes watched")


async def test_a_note_of_the_same_words_is_not_taken_for_an_earlier_viewing(
    home: Path, pack: Path
) -> None:
    async with evening(home, pack, size=(80, 24)) as viewer:
        viewer.companion.watch([1])
        viewer.companion.rewatch()
        viewer.companion.note("2", "\n".join(str(line) for line in range(40)))
        viewer.companion.note("1", "Viewing 1")
        viewer.app.main.show_page("record")
        await viewer.sees("Viewing 2")
        await viewer.press("o")
        await viewer.sees("The series")
        await viewer.press("end")
        await viewer.sees("1 watched")
        await viewer.press("enter")
        await viewer.sees("1 of 3 episodes watched")


async def test_looking_back_nothing_asks_for_what_it_would_not_keep(home: Path, pack: Path) -> None:
    async with evening(home, pack, size=(80, 24)) as viewer:
        await viewer.press("w")
        await viewer.sees("1 of 3")
    async with evening(home, pack, as_of="start:1") as viewer:
        for key in ("r", "n", "N", "d", "X", "R", "w", "p"):
            await viewer.press(key)
            await viewer.sees("You are looking back")
            assert len(viewer.app.screen_stack) == 1
            viewer.app.clear_notifications()


async def test_a_mark_taken_off_says_what_is_locked_with_it(home: Path) -> None:
    async with evening(home, EXAMPLE) as viewer:
        await viewer.press("w", "j", "w")
        await viewer.sees("2 of 3")
        await viewer.press("k", "x")
        await viewer.sees("What follows it is locked")
        await viewer.press("u", "j", "x")
        await viewer.sees("Took the mark off episode 2. u takes it back.")


async def test_the_foot_plays_down_the_keys_that_do_nothing_with_an_entry(
    home: Path, pack: Path
) -> None:
    async with evening(home, pack, size=(80, 24)) as viewer:
        viewer.app.main.show_page("record")
        await viewer.press("e")
        await viewer.sees("The series")

        def bold(words: str) -> bool:
            foot = viewer.app.screen.query_one(Foot)
            at = foot.render().plain.index(words) - 2
            return any(
                span.start <= at < span.end and "bold" in str(span.style)
                for span in foot.render().spans
            )

        await viewer.press("home")
        await viewer.until(lambda: bold("watched"), "a mark on an episode")
        assert all(bold(words) for words in ("watched", "date", "rate", "unmark", "again"))
        await viewer.press("end")
        await viewer.until(lambda: not bold("watched"), "no mark on the series")
        assert not bold("date")
        assert not bold("unmark")
        assert bold("rate")
        assert bold("again")


async def test_the_entries_begin_with_what_was_watched_last(home: Path) -> None:
    async with evening(home, made_up_pack(9), size=(40, 12)) as viewer:
        viewer.companion.watch(range(1, 4))
        viewer.companion.start(4)
        viewer.companion.rate("series", 8.0)
        viewer.app.main.show_page("record")
        await viewer.sees("3 of 9")
        await viewer.press("e")
        await viewer.sees("◐ Episode 4", "✓ Episode 1", "esc back")
        dialog = viewer.app.screen
        assert isinstance(dialog, RecordDialog)
        assert dialog.list.highlighted == 2
        assert dialog.query_one(Foot).size.height <= 2
        await viewer.press("escape")
        follow(viewer.app.main, EntryLink("series"))  # whoever asks for it comes to it
        await viewer.sees("The series")


async def test_where_there_never_was_a_note_nothing_is_asked(home: Path, pack: Path) -> None:
    async with evening(home, pack) as viewer:
        await viewer.press("j", "X")
        await viewer.sees("Nothing is written on episode 2 to forget.")
        viewer.companion.note("2", "words")
        viewer.companion.note("2", None)
        await viewer.press("X")
        await viewer.sees("Forget what you wrote on episode 2?", "Erase it for good")


async def test_many_episodes_are_named_in_few_words(home: Path) -> None:
    async with evening(home, made_up_pack(40)) as viewer:
        viewer.app.main.show_page("39")
        await viewer.press("w")
        await viewer.sees("Episodes 1 to 38 are not marked. Episode 39 opens once they are.")
        await viewer.press("o")
        await viewer.can_read("Opens once episodes 1 to 38 are marked as watched too.")


async def test_what_is_undone_is_named_as_in_the_diary(home: Path, pack: Path) -> None:
    async with evening(home, pack) as viewer:
        viewer.companion.watch([1])
        viewer.companion.watch([1], "2024")
        await viewer.sees("1 of 3")
        await viewer.press("u")
        await viewer.sees("Undone: changed the date of episode 1 from 2026-09-21")
        await viewer.press("ctrl+r")
        await viewer.sees("Redone: changed the date of episode 1 from 2026-09-21")


async def test_a_change_that_comes_before_the_list_is_laid_out_is_in_it(home: Path) -> None:
    async with evening(home, EXAMPLE) as viewer:
        main = viewer.app.main
        viewer.app.push_screen(RecordDialog(main.view, "1", lambda *_: None))
        viewer.companion.rate("1", 8.5)
        main.view = viewer.companion.view()
        await viewer.sees("Episode 3", "8.5")
