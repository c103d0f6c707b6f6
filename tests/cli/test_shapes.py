"""Series of other shapes: seasons, lengths of their own, not all out yet, and called chapters."""

from dataclasses import replace
from pathlib import Path

import pytest

from bigcity_tui.domain.series import Season
from tests.cli.driver import Prompt
from tests.packs import made_up_pack, write_pack

EPISODES = 12
SEASONS = tuple(Season(f"Season {number}", 4) for number in (1, 2, 3))


@pytest.fixture
def viewer(monkeypatch: pytest.MonkeyPatch, home: str, tmp_path: Path) -> Prompt:
    """A viewer of a long series, whose last chapters come later or nobody knows when."""
    made = made_up_pack(EPISODES)
    series = replace(
        made.series,
        original_title=None,
        minutes=None,
        lengths=(*(30,) * 9, 45, None, None),
        aired=(*("2020-01-01",) * 10, "2999-02-03", None),
        seasons=SEASONS,
        unit="chapter",
        directors=(),
    )
    folder = write_pack(replace(made, series=series), tmp_path / "pack")
    return Prompt(monkeypatch, home, folder)


def test_an_episode_is_named_by_its_season_wherever_a_number_is(viewer: Prompt) -> None:
    viewer.does("watch 1-s1e4").says("Marked chapters 1 to 4 as watched.")
    viewer.does("start S2E1").says("Started chapter 5.")
    viewer.does("rate s2e1 8").says(": 8.")
    viewer.does("note s2E1 Mine.")
    viewer.does("read s2e1").says("Chapter 5", "Season 2, chapter 1 · 30 min")
    viewer.fails("watch s2e5", 2, "there is no s2e5")
    viewer.fails("watch s4e1", 2, "there is no s4e1")
    viewer.fails("watch s0e1", 2, "there is no s0e1")
    viewer.fails("watch e13", 2, "there is no chapter 13")


def test_a_moment_names_an_episode_by_its_season_too(viewer: Prompt) -> None:
    whole = viewer.does("pack show --at end:S2E1 --since start:s1e2 --json").out
    viewer.does("pack show --at end:5 --since start:2 --json").says_only(whole)
    viewer.does("watch 1-5")
    then = viewer.does("status --as-of end:1").out
    viewer.does("--as-of end:S1E1 status").says_only(then)
    since = viewer.does("new --since start:5").out
    viewer.does("new --since start:s2e1").says_only(since)
    for line in ("status --as-of", "new --since", "pack show --at", "pack show --since"):
        viewer.fails(f"{line} end:s2e5", 2, "there is no s2e5: choose 1 to 12")
        viewer.fails(f"{line} end:13", 2, "there is no chapter 13: choose 1 to 12")


def test_what_is_not_out_is_said_to_be_so_and_cannot_be_marked(viewer: Prompt) -> None:
    viewer.fails("watch 11", 2, "chapter 11 is not out yet")
    viewer.fails("watch 1-12", 2, "chapters 11 and 12 are not out yet")
    viewer.fails("start S3E4", 2, "chapter 12 is not out yet")
    viewer.does("status").says("0 of 12 watched · 5 h 15 min left", "Next is chapter 1.")
    viewer.does("episodes").says("30 min", "45 min", "out on 3 February 2999", "not out yet")
    rows = viewer.json("episodes")
    assert [row["minutes"] for row in rows] == [30] * 9 + [45, None, None]
    assert [row["coming"] for row in rows[9:]] == ["", "out on 3 February 2999", "not out yet"]
    viewer.does("watch 1-10").does("status").says("Next is chapter 11, out on 3 February 2999.")
    viewer.does("read 11").says("Season 3, chapter 3 · out on 3 February 2999")
    viewer.does("read 12").says("Season 3, chapter 4 · not out yet")
    viewer.does("read about").says("12 chapters", "3 seasons")
    viewer.does("read record").says("10 of 12 chapters watched", "5 h 15 min spent")


def test_what_stays_locked_is_called_as_the_series_calls_it(viewer: Prompt) -> None:
    viewer.does("watch 4").says("Chapter 4 stays locked until chapters 1 to 3 are marked")
    viewer.does("status").says("Chapter 4 stays locked")
    viewer.does("watch 1-3").does("read people").says("Bonds, chapter by chapter")
    viewer.run("doctor").says("12 chapters")


def test_what_was_written_and_done_is_said_of_chapters(viewer: Prompt) -> None:
    viewer.does("watch 1-3")
    viewer.fails("start 2", 1, "chapter 2 is watched already")
    viewer.does("note 2 Mine.").says("Saved the note on chapter 2.")
    viewer.does("note 2 --clear").says("Removed the note on chapter 2.")
    viewer.does("answer 2 1 Mine.").says("Saved the answer to question 1 of chapter 2.")
    viewer.does("log").says("watched chapters 1 to 3", "answered question 1 of chapter 2")
    viewer.does("undo").says("Undone: answered question 1 of chapter 2.").does("redo")
    viewer.fails("forget 2", 2, "ever wrote on chapter 2")
    viewer.does("forget 2 --yes").says("Forgot what was written on chapter 2.")
    viewer.does("export --format markdown").says("## Chapter 1")
    viewer.fails("read 9 --peek", 2, "this opens chapter 9")
    viewer.fails("ask 1 --episode 9", 2, "answers question 1 for chapter 9")
