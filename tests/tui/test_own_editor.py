"""The viewer's own editor, in a real terminal: whatever it does, the app is back and says so."""

import os
import shutil
import signal
import stat
import sys
import termios
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bigcity_tui.companion import Companion
from bigcity_tui.store.record import Record
from tests.tui.driver import NOON
from tests.tui.terminal import Terminal, terminal

OWN, ELSEWHERE = "N", "n\x1bOQ"
"""The keys that open the editor: at once, and from a note that is being written."""


def script(tmp_path: Path, lines: str) -> str:
    """An editor of these lines of shell; the file is $1."""
    editor = tmp_path / "editor"
    editor.write_text(f"#!/bin/sh\n{lines}\n")
    editor.chmod(0o700)
    return str(editor)


def note(home: Path) -> str | None:
    """The note on the first episode, as another program reads it."""
    record = Record.open(str(home), lambda: NOON)
    try:
        return Companion(None, record, lambda: NOON).view().own("1").note
    finally:
        record.close()


def kept(home: Path) -> list[Path]:
    """The files that editors were given and that are still there."""
    return sorted(home.glob("note-*/*"))


def edit(seen: Terminal, keys: str) -> None:
    """Open the editor; keys in a note come once that is open."""
    seen.press(keys[0])
    if len(keys) > 1:
        seen.sees("Your note on episode 1")
        seen.press(keys[1:])


def look_around(seen: Terminal, keys: str) -> None:
    """See that the app obeys its keys."""
    if len(keys) > 1:
        seen.press("\x1b")
        seen.sees_no("Your note on episode 1")
    seen.press("j")
    seen.sees("2 Episode 2 ")
    seen.press("k")
    seen.sees("2 Episode 1 ")


def quit_app(seen: Terminal) -> None:
    seen.press("q")
    assert seen.ends() == 0
    assert seen.is_restored()


def leave(seen: Terminal, keys: str) -> None:
    """See that the app obeys its keys, and quit."""
    look_around(seen, keys)
    quit_app(seen)


FAILURES = {
    "missing": ("no-such-editor --wait", "did not start"),
    "fails": ("false", "ended with status 1"),
    "no command": ("'", "cannot be read as a command"),
}


@pytest.mark.parametrize(
    ("kind", "keys"), [("missing", OWN), *((kind, ELSEWHERE) for kind in FAILURES)]
)
def test_an_editor_that_fails_is_named_and_the_app_goes_on(
    home: Path, monkeypatch: pytest.MonkeyPatch, kind: str, keys: str
) -> None:
    command, words = FAILURES[kind]
    monkeypatch.setenv("VISUAL", command)
    with terminal(home, asked=True) as seen:
        seen.sees("Tonight: Episode 1")
        edit(seen, keys)
        seen.sees(words)
        leave(seen, keys)
    assert note(home) is None
    assert kept(home) == []


SCRIPTS = {
    "crashes": ("kill -SEGV $$", "ended by signal 11"),
    "crashes after saving": ("echo words > $1; kill -KILL $$", "is kept in"),
    "gives up after saving": ("echo words > $1; exit 1", "is kept in"),
    "crashes with a file of its own": ("echo words > $1.save; kill -HUP $$", "is kept in"),
    "writes another encoding": ("printf 'caf\\351' > $1", "is kept in"),
    "writes far too much": ("head -c 30000 /dev/zero | tr '\\0' x > $1", "is kept in"),
    "removes the file": ("rm $1", "left no file"),
    "does not wait": ("exit 0", "such as 'code --wait'"),
    "leaves the terminal odd": (
        f"stty raw -echo; {sys.executable} -c 'import os; os.set_blocking(0, False)'; exit 3",
        "ended with status 3",
    ),
}


