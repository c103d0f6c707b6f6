"""Beginning a pack: what is written can be opened, checked and read about."""

import json
import os
import re
import shlex
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_type_hints

import pytest

from bigcity_tui.cli.parser import parse
from bigcity_tui.domain.pack import Pack, Vocabulary
from bigcity_tui.pack.lint import COUNTS, LENGTHS, lint
from bigcity_tui.pack.location import BUNDLED_ID, VOCABULARY
from bigcity_tui.pack.rules import MOST_EPISODES
from bigcity_tui.pack.validate import validate_pack, validate_vocabulary
from tests.cli.driver import Prompt

EXAMPLE = str(Path(__file__).parent.parent / "example_pack")
FILES = [
    "README.md",
    "asks.json",
    "cast.json",
    "episodes",
    "review.json",
    "schema",
    "series.json",
    "threads.json",
    "vocabulary.json",
]


@pytest.fixture
def folder(tmp_path: Path) -> str:
    return str(tmp_path / "night-boat")


@pytest.mark.parametrize("episodes", [1, 2, 3, 30])
def test_a_new_pack_is_sound_and_has_findings_of_style_alone(
    prompt: Prompt, folder: str, episodes: int
) -> None:
    prompt.does(["pack", "new", folder, "--episodes", str(episodes)]).says("README.md", folder)
    assert sorted(os.listdir(folder)) == FILES
    assert len(os.listdir(os.path.join(folder, "episodes"))) == episodes
    pack, vocabulary = validate_pack(folder), validate_vocabulary(folder)
    assert pack.series.episodes == episodes
    assert {finding.level for finding in lint(pack, vocabulary)} == {"style", "hint"}
    # So what is listed is what is still to be written.
    rules = {finding.rule for finding in lint(pack, vocabulary)}
    assert rules == {"placeholder", "note-length", "note-count", "question-count"} | (
        {"recap-length"} if episodes > 1 else set()
    )
    left = {finding.place for finding in lint(pack, vocabulary) if finding.rule == "placeholder"}
    assert {"people[0].name", "blurb[0]", "heading.text", "notes[0].body[0]", "country"} <= left
    assert "[0].question" not in left
    count = sum(finding.rule == "placeholder" for finding in lint(pack, vocabulary))
    *others, last = prompt.does(["pack", "check", folder]).out.splitlines()
    assert last.startswith(
        f"Still as 'pack new' wrote it: {count} texts, the first in series.json:"
    )
    assert not any("placeholder" in line for line in others)
    found = prompt.json(["pack", "check", folder])
    assert sum(each["rule"] == "placeholder" for each in found) == count


