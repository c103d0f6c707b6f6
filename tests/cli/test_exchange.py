"""Taking the record out and bringing it in, at the prompt."""

import json
import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bigcity_tui import __main__
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.pack import Pack
from bigcity_tui.interchange import EXPORTS, NAMING
from bigcity_tui.interchange.sources import MOST_BYTES
from tests.cli.driver import Prompt
from tests.packs import markers, moment_of, twin, write_pack

FORMS = tuple(EXPORTS)
TITLE = "Love in the Big City"


def history(prompt: Prompt) -> None:
    prompt.does("watch 1-2 --on 2024-10-19").does("rate 1 8.5").does("start 3")
    prompt.does(["note", "1", "=1+1 바다"]).does("rate series 9").does("undo").does("redo")


def trakt(*numbers: int, title: str = TITLE) -> str:
    show = {"title": title, "year": 2024, "ids": {}}
    return json.dumps(
        [
            {
                "watched_at": "2024-10-20T12:00:00Z",
                "type": "episode",
                "episode": {"season": 1, "number": number, "title": "zqsecret"},
                "show": show,
            }
            for number in numbers
        ]
    )


def move(prompt: Prompt, home: Path) -> None:
    """Go to another computer, whose record is empty."""
    prompt.home = str(home)
    prompt._patch.setenv("BIGCITY_TUI_HOME", str(home))


def test_a_record_moves_whole_to_another_computer(prompt: Prompt, tmp_path: Path) -> None:
    history(prompt)
    file = str(tmp_path / "record.json")
    prompt.does(["export", "-o", file]).says("only you can read it")
    assert stat.S_IMODE(os.stat(file).st_mode) == 0o600
    out, log, episodes = prompt.does("export").out, prompt.json("log"), prompt.json("episodes")
    assert out == Path(file).read_text(encoding="utf-8")

    move(prompt, tmp_path / "other")
    prompt.does(["import", file]).says(
        "Would change episode 1: watched on 2024-10-19",
        "episode 1: note added",
        "Nothing has been changed yet",
    )
    assert not os.path.exists(prompt.home)
    prompt.does(["import", file, "--apply"]).says("Merged", "You are at start:3 now.")
    assert prompt.does("export").out == out
    assert (prompt.json("log"), prompt.json("episodes")) == (log, episodes)
    prompt.does(["import", file, "--apply"]).says("Nothing new for your record.")
    assert prompt.does("export").out == out
    assert prompt.does("export --json").out == out


def test_an_import_is_one_change_and_undone_as_one(prompt: Prompt, tmp_path: Path) -> None:
    file = tmp_path / "watched-history.json"
    file.write_text(trakt(1, 2, 3, 9) + " ", encoding="utf-8")
    prompt.does("watch 1 --on 2024-10-19")
    dry = prompt.does(["import", str(file)]).out
    assert "Stays as you have it episode 1: a viewing on 2024-10-20" in " ".join(dry.split())
    assert "[3]: there is no episode 9: the series has 8 episodes" in dry
    assert prompt.json("status")["watched"] == [1]
    prompt.does(["import", str(file), "--apply"]).says("'bigcity-tui undo' takes all of it back")
    assert prompt.json("status")["watched"] == [1, 2, 3]
    assert len(prompt.json("log")) == 2
    prompt.does(["import", str(file), "--apply"]).says("Nothing new for your record.")
    assert len(prompt.json("log")) == 2
    prompt.does("undo")
    assert prompt.json("status")["watched"] == [1]
    prompt.says_nothing_of("zqsecret")


def test_what_is_said_for_programs(prompt: Prompt, tmp_path: Path) -> None:
    file = tmp_path / "history.csv"
    file.write_text(
        "key,series_name,s_no,ep_no,created_at,user\n"
        f"watch-episode-1,{TITLE} (2024),1,1,2024-10-20 12:00:00,x\n"
        "watch-episode-2,Else\x1b[2Jwhere,1,1,2024-10-20 12:00:00,x\n",
        encoding="utf-8",
    )
    told: Any = prompt.json(["import", str(file)])
    assert told == {
        "file": str(file),
        "files": [str(file)],
        "passed_over": [],
        "format": "TV Time (CSV)",
        "rows": 2,
        "matched": 1,
        "columns": ["key", "series_name", "s_no", "ep_no", "created_at"],
        "other_columns": ["user"],
        "changes": ["episode 1: watched on 2024-10-20"],
        "added": 1,
        "known": 0,
        "kept": [],
        "further": [],
        "partial": [],
        "not_taken": ["1 row of another series: Else�[2Jwhere"],
        "remarks": [],
        "near": [],
        "other_series": [{"title": "Else�[2Jwhere", "rows": 1}],
        "applied": False,
        "moment": "before",
    }
    applied = prompt.json(["import", str(file), "--apply"])
    assert applied == told | {"applied": True, "moment": "end:1"}
    prompt.does(["import", str(file)]).says("Columns understood: key", "Columns passed over: user.")
    output = str(tmp_path / "out.csv")
    assert prompt.json(["export", "--format", "csv", "-o", output]) == {
        "file": output,
        "format": "csv",
        "notes": [],
    }