@pytest.mark.parametrize(
    ("kinds", "keys"),
    [
        ([*SCRIPTS], ELSEWHERE),
        # What becomes of a file does not hang on where the editor was opened; that it is said does.
        (["crashes", "gives up after saving", "does not wait"], OWN),
    ],
    ids=["F2", "N"],
)
def test_what_an_editor_saved_is_never_thrown_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kinds: list[str], keys: str
) -> None:
    monkeypatch.setenv("VISUAL", script(tmp_path, ""))
    # So short that its name stays on one line of the screen.
    with (
        TemporaryDirectory(dir="/tmp") as folder,
        terminal(home := Path(folder), asked=True) as seen,
    ):
        seen.sees("Tonight: Episode 1")
        for kind in kinds:
            lines, words = SCRIPTS[kind]
            script(tmp_path, lines)
            edit(seen, keys)
            seen.sees(words)
            if "kept" in words or "wait" in words:
                seen.sees(f"{home}/note-")
                seen.sees("/note.txt")
                (path,) = home.glob("note-*/note.txt")
                assert str(path) in seen.text()
                assert stat.S_IMODE(path.stat().st_mode) == 0o600
                assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
            else:
                assert kept(home) == []
            look_around(seen, keys)
            assert note(home) is None
            for each in home.glob("note-*"):
                shutil.rmtree(each)
        quit_app(seen)


