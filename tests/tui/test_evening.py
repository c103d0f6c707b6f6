"""An evening with the app, on the real series as far as it is public and on an invented one."""

import asyncio
from pathlib import Path

import pytest
from textual.widgets import OptionList

from bigcity_tui.domain.edition import edition_of
from bigcity_tui.domain.moments import Moment
from tests.packs import made_up_pack, markers
from tests.screenshots import EXAMPLE
from tests.tui.driver import LIMIT, evening
from tests.tui.test_mouse import click


async def test_the_first_frame_of_a_new_viewer_is_the_first_episode(home: Path) -> None:
    async with evening(home) as viewer:
        await viewer.sees("Love in the Big City", "0 of 8", "Tonight: Episode 1")
        await viewer.sees_no("3 Cast")  # it has nobody, and gives its room away


async def test_the_first_time_it_asks_how_far_one_is(home: Path, pack: Path) -> None:
    async with evening(home, pack, asked=False) as viewer:
        await viewer.sees("how far are you?")
        await viewer.press("escape")
        await viewer.sees_no("how far are you?")
    async with evening(home, pack, asked=False) as viewer:
        await viewer.sees("how far are you?")  # it was put off, and not answered
        await viewer.press("2", "enter")
        await viewer.sees("2 of 3", "Episode 3")
    async with evening(home, pack, asked=False) as viewer:
        await viewer.sees("2 of 3")
        await viewer.sees_no("how far are you?")


async def test_numbers_typed_at_the_first_question_open_nothing_yet(home: Path) -> None:
    async with evening(home, made_up_pack(45), asked=False) as viewer:
        await viewer.sees("how far are you?")
        await viewer.press("4", "3")
        assert viewer.companion.status().watched == ()
        await viewer.sees("how far are you?")
        await viewer.press("enter")
        await viewer.sees("43 of 45")


async def test_starting_introduces_people_and_marking_opens_notes(home: Path, pack: Path) -> None:
    series = made_up_pack(3)
    starts = [person.name for person in edition_of(series, Moment.start(1)).people]
    note = next(note for note in series.episodes[0].notes if str(note.unlock) == "end:1")
    async with evening(home, pack) as viewer:
        await viewer.sees("Tonight: Episode 1")
        await viewer.press("s")
        await viewer.sees(*starts)
        await viewer.cannot_read(note.heading)
        await viewer.press("w")
        await viewer.sees("1 of 3")
        await viewer.can_read(note.heading)
        await viewer.press("u")
        await viewer.cannot_read(note.heading)
        await viewer.sees(*starts)
        await viewer.press("u")
        await viewer.sees_no("3 Cast", *starts)
        await viewer.press("ctrl+r")
        await viewer.sees(*starts)


async def test_what_starting_and_marking_ahead_did_is_said(home: Path, pack: Path) -> None:
    async with evening(home, pack) as viewer:
        await viewer.press("s", "j", "s")
        await viewer.sees("Episode 1 is no longer on.")
        await viewer.press("w", "y")
        await viewer.sees("Marked episodes 1 and 2 as watched.")
        await viewer.press("s")
        await viewer.sees("Episode 2 is marked already; R begins the series again.")


async def test_an_episode_with_a_gap_before_it_promises_nothing(home: Path, pack: Path) -> None:
    async with evening(home, pack) as viewer:
        await viewer.press("j", "j")
        await viewer.sees("2 Episode 3", "a  to ask before you watch")
        await viewer.sees_no("when it begins", "when it is over")
        await viewer.press("s")
        await viewer.sees("Opens once episodes 1 and 2 are marked", "a  to ask before you watch")
        await viewer.sees_no("to see its people", "when it is over")
        viewer.app.main.show_page("new")
        await viewer.can_read("open when all before it are watched too.")


async def test_a_person_has_all_of_the_smallest_screen(home: Path) -> None:
    async with evening(home, EXAMPLE, size=(40, 12)) as viewer:
        await viewer.press("s", "3")
        await viewer.sees("3 Cast")
        people = viewer.pane("#people")
        await viewer.press("enter")
        person = viewer.pane("#person")
        await viewer.until(lambda: viewer.app.focused is person, "at a person")
        await viewer.until(lambda: not people.display and person.size.height >= 7, "all the room")
        await viewer.sees("Played by")
        await viewer.press("shift+tab")
        await viewer.until(lambda: people.display and viewer.app.focused is people, "the list")


