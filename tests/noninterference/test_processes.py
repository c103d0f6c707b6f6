"""What only a process in a terminal shows: logs that Textual writes, and how a crash looks."""

from pathlib import Path

import pytest

from bigcity_tui.__main__ import main
from bigcity_tui.domain.moments import Moment
from tests.packs import made_up_pack, markers, moment_of, write_pack
from tests.tui.terminal import terminal

HALF = Moment.end(1)

LOGGED = """
import os, sys
os.environ["TEXTUAL_LOG"] = os.environ["BIGCITY_TUI_HOME"] + "/textual.log"
from bigcity_tui.__main__ import main
sys.exit(main(sys.argv[1:]))
"""

CRASHING = """
import sys
from bigcity_tui.__main__ import main
from bigcity_tui.tui.widgets.reader import Reader

def broken(self, way):
    whole = repr(self.screen.companion._reader(None))
    raise RuntimeError(whole)

Reader.action_edge = broken
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of somebody who has seen the first of three episodes."""
    write_pack(made_up_pack(3), tmp_path / "pack")
    monkeypatch.setenv("BIGCITY_TUI_HOME", str(tmp_path / "home"))
    assert main(["--pack", str(tmp_path / "pack"), "watch", "1"]) == 0
    return tmp_path / "home"


def locked(shown: bytes) -> set[str]:
    """The markers in an output that tell of something locked."""
    opens = {marker: moment_of(marker) for marker in markers(shown.decode(errors="replace"))}
    return {marker for marker, moment in opens.items() if moment is None or moment > HALF}


def files(home: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file())


def test_neither_screen_nor_log_nor_files_hold_what_is_locked(home: Path) -> None:
    title = made_up_pack(3).series.title
    with terminal(home, "--pack", str(home.parent / "pack"), code=LOGGED, anew=True) as shown:
        shown.sees(title.split()[0])
        shown.press("gjj")
        shown.sees("Episode 3")
        shown.press("/")
        shown.sees("Search what is open")
        shown.press("a")
        shown.sees("result")
        shown.press("\x1b")
        shown.sees_no("result")
        shown.press("q")
        assert shown.ends() == 0
        assert (home / "textual.log").stat().st_size > 1_000
        assert locked(shown.output) == set()
        assert locked(files(home)) == set()
        assert markers(shown.output.decode(errors="replace"))


def test_a_crash_prints_and_keeps_nothing_of_what_is_locked(home: Path) -> None:
    with terminal(home, "--pack", str(home.parent / "pack"), code=CRASHING) as shown:
        shown.sees(made_up_pack(3).series.title.split()[0])
        shown.press("2")
        shown.sees("t contents")
        shown.press("G")
        assert shown.ends() == 1
        assert b"RuntimeError" in shown.output
        assert locked(shown.output) == set()
        assert locked(files(home)) == set()
        assert shown.is_restored()
