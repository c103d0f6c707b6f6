"""Nothing of the viewer's leaves its folder: no network, no other file, no log, no traceback."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.driver import Prompt
from tests.conftest import NetworkUsedError
from tests.packs import made_up_pack, markers, write_pack
from tests.tui.terminal import terminal

ROOT = Path(__file__).parents[2]
NOTE = "zqmine, and nobody else's"
WATCHED = """
import os, sys
log = os.open(os.environ["WATCHED"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
NAMES = {"os.mkdir": 0, "os.rename": 1, "os.link": 1, "os.symlink": 1, "sqlite3.connect": 0}
NETWORK = ("socket.get", "webbrowser.", "urllib.", "http.", "ftplib.", "smtplib.")
def watch(event, args):
    told = None
    if event == "socket.__new__":
        told = f"family {int(args[1])}"
    elif event.startswith(NETWORK):
        told = f"network {event}"
    elif event in NAMES:
        told = f"path {os.fsdecode(args[NAMES[event]])}"
    elif event == "open" and isinstance(args[0], (str, bytes)) and args[2] & WRITING:
        told = f"path {os.fsdecode(args[0])}"
    if told is not None:
        os.write(log, f"{told}\\n".encode(errors="replace"))
sys.addaudithook(watch)
from bigcity_tui.__main__ import main
sys.exit(main(sys.argv[1:]))
"""
LINES = (
    *("note 2", "watch 1", "rate 1 8.5", "status", "episodes", "cast", "read 1", "search a", "ask"),
    *("log", "undo", "redo", "export", "export -o out.json", "import out.json", "sync shared"),
    *("doctor", "paths", "completion bash", "pack check", "forget 2 --yes", "rewatch"),
)


@pytest.fixture
def around(tmp_path: Path) -> dict[str, str]:
    """A computer on which there is nothing yet."""
    for name in ("user", "temporary", "here", "here/shared"):
        (tmp_path / name).mkdir()
    write_pack(made_up_pack(2), tmp_path / "pack")
    return {
        "HOME": str(tmp_path / "user"),
        "TMPDIR": str(tmp_path / "temporary"),
        "XDG_DATA_HOME": "",
        "BIGCITY_TUI_HOME": "",
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "WATCHED": str(tmp_path / "log"),
        "VISUAL": "true",
    }


def evening(tmp_path: Path, around: dict[str, str], lines: tuple[str, ...]) -> None:
    """Commands, then the app, each in a process of its own."""
    pack = str(tmp_path / "pack")
    for line, types in (("note 2 -", NOTE), *((line, "") for line in lines)):
        done = subprocess.run(
            [sys.executable, "-c", WATCHED, "--pack", pack, *line.split()],
            input=types.encode(),
            capture_output=True,
            env={**os.environ, **around},
            cwd=tmp_path / "here",
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, (line, done.stderr)
    with terminal(Path(), "--pack", pack, code=WATCHED, env=around) as seen:
        seen.sees("how far are you?")
        seen.press("0\r")
        seen.sees_no("how far are you?")
        seen.press("?")
        seen.sees("Mark the episode as watched")
        os.kill(seen.process.pid, 15)
        assert seen.ends() == 143


@pytest.mark.skipif(os.name != "posix", reason="folders of POSIX")
@pytest.mark.parametrize(
    "lines", [pytest.param((), id="short"), pytest.param(LINES, marks=pytest.mark.long)]
)
def test_an_evening_writes_nothing_elsewhere_and_reaches_nobody(
    tmp_path: Path, around: dict[str, str], lines: tuple[str, ...]
) -> None:
    evening(tmp_path, around, lines)
    home = tmp_path / "user" / ".local" / "share" / "bigcity-tui"
    for line in (tmp_path / "log").read_text().splitlines():
        kind, _, what = line.partition(" ")
        if kind == "family":
            assert int(what) not in (socket.AF_INET, socket.AF_INET6)
        else:
            assert kind == "path", line
            own = (tmp_path / "user", tmp_path / "temporary", tmp_path / "here")
            # What is named without a folder lies in the working one.
            assert what.startswith((*map(str, own), "/dev/", "file:")) or "/" not in what, line
    assert list((tmp_path / "temporary").iterdir()) == []
    assert [path.name for path in (tmp_path / "user").iterdir()] == [".local"]
    assert {path.name for path in (tmp_path / "here").iterdir()} <= {"shared", "out.json"}
    for folder, folders, files in os.walk(home):
        for name in (*folders, *files):
            path = Path(folder, name)
            assert path.stat().st_mode & 0o077 == 0, path
            if not name.startswith("record"):
                assert path.is_dir() or NOTE.encode() not in path.read_bytes()
    assert (home / "places.json").exists()


@pytest.mark.long
@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
def test_no_network_by_the_kernels_own_word(tmp_path: Path, around: dict[str, str]) -> None:
    log = tmp_path / "calls"
    strace = ["strace", "-f", "-qq", "-e", "trace=%network", "-A", "-o", str(log)]
    python = [sys.executable, "-m", "bigcity_tui", "--pack", str(tmp_path / "pack")]
    for line in LINES:
        subprocess.run(
            [*strace, *python, *line.split()],
            capture_output=True,
            env={**os.environ, **around},
            cwd=tmp_path / "here",
            timeout=120,
            check=False,
        )
    with terminal(Path(), program=[*strace, *python], env=around) as seen:
        seen.sees("how far are you?")
        seen.press("0\r")
        seen.sees_no("how far are you?")
        seen.press("q")
        assert seen.ends() == 0
    calls = log.read_text()
    assert "AF_UNIX" in calls  # it has seen something
    assert "AF_INET" not in calls


def test_a_socket_to_anywhere_fails_a_test() -> None:
    for family in (socket.AF_INET, socket.AF_INET6):
        with pytest.raises(NetworkUsedError):
            socket.socket(family)
    with pytest.raises(NetworkUsedError):
        socket.getaddrinfo("localhost", 80)
    one, other = socket.socketpair()
    one.close()
    other.close()


CRASH = """
import sys
from bigcity_tui.tui.widgets.reader import Reader
real = Reader.prepare
def broken(self):
    if self.page == "2":
        note = self.view.own("2").note
        document = self.view.document("2")
        try:
            raise KeyError(note)
        except KeyError:
            raise RuntimeError(f"{note} {document}")
    return real(self)
Reader.prepare = broken
from bigcity_tui.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def test_a_crash_tells_where_and_no_word_of_anybody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = write_pack(made_up_pack(2), tmp_path / "pack")
    prompt = Prompt(monkeypatch, str(tmp_path / "home"), pack)
    prompt.does("watch 1-2").does(["note", "2", NOTE])
    with terminal(tmp_path / "home", "--pack", pack, code=CRASH) as seen:
        seen.sees("Review")
        seen.press("gj")
        assert seen.ends() == 1
        assert seen.is_restored()
        told = seen.output[seen.output.rfind(b"\x1b[?1049l") :].decode()
    report = (tmp_path / "home" / "crash.txt").read_text()
    for text in (told, report):
        assert "RuntimeError in " in text or "builtins.RuntimeError" in text
        assert "zqmine" not in text
        assert not markers(text)
        assert str(tmp_path) not in report
    assert "while handling builtins.KeyError" in report
    assert "in broken" in report


def test_the_help_of_notes_says_who_can_see_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prompt = Prompt(monkeypatch, str(tmp_path))
    told = " ".join(prompt.does("note --help").out.split())
    assert "Other users of this computer can see a command's arguments" in told
    assert "but not standard input or your editor" in told
