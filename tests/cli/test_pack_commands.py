"""The commands for authors of packs."""

import json
import shutil
from pathlib import Path

from bigcity_tui.domain.pack import Pack
from bigcity_tui.pack.location import bundled_pack
from tests.cli.driver import Prompt
from tests.packs import markers, moment_of, moments


def test_the_bundled_pack_can_be_checked(prompt: Prompt) -> None:
    prompt.does("pack check").says("Love in the Big City: the pack is sound")
    assert isinstance(prompt.json("pack check"), list)


def test_a_pack_is_named_by_its_folder_or_by_the_option(evening: Prompt) -> None:
    folder = evening.pack
    assert folder is not None
    found = evening.run("pack check").out
    evening.pack = None
    assert evening.run(["pack", "check", folder]).out == found
    assert evening.run(["pack", "check", "--pack", folder]).out == found


def test_a_copy_of_the_bundled_pack_is_checked_and_not_opened(
    prompt: Prompt, tmp_path: Path
) -> None:
    copy = str(shutil.copytree(bundled_pack(), tmp_path / "copy"))
    prompt.does(["pack", "check", copy])
    (line,) = prompt.out.splitlines()
    assert line.startswith("style   series.json:")
    assert " id: is the bundled pack" in line
    prompt.pack = copy
    prompt.does("pack check").fails("status", 1, "belongs to the bundled pack")


def test_all_that_makes_a_pack_unusable_is_listed(evening: Prompt, made_up: Pack) -> None:
    assert evening.pack is not None
    for name, key in (("series.json", "title"), ("cast.json", "people")):
        path = Path(evening.pack, name)
        value = json.loads(path.read_text())
        del value[key]
        path.write_text(json.dumps(value))
    evening.run("pack check").exits(1).complains("cannot be used", "2 problems")
    assert [line.split()[:3] for line in evening.out.splitlines()] == [
        ["invalid", "series.json:", "title:"],
        ["invalid", "cast.json:", "people:"],
    ]
    evening.run("pack check --json").exits(1)
    assert [entry["level"] for entry in json.loads(evening.out)] == ["invalid"] * 2
    evening.fails("status", 1, "series.json")


def test_a_wrong_vocabulary_leaves_the_pack_usable(evening: Prompt) -> None:
    assert evening.pack is not None
    Path(evening.pack, "vocabulary.json").write_text('{"ignore": ["headings"]}')
    evening.run("pack check").exits(1).says("invalid vocabulary.json:1: ignore[0]: must be")
    evening.complains("the pack can be used, but not vocabulary.json: 1 problem to put right")
    evening.does("status")


def test_what_the_lint_calls_an_error_ends_in_failure(evening: Prompt) -> None:
    assert evening.pack is not None
    path = Path(evening.pack, "series.json")
    value = json.loads(path.read_text())
    value["blurb"] = ["*Unfinished emphasis, and \u00a0 more"]
    path.write_text(json.dumps(value))
    evening.run("pack check")
    levels = {line.split()[0] for line in evening.out.splitlines()}
    assert levels == {"error", "style", "hint"}
    evening.exits(1).complains("the pack can be used, but", "should be put right")


def test_a_finding_names_line_person_and_rule(evening: Prompt) -> None:
    assert evening.pack is not None
    path = Path(evening.pack, "cast.json")
    value = json.loads(path.read_text())
    person = value["people"][1]
    person["facts"][0]["text"] = 'A "word".'
    path.write_text(json.dumps(value))
    evening.run("pack check").says(f"facts[0].text ({person['name']}): has a straight quotation")
    assert evening.out.count("[quotation-mark]") == 1
    evening.run("pack check --json")
    (found,) = (each for each in json.loads(evening.out) if each["rule"] == "quotation-mark")
    assert [found[key] for key in ("level", "file", "line", "place", "name")] == [
        *("style", "cast.json", 1, "people[1].facts[0].text"),
        person["name"],
    ]
    person["facts"][0]["text"] = " "
    path.write_text(json.dumps(value))
    evening.run("pack check").exits(1).says(
        f"cast.json:1: people[1].facts[0].text ({person['name']})"
    )
    evening.run("cast").exits(1).says_nothing_of(person["name"])


def test_a_schema_for_each_file(prompt: Prompt) -> None:
    prompt.does("pack schema")
    every = json.loads(prompt.out)
    for asked, name in (
        ("cast.json", "cast.json"),
        ("asks", "asks.json"),
        ("p/01.json", "episode.json"),
    ):
        prompt.does(["pack", "schema", asked])
        assert json.loads(prompt.out) == every[name]
    prompt.fails("pack schema README.md", 2, "series.json", "episode.json")


def test_what_opens_at_a_moment_is_shown_with_its_place(evening: Prompt, made_up: Pack) -> None:
    texts = {str(mark) for mark in markers(repr(made_up))}
    evening.does("pack show")
    shown = markers(evening.out)
    assert shown <= texts
    for moment in moments(made_up):
        opened = {mark for mark in shown if (moment_of(mark) or moment) <= moment}
        evening.does(f"pack show --at {moment}")
        assert markers(evening.out) == opened
    # Nothing is recorded, and nothing depends on what is.
    whole = evening.run("pack show --at end:2 --json").out
    evening.does("watch 1").does("pack show --at end:2 --json").says_only(whole)


def test_only_what_opens_in_between(evening: Prompt, made_up: Pack) -> None:
    assert evening.pack is not None
    found = evening.json("pack show --at end:2 --since end:1")
    assert {each["unlock"] for each in found} == {"start:2", "end:2"}
    assert [each["unlock"] for each in found] == sorted((e["unlock"] for e in found), reverse=True)
    for each in found:
        lines = Path(evening.pack, each["file"]).read_text(encoding="utf-8").split("\n")
        assert json.dumps(each["text"], ensure_ascii=False) in lines[each["line"] - 1]
    note = made_up.episodes[1].notes[0]
    (first,) = (each for each in found if each["text"] == note.body[0])
    assert (first["file"], first["place"]) == ("episodes/02.json", "notes[0].body[0]")
    assert first["name"] == note.heading
    evening.does("pack show --at end:1 --since end:2").says("Nothing opens in between.")


def test_all_that_can_be_asked_and_every_spelling_is_shown(evening: Prompt, made_up: Pack) -> None:
    ask = next(each for each in made_up.asks if each.episodes)
    first, number = ask.of_episode(ask.episodes[0].episode), ask.episodes[0].episode
    evening.does("pack show --at before").says("always askable asks.json:", ask.question)
    evening.says(ask.series.in_full, f"Episode {number}: {first.in_full}")
    (found,) = (e for e in evening.json("pack show") if e["text"] == ask.series.in_full)
    assert (found["unlock"], found["name"]) == ("before", ask.question)
    people = made_up.cast.people
    aliases = [(person.unlock, alias) for person in people for alias in person.aliases]
    aliases += [(a.unlock, a.text) for person in people for a in person.later_aliases]
    shown = {(e["unlock"], e["text"]) for e in evening.json("pack show")}
    assert {(str(opens), alias) for opens, alias in aliases} <= shown
    evening.fails("pack show --at tomorrow", 2, "is no moment")
