"""What the store's tests share: a record with a fixed clock, and programs run beside it."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from bigcity_tui.domain import edits
from bigcity_tui.domain.operations import Change, Operation, change
from bigcity_tui.store import sync as sync_files
from bigcity_tui.store.record import Record
from bigcity_tui.store.sync import SyncFile, file_name

NOW = 1_729_500_000_000
"""A Monday in October 2024."""
DAY = 24 * 60 * 60 * 1000
TODAY = "2024-10-21"
SERIES = "some-series"
NOBODY = 65534
Device = Callable[..., Record]
"""A device by its name, and the time on its clock."""
ROOT = sys.platform != "win32" and os.geteuid() == 0

_PROLOGUE = """
import json, os, random, resource, shlex, shutil, sqlite3, sys, tempfile
from bigcity_tui.domain.errors import CompanionError
from bigcity_tui.store import backups, database, location, preferences, rows
from tests.store.support import *
home = sys.argv[1]
if "--nobody" in sys.argv and os.geteuid() == 0:
    # Nobody may be unable to read the folder that the program lies in.
    import importlib, pkgutil, bigcity_tui.domain, bigcity_tui.store
    for package in (bigcity_tui.domain, bigcity_tui.store):
        for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
            importlib.import_module(module.name)
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
def tried(what):
    try:
        return what()
    except CompanionError as error:
        return f"{type(error).__name__}: {error}"
"""


def open_record(home: str, at: int = NOW) -> Record:
    """The record of a folder, its clock standing at a moment."""
    return Record.open(home, lambda: at)


def rate(record: Record, *scores: float, series: str = SERIES) -> tuple[Operation, ...]:
    """Add one batch of ratings."""
    changes = [change("first", 1, "rating", score=score) for score in scores]
    return write(record, changes, series=series)


def scores(record: Record, series: str = SERIES) -> list[Any]:
    """The ratings in the record, in order."""
    return [operation.data["score"] for operation in record.operations(series)]


def write(
    record: Record, changes: Sequence[Change], undoes: str | None = None, series: str = SERIES
) -> tuple[Operation, ...]:
    """Add one batch of changes."""
    with record.transaction(series) as tx:
        tx.append(changes, undoes)
    return tx.written


def python(script: str, home: str, *options: str) -> subprocess.Popen[str]:
    """Start a program that knows `home`; with `--nobody` it gives up root's rights first."""
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    return subprocess.Popen(
        [sys.executable, "-c", _PROLOGUE + script, home, *options],
        env={**os.environ, "PYTHONPATH": root, "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def result(program: subprocess.Popen[str]) -> Any:
    """What a program printed, as JSON, once it has ended well."""
    out, err = program.communicate(timeout=60)
    assert program.returncode == 0, err
    assert not err, err
    return json.loads(out)


def contents(folder: str) -> dict[str, bytes]:
    """All files below a folder, by their path in it."""
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = file.read()
    return found


def note(record: Record, text: str, item: str = "1") -> None:
    """Write the note of the first episode, or an answer there."""
    with record.transaction(SERIES) as tx:
        tx.append(edits.noted(tx.operations, item, text))


def forget(record: Record) -> None:
    """Forget what was written on the first episode, in every viewing."""
    with record.transaction(SERIES) as tx:
        tx.append(edits.forgot(tx.operations, "1", every_viewing=True))


def own_file(record: Record, folder: str) -> str:
    """The file that a device keeps in the folder that it shares."""
    return os.path.join(folder, file_name(record.device))


def encoded(device: str, host: str, operations: Iterable[Operation]) -> bytes:
    """A whole file that a device shares."""
    return b"".join(sync_files.encoded(device, host, operations))


def decoded(name: str, data: bytes) -> SyncFile:
    """What is read of a whole file."""
    return sync_files.decoded(name, io.BytesIO(data))