def test_the_command_that_it_names_can_be_typed(
    prompt: Prompt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    prompt.does(["pack", "new", "--", "-night boat"])
    (command,) = re.findall(r"'bigcity-tui (.*)' says", " ".join(prompt.out.split()))
    prompt.does(shlex.split(command)).says("wanted")


def test_it_can_be_watched_at_once(prompt: Prompt, folder: str) -> None:
    prompt.does(["pack", "new", folder, "--title", "The  Night Boat"])
    prompt.pack = folder
    prompt.does("status").says("The Night Boat", "0 of 3 watched")
    prompt.does("cast").says("Nobody")
    prompt.does("watch 1-3").does("cast").says("First Person", "Second Person")
    for page in ("about", "review", "threads", "people", "1", "2", "3"):
        prompt.does(f"read {page}")
    prompt.does("ask").says("Does somebody die?")


def test_three_episodes_and_the_name_of_the_folder_unless_told(prompt: Prompt, folder: str) -> None:
    found = prompt.json(["pack", "new", folder])
    assert found["folder"] == folder
    assert re.fullmatch("night-boat-[0-9a-f]{6}", found["id"])
    series = validate_pack(folder).series
    assert (series.title, series.episodes) == ("Night Boat", 3)


@pytest.mark.parametrize(
    ("title", "series_id"),
    [
        ("A Title: with Marks!", "a-title-with-marks"),
        ("밤배", "night-boat"),
        ("x" * 100, "x" * 52),
        ("Con", "con"),
        (BUNDLED_ID.replace("-", " "), BUNDLED_ID),
    ],
)
def test_the_id_is_made_of_the_title(
    prompt: Prompt, folder: str, title: str, series_id: str
) -> None:
    prompt.does(["pack", "new", folder, "--title", title])
    series = validate_pack(folder).series
    assert series.id.rpartition("-")[0] == series_id
    assert len(set(series.episode_ids)) == series.episodes


def test_two_packs_of_one_title_have_ids_of_their_own(prompt: Prompt, tmp_path: Path) -> None:
    one, other = (validate_pack(_new(prompt, tmp_path / name)).series for name in "ab")
    assert one.id != other.id
    assert not {*one.episode_ids} & {*other.episode_ids}


def _new(prompt: Prompt, folder: Path) -> str:
    prompt.does(["pack", "new", str(folder), "--title", "One Title"])
    return str(folder)


def test_a_folder_whose_name_gives_no_id(prompt: Prompt, tmp_path: Path) -> None:
    assert prompt.json(["pack", "new", str(tmp_path / "밤배")])["id"].startswith("my-series-")


def test_an_empty_folder_is_taken_and_another_is_left_alone(prompt: Prompt, folder: str) -> None:
    os.mkdir(folder)
    prompt.does(["pack", "new", folder])
    held = Path(folder, "series.json").read_bytes()
    prompt.fails(["pack", "new", folder], 1, "is not empty")
    assert Path(folder, "series.json").read_bytes() == held


def test_a_file_or_a_link_in_the_way_is_left_alone(prompt: Prompt, tmp_path: Path) -> None:
    taken, link = tmp_path / "taken", tmp_path / "link"
    taken.write_text("mine")
    link.symlink_to(tmp_path / "nowhere")
    for path in (taken, link, taken / "inside"):
        prompt.fails(["pack", "new", str(path)], 1, "choose another folder")
    assert taken.read_text() == "mine"
    assert sorted(os.listdir(tmp_path)) == ["link", "taken"]


@pytest.mark.parametrize("given", ["0", str(MOST_EPISODES + 1), "three", "-1", "３", "1.5", ""])
def test_numbers_that_no_series_has(prompt: Prompt, folder: str, given: str) -> None:
    prompt.fails(["pack", "new", folder, f"--episodes={given}"], 2, "episodes")
    assert not os.path.exists(folder)


@pytest.mark.parametrize("title", ["", " ", "a\x1b[31mb", "\u202e"])
def test_titles_that_cannot_be_shown(prompt: Prompt, folder: str, title: str) -> None:
    prompt.fails(["pack", "new", folder, f"--title={title}"], 2, "title")
    assert not os.path.exists(folder)


def test_two_are_the_same_but_for_their_ids(prompt: Prompt, tmp_path: Path) -> None:
    made = []
    for parent in ("one", "two"):
        prompt.does(["pack", "new", str(tmp_path / parent / "pack")])
        files = sorted((tmp_path / parent).rglob("*.*"))
        texts = [re.sub('"(pack-)?[0-9a-f]{6,8}"', '"id"', path.read_text()) for path in files]
        made.append(list(zip((path.name for path in files), texts, strict=True)))
    assert made[0] == made[1]


def records(kind: Any) -> set[type]:
    """Every kind of record inside a kind."""
    if isinstance(kind, UnionType) or get_args(kind):
        return {found for part in get_args(kind) for found in records(part)}
    if not (isinstance(kind, type) and is_dataclass(kind)):
        return set()
    inner = {found for part in get_type_hints(kind).values() for found in records(part)}
    return {kind, *inner}


def test_the_readme_names_every_file_field_and_command(prompt: Prompt, folder: str) -> None:
    prompt.does(["pack", "new", folder])
    readme = Path(folder, "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([^`\n]+)`", readme))
    kinds = records(Pack) | records(Vocabulary)
    kinds.remove(Pack)
    assert {field.name for kind in kinds for field in fields(kind)} <= named
    assert {name for name in FILES if name.endswith(".json")} <= named
    wanted = [*(LENGTHS[kind] for kind in ("recap", "note")), COUNTS["note"]]
    assert all(f"{each[0]} to {each[-1]}" in readme for each in wanted)
    commands = re.findall(r"^    bigcity-tui (.+?)  ", readme, re.M)
    assert len(commands) == 5
    for line in commands:
        parse(line.split())


def test_the_example_has_something_of_everything_and_no_findings(prompt: Prompt) -> None:
    prompt.does(["pack", "check", EXAMPLE]).says("the pack is sound, and the lint finds nothing.")
    pack = validate_pack(EXAMPLE)
    assert pack.series.episodes == 3
    assert len(pack.cast.people) >= 6
    assert all(person.actors for person in pack.cast.people)
    pairs = [frozenset(relation.people) for relation in pack.cast.relations]
    assert len(pairs) - len(set(pairs)) >= 6, "few bonds change"
    assert all(len(e.notes) >= 3 and len(e.questions) == 3 for e in pack.episodes)
    assert all(e.heading and len(e.heading.text) <= 18 for e in pack.episodes)
    assert all((pack.review, pack.threads, pack.asks, validate_vocabulary(EXAMPLE).terms))
    assert os.path.exists(os.path.join(EXAMPLE, VOCABULARY))
    # It says of itself that nothing in it is real.
    assert "made up" in " ".join(pack.series.about)


def test_the_example_opens_bit_by_bit(prompt: Prompt) -> None:
    prompt.pack = EXAMPLE
    seen = []
    for line in ("status", "start 1", "watch 1", "start 2", "watch 2", "start 3", "watch 3"):
        prompt.does(line)
        people = prompt.json("cast")
        seen.append({name for each in people for name in (each["name"], *each["former"])})
    assert seen == sorted(seen, key=len)
    assert len(set(map(len, seen))) == 5
    written = json.loads(Path(EXAMPLE, "cast.json").read_text(encoding="utf-8"))
    later = {name["text"] for each in written["people"] for name in each.get("later_names", ())}
    assert seen[-1] == {person["name"] for person in written["people"]} | later
