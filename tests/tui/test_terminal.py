"""How the app begins and ends in a real terminal."""

import os
import shutil
import signal
import sqlite3
import stat
import sys
import termios
import time
from pathlib import Path

import pytest

from bigcity_tui.companion import Companion
from bigcity_tui.store.record import Record
from tests.tui.driver import NOON
from tests.tui.terminal import Terminal, terminal

SOON = 10.0
"""Seconds that an end may take on a busy machine; on a quiet one it is two."""

CRASH = """
import sys
from bigcity_tui.tui.main import MainScreen
def broken(self, name):
    secret = "a local variable that nobody must see"
    raise RuntimeError("words that nobody must see: " + secret)
MainScreen.action_command = broken
from bigcity_tui.__main__ import main
sys.exit(main([]))
"""


def test_it_opens_quits_with_a_key_and_leaves_the_terminal_as_it_was(home: Path) -> None:
    with terminal(home, anew=True) as seen:
        seen.sees("how far are you?")
        seen.press("0\r")
        seen.sees_no("how far are you?")
        seen.press("q")
        assert seen.ends() == 0
        assert seen.is_restored()


@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGHUP", 129), ("SIGINT", 130)])
def test_a_signal_ends_it_in_good_order(home: Path, name: str, code: int) -> None:
    with terminal(home) as seen:
        seen.sees("how far are you?")
        os.kill(seen.process.pid, getattr(signal, name))
        assert seen.ends() == code
        assert seen.is_restored()


def test_an_error_ends_it_with_a_line_that_tells_nothing(home: Path) -> None:
    with terminal(home, code=CRASH, asked=True) as seen:
        seen.sees("Tonight: Episode 1")
        seen.press("?")
        assert seen.ends() == 1
        assert seen.is_restored()
        assert b"an unexpected error ended the app" in seen.output
        assert b"RuntimeError" in seen.output
        assert b"nobody must see" not in seen.output
        report = home / "crash.txt"
        assert str(report).encode() in seen.output
        text = report.read_text()
        assert stat.S_IMODE(report.stat().st_mode) == 0o600
        assert "RuntimeError" in text
        assert "in broken" in text
        assert "nobody must see" not in text
        assert "secret" not in text


def test_it_stops_and_goes_on_with_everything_as_it_was(home: Path) -> None:
    with terminal(home, anew=True, asked=True) as seen:
        seen.sees("Tonight: Episode 1")
        for number in (signal.SIGTSTP, signal.SIGSTOP, signal.SIGTSTP):
            os.kill(seen.process.pid, number)
            seen.stops()
            assert number == signal.SIGSTOP or seen.is_restored()
            seen.screen.reset()
            os.kill(seen.process.pid, signal.SIGCONT)
            seen.sees("Tonight: Episode 1")
        seen.press("?")
        seen.sees("Mark the episode as watched")
        seen.press("\x1b")
        seen.sees_no("Mark the episode as watched")
        seen.press("\x1a")  # there is no shell that could bring it back
        seen.press("q")
        assert seen.ends() == 0
        assert seen.is_restored()


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_a_shell_gets_the_terminal_back_and_gives_it_again(home: Path) -> None:
    command = f"{sys.executable} -m bigcity_tui"
    with terminal(home, program=["bash", "--norc", "--noprofile", "-i"]) as seen:
        seen.press(f"PS1='ready> '\r{command}\r")
        seen.sees("how far are you?")
        seen.press("0\r")
        seen.sees("Tonight: Episode 1")
        seen.press("\x1a")
        seen.sees("Stopped")
        seen.press("echo $((6*7))\r")
        seen.sees("42")
        seen.screen.reset()
        seen.press("fg\r")
        seen.sees("Tonight: Episode 1")
        seen.press("q")
        seen.sees("ready> ")
        seen.press("exit 7\r")
        assert seen.ends() == 7


def test_it_starts_in_the_smallest_terminal_and_grows(home: Path) -> None:
    with terminal(home, size=(1, 1)) as seen:
        while b"\x1b[?1049h" not in seen.output:
            seen.read()
        seen.resize(120, 36)
        seen.sees("how far are you?")
        for _ in range(8):  # the signal of one size comes while the other's is heard
            seen.resize(20, 5)
            seen.resize(120, 36)
            seen.sees("how far are you?")
            seen.sees("palette")  # the last line of the larger size
        os.kill(seen.process.pid, signal.SIGTERM)
        assert seen.ends() == 143
        assert seen.is_restored()
        assert b"Traceback" not in seen.output


def test_what_one_types_in_a_burst_arrives_whole(home: Path) -> None:
    with terminal(home) as seen:
        seen.sees("how far are you?")
        seen.press("0\r")
        seen.sees_no("how far are you?")
        seen.press("r8.\r")
        seen.sees("Rated episode 1: 8.5.")
        seen.press("nswu\x1b")
        seen.sees("Saved the note on episode 1.")
        seen.sees("swu")
        seen.sees("0 of 8")
        seen.press("q")
        assert seen.ends() == 0


@pytest.mark.parametrize("has_hangups", [True, False], ids=["hung up", "in silence"])
def test_it_ends_when_the_terminal_vanishes(home: Path, has_hangups: bool) -> None:
    with terminal(home, has_hangups=has_hangups) as seen:
        seen.sees("how far are you?")
        seen.vanish()
        assert seen.process.wait(timeout=SOON) == 129