async def test_keys_typed_ahead_go_where_one_meant_them(home: Path, pack: Path) -> None:
    async with evening(home, pack) as viewer:
        viewer.bursts("down", "r", "8", ".", "enter")
        await viewer.sees("Rated episode 2: 8.5.")
        viewer.bursts("up", "n", *"swxu", "escape")
        await viewer.sees("Saved the note on episode 1.")
        await viewer.can_read("swxu")
        await viewer.sees("0 of 3")
        viewer.bursts("down", "down", "w", "y")
        await viewer.sees("the whole city is lit")
        await viewer.press("enter")
        await viewer.sees("3 of 3")


async def test_the_place_in_a_document_is_kept(home: Path) -> None:
    async with evening(home, size=(80, 24)) as viewer:
        await viewer.press("G")
        await viewer.press("g")
        for _ in range(9):
            await viewer.press("down")
        await viewer.can_read("The novel")
        await viewer.press("enter", "j", "j", "j", "j")
        await viewer.sees_no("0 %")
        top = viewer.screen().splitlines()[2].split("││")[1]
    async with evening(home, size=(80, 24)) as viewer:
        await viewer.sees(top)
        assert viewer.screen().splitlines()[2].split("││")[1] == top


async def test_marking_ahead_asks_and_can_mark_the_earlier_ones_too(home: Path, pack: Path) -> None:
    async with evening(home, pack) as viewer:
        await viewer.press("down", "down", "w")
        await viewer.sees("Episodes 1 and 2 are not marked.")
        await viewer.press("o")
        await viewer.sees("1 of 3")
        await viewer.can_read("Opens once episodes 1 and 2 are marked as watched too.")
        await viewer.press("u")
        await viewer.sees("0 of 3")
        await viewer.press("w", "y")
        await viewer.sees("the whole city is lit")
        await viewer.press("enter")
        await viewer.sees("3 of 3", "all watched")


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12)])
async def test_the_end_of_the_series_is_celebrated(
    home: Path, pack: Path, size: tuple[int, int]
) -> None:
    async with evening(home, pack, size) as viewer:
        viewer.companion.watch([1], "2026-09-11")
        viewer.companion.watch([2], "unknown")
        viewer.companion.rate("1", 8.0)
        viewer.companion.rate("2", 9.0)
        viewer.companion.note("series", "Boats, mostly.")
        await viewer.sees("2 of 3")
        await viewer.press("down", "down", "w")
        await viewer.sees("the whole city is", "first evening: 11 September", "average: 8.5.")
        await viewer.sees("Boats, mostly.", *["enter closes"] * (size[1] > 12))
        await viewer.press("enter")
        await viewer.sees_no("the whole city is")
        await viewer.press("w")
        await viewer.sees("Episode 3 is marked already")


async def test_at_the_end_the_series_can_be_rated_and_written_on(home: Path, pack: Path) -> None:
    async with evening(home, pack) as viewer:
        viewer.companion.watch([1, 2])
        viewer.companion.rate("1", 8.0)
        await viewer.sees("2 of 3")
        await viewer.press("down", "down", "w")
        await viewer.sees("One evening: 21 September 2026.", "is kept in your record")
        # The average of one rating is no news.
        await viewer.sees_no("the last:", "on average")
        await viewer.press("r")
        await viewer.sees("Your rating of the series")
        await viewer.press("9", "enter")
        await viewer.sees("Rated the series: 9.")
        await viewer.press("x", "w")
        await viewer.sees("The series, by you: 9.")
        await click(viewer, "n note")
        await viewer.sees("Your note on the series")


async def test_unmarking_locks_again(home: Path, pack: Path) -> None:
    async with evening(home, pack) as viewer:
        await viewer.press("w")
        await viewer.sees("1 of 3")
        await viewer.press("x")
        await viewer.sees("0 of 3")
        await viewer.sees_no("3 Cast")