def test_a_saved_text_becomes_the_note_and_the_file_is_gone(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", script(tmp_path, "echo a second line >> $1"))
    with terminal(home, asked=True) as seen:
        seen.sees("Tonight: Episode 1")
        seen.press("nA first line.")
        seen.sees("A first line.")
        seen.press("\x1bOQ")
        seen.sees("a second line")
        seen.until(lambda: note(home) == "A first line.\na second line", "saved")
        seen.press("\x1b")
        seen.sees("Saved the note on episode 1.")
        leave(seen, OWN)
    assert kept(home) == []


ODD = "left-to-right \u200e and \u200f back, a soft\u00adhyphen"
"""A text of which not all characters are shown as they are."""


@pytest.mark.parametrize("keys", [OWN, ELSEWHERE], ids=["N", "F2"])
def test_an_editor_is_given_what_was_written_and_not_what_is_shown_of_it(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: str
) -> None:
    record = Record.open(str(home), lambda: NOON)
    companion = Companion(None, record, lambda: NOON)
    companion.note("1", ODD)
    given = tmp_path / "given"
    monkeypatch.setenv("VISUAL", script(tmp_path, f"cp $1 {given}; echo and more >> $1"))
    with terminal(home, asked=True) as seen:
        seen.sees("Tonight: Episode 1")
        edit(seen, keys)
        seen.sees("and more")
        leave(seen, keys)
    assert given.read_text() == f"{ODD}\n"
    assert companion.view().current.notes["1"].texts[0] == f"{ODD}\nand more"
    record.close()


def test_a_note_survives_an_editor_that_is_closed_without_a_change(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = Record.open(str(home), lambda: NOON)
    companion = Companion(None, record, lambda: NOON)
    companion.note("1", ODD)
    before = companion.log()
    monkeypatch.setenv("VISUAL", script(tmp_path, "sleep 0.1; touch $1"))
    with terminal(home, asked=True) as seen:
        seen.sees("Tonight: Episode 1")
        edit(seen, OWN)
        seen.sees("The note on episode 1 is as it was.")
        edit(seen, ELSEWHERE)
        seen.sees("Nothing was changed.")
        leave(seen, ELSEWHERE)
    assert companion.view().current.notes["1"].texts[0] == ODD
    assert companion.log() == before
    record.close()


@pytest.mark.parametrize("keys", [OWN, ELSEWHERE], ids=["N", "F2"])
def test_keys_typed_while_an_editor_has_the_note_do_nothing(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: str
) -> None:
    is_open, close = tmp_path / "open", tmp_path / "close"
    waiting = f"> {is_open}; while [ ! -e {close} ]; do sleep 0.05; done"
    monkeypatch.setenv("VISUAL", script(tmp_path, f"{waiting}; echo words > $1"))
    with terminal(home, asked=True) as seen:
        seen.sees("Tonight: Episode 1")
        edit(seen, keys)
        seen.press("w")  # also what comes before the editor has opened
        seen.until(is_open.exists, "the editor is open")
        seen.press("wwq\rw\x1b[200~q\x1b[201~")
        close.touch()
        seen.sees("Saved")
        leave(seen, keys)
        assert "0 of 8" in seen.text()
    assert note(home) == "words"


@pytest.mark.parametrize("keys", [OWN, ELSEWHERE], ids=["N", "F2"])
@pytest.mark.parametrize("how", ["closed", "closed in silence", "SIGTERM"])
def test_what_was_saved_is_there_when_everything_ends_while_the_editor_is_open(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: str, how: str
) -> None:
    is_open = tmp_path / "open"
    monkeypatch.setenv("VISUAL", script(tmp_path, f"echo words > $1; > {is_open}; exec sleep 60"))
    with terminal(home, has_hangups=how != "closed in silence", asked=True) as seen:
        seen.sees("Tonight: Episode 1")
        edit(seen, keys)
        seen.until(is_open.exists, "the editor is open")
        if how == "SIGTERM":
            os.kill(seen.process.pid, signal.SIGTERM)
            assert seen.ends() == 143
            assert seen.is_restored()
        else:
            seen.vanish()
            assert seen.process.wait(timeout=10) == 129
    assert note(home) == "words"
    assert kept(home) == []


def test_without_a_variable_it_takes_what_is_there(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(variable, raising=False)
    tools = tmp_path / "tools"
    tools.mkdir()
    monkeypatch.setenv("PATH", str(tools))
    with terminal(home, asked=True) as seen:
        seen.sees("Tonight: Episode 1")
        edit(seen, OWN)
        seen.sees("set $VISUAL or $EDITOR")
        for name in ("vi", "nano", "editor"):
            (tools / name).write_text(f"#!/bin/sh\necho by {name} > $1\n")
            (tools / name).chmod(0o700)
            edit(seen, OWN)
            seen.sees(f"by {name}")
        leave(seen, OWN)


def test_ctrl_c_is_for_the_editor(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_open = tmp_path / "open"
    trap = f"trap 'echo interrupted > $1; exit 0' INT; > {is_open}"
    monkeypatch.setenv("VISUAL", script(tmp_path, f"{trap}; while :; do sleep 0.1; done"))
    with terminal(home, asked=True) as seen:
        seen.sees("Tonight: Episode 1")
        edit(seen, OWN)
        seen.until(is_open.exists, "the editor is open")
        assert termios.tcgetattr(seen.slave)[3] & termios.ISIG
        seen.press("\x03")
        seen.sees("Saved the note")
        leave(seen, OWN)
    assert note(home) == "interrupted"


LENT = """
import os, signal, sys
from textual.drivers.linux_driver import LinuxDriver
lend, take = LinuxDriver.suspend_application_mode, LinuxDriver.resume_application_mode
def typed():
    os.kill(os.getpid(), signal.SIGINT)
    os.kill(os.getpid(), signal.SIGQUIT)
def lent(self):
    lend(self)
    typed()
def taken(self):
    typed()
    take(self)
LinuxDriver.suspend_application_mode, LinuxDriver.resume_application_mode = lent, taken
from bigcity_tui.__main__ import main
sys.exit(main([]))
"""
"""The app, with ctrl+c and ctrl+\\ pressed when it has just lent the terminal, and at the end."""


@pytest.mark.parametrize("keys", [OWN, ELSEWHERE], ids=["N", "F2"])
def test_ctrl_c_does_not_end_the_app_before_the_editor_has_begun(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: str
) -> None:
    monkeypatch.setenv("VISUAL", script(tmp_path, "echo words > $1"))
    with terminal(home, code=LENT, asked=True) as seen:
        seen.sees("Tonight: Episode 1")
        edit(seen, keys)
        seen.sees("Saved")
        leave(seen, keys)
    assert note(home) == "words"


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_ctrl_z_stops_the_editor_and_the_app_together(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_open, close = tmp_path / "open", tmp_path / "close"
    waiting = f"> {is_open}; while [ ! -e {close} ]; do sleep 0.05; done"
    monkeypatch.setenv("VISUAL", script(tmp_path, f"{waiting}; echo words > $1"))
    with terminal(home, program=["bash", "--norc", "--noprofile", "-i"], asked=True) as seen:
        seen.press(f"PS1='ready> '\r{sys.executable} -m bigcity_tui\r")
        seen.sees("Tonight: Episode 1")
        edit(seen, OWN)
        seen.until(is_open.exists, "the editor is open")
        seen.press("\x1a")
        seen.sees("Stopped")
        seen.press("echo $((6*7))\r")
        seen.sees("42")
        seen.press("fg\r")
        close.touch()
        seen.sees("Saved the note")
        seen.press("q")
        seen.sees("ready> ")
        seen.press("exit 7\r")
        assert seen.ends() == 7
    assert note(home) == "words"
