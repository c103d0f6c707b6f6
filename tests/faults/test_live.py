"""The app while others use the record, and while the disk is slow: it answers, and never lies."""

import os
import signal
import time
from pathlib import Path
from subprocess import Popen

import pytest

from tests.faults.app import App, opened
from tests.faults.conftest import Tally
from tests.faults.process import WAITING, run, start
from tests.faults.scale import REDUCED, STRACE, of
from tests.store.support import open_record, python

pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(1800),
]

KEYS = of(40, 14)
AT_ONCE = 0.1
"""Seconds in which a key has to be answered."""
SOON = 2.0
"""Seconds in which another program's change has to be shown."""
SLOW = 2.0
"""Seconds that each sync of a slow disk takes."""

HOLD = """
import signal
connection = database.connect(location.record_path(home), "rw")
connection.execute(sys.argv[2])
print("held", flush=True)
os.kill(os.getpid(), signal.SIGSTOP)
connection.execute("ROLLBACK")
"""


def begun(place: Path) -> Path:
    """A home with a record in it."""
    assert run(place, ["rate", "series", "7"]).code == 0
    return place / "home"


def stopped_within(home: Path, transaction: str) -> "Popen[str]":
    """Another program, stopped for good in the middle of a transaction."""
    other = python(HOLD, str(home), transaction)
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    assert os.WIFSTOPPED(os.waitpid(other.pid, os.WUNTRACED)[1])
    return other


def answers_at_once(app: App, usual: float, tally: Tally, what: str) -> None:
    """See that keys are answered as fast as ever, or at least at once."""
    took = app.answers(KEYS)
    tally(f"ms to answer a key {what}", round(1000 * took))
    # On a machine that has much else to do, even an app at peace takes longer than that.
    assert took < max(AT_ONCE, 2 * usual), f"{took:.3f} s; at peace it was {usual:.3f} s"


@pytest.mark.parametrize("transaction", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_another_program_is_stopped_inside_a_transaction(
    transaction: str, tmp_path: Path, tally: Tally
) -> None:
    home = begun(tmp_path)
    with opened(home) as app:
        usual = app.answers(KEYS)
        tally("ms to answer a key in peace", round(1000 * usual))
        other = stopped_within(home, transaction)
        try:
            waiting = start(tmp_path, ["rate", "2", "5"])
            assert waiting.stderr is not None
            assert waiting.stderr.readline() == WAITING
            app.press("w")
            answers_at_once(app, usual, tally, "while another program holds the record")
            assert "Marked" not in app.told()
            assert "1 of 8" not in app.told()
            if not REDUCED:
                app.waits_until("another program is using the record", 60)
                out, err = waiting.communicate(timeout=60)
                assert (waiting.returncode, out, err.count("\n")) == (1, "", 1)
                assert err.startswith("bigcity-tui: error: another program is using the record;")
                assert "Marked" not in app.told()
                app.answers(2)
                app.press("w")
        finally:
            os.kill(other.pid, signal.SIGCONT)
        assert other.communicate(timeout=60)[1] == ""
        app.waits_until("1 of 8")
        if REDUCED:
            out, err = waiting.communicate(timeout=60)
            assert (waiting.returncode, err) == (0, "")
            assert out.startswith("Rated episode 2: 5.")
        app.press("q")
        assert app.ends() == 0
    kinds = [one.change.kind for one in open_record(str(home)).everything()]
    assert sorted(kinds) == sorted(["rating", "progress", *["rating"] * REDUCED])


@pytest.mark.skipif(STRACE is None, reason="strace is not installed")
def test_a_slow_disk(tmp_path: Path, tally: Tally) -> None:
    home = begun(tmp_path)
    log = tmp_path / "trace"
    calls = "fsync,fdatasync"
    slow = ["strace", "-f", "-qq", "--seccomp-bpf", "-o", str(log), "-e", f"trace={calls}"]
    slow += ["-e", f"inject={calls}:delay_enter={round(1e6 * SLOW)}"]
    with opened(home, slow) as app:
        usual = app.answers(KEYS)
        app.press("w")
        began = time.monotonic()
        answers_at_once(app, usual, tally, "while the disk is slow")
        assert "Marked" not in app.told()
        assert "1 of 8" not in app.told()
        app.waits_until("1 of 8", 60)
        took = time.monotonic() - began
        # A commit has several syncs, and it is shown after the last.
        assert took > 3 * SLOW, took
        assert log.read_text().count("DELAYED") >= 3
        assert "progress" in [one.change.kind for one in open_record(str(home)).everything()]
        app.press("q")
        assert app.ends() == 0


def test_another_programs_change_is_shown_soon(tmp_path: Path, tally: Tally) -> None:
    home = begun(tmp_path)
    with opened(home) as app:
        took = []
        for line, shows in (("watch 1", "1 of 8"), ("watch 2", "2 of 8"), ("undo", "1 of 8")):
            assert run(tmp_path, line.split()).code == 0
            took.append(app.waits_until(shows))
        tally("ms until another program's change is shown", round(1000 * max(took)))
        assert sorted(took)[1] < SOON