async def test_a_peek_takes_another_key_and_ends_with_an_undo(home: Path, pack: Path) -> None:
    note = made_up_pack(3).episodes[1].notes[-1]
    async with evening(home, pack) as viewer:
        await viewer.press("w")
        await viewer.sees("1 of 3")
        await viewer.press("down", "p")
        await viewer.sees("Open episode 2 before watching it?")
        await viewer.press("p")
        await viewer.sees("Open episode 2 before watching it?")
        await viewer.press("y")
        await viewer.can_read(note.heading)
        await viewer.sees("p close")
        assert viewer.app.main.view.search(note.heading) == ()
        await viewer.press("u")
        await viewer.sees("p peek")
        await viewer.cannot_read(note.heading)
    async with evening(home, pack) as viewer:
        await viewer.cannot_read(note.heading)


async def test_what_was_found_far_down_in_a_text_is_in_sight(home: Path, pack: Path) -> None:
    async with evening(home, pack, (80, 24)) as viewer:
        viewer.companion.note("1", f"{'word ' * 200}zanzibar and more")
        await viewer.press("w")
        await viewer.sees("1 of 3")
        await viewer.press("slash", *"zanzibar")
        await viewer.until(lambda: viewer.screen().count("zanzibar") == 4, "asked, found and shown")


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 36)])
async def test_what_was_found_is_in_sight_in_every_row(home: Path, size: tuple[int, int]) -> None:
    async with evening(home, EXAMPLE, size) as viewer:
        viewer.companion.watch([1, 2])
        viewer.companion.note("1", f"{'갔다 ' * 40}{'물' * 40} boat")
        await viewer.sees("2 of 3")
        await viewer.press("slash", *"boat")
        await viewer.sees("17 results")
        rows = viewer.app.screen.query_one(OptionList)
        passage = viewer.app.screen.query_one(".dialog--passage")
        for _ in range(17):
            shown = "".join(passage.render_line(y).text for y in range(passage.size.height))
            lit = rows.render_line((rows.highlighted or 0) - rows.scroll_offset.y)
            assert "boat" in lit.text.lower()
            assert "boat" in shown.lower()
            await viewer.press("down")


async def test_search_finds_what_is_open_and_goes_there(home: Path, pack: Path) -> None:
    note = made_up_pack(3).episodes[0].notes[-1]
    async with evening(home, pack) as viewer:
        await viewer.press("w")
        await viewer.sees("1 of 3")
        await viewer.press("down", "slash")
        await viewer.types("qqnothing")
        await viewer.sees("Nothing open has these words.")
        await viewer.press(*["backspace"] * 9)
        await viewer.types(next(iter(markers(note.heading))))
        await viewer.sees(note.heading)
        await viewer.press("enter")
        await viewer.sees_no("result")
        await viewer.sees(note.heading)


async def test_what_another_terminal_marks_appears_by_itself(home: Path, pack: Path) -> None:
    from bigcity_tui.companion import Companion
    from bigcity_tui.store.record import Record
    from tests.tui.driver import NOON

    async with evening(home, pack) as viewer:
        await viewer.sees("0 of 3")
        other = Record.open(str(home), lambda: NOON)
        Companion(str(pack), other, lambda: NOON).watch([1])
        other.close()
        async with asyncio.timeout(LIMIT):
            while "1 of 3" not in viewer.screen():
                await viewer.pilot.pause(0.05)


async def test_looking_back_shows_an_earlier_moment_and_changes_nothing(
    home: Path, pack: Path
) -> None:
    async with evening(home, pack) as viewer:
        await viewer.press("w")
        await viewer.sees("1 of 3")
    async with evening(home, pack, as_of="start:1") as viewer:
        await viewer.sees("looking back to the start of episode 1")
        await viewer.press("w")
        await viewer.sees("You are looking back")


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12), (200, 60)])
async def test_every_pane_can_be_reached_at_every_size(
    home: Path, pack: Path, size: tuple[int, int]
) -> None:
    person = edition_of(made_up_pack(3), Moment.end(1)).people[0].name
    async with evening(home, pack, size=size) as viewer:
        await viewer.press("w")
        await viewer.sees("1 of 3")
        await viewer.press("2")
        await viewer.sees("2 Episode", "Episode 1")
        await viewer.press("3")
        await viewer.sees("3 Cast", person)
        await viewer.press("1")
        await viewer.sees("1 Episodes")


