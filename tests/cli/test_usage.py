"""Wrong usage: one line that says what to do, what was typed escaped, and nothing changed."""

from argparse import Namespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bigcity_tui.cli.parser import parse
from bigcity_tui.cli.table import COMMANDS
from bigcity_tui.domain.errors import UsageError
from tests.cli.driver import Prompt

HOSTILE = "\x1b]52;c;aGk=\x07\u202e\udcff３\n"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (["watch", "0"], ["there is no episode 0", "1 to 8"]),
        (["watch", "99"], ["there is no episode 99", "1 to 8"]),
        (["watch", "00000"], ["'00000' is no episode"]),
        (["watch", "３"], ["'３' is no episode"]),
        (["watch", "3\n"], ["'3\\n' is no episode"]),
        (["watch", " 3"], ["' 3' is no episode"]),
        (["watch", "1-9"], ["there is no episode 9"]),
        (["watch", "0-2"], ["there is no episode 0"]),
        (["watch", "1-"], ["'' is no episode"]),
        (["watch", "-1"], ["'' is no episode"]),
        (["watch", "1", "-x"], ["unrecognized arguments: -x", "watch --help"]),
        (["watch", "1,,2"], ["'' is no episode"]),
        (["watch", ","], ["'' is no episode"]),
        (["watch", "1,9"], ["there is no episode 9"]),
        (["watch", "1" * 5000], ["is no episode"]),
        (["watch", ""], ["'' is no episode"]),
        (["watch"], ["required: N", "bigcity-tui watch --help"]),
        (
            ["watch", "1", "--on", "last week"],
            ["'last week' is no date", "2024-10-21", "yesterday"],
        ),
        (["watch", "1", "--on", "2024-02-30"], ["is no date"]),
        (["watch", "1", "--on", "2024-13"], ["is no date"]),
        (["watch", "1", "--on", "0000"], ["is no date"]),
        (["watch", "1", "--on", "2024-10-21T10"], ["is no date"]),
        (["watch", "1", "--on", "２０２４"], ["'２０２４' is no date"]),
        (["watch", "1", "--on"], ["--on: expected one argument", "watch --help"]),
        (["watch", "1", "--on", "--through"], ["--on: expected one argument"]),
        (["watch", "1", "--through=1"], ["--through: ignored explicit argument"]),
        (["watch", "1", "--thro"], ["unrecognized arguments: --thro"]),
        (["watch", "1", HOSTILE], ["is no episode"]),
        (["watch", "1", "-h=1"], ["-h/--help: ignored explicit argument"]),
        (["unwatch", "9"], ["there is no episode 9"]),
        (["start", "1", "2"], ["unrecognized arguments: 2"]),
        (["start", "1-2"], ["'1-2' is no episode"]),
        (["rate", "1", "0"], ["'0' is no rating", "0.5 to 10"]),
        (["rate", "1", "10.5"], ["'10.5' is no rating"]),
        (["rate", "1", "7.3"], ["'7.3' is no rating"]),
        (["rate", "1", "nan"], ["'nan' is no rating"]),
        (["rate", "1", "８"], ["'８' is no rating"]),
        (["rate", "1", "1e1"], ["'1e1' is no rating"]),
        (["rate", "1"], ["a rating or --clear"]),
        (["rate", "1", "5", "--clear"], ["a rating or --clear"]),
        (["rate", "9", "5"], ["there is no episode 9"]),
        (["rate", "film", "5"], ["'film'", "1 to 8 or series"]),
        (["note", "0", "x"], ["there is no episode 0"]),
        (["note", "1", "x", "--clear"], ["a text or --clear"]),
        (["note", "1", "a\0b"], ["cannot hold NUL"]),
        (["note", "1", "a\udcff"], ["cannot hold", "surrogate"]),
        (["note", "1", "x" * 20_001], ["20,000", "20,001"]),
        (["read", "nothing"], ["there is no document 'nothing'", "about, review"]),
        (["read", "9"], ["there is no document '9'"]),
        (["read", HOSTILE], ["there is no document"]),
        (["export", "--format", HOSTILE], ["invalid choice"]),
        (["search"], ["required: QUERY"]),
        (["pack", "eat"], ["no command 'pack eat'", "pack check, pack show"]),
        (["stauts"], ["no command 'stauts'"]),
        ([HOSTILE], ["no command"]),
        (["--frob"], ["unrecognized arguments: --frob", "bigcity-tui --help"]),
        (["status", "--frob=" + HOSTILE], ["unrecognized arguments"]),
        (["--pack"], ["--pack: expected one argument"]),
        (["--json"], ["--json goes with a command"]),
        (["--as-of", "end:9x", "status"], ["no moment"]),
        (["--as-of", "end:1", "status"], ["only an earlier moment", "before"]),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(
    prompt: Prompt, line: list[str], words: list[str]
) -> None:
    prompt.fails(line, 2, *words)
    assert prompt.err.rstrip("\n").isprintable()
    prompt.does("log").says("Nothing yet.")


