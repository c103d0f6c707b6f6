"""Folders and files that may not be used, or hold something else: one line with a way out.

All is read that can be, nothing is written over, and what is wrong is named by its path.
"""

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from bigcity_tui.store import database
from tests.store.conftest import open_home
from tests.store.support import DAY, NOBODY, NOW, ROOT, open_record, python, result

__all__ = ["open_home"]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="permissions are others there")

RUN = """
import contextlib, importlib, io, pkgutil
import bigcity_tui
for module in pkgutil.walk_packages(bigcity_tui.__path__, "bigcity_tui."):
    if not module.name.startswith(("bigcity_tui.tui", "tests.noninterference")):
        importlib.import_module(module.name)
from bigcity_tui.__main__ import main
from bigcity_tui.pack import load_pack
pack = load_pack(None)
pack.asks, pack.cast
if os.geteuid() == 0:
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
found = {}
for name in sorted(os.listdir(home)):
    place = os.path.join(home, name, "home")
    os.environ["BIGCITY_TUI_HOME"] = place
    if name == "no home":
        os.environ["BIGCITY_TUI_HOME"] = os.environ["HOME"] = os.environ["XDG_DATA_HOME"] = ""
    found[name] = []
    for line in ("status --json", "episodes", "rate 2 5", "status --json"):
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(line.split(), pack)
        found[name].append([code, out.getvalue(), err.getvalue()])
print(json.dumps(found))
"""


@dataclass(frozen=True, slots=True)
class Case:
    """What is done to a home; what is said of it, and how far the viewer is taken to be.

    Where nothing is said, all goes well. `reached` is None where not even that is shown.
    """

    make: Callable[[Path], object]
    says: tuple[str, ...] = ()
    reached: str | None = "end:1"


def leave(home: Path) -> None:
    """As it should be."""


def make_a_file(home: Path) -> None:
    shutil.rmtree(home)
    home.write_text("x")


def make_a_dangling_link(home: Path) -> None:
    shutil.rmtree(home)
    home.symlink_to("/nonexistent/x")


def make_nowhere(home: Path) -> None:
    shutil.rmtree(home)
    home.parent.chmod(0o500)


def link_away(home: Path) -> None:
    os.rename(home / "record.sqlite3", home.parent / "elsewhere")
    os.symlink(home.parent / "elsewhere", home / "record.sqlite3")


def replace(home: Path, data: bytes | Callable[[bytes], bytes]) -> None:
    path = home / "record.sqlite3"
    path.write_bytes(data if isinstance(data, bytes) else data(path.read_bytes()))


def make_newer(home: Path) -> None:
    with closing(sqlite3.connect(home / "record.sqlite3")) as connection:
        connection.execute(f"PRAGMA user_version = {len(database.STEPS) + 1}")


def cut_short(home: Path) -> None:
    """Leave a change half done, with the journal that takes it back, in a read-only folder."""
    path = home / "record.sqlite3"
    with closing(database.connect(str(path), "rw")) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE op SET value = hex(randomblob(40000))")
        half = home.with_name("half")
        shutil.copytree(home, half)
    shutil.rmtree(home)
    half.rename(home)
    assert (home / "record.sqlite3-journal").stat().st_size > 512
    home.chmod(0o500)


