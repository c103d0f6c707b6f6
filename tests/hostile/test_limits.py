"""Files as large, as deep or as endless as they come: one line, exit 1, and bounded memory."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bigcity_tui.store.sync import file_name
from tests.packs import made_up_pack, write_pack

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the peak as Linux tells it")
ROOT = Path(__file__).parents[2]
MEASURED = """
import sys
from bigcity_tui.__main__ import main
code = main(sys.argv[1:])
status = open("/proc/self/status").read()
peak = int(status.partition("VmHWM:")[2].split()[0]) // 1024
print(f"\\npeak {peak}", file=sys.stderr)
sys.exit(code)
"""
SYNC = file_name("d" * 32)

Make = Callable[[Path], object]


def holds(data: bytes, times: int = 1, end: bytes = b"") -> Make:
    """A file with this in it, so often."""
    return lambda path: path.write_bytes(data * times + end)


def sparse(path: Path) -> None:
    path.touch()
    os.truncate(path, 256_000_001)


def fifo(path: Path) -> None:
    os.mkfifo(path)


def link(target: str) -> Make:
    return lambda path: path.symlink_to(target)


ROWS = b"title,season,episode,watched_at\n"
IMPORTS: dict[str, tuple[Make, str, int]] = {
    "fifo": (fifo, "is not a regular file", 100),
    "folder": (lambda path: path.mkdir(), "nothing in it can be imported", 100),
    "device": (link("/dev/zero"), "is not a regular file", 100),
    "nowhere": (link("nowhere"), "is missing", 100),
    "itself": (link("file"), "Too many levels of symbolic links", 100),
    "empty": (holds(b""), "is empty", 100),
    "no values": (holds(b"[" * 40_000), "nested deeper than 32", 150),
    "over the limit": (sparse, "is larger than 256 MB", 100),
}
WORST: dict[str, tuple[Make, str, int]] = {
    "brackets": (holds(b"[", 31_000_000), "holds more than 2,000,000 values", 250),
    "objects": (holds(b'[{"a":1}' + b',{"a":1}' * 1_900_000, end=b"]"), "", 500),
    "a long text": (holds(b'["' + b"x" * 31_000_000 + b'"]'), "of no known format", 400),
    "wide texts": (holds("가".encode(), 10_000_000), "longer than 1,000,000", 400),
    "lines": (holds(ROWS + b"a,b\n" * 7_000_000), "500,000 lines", 200),
    "rows": (holds(ROWS + b"a,1,1,b\n" * 499_000), "", 200),
}


def run(tmp_path: Path, *words: str) -> tuple[int, str, int]:
    """The exit code, what was said on standard error, and the peak of memory in MB."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *words],
        capture_output=True,
        text=True,
        timeout=100,
        env={**os.environ, "BIGCITY_TUI_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT)},
        check=False,
    )
    said, _, peak = done.stderr.rpartition("\npeak ")
    return done.returncode, said, int(peak)


@pytest.mark.parametrize(
    "case",
    [
        *(pytest.param(name, marks=pytest.mark.long) for name in IMPORTS),
        *(pytest.param(name, marks=pytest.mark.long) for name in WORST),
    ],
)
def test_imports(tmp_path: Path, case: str) -> None:
    make, says, most = (IMPORTS | WORST)[case]
    make(tmp_path / "file")
    code, said, peak = run(tmp_path, "import", str(tmp_path / "file"))
    if says:
        assert (code, said.count("\n")) == (1, 1), said
        assert says in said
    assert peak < most


PACKS: dict[str, tuple[Make, str, int]] = {
    "numbers": (holds(b"[1" + b",1" * 99_000, end=b"]"), "must be", 200),
    "texts": (holds(b'["' + b"x" * 4_900_000 + b'"]'), "must be", 200),
    "brackets": (holds(b"[", 4_900_000), "holds more than 100,000 values", 100),
    "device": (link("/dev/zero"), "outside the pack", 100),
}


@pytest.mark.parametrize("case", [pytest.param(name, marks=pytest.mark.long) for name in PACKS])
def test_packs(tmp_path: Path, case: str) -> None:
    make, says, most = PACKS[case]
    folder = Path(write_pack(made_up_pack(2), tmp_path / "pack"))
    (folder / "asks.json").unlink()
    make(folder / "asks.json")
    code, said, peak = run(tmp_path, "--pack", str(folder), "episodes")
    assert (code, said.count("\n")) == (1, 1), said
    assert says in said or "reasons" in said
    assert peak < most


SYNCS: dict[str, tuple[Make, str, int]] = {
    "fifo": (fifo, "is not a regular file", 100),
    "device": (link("/dev/zero"), "is a symbolic link", 100),
    "lines": (holds(b"\n", 60_000_000), "is no file of bigcity-tui", 250),
    "one line": (holds(b"x" * 1_000_000, 60), "", 400),
    "over the limit": (holds(b" " * 1_000_000, 65), "is larger than 64 MB", 100),
}


@pytest.mark.parametrize(
    "case", ["fifo", *(pytest.param(name, marks=pytest.mark.long) for name in SYNCS)]
)
def test_sync_files(tmp_path: Path, case: str) -> None:
    make, says, most = SYNCS[case]
    (tmp_path / "shared").mkdir()
    make(tmp_path / "shared" / SYNC)
    code, said, peak = run(tmp_path, "sync", str(tmp_path / "shared"))
    if says:
        assert (code, said.count("\n")) == (1, 1), said
        assert says in said
    assert peak < most
