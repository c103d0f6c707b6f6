"""The program as a process of its own: what starts, what is imported, how pipes end."""

import json
import os
import pty
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ("textual", "rich", "pydantic", "platformdirs", "importlib.metadata", "asyncio")
LATER = ("bigcity_tui.interchange.incoming", "bigcity_tui.interchange.outgoing")


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "BIGCITY_TUI_HOME": str(home),
        "PYTHONWARNINGS": "error",
        **more,
    }


def start(home: Path, *words: str, **how: str) -> subprocess.CompletedProcess[bytes]:
    given = how.pop("types", "")
    return subprocess.run(
        [sys.executable, "-m", "bigcity_tui", *words],
        input=given.encode(),
        capture_output=True,
        env=environment(home, **how),
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("line", ["--help", "--version", "watch --help", "status", "watch 1"])
def test_no_command_imports_what_it_does_not_need(tmp_path: Path, line: str) -> None:
    code = (
        "import sys\n"
        "from bigcity_tui.__main__ import main\n"
        f"code = main({line.split()!r})\n"
        "real = [name for name, module in sys.modules.items() if hasattr(module, '__spec__')"
        " and module.__spec__ is not None]\n"
        "sys.stderr.write('\\n'.join(real))\n"
        "sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env=environment(tmp_path),
        timeout=60,
        check=True,
    )
    imported = set(done.stderr.decode().split("\n"))
    assert imported.isdisjoint(HEAVY)
    assert imported.isdisjoint(LATER)


def test_an_evening_survives_from_process_to_process(tmp_path: Path) -> None:
    assert start(tmp_path, "watch", "1").returncode == 0
    saved = start(tmp_path, "note", "1", "-", types="Über alles 서울\n")
    assert saved.returncode == 0, saved.stderr
    assert start(tmp_path, "undo").stdout.startswith(b"Undone: wrote a note on episode 1.")
    assert start(tmp_path, "redo").returncode == 0
    row = json.loads(start(tmp_path, "episodes", "--json").stdout)[0]
    assert row["note"] == "Über alles 서울"
    assert row["state"] == "watched"
    script = tmp_path / "editor"
    script.write_text('#!/bin/sh\nprintf " At night." >> "$1"\n')
    script.chmod(0o700)
    assert start(tmp_path, "note", "1", EDITOR=str(script)).returncode == 0
    row = json.loads(start(tmp_path, "episodes", "--json").stdout)[0]
    assert row["note"] == "Über alles 서울\n At night."


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
@pytest.mark.parametrize("saves", [False, True], ids=["nothing saved", "saved"])
def test_a_signal_ends_a_note_and_its_editor_and_leaves_no_text_about(
    tmp_path: Path, name: str, saves: bool
) -> None:
    assert start(tmp_path, "note", "1", "A secret.").returncode == 0
    temporary, is_open, script = tmp_path / "temporary", tmp_path / "open", tmp_path / "editor"
    temporary.mkdir()
    save = 'echo "Saved by then." > "$1"; ' if saves else ""
    script.write_text(
        f"#!/bin/sh\n{save}echo $$ > {is_open}.new\nmv {is_open}.new {is_open}\nexec sleep 60\n"
    )
    script.chmod(0o700)
    process = subprocess.Popen(
        [sys.executable, "-m", "bigcity_tui", "note", "1"],
        stdin=subprocess.DEVNULL,
        env=environment(tmp_path, EDITOR=str(script), TMPDIR=str(temporary)),
    )
    end = time.monotonic() + 30
    while not is_open.exists():
        assert time.monotonic() < end
        assert process.poll() is None
    number = getattr(signal, name)
    process.send_signal(number)
    assert process.wait(timeout=10) == (130 if name == "SIGINT" else -number)
    while is_running(int(is_open.read_text())):
        assert time.monotonic() < end
    assert list(temporary.iterdir()) == []
    assert list(tmp_path.rglob("note.txt")) == []
    row = json.loads(start(tmp_path, "episodes", "--json").stdout)[0]
    assert row["note"] == ("Saved by then." if saves else "A secret.")


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_words_that_cannot_be_decoded_are_refused_escaped(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable.encode(), b"-m", b"bigcity_tui", b"watch", b"\xff\xfe3"],
        capture_output=True,
        env=environment(tmp_path),
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith(b"bigcity-tui: error: '\\udcff\\udcfe3' is no episode")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_other_encodings_lose_letters_and_nothing_else(tmp_path: Path, encoding: str) -> None:
    done = start(tmp_path, "status", PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Love in the Big City ???" in done.stdout


def test_a_reader_that_has_seen_enough_is_no_fault(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "bigcity_tui", "read", "about"],
            stdout=closed,
            stderr=subprocess.PIPE,
            env=environment(tmp_path),
            timeout=60,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_output_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "bigcity_tui", "watch", "1"],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(tmp_path),
            timeout=60,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == b"bigcity-tui: error: No space left on device\n"
    # What was asked for is done all the same.
    assert json.loads(start(tmp_path, "status", "--json").stdout)["watched"] == [1]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"TERM": "dumb"}, b"TERM=dumb"),
        ({"TERM": "xterm", "PYTHONIOENCODING": "latin-1"}, b"not set to UTF-8"),
    ],
)
def test_where_the_app_cannot_run_it_points_to_the_command_line(
    tmp_path: Path, settings: dict[str, str], words: bytes
) -> None:
    terminal, inside = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "bigcity_tui"],
        stdin=inside,
        stdout=inside,
        stderr=subprocess.PIPE,
        env=environment(tmp_path / "home", **settings),
        timeout=60,
        check=False,
    )
    os.close(terminal)
    os.close(inside)
    assert done.returncode == 2
    assert words in done.stderr
    assert b"bigcity-tui status" in done.stderr
    assert done.stderr.count(b"\n") == 1
    assert not (tmp_path / "home").exists()


