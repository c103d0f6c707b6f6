"""Answers to the questions to talk about, and lines that are added to a note."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from bigcity_tui import __main__
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.pack import Pack, Text
from tests.cli.driver import NOON, Prompt
from tests.packs import write_pack


def with_questions(prompt: Prompt, pack: Pack, *texts: str) -> None:
    """Have another edition of the pack, whose first episode asks this."""
    first, *others = pack.episodes
    asked = tuple(Text(Moment.end(1), text) for text in texts)
    assert prompt.pack is not None
    write_pack(replace(pack, episodes=(replace(first, questions=asked), *others)), prompt.pack)


@pytest.fixture
def asked(evening: Prompt, made_up: Pack) -> Prompt:
    """A viewer of a series whose first episode asks three things."""
    with_questions(evening, made_up, "Who *sings*?", "Who leaves?", "Who stays?")
    return evening


def test_they_are_listed_with_what_was_answered(asked: Prompt) -> None:
    asked.does("answer 1").says_only("No question of episode 1 is open.\n")
    assert asked.json("answer 1") == []
    asked.does("watch 1").does("answer 1")
    asked.says_only("1. Who sings?\n2. Who leaves?\n3. Who stays?\n")
    asked.does("answer 1 2 The one with the dog.")
    asked.says("Saved the answer to question 2 of episode 1.", "undo")
    asked.does("answer 1").says("2. Who leaves? The one with the dog. 3.")
    assert asked.json("answer 1")[1] == {
        "number": 2,
        "question": "Who leaves?",
        "answers": ["The one with the dog."],
        "earlier": [],
    }
    asked.does("answer 1 2 'The one with the dog.'").says("is as it was")
    asked.does("read 1").says("? Who leaves? ▏ The one with the dog. ? Who stays?")
    asked.does("search dog").says("The one with the dog.")
    asked.does("undo").says("Undone: answered question 2 of episode 1.")
    asked.does("answer 1").says_only("1. Who sings?\n2. Who leaves?\n3. Who stays?\n")
    asked.does("redo").does("answer 1 2 --clear").says("Removed the answer to question 2")
    asked.does("answer 1 2 --clear").says_only("No answer to question 2 of episode 1.\n")


def test_only_an_open_question_can_be_answered(asked: Prompt) -> None:
    for line in ("answer 1 1 Early.", "answer 1 9 Early.", "answer 2 1 Early."):
        asked.fails(line, 1, f"no question of episode {line[7]} is open")
    asked.does("watch 1")
    asked.fails("answer 1 4 Mine.", 2, "'4' is no question: choose 1 to 3")
    asked.fails("answer 1 --clear", 2, "name the question")
    asked.fails("answer 1 1 Mine. --clear", 2, "one of them")
    asked.fails("answer 4", 2, "there is no episode 4")
    assert len(asked.json("log")) == 1


def test_from_standard_input_and_an_editor(
    asked: Prompt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked.does("watch 1").does("answer 1 1 -", types="Two\nlines.\n")
    asked.fails("answer 1 1 -", 2, "'bigcity-tui answer 1 1 --clear'", types="")
    script = tmp_path / "editor"
    script.write_text('#!/bin/sh\necho By hand. >> "$1"\n')
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    asked.does("answer 1 1")
    assert asked.json("answer 1")[0]["answers"] == ["Two\nlines.\nBy hand."]
    monkeypatch.delenv("VISUAL")
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    asked.fails("answer 1 1", 1, "no editor", "'bigcity-tui answer 1 1 TEXT'")


def test_an_answer_stays_with_the_place_of_its_question(asked: Prompt, made_up: Pack) -> None:
    asked.does("watch 1").does("answer 1 2 Second.").does("answer 1 3 Third.")
    with_questions(asked, made_up, "Who sings?", "Who of them leaves?", "Who stays?", "And you?")
    asked.does("read 1").says("? Who of them leaves? ▏ Second.", "? Who stays? ▏ Third. ? And you?")
    with_questions(asked, made_up, "Who sings?", "Who leaves?")
    asked.does("read 1").says("? Who leaves? ▏ Second.").says_nothing_of("Third.")
    asked.does("read record").says("? Who leaves? ▏ Second. ? Question 3 ▏ Third.")
    asked.does("log").says("answered question 3 of episode 1: “Third.”")
    asked.does("export --format markdown").says("Question 3: > Third.")
    asked.does("export --format csv").says("2. Second. 3. Third.")
    # Of a locked one, too, no more than the number is known.
    asked.does("unwatch 1").does("read record").says("Question 2", "Second.")
    asked.says_nothing_of("Who leaves?")


def test_they_return_in_a_rewatch_beside_the_new_ones(asked: Prompt) -> None:
    asked.does("watch 1").does("answer 1 2 Then.").does("rewatch")
    for line in ("read 1", "answer 1", "read record", "log", "search then"):
        asked.does(line).says_nothing_of("Then.")
    asked.does("watch 1").does("read 1").says("Who leaves? You, in viewing 1 ▏ Then. ? Who stays?")
    asked.does("answer 1 2 Now.").does("read 1")
    asked.says("? Who leaves? ▏ Now. You, in viewing 1 ▏ Then. ? Who stays?")
    assert asked.json("answer 1")[1]["earlier"] == [{"pass": 1, "answers": ["Then."]}]
    asked.does("answer 1").says("Now. In viewing 1: Then.")


def test_forgetting_an_episode_forgets_its_answers(asked: Prompt) -> None:
    asked.does("watch 1-2").does("answer 1 2 Quxone.").does("answer 1 2 Quxtwo.")
    asked.does("answer 2 1 Kept.").does("forget 1 --yes").says(
        "Forgot what was written on episode 1."
    )
    asked.does("forget 1 --yes").says("Nothing written on episode 1 to forget.")
    asked.does("log").says("forgot what was written on episode 1").says_nothing_of("Qux")
    for folder, _, names in os.walk(asked.home):
        for name in names:
            assert b"Qux" not in Path(folder, name).read_bytes(), name
    asked.does("undo").says("answered question 1 of episode 2")


def test_they_go_to_another_device_by_a_file_and_by_a_folder(
    asked: Prompt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    asked.does("watch 1").does("answer 1 2 Mine.").does(f"export -o {tmp_path}/out.json")
    answered = asked.json("answer 1")
    by_file = Prompt(monkeypatch, str(tmp_path / "by-file"), asked.pack)
    by_file.does(f"import {tmp_path}/out.json").says("episode 1: answer to question 2 added")
    by_file.does(f"import {tmp_path}/out.json --apply")
    assert by_file.json("answer 1") == answered
    by_file.does(f"sync {shared}")
    third = Prompt(monkeypatch, str(tmp_path / "third"), asked.pack)
    third.does(f"sync {shared}")
    assert third.json("answer 1") == answered
    # What two write without knowing of each other is kept, both of it.
    third.does("answer 1 2 'Of the third.'")
    monkeypatch.setenv("BIGCITY_TUI_HOME", by_file.home)
    by_file.does("answer 1 2 'Of the second.'").does(f"sync {shared}")
    monkeypatch.setenv("BIGCITY_TUI_HOME", third.home)
    third.does(f"sync {shared}")
    assert set(third.json("answer 1")[1]["answers"]) == {"Of the third.", "Of the second."}
    assert json.loads(Path(tmp_path, "out.json").read_text())["operations"][1]["kind"] == "answer"


def test_a_line_is_added_to_a_note_with_the_minute_of_the_episode(
    asked: Prompt, monkeypatch: pytest.MonkeyPatch
) -> None:
    def at(minutes: float) -> None:
        monkeypatch.setattr(__main__, "_now", lambda: NOON + int(minutes * 60_000))

    asked.does("note 1 --append Before.").does("start 1")
    at(23.9)
    asked.does("note 1 --append That song again.").says("Saved the note on episode 1.")
    at(-1)
    asked.does("note 1 --append -", types="Of an earlier clock.\n")
    at(601)
    asked.does("note 1 --append Left on.").does("note 2 --append 'Not on.'")
    rows = asked.json("episodes")
    lines = ["Before.", "23: That song again.", "Of an earlier clock.", "Left on."]
    assert (rows[0]["note"], rows[1]["note"]) == ("\n".join(lines), "Not on.")
    asked.does("undo").does("undo")
    assert asked.json("episodes")[0]["note"] == "\n".join(lines[:-1])
    asked.fails("note 1 --append", 2, "note 1 --append TEXT")
    asked.fails("note 1 --append x --clear", 2, "note 1 --append TEXT")
    asked.does(["note", "1", "--append", " "]).says("The note on episode 1 is as it was.")