BACK = "'bigcity-tui doctor --restore' brings back the backup record-2024-10-22.sqlite3"
ELSEWHERE = "set BIGCITY_TUI_HOME to another folder"
CASES = {
    "as it should be": Case(leave),
    "read-only folder": Case(
        lambda home: home.chmod(0o500), ("home may not be written", ELSEWHERE)
    ),
    "read-only record": Case(
        lambda home: (home / "record.sqlite3").chmod(0o400),
        ("record.sqlite3 may not be written", ELSEWHERE),
    ),
    "unreadable folder": Case(
        lambda home: home.chmod(0), ("record.sqlite3 cannot be read", ELSEWHERE), "before"
    ),
    "unreadable record": Case(
        lambda home: (home / "record.sqlite3").chmod(0),
        ("record.sqlite3 cannot be read (no permission)", ELSEWHERE),
        "before",
    ),
    "folder is a file": Case(
        make_a_file,
        ("home is not a folder", ELSEWHERE),
        "before",
    ),
    "dangling link": Case(
        make_a_dangling_link,
        ("home is a link that leads nowhere", ELSEWHERE),
        "before",
    ),
    "nowhere to make it": Case(
        make_nowhere,
        ("may not be written", ELSEWHERE),
        "before",
    ),
    "no home": Case(leave, ("HOME is not set", "set BIGCITY_TUI_HOME"), None),
    "record is a link": Case(link_away, ("record.sqlite3 is a symbolic link", "move"), None),
    "others may write": Case(
        lambda home: home.chmod(0o777), ("other users may write", "run chmod go-w"), None
    ),
    "some other file": Case(
        lambda home: replace(home, b"Dear diary,\n" * 50),
        ("record.sqlite3 is damaged (file is not a database", "left as it is", BACK),
        "before",
    ),
    "emptied": Case(
        lambda home: replace(home, b""),
        ("record.sqlite3 is empty beside its backups", BACK),
        "before",
    ),
    "cut": Case(
        lambda home: replace(home, lambda data: data[:-100]),
        ("record.sqlite3 is damaged", "left as it is", BACK),
        "before",
    ),
    "newer": Case(make_newer, ("was written by a newer bigcity-tui", "update"), "before"),
    "cut short and read-only": Case(cut_short, ("home may not be written", ELSEWHERE)),
}


def test_each_is_said_in_one_line_with_a_way_out(open_home: str) -> None:
    before: dict[str, dict[str, object]] = {}
    for name, case in CASES.items():
        home = Path(open_home, name, "home")
        home.mkdir(parents=True, mode=0o700)
        _fill(str(home))
        if ROOT:
            _give_away(home.parent)
        case.make(home)
        if ROOT and not home.is_symlink():
            _give_away(home)
        before[name] = _held(home.parent)
    found = result(python(RUN, open_home))
    assert found.keys() == CASES.keys()
    for name, case in CASES.items():
        _check(name, case, found[name])
        if case.says:
            assert _held(Path(open_home, name)) == before[name], name
        os.chmod(os.path.join(open_home, name), 0o700)
        if os.path.isdir(os.path.join(open_home, name, "home")):
            os.chmod(os.path.join(open_home, name, "home"), 0o700)


def _fill(home: str) -> None:
    """A record of two days, so that there is a backup."""
    from bigcity_tui.companion import Companion

    for day in range(2):
        record = open_record(home, NOW + day * DAY)
        Companion(None, record, lambda: NOW).watch([1], f"2024-10-{20 + day}")
        record.close()


def _give_away(top: Path) -> None:
    for place, folders, names in os.walk(top):
        for name in (".", *folders, *names):
            os.chown(os.path.join(place, name), NOBODY, NOBODY, follow_symlinks=False)


def _held(top: Path) -> dict[str, object]:
    """Everything below a folder as far as it can be looked at: when it was changed, and bytes."""
    found: dict[str, object] = {}
    for path in sorted(top.rglob("*")):
        status = path.lstat()
        readable = path.is_file() and os.access(path, os.R_OK)
        content = path.read_bytes() if readable else b""
        found[str(path)] = (status.st_mode, status.st_mtime_ns, content)
    return found


def _check(name: str, case: Case, runs: list[tuple[int, str, str]]) -> None:
    for number, (code, out, err) in enumerate(runs):
        assert err.count("\n") == (1 if case.says else 0), (name, err)
        assert "this is a fault" not in err, (name, err)
        for words in case.says:
            assert words in err, (name, err)
        fails = bool(case.says) and (case.reached is None or number == 2)
        assert code == int(fails), (name, number, code, err)
        if fails:
            assert out == "", (name, out)
            assert err.startswith("bigcity-tui: error: "), (name, err)
        if case.reached is not None and number in (0, 3):
            assert f'"moment": "{case.reached}"' in out, (name, out)