def test_trakts_forms_say_what_they_round(prompt: Prompt) -> None:
    history(prompt)
    for form in ("trakt", "trakt-csv"):
        prompt.run(f"export --format {form}").exits(0)
        assert "note: rounded, since Trakt knows whole points: episode 1 (8.5 to 9)\n" in prompt.err
        assert "note: left out: your notes" in prompt.err
        assert "8.5" not in prompt.out
    prompt.does("export --format csv").says("1,1,watched,2024-10-19,8.5,'=1+1 바다")


@pytest.mark.parametrize("form", FORMS)
def test_files_are_utf_8_whatever_the_terminal_is(prompt: Prompt, form: str) -> None:
    history(prompt)
    line = f"export --format {form}"
    out = prompt.run(line).out
    prompt.run(line, encoding="latin-1")
    assert prompt.out.encode("latin-1").decode() == out


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("export --format pdf", ["invalid choice: 'pdf'", "markdown"]),
        ("export -o", ["-o/--output: expected one argument"]),
        ("export file.json", ["unrecognized arguments"]),
        ("import", ["required: FILE"]),
        ("import a --as-series", ["--as-series: expected one argument"]),
        ("watch 1 -o x", ["unrecognized arguments: -o"]),
        ("--as-of before export", ["--as-of looks back"]),
    ],
)
def test_wrong_usage(prompt: Prompt, line: str, words: list[str]) -> None:
    prompt.fails(line, 2, *words)


def test_an_export_replaces_nothing_by_accident(prompt: Prompt, tmp_path: Path) -> None:
    there, link = tmp_path / "there", tmp_path / "link"
    there.write_text("old")
    os.symlink(there, link)
    prompt.fails(["export", "-o", str(there)], 1, "there already", "--force")
    prompt.fails(["export", "-o", str(link), "--force"], 1, "symbolic link")
    prompt.fails(["export", "-o", str(tmp_path / "no" / "x")], 1, "No such file")
    assert there.read_text() == "old"
    prompt.does(["export", "-o", str(there), "--force"])
    assert json.loads(there.read_text())["format"] == "bigcity-tui"