async def test_a_list_says_whether_there_is_more_of_it(home: Path, pack: Path) -> None:
    async with evening(home, pack, size=(40, 12)) as viewer:
        await viewer.sees(" more ▾ ")
        await viewer.press("G")
        await viewer.sees("Your record", " ▴ more ")
        await viewer.press("g")
        await viewer.sees(" more ▾ ")
        await viewer.resized(80, 24)
        await viewer.sees_no("more")


async def test_below_the_smallest_size_it_says_so_and_recovers(home: Path, pack: Path) -> None:
    async with evening(home, pack) as viewer:
        await viewer.resized(30, 8)
        await viewer.sees("Too small")
        await viewer.resized(80, 24)
        await viewer.sees("1 Episodes", "2 Episode")


async def test_the_window_keeps_its_place_when_it_is_resized(home: Path) -> None:
    async with evening(home) as viewer:
        for _ in range(9):
            await viewer.press("down")
        await viewer.press("enter", "G")
        await viewer.sees("100 %")
        first = viewer.first_words()
        await viewer.resized(100, 30)
        assert first[0] in viewer.first_words()
        await viewer.resized(120, 36)
        assert viewer.first_words() == first


async def test_contents_lead_to_a_heading(home: Path, pack: Path) -> None:
    async with evening(home, pack, size=(80, 14)) as viewer:
        await viewer.press("w")
        await viewer.sees("1 of 3")
        await viewer.sees_no("To talk about")
        await viewer.press("t")
        await viewer.sees("Contents")
        await viewer.press("end", "up")
        await viewer.sees("To talk about")
        await viewer.press("enter")
        await viewer.sees_no("Contents")
        await viewer.sees("To talk about")
        assert viewer.app.main.pane == "reader"
        await viewer.press("t")
        options = viewer.app.screen.query_one(OptionList)
        at = options.get_option_at_index(options.highlighted or 0)
        assert str(at.prompt).strip() == "To talk about"


async def test_taking_back_and_doing_again_keeps_the_place_in_a_page(home: Path) -> None:
    async with evening(home, EXAMPLE, size=(80, 24)) as viewer:
        await viewer.press("w", "2", "space")
        await viewer.sees("1 of 3", "✓ 1")
        here = viewer.first_words()
        assert viewer.app.main.reader.top
        await viewer.press("u")
        await viewer.sees("0 of 3")
        await viewer.until(lambda: not viewer.app.main.reader.top, "a short page")
        await viewer.press("ctrl+r")
        await viewer.sees("1 of 3")
        await viewer.until(lambda: viewer.first_words() == here, "the same place")


async def test_help_palette_and_privacy(home: Path, pack: Path) -> None:
    async with evening(home, pack) as viewer:
        await viewer.press("question_mark")
        await viewer.sees("Keys", "Mark the episode as watched")
        await viewer.press("escape")
        await viewer.press("ctrl+p")
        await viewer.sees("Watched (w)")
        await viewer.types("about")
        await viewer.sees("Show this page")
        await viewer.press("enter", "enter")
        await viewer.can_read("The novel")
        await viewer.press("f9")
        await viewer.until(lambda: not viewer.screen().strip(), "a blank screen")
        await viewer.press("space")
        await viewer.sees(f"2 {viewer.companion.series.title}")


async def test_a_date_can_be_said_later(home: Path, pack: Path) -> None:
    async with evening(home, pack) as viewer:
        await viewer.press("w")
        await viewer.sees("1 of 3")
        await viewer.press("d")
        await viewer.sees("When did you watch episode 1?")
        await viewer.press("ctrl+u")
        await viewer.types("2024-10")
        await viewer.press("enter")
        viewer.app.main.show_page("record")
        await viewer.can_read("October 2024")
        await viewer.press("1")
        viewer.app.main.show_page("1")
        await viewer.press("d")
        await viewer.types("x")
        await viewer.press("enter")
        await viewer.sees("is no date")
        await viewer.press("ctrl+u")
        await viewer.types("2999")
        await viewer.press("enter")
        await viewer.sees("2999 has not come yet")
        await viewer.press("ctrl+u", "enter")
        await viewer.sees("Is it unknown when you watched episode 1?")
        await viewer.press("n")
        await viewer.sees_no("Is it unknown")
        assert viewer.companion.view().progress.watched == {1: "2024-10"}
        await viewer.press("d", "ctrl+u", "enter", "y")
        await viewer.sees("Marked episode 1 as watched on an unknown date.")
        await viewer.press("u")
        await viewer.sees("Undone: changed the date of episode 1 from 2024-10")
        await viewer.can_read("zqend1")


