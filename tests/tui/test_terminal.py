"""How the app begins and ends in a real terminal."""

import os
import shutil
import signal
import stat
import sys
from pathlib import Path

import pytest

from tests.tui.terminal import terminal

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
    with terminal(home) as seen:
        seen.sees("how far are you?")
        seen.press("0")
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
    with terminal(home, code=CRASH) as seen:
        seen.sees("how far are you?")
        seen.press("0")
        seen.sees_no("how far are you?")
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
    with terminal(home) as seen:
        seen.sees("how far are you?")
        seen.press("0")
        seen.sees_no("how far are you?")
        seen.sees("Nobody yet.")
        for number in (signal.SIGTSTP, signal.SIGSTOP, signal.SIGTSTP):
            os.kill(seen.process.pid, number)
            seen.stops()
            assert number == signal.SIGSTOP or seen.is_restored()
            seen.screen.reset()
            os.kill(seen.process.pid, signal.SIGCONT)
            seen.sees("Nobody yet.")
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
        seen.press("0")
        seen.sees("Nobody yet.")
        seen.press("\x1a")
        seen.sees("Stopped")
        seen.press("echo $((6*7))\r")
        seen.sees("42")
        seen.screen.reset()
        seen.press("fg\r")
        seen.sees("Nobody yet.")
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
        seen.resize(20, 5)
        seen.resize(120, 36)
        seen.sees("how far are you?")
        os.kill(seen.process.pid, signal.SIGTERM)
        assert seen.ends() == 143
        assert seen.is_restored()
        assert b"Traceback" not in seen.output


def test_what_one_types_in_a_burst_arrives_whole(home: Path) -> None:
    with terminal(home) as seen:
        seen.sees("how far are you?")
        seen.press("0")
        seen.sees_no("how far are you?")
        seen.press("r8.\r")
        seen.sees("Rated episode 1: 8.5.")
        seen.press("nswu\x1b")
        seen.sees("Saved the note on episode 1.")
        seen.sees("swu")
        seen.sees("0 of 8")
        seen.press("q")
        assert seen.ends() == 0


def test_it_survives_a_storm_of_sizes(home: Path) -> None:
    with terminal(home) as seen:
        seen.sees("how far are you?")
        seen.press("0")
        for columns, rows in [(1, 1), (200, 60), (40, 12), (3, 50), (80, 24), (10, 2), (120, 36)]:
            seen.resize(columns, rows)
            while seen.read():
                pass
        seen.sees("Nobody yet.")
        seen.press("q")
        assert seen.ends() == 0
        assert seen.is_restored()


def test_keys_behind_one_that_closes_a_dialog_reach_what_is_there_then(home: Path) -> None:
    bursts = {
        "r8.\rr9\r": "Rated episode 1: 9.0.",
        "\x10rate\r6\r": "Rated episode 1: 6.0.",
        "/series\rr5\r": "Rated the series: 5.0.",
        "r3\r": "Rated the series: 3.0.",
        "nMine.": "Mine.",
    }
    with terminal(home) as seen:
        seen.sees("how far are you?")
        seen.press("0")
        seen.sees_no("how far are you?")
        for keys, news in bursts.items():
            seen.press(keys)
            seen.sees(news)
        seen.press("\x1b")
        seen.sees("Saved the note on the series.")
        seen.press("q")
        assert seen.ends() == 0