@pytest.mark.skipif(os.name != "posix", reason="Windows has neither fifos nor devices")
def test_what_is_no_file_to_import_is_refused_at_once(prompt: Prompt, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    with open(tmp_path / "large", "wb") as file:
        file.truncate(256_000_001)
    (tmp_path / "empty").touch()
    os.symlink("loop", tmp_path / "loop")
    for name, says in (
        (str(tmp_path / "fifo"), "is not a regular file"),
        ("/dev/zero", "is not a regular file"),
        (str(tmp_path / "large"), "is larger than 256 MB"),
        (str(tmp_path / "empty"), "is empty"),
        (str(tmp_path / "loop"), "cannot be read (Too many levels of symbolic links)"),
        (str(tmp_path / "nowhere\x1b"), "is missing"),
        ("a\0b", "is no path"),
        ("\udcff", "is missing"),
    ):
        prompt.fails(["import", name, "--apply"], 1, says)
        assert prompt.err.rstrip("\n").isprintable()
    assert not os.path.exists(prompt.home)


def test_a_damaged_export_brings_in_nothing(prompt: Prompt, tmp_path: Path) -> None:
    history(prompt)
    text = prompt.does("export").out
    before = prompt.json("log")
    file = tmp_path / "record.json"
    for at in range(0, len(text) - 2, 97):
        file.write_text(text[:at], encoding="utf-8")
        prompt.fails(["import", str(file), "--apply"], 1, "record.json: ")
    for old, new in (('"hlc": 1', '"hlc": "1'), ('"version": 1', '"version": 2'), ("[", "[NaN,")):
        file.write_text(text.replace(old, new), encoding="utf-8")
        prompt.fails(["import", str(file), "--apply"], 1, "record.json: ")
    file.write_text(text.replace("love-in-the-big-city", "another"), encoding="utf-8")
    prompt.fails(["import", str(file), "--apply"], 1, "another series", "--pack")
    assert prompt.json("log") == before


def test_operations_that_cannot_be_are_left_out_and_said(prompt: Prompt, tmp_path: Path) -> None:
    history(prompt)
    value = json.loads(prompt.does("export").out)
    first, second = value["operations"][:2]
    bad = {**first, "id": "é"}
    other = {**second, "value": {"state": "unwatched"}}
    late = {**first, "id": "late", "item": "5", "hlc": 2**53 - 1}
    note = {**first, "id": "note", "item": "2", "kind": "note"}
    note["value"] = {"text": "a\0b\x1b]52;c;aGk=\x07", "over": []}
    value["operations"] = [bad, other, late, note]
    file = tmp_path / "record.json"
    file.write_text(json.dumps(value), encoding="utf-8")
    told = prompt.json(["import", str(file)])
    assert (told["added"], told["known"]) == (1, 0)
    expected = [
        "1 change not taken: an id that is none",
        "1 change kept apart: another one has the same id",
        "1 change of yours with another content from now on",
        "1 change dated beyond any clock, and kept apart",
    ]
    for line, start in zip(told["remarks"], expected, strict=True):
        assert line.startswith(start)
    applied = prompt.json(["import", str(file), "--apply"])
    assert applied["remarks"] == told["remarks"]
    assert prompt.json("episodes")[1]["note"] == "a�b�]52;c;aGk=�"
    for form in FORMS:
        prompt.run(f"export --format {form}")
        assert prompt.out.replace("\n", "").isprintable()


def test_only_what_is_open_is_named_in_the_diary(evening: Prompt) -> None:
    for step, reached in (("start 1", 1), ("watch 1", 2), ("watch 3", 2), ("watch 2", 6)):
        evening.does(step).does("export --format markdown")
        opens = [moment_of(marker) for marker in markers(evening.out)]
        assert all(moment is not None and moment <= Moment(reached) for moment in opens)
        assert len(opens) >= reached // 2
    for form in FORMS:
        if form not in NAMING:
            evening.run(f"export --format {form}")
            public = [moment_of(marker) for marker in markers(evening.out)]
            assert set(public) <= {Moment(0)}


@pytest.mark.parametrize("position", range(6))
def test_twins_go_out_and_come_in_alike(
    prompt: Prompt, made_up: Pack, tmp_path: Path, position: int
) -> None:
    other = twin(made_up, Moment(position), seed=position)
    packs = [write_pack(each, tmp_path / name) for each, name in ((made_up, "a"), (other, "b"))]
    file = tmp_path / "file.json"
    file.write_text(trakt(1, 2, 3, title=made_up.series.title), encoding="utf-8")
    prompt.pack = packs[0]
    for step in ("start 1", "watch 1", "start 2", "watch 2", "start 3")[:position]:
        prompt.does(step)
    said = []
    for pack in packs:
        prompt.pack = pack
        lines = [*(f"export --format {form}" for form in FORMS), f"import {file}"]
        said.append([(prompt.run(line).out, prompt.err) for line in lines])
    assert said[0] == said[1]


SHAPES = Path(__file__).parents[1] / "interchange" / "shapes"


def later(prompt: Prompt) -> None:
    """Be in 2027, when all that the files tell of has happened."""
    prompt._patch.setattr(__main__, "_now", lambda: 1_800_000_000_000)


def test_an_archive_a_folder_and_several_files_are_one_import(
    prompt: Prompt, tmp_path: Path
) -> None:
    later(prompt)
    folder = SHAPES / "trakt-export-folder"
    dry = prompt.does(["import", str(folder)])
    dry.says("episode 3: watched on 2024-10-23", "the series: rated 10")
    dry.says("Watched again (--rewatches begins viewings of the series")
    dry.says("Files passed over", "watched/watched-playback.json: is JSON of no known format")
    told = prompt.json(["import", str(folder)])
    assert prompt.json(["import", str(SHAPES / "trakt-export.zip")])["changes"] == told["changes"]
    several = [str(path) for path in sorted(folder.rglob("*.json"), reverse=True)]
    named = prompt.json(["import", *several])
    assert (named["changes"], named["further"]) == (told["changes"], told["further"])
    assert not os.path.exists(prompt.home)
    prompt.does(["import", *several, "--apply"]).says("You are at end:3 now.")
    assert prompt.json(["import", str(folder)])["added"] == 0


def test_further_viewings_are_taken_only_if_asked_for(prompt: Prompt) -> None:
    later(prompt)
    file = str(SHAPES / "trakt-history-nulls.json")
    prompt.does(["import", file, "--apply", "--rewatches"]).says("You are at end:4 now.")
    file = str(SHAPES / "traktexport-full.json")
    prompt.does(["import", file]).says("episode 1: watched again on 2025-02-14")
    prompt.does(["import", file, "--rewatches"]).says(
        "viewing 2 begins", f"import {file} --apply --rewatches"
    )
    prompt.does(["import", file, "--rewatches", "--apply"]).says("You are at end:1 now.")
    told = prompt.json(["import", file, "--rewatches"])
    assert (told["added"], told["further"]) == (0, [])
    prompt.does("undo")
    assert prompt.json("status")["moment"] == "end:4"


def test_what_comes_from_a_pipe_is_imported(prompt: Prompt) -> None:
    prompt.run("import -", types=trakt(1, 2)).exits(0).says("episode 2: watched on 2024-10-20")
    packed = (SHAPES / "trakt-export.zip").read_bytes()
    later(prompt)
    prompt.run("import - --apply", types=packed).exits(0).says("You are at end:3 now.")
    prompt.run("import -", types=b"").exits(1)
    assert "standard input: is empty" in prompt.err


def test_a_file_that_begins_with_a_dash_is_named_so_that_it_can_be_typed(
    prompt: Prompt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("-x y.json").write_text(trakt(1), encoding="utf-8")
    out = " ".join(prompt.does(["import", "--", "-x y.json"]).out.split())
    assert "'bigcity-tui import --apply -- '-x y.json'' does it" in out
    prompt.does(["import", "--apply", "--", "-x y.json"]).says("You are at end:1 now.")


def test_titles_much_alike_are_listed_and_can_be_taken(prompt: Prompt) -> None:
    later(prompt)
    file = str(SHAPES / "titles-that-differ.csv")
    prompt.does(["import", file]).says("Much like this series", "Love in the Big City (KR) (2024)")
    taken = ["import", file, "--as-series", "Love in the Big City (KR)"]
    prompt.does(taken).says("episode 1: watched on 2024-10-22", "--as-series 'Love in the Big City")


def test_hundreds_of_other_titles_are_all_accounted_for(prompt: Prompt, tmp_path: Path) -> None:
    file = tmp_path / "shows.csv"
    rows = "".join(f"Show {n % 450},1,1,2024-01-01\n" for n in range(900))
    file.write_text("title,season,episode,watched_at\n" + rows, encoding="utf-8")
    prompt.does(["import", str(file)]).says("900 rows, 0 of this series", "and 410 more (--json")
    others = prompt.json(["import", str(file)])["other_series"]
    assert {each["title"]: each["rows"] for each in others} == {f"Show {n}": 2 for n in range(450)}


def test_long_reports_are_cut_for_people(prompt: Prompt, tmp_path: Path) -> None:
    file = tmp_path / "history.json"
    file.write_text(trakt(*range(9, 109)), encoding="utf-8")
    prompt.does(["import", str(file)]).says("[39]: there is no episode 48", "and 60 more (--json")
    prompt.says_nothing_of("[40]")
    assert len(prompt.json(["import", str(file)])["not_taken"]) == 100


def test_a_record_that_cannot_be_trusted_is_neither_exported_nor_compared(
    prompt: Prompt, tmp_path: Path
) -> None:
    history(prompt)
    Path(prompt.json("paths")["record"]).write_bytes(b"damaged" * 1_000)
    file = tmp_path / "history.json"
    file.write_text(trakt(1), encoding="utf-8")
    for line in (["export"], ["import", str(file)], ["import", str(file), "--apply"]):
        prompt.run(line).exits(1)
        assert prompt.out == ""
        assert prompt.err.startswith("bigcity-tui: error: ")


def test_what_cannot_be_read_whole_is_not_exported_as_nothing(prompt: Prompt, home: str) -> None:
    prompt.does("watch 1")
    with closing(sqlite3.connect(os.path.join(home, "record.sqlite3"))) as record:
        record.execute(
            "INSERT INTO op SELECT 'x', sum, batch, hlc, device, wall, 'another-series', pass,"
            " item, kind, CAST(x'ff' AS TEXT), undoes FROM op"
        )
        record.commit()
    target = os.path.join(home, "out.json")
    Path(target).write_text("what was exported before")
    prompt.fails(f"export -o {target} --force", 1, "the record cannot be read", "is damaged")
    assert Path(target).read_text() == "what was exported before"
    prompt.fails(f"export --format csv -o {target} --force", 1, "is damaged")
    prompt.run(f"export --salvage -o {target} --force").exits(0)
    assert "1 change could be read" in prompt.err
    assert len(json.loads(Path(target).read_text())["operations"]) == 1
    prompt.fails("export --salvage --format csv", 2, "--salvage writes JSON")


def test_a_record_of_many_years_comes_in_again(prompt: Prompt, tmp_path: Path) -> None:
    """Our own export may be larger than any page of another service."""
    file = tmp_path / "record.json"
    prompt.does("watch 1").does(["export", "-o", str(file)])
    with open(file, "ab") as grown:
        grown.write(b" " * MOST_BYTES)
    prompt.does(["import", str(file)]).says("1 known already")