async def test_watching_again_locks_everything_and_can_be_taken_back(
    home: Path, pack: Path
) -> None:
    note = made_up_pack(3).episodes[0].notes[-1]
    async with evening(home, pack) as viewer:
        await viewer.press("w")
        await viewer.can_read(note.heading)
        await viewer.press("R", "R")
        await viewer.sees("Watch again from the beginning?")
        await viewer.press("y")
        await viewer.cannot_read(note.heading)
        await viewer.sees("Viewing 2 · ○○○", "0 of 3")
        viewer.app.main.show_page("record")
        await viewer.can_read("Viewing 1 is kept below.")
        viewer.app.main.show_page("1")
        await viewer.press("u")
        await viewer.can_read(note.heading)


async def test_the_top_has_its_dots_rather_than_the_number_of_the_viewing(home: Path) -> None:
    async with evening(home, EXAMPLE) as viewer:
        viewer.companion.watch([1])
        viewer.companion.rewatch()
        viewer.companion.watch([1])
        await viewer.sees("Viewing 2 · ●○○  1 of 3")
        await viewer.resized(40, 12)
        await viewer.sees("Last Boat to Skerrow       ●○○  1 of 3")


async def test_a_note_can_be_forgotten_for_good(home: Path, pack: Path) -> None:
    async with evening(home, pack) as viewer:
        await viewer.press("n")
        await viewer.sees("Your note on episode 1")
        await viewer.types("zebra")
        await viewer.press("escape")
        await viewer.can_read("zebra")
        await viewer.press("X")
        await viewer.sees("Forget what you wrote")
        await viewer.press("y")
        await viewer.cannot_read("zebra")
        await viewer.press("u")
        await viewer.cannot_read("zebra")
    assert b"zebra" not in b"".join(file.read_bytes() for file in home.rglob("*.sqlite3"))


async def test_the_list_says_what_comes_next_and_gives_titles_their_room(home: Path) -> None:
    async with evening(home, EXAMPLE, (80, 24)) as viewer:
        await viewer.sees("▸ 1 next · 45 min")
        viewer.companion.watch([1])
        await viewer.sees("✓ 1 The 23.40", "▸ 2 next · 45 min")
        viewer.companion.start(2)
        await viewer.sees("◐ 2 Weather Standby")
        viewer.companion.rate("1", 8.5)
        viewer.companion.note("1", "Boats, mostly.")
        await viewer.sees("✓ 1 The 23.40  ¶ 8.5 •", "◐ 2 Weather Standby  •")
        viewer.companion.watch([2])
        viewer.companion.rate("3", 7.5)
        viewer.companion.note("3", "A word.")
        await viewer.sees("▸ 3 next       ¶ 7.5 •")


@pytest.mark.parametrize(
    ("size", "letters"), [((120, 36), "▀▀▀"), ((40, 12), "Last Boat to Skerrow")]
)
async def test_what_comes_next_and_is_on_has_a_title_card(
    home: Path, size: tuple[int, int], letters: str
) -> None:
    async with evening(home, EXAMPLE, size) as viewer:
        await viewer.press("w", "down", "2")
        await viewer.sees(letters, "Tonight: Episode 2", "Am Bàta Mu Dheireadh")
        await viewer.can_read("Previously")
        await viewer.press("s")
        await viewer.until(lambda: "Tonight" not in viewer.reading(), "it is on")
        await viewer.sees(letters, "On now: Episode 2")
        await viewer.press("right_square_bracket")
        await viewer.until(lambda: viewer.app.main.page == "3", "the one after it")
        await viewer.cannot_read("Tonight")