def test_without_a_terminal_nothing_starts(tmp_path: Path) -> None:
    done = start(tmp_path / "home", "--pack", "/nowhere")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"is not a terminal" in done.stderr
    assert not (tmp_path / "home").exists()
    done = start(tmp_path / "home", HOME="", BIGCITY_TUI_HOME="")
    assert done.returncode == 2


def test_reading_creates_nothing(tmp_path: Path) -> None:
    for line in ("status", "read about", "paths", "log"):
        assert start(tmp_path / "home", *line.split()).returncode == 0
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("lock", "line", "says"),
    [
        ("BEGIN IMMEDIATE", "watch 2", b"Marked episode 2 as watched."),
        ("BEGIN EXCLUSIVE", "doctor", b"ok"),
    ],
)
def test_what_has_to_wait_says_so(tmp_path: Path, lock: str, line: str, says: bytes) -> None:
    home = tmp_path / "home"
    assert start(home, "watch", "1").returncode == 0
    record = json.loads(start(home, "paths", "--json").stdout)["record"]
    other = sqlite3.connect(record, isolation_level=None)
    other.execute(lock)
    try:
        waiting = subprocess.Popen(
            [sys.executable, "-m", "bigcity_tui", *line.split()],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(home),
        )
        assert waiting.stderr is not None
        first = waiting.stderr.readline()
    finally:
        other.execute("COMMIT")
        other.close()
    out, err = waiting.communicate(timeout=60)
    assert first == b"bigcity-tui: waiting for another program that uses the record\n"
    assert (waiting.returncode, err) == (0, b"")
    assert out.startswith(says)


def test_a_part_that_cannot_be_loaded_is_said(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from bigcity_tui.__main__ import main\n"
        # As when the files of the program are out of reach, or no more may be opened.
        "sys.modules['bigcity_tui.cli.commands.progress'] = None\n"
        "sys.exit(main(['watch', '1']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env=environment(tmp_path / "home"),
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == (
        b"bigcity-tui: error: a part of bigcity-tui cannot be loaded"
        b" (bigcity_tui.cli.commands.progress): try again, and install it again if that does not"
        b" help\n"
    )


@pytest.mark.parametrize("module", ["cli", "cli.output", "cli.parser", "companion", "store.rows"])
def test_ctrl_c_while_the_program_loads_leaves_no_traceback(tmp_path: Path, module: str) -> None:
    script = (
        "import os, signal, sys\n"
        "sys.argv = ['bigcity-tui', 'status']\n"
        "class Interrupting:\n"
        "    def find_spec(self, name, *_):\n"
        f"        if name == 'bigcity_tui.{module}':\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Interrupting())\n"
        "from bigcity_tui.__main__ import main\n"
        "sys.exit(main())\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script],
        env=environment(tmp_path / "home"),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (ended.stdout, ended.stderr) == (b"", b"")
    assert ended.returncode == -signal.SIGINT