def test_what_cannot_be_done_is_exit_1(prompt: Prompt) -> None:
    prompt.fails("undo", 1, "nothing to undo")
    prompt.fails("redo", 1, "nothing to redo")
    prompt.fails("cast Zzyzx", 1, "nobody known so far is called 'Zzyzx'")
    prompt.fails(["cast", HOSTILE], 1, "nobody known so far")
    prompt.fails("--pack /nowhere/at-all status", 1, "/nowhere/at-all")
    assert prompt.err.rstrip("\n").isprintable()


def test_the_options_that_stand_anywhere_stand_anywhere(prompt: Prompt, tmp_path: object) -> None:
    prompt.does("watch 1")
    ways = [
        "--json --as-of before status",
        "status --json --as-of=before",
        "--json status --as-of before",
        "--as-of before status --json",
        "--as-of end:1 status --as-of before --json",
        "-- status --json --as-of before",
    ]
    assert len({prompt.does(way).out for way in ways}) == 1
    assert '"moment": "before"' in prompt.out


def test_options_and_words_may_be_mixed(prompt: Prompt) -> None:
    prompt.does("watch --on 2024-10 1 --through 3")
    assert [row["on"] for row in prompt.json("episodes")][:3] == ["2024-10", None, "2024-10"]
    prompt.does(["watch", "--", "4"])
    prompt.does(["note", "1", "--", "--through", "and", "- so on"])
    assert prompt.json("episodes")[0]["note"] == "--through and - so on"
    prompt.does(["note", "1", "- a line with a dash"])
    assert prompt.json("episodes")[0]["note"] == "- a line with a dash"


def test_marks_are_listed_merged_and_dated(prompt: Prompt) -> None:
    prompt.does("watch 3-1 2 01").says("Marked episodes 1 to 3 as watched.")
    prompt.does("watch 1-3").says_only("Marked already.\n")
    prompt.does("watch 2 --on 2024-01-31")
    prompt.does("watch 3 --on unknown")
    prompt.does("watch 4 --on 2023")
    assert [row["on"] for row in prompt.json("episodes")][:5] == [
        "2024-10-21",
        "2024-01-31",
        None,
        "2023",
        None,
    ]
    prompt.does("watch 2")
    assert prompt.json("episodes")[1]["on"] == "2024-01-31"
    prompt.does("watch 2,5 --on yesterday")
    prompt.does("watch 1, 3 --on today")
    assert [row["on"] for row in prompt.json("episodes")][:5] == [
        *("2024-10-21", "2024-10-20", "2024-10-21", "2023", "2024-10-20"),
    ]
    prompt.does("unwatch 1-8").says("Took the mark off", "locked again")
    prompt.does("unwatch 1").says_only("Not marked.\n")


words = st.one_of(
    st.sampled_from(
        [*COMMANDS, "pack", "--json", "--pack", "--as-of", "--yes", "-h", "--", "-", "1"]
    ),
    st.text(max_size=6),
    st.characters(categories=["Cs", "Cc", "Cf"]),
)


@given(st.lists(words, max_size=6))
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_words_are_understood_or_refused_in_one_printable_line(line: list[str]) -> None:
    refusal = ""
    command, args = None, Namespace()
    try:
        command, args = parse(line)
    except UsageError as error:
        refusal = str(error)
    assert refusal.isprintable()
    for argument in command.arguments if command and not args.help else ():
        value = getattr(args, argument.name.lstrip("-").replace("-", "_"))
        given = value if isinstance(value, list) else [value]
        assert all(
            any(str(each) in word for word in line)
            for each in given
            if each not in (None, False, True)
        )
