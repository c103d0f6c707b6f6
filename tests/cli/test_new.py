"""What has opened: `new`, and what a mark says of it."""

import json
from pathlib import Path

import pytest

from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.pack import Pack
from tests.cli.driver import Prompt
from tests.packs import markers, moment_of

READ = "Nothing is new."


def test_a_mark_says_what_opened_and_new_shows_it(evening: Prompt, made_up: Pack) -> None:
    evening.does("new").says(READ, "Episode 1 comes next.")
    evening.does("start 1").says("New: ", "2 people", "'bigcity-tui new' shows it.")
    evening.does("new").says(made_up.cast.people[0].name)
    evening.does("watch 1").says("New: its notes")
    heading = next(n.heading for n in made_up.episodes[0].notes if n.unlock == Moment.end(1))
    evening.does("new").says(" ".join(heading.split()), "More opens as you watch.")
    assert evening.out == evening.does("read new").out


def test_each_passage_has_its_place_and_moment(evening: Prompt) -> None:
    evening.does("watch 1").does("watch 2")
    rows = json.loads(evening.does("new --since end:1 --json").out)
    assert {row["unlock"] for row in rows} == {"start:2", "end:2"}
    assert {row["document"] for row in rows} >= {"2", "people", "threads", "review"}
    assert all(row["heading"] and row["text"] for row in rows)
    everything = json.loads(evening.does("new --json").out)
    assert len(everything) > len(rows)
    assert evening.does("new --as-of end:1 --json").out != evening.does("new --json").out
    for marker in markers(evening.does("new --as-of end:1 --json").out):
        moment = moment_of(marker)
        assert moment is not None
        assert moment <= Moment.end(1)


def test_what_locks_again_is_no_longer_new(evening: Prompt) -> None:
    evening.does("watch 1")
    before = evening.does("new").out
    evening.does("watch 2").does("unwatch 2").says("What that had opened is locked again.")
    assert evening.does("new").out == before


def test_who_says_how_far_they_are_has_nothing_new(evening: Prompt) -> None:
    evening.does("watch 2 --through").says_nothing_of("New:")
    evening.does("new").says(READ)
    evening.does("new --since end:2").says("Nothing has opened since end:2.")
    evening.does("rewatch")
    evening.does("new").says(READ, "Episode 1 comes next.")
    evening.does("watch 1-2").says("New: the notes of episodes 1 and 2")
    evening.does("new").says_nothing_of(READ)


def test_what_another_device_had_marked_was_read_there(
    evening: Prompt, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    evening.does("watch 1-2").does(f"sync {shared}")
    other = Prompt(monkeypatch, str(tmp_path / "other"), evening.pack)
    other.does("start 3").does("undo")
    other.does(f"sync {shared}").says("You are at end:2 now.")
    other.does("new").says(READ)


def test_no_moment_is_wrong_usage(evening: Prompt) -> None:
    evening.fails("new --since tomorrow", 2, "no moment")
    evening.fails("new --since end:4", 2, "no episode 4")