@pytest.mark.parametrize(
    ("keys", "title"),
    [
        ("n", "Your note on episode 1"),
        ("/", "Search"),
        ("r", "Your rating of"),
        ("?", "Mark the episode as"),
    ],
)
def test_it_ends_when_the_terminal_vanishes_under_a_dialogue(
    home: Path, keys: str, title: str
) -> None:
    # So small that little can be written at once.
    with terminal(home, size=(90, 20), asked=True) as seen:
        seen.sees("Tonight: Episode 1")
        seen.press(keys)
        seen.sees(title)
        seen.press("words")
        if keys in "n/":
            seen.sees("words")
        seen.vanish()
        assert seen.process.wait(timeout=SOON) == 129
    assert note(home) == ("words" if keys == "n" else None)


@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGHUP", 129), ("SIGINT", 130)])
def test_a_signal_saves_what_is_being_written(home: Path, name: str, code: int) -> None:
    with terminal(home, asked=True) as seen:
        begin_note(seen)
        seen.press("half a sen")
        seen.sees("half a sen")
        os.kill(seen.process.pid, getattr(signal, name))
        assert seen.ends() == code
        assert seen.is_restored()
    assert note(home) == "half a sen"


@pytest.mark.parametrize("leaves", ["\x11", "SIGTERM", "closed"])
def test_what_cannot_be_saved_while_leaving_is_kept_in_a_file(home: Path, leaves: str) -> None:
    with terminal(home, asked=True) as seen:
        begin_note(seen)
        # As another program does that was stopped in the middle of writing.
        other = sqlite3.connect(home / "record.sqlite3")
        other.execute("BEGIN EXCLUSIVE")
        seen.press("half a sen")
        seen.sees("half a sen")
        if leaves == "closed":
            seen.vanish()
            assert seen.process.wait(timeout=SOON) == 129
        else:
            if leaves == "SIGTERM":
                os.kill(seen.process.pid, signal.SIGTERM)
            else:
                seen.press(leaves)
                seen.until(lambda: bool(list(home.glob("note-*/note.txt"))), "a file")
                other.close()
            assert seen.ends() == (143 if leaves == "SIGTERM" else 0)
            assert seen.is_restored()
        (path,) = home.glob("note-*/note.txt")
        other.close()
    assert path.read_text() == "half a sen"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_it_ends_although_the_terminal_takes_nothing_any_more(home: Path) -> None:
    with terminal(home, asked=True) as seen:
        begin_note(seen)
        seen.press("half a sen")
        seen.sees("half a sen")
        # Nobody reads what these have it write, until it waits to write more.
        for columns in range(60, 160):
            seen.resize(columns, 36)
            time.sleep(0.01)
        os.kill(seen.process.pid, signal.SIGTERM)
        assert seen.process.wait(timeout=SOON) == 143
        assert termios.tcgetattr(seen.slave) == seen.before
    assert note(home) == "half a sen"


def test_an_error_saves_what_is_being_written(home: Path) -> None:
    code = CRASH.replace("tui.main", "tui.dialogs.note").replace("MainScreen", "NoteDialog")
    code = code.replace("(self, name)", "(self)").replace("action_command", "action_edit")
    with terminal(home, code=code, asked=True) as seen:
        begin_note(seen)
        seen.press("half a sen")
        seen.sees("half a sen")
        seen.press("\x1bOQ")
        assert seen.ends() == 1
        assert seen.is_restored()
        assert b"an unexpected error ended the app" in seen.output
    assert note(home) == "half a sen"


def begin_note(seen: Terminal) -> None:
    seen.sees("Tonight: Episode 1")
    seen.press("n")
    seen.sees("Your note on episode 1")


def note(home: Path) -> str | None:
    """The note on the first episode, as another program reads it."""
    record = Record.open(str(home), lambda: NOON)
    try:
        return Companion(None, record, lambda: NOON).view().own("1").note
    finally:
        record.close()


STOPPED = """
import os, signal, sys
from textual.drivers.linux_driver import LinuxDriver
free = LinuxDriver.stop_application_mode
def freed(self):
    free(self)
    os.kill(os.getpid(), signal.SIGTSTP)
LinuxDriver.stop_application_mode = freed
from bigcity_tui.__main__ import main
sys.exit(main([]))
"""
"""The app, with ctrl+z pressed when it has given the terminal back on its way out."""


def test_without_a_shell_ctrl_z_does_not_stop_it_on_its_way_out(home: Path) -> None:
    with terminal(home, code=STOPPED, asked=True) as seen:
        seen.sees("Tonight: Episode 1")
        seen.press("q")
        assert seen.ends() == 0


def test_it_survives_a_storm_of_sizes(home: Path) -> None:
    with terminal(home) as seen:
        seen.sees("how far are you?")
        seen.press("0\r")
        for columns, rows in [(1, 1), (200, 60), (40, 12), (3, 50), (80, 24), (10, 2), (120, 36)]:
            seen.resize(columns, rows)
            while seen.read():
                pass
        seen.sees("Tonight: Episode 1")
        seen.press("q")
        assert seen.ends() == 0
        assert seen.is_restored()


def test_keys_behind_one_that_closes_a_dialog_reach_what_is_there_then(home: Path) -> None:
    bursts = {
        "r8.\rr9\r": "Rated episode 1: 9.",
        "\x10rate\r6\r": "Rated episode 1: 6.",
        "/series\rr5\r": "Rated the series: 5.",
        "r3\r": "Rated the series: 3.",
        "nMine.": "Mine.",
    }
    with terminal(home, asked=True) as seen:
        seen.sees("Tonight: Episode 1")
        for keys, news in bursts.items():
            seen.press(keys)
            seen.sees(news)
        seen.press("\x1b")
        seen.sees("Saved the note on the series.")
        seen.press("q")
        assert seen.ends() == 0
