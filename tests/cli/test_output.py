"""How lines are set: widths, styles, letters that a terminal cannot hold."""

import json
import os
import re
import sys
from pathlib import Path

import pytest

from bigcity_tui.cli.output import Output, wrap
from bigcity_tui.domain.pack import Pack
from bigcity_tui.domain.text import cells
from tests.cli.driver import Prompt, Terminal
from tests.packs import made_up_pack, write_pack

STYLE = re.compile(r"\x1b\[[0-9;]*m")
LINES = (
    "status", "episodes", "cast", "read about", "read 1", "read review", "read threads",
    "read people", "search amber", "ask", "log",
)  # fmt: skip


@pytest.fixture
def seen(evening: Prompt) -> Prompt:
    """A viewer who has seen everything, and says so."""
    evening.does("watch 3 --through").does("rate 1 8.5").does("note 1 'Très 좋아요.'")
    return evening


@pytest.mark.parametrize("columns", [24, 40, 72, 100])
def test_nothing_is_wider_than_the_terminal(
    seen: Prompt, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for line in LINES:
        seen.run(line, tty=True).exits(0)
        widest = max(cells(STYLE.sub("", one)) for one in seen.out.splitlines())
        # Words of the invented pack are short; columns have a least width.
        least = 44 if line in ("episodes", "cast", "log") else 24
        assert widest <= max(columns, least), line
        if not line.startswith(("episodes", "cast", "log")):
            assert widest <= 72, line


def test_a_pipe_gets_72_columns_and_no_styles(
    seen: Prompt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    for line in LINES:
        seen.does(line)
        assert "\x1b" not in seen.out
        assert max(map(cells, seen.out.splitlines())) <= 72
    assert max(map(len, seen.does("read 1").out.splitlines())) > 60


def test_a_terminal_gets_styles_unless_it_asks_for_none(
    seen: Prompt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    plain = {line: seen.does(line).out for line in LINES}
    for line in LINES:
        monkeypatch.setenv("COLUMNS", "72")
        seen.run(line, tty=True)
        shown = STYLE.sub("", seen.out).splitlines()
        assert [each.rstrip() for each in shown] == plain[line].splitlines()
    assert "\x1b[1m" in seen.run("read 1", tty=True).out
    for variable, value in (("NO_COLOR", "1"), ("TERM", "dumb")):
        with monkeypatch.context() as patch:
            patch.setenv(variable, value)
            assert seen.run("read 1", tty=True).out == plain["read 1"]


def test_what_standard_output_cannot_hold_does_not_crash(seen: Prompt) -> None:
    for encoding in ("ascii", "latin-1", "euc-kr"):
        for line in LINES:
            seen.run(line, encoding=encoding).exits(0).complains_of_nothing()
        seen.run("episodes --json", encoding=encoding)
        assert json.loads(seen.out)[0]["note"] == "Très 좋아요."
        assert seen.run("note 2 '한'", encoding=encoding).exits(0)
        shown = "한국" if encoding == "euc-kr" else "\\ud55c\\uad6d"
        seen.run("cast 한국", encoding=encoding).exits(1).complains(f"'{shown}'")


def test_closed_streams_are_no_fault(seen: Prompt, monkeypatch: pytest.MonkeyPatch) -> None:
    from bigcity_tui.__main__ import main

    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    assert main(["status"]) == 0
    assert main(["nonsense"]) == 2
    assert main(["note", "1", "-"]) == 2
    assert main(["read", "1", "--peek"]) == 2
    assert main([]) == 2


def test_long_series_are_told_in_numbers(
    monkeypatch: pytest.MonkeyPatch, home: str, tmp_path: Path
) -> None:
    many = made_up_pack(episodes=60)
    prompt = Prompt(monkeypatch, home, write_pack(many, tmp_path / "many"))
    prompt.does("watch 1-50 55").says("Episode 55 stays locked until episodes 51 to 54 are marked")
    prompt.does("status").says("51 of 60 watched").says_nothing_of("●")
    prompt.does("episodes")
    rows = [line[:6] for line in prompt.out.splitlines() if line[0] == "✓"]
    assert rows[8:10] == ["✓  9  ", "✓ 10  "]


def test_wrapping_counts_columns_and_keeps_long_words_whole() -> None:
    assert list(wrap("one two three", 7)) == ["one two", "three"]
    assert list(wrap("바다 등대 우산", 9)) == ["바다 등대", "우산"]
    assert list(wrap("a supercalifragilistic b", 5)) == ["a", "supercalifragilistic", "b"]
    assert list(wrap("", 5)) == [""]
    assert list(wrap("灯台を見る。「海」だ", 6)) == ["灯台を", "見る。", "「海」", "だ"]
    assert list(wrap("go 灯台 go", 5)) == ["go 灯", "台 go"]


def test_facts_in_a_table_are_broken_between_them_without_the_dot() -> None:
    assert list(wrap("A Title · 8.5 · note", 15, " · ")) == ["A Title · 8.5", "note"]


def test_tables_align_by_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "16")
    monkeypatch.setenv("TERM", "dumb")
    stream = Terminal(tty=True)
    Output(stream).table((("바다", "the sea, at night"), ("a", "b")), style="bold")
    assert stream.text.splitlines() == ["바다  the sea,", "      at night", "a     b"]


def test_lines_are_made_safe(made_up: Pack) -> None:
    stream = Terminal(tty=True)
    out = Output(stream)
    out.line("a\x1b[2Jb\n", ("c\u202ed", "bold"), "e")
    out.prose("f\x07 \x9bg")
    out.as_json = True
    out.value({"h": ["\x1b[31m", "e" + "\u0301" * 50]})
    written = STYLE.sub("", stream.text)
    assert "\x1b" not in written
    assert written.replace("\n", "").isprintable()
    assert stream.text.splitlines()[0] == "a\ufffd[2Jb \x1b[1mc\ufffdd\x1b[0me"


def test_the_notice_of_a_damaged_record_is_said_once_and_reading_goes_on(
    evening: Prompt, home: str
) -> None:
    evening.does("watch 1").does("note 1 Mine.")
    record = evening.json("paths")["record"]
    with open(record, "r+b") as file:
        file.write(b"no database at all")
    kept = os.path.getsize(record)
    for line in ("status", "episodes", "cast", "read 1", "search amber", "log"):
        evening.run(line).exits(0).says_nothing_of("Mine.")
        assert evening.err.startswith("bigcity-tui: note: nothing can be saved")
        assert evening.err.count("\n") == 1
    assert json.loads(evening.run("status --json").out)["moment"] == "before"
    for line in ("watch 2", "undo", "rate 1 5", "note 1 x"):
        evening.fails(line, 1, "nothing can be saved")
    assert os.path.getsize(record) == kept


def test_a_fault_tells_its_kind_and_place_and_nothing_else(
    prompt: Prompt, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        secret = "what happens in the end"
        raise RuntimeError(secret)

    monkeypatch.setattr("bigcity_tui.companion.Companion.status", broken)
    prompt.fails("status", 1, "fault", "RuntimeError at cli/test_output.py:")
    prompt.says_nothing_of("in the end")


def test_an_interruption_ends_quietly(prompt: Prompt, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("bigcity_tui.companion.Companion.status", interrupted)
    prompt.run("status").exits(130).complains_of_nothing()
