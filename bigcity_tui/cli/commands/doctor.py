"""Where everything is, and whether all is well: `paths` and `doctor`."""

import os
import shlex
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib import metadata
from shutil import get_terminal_size

from bigcity_tui.cli.output import hindrance
from bigcity_tui.cli.parser import version_text
from bigcity_tui.cli.session import Session, say_waiting
from bigcity_tui.cli.table import PROGRAM
from bigcity_tui.companion import shelf, sound_series
from bigcity_tui.domain.errors import CompanionError, PackError, StoreError
from bigcity_tui.domain.text import count, listed
from bigcity_tui.store.backups import day_in, restorable, restore
from bigcity_tui.store.doctor import Finding, examine
from bigcity_tui.store.location import backups_dir, data_home, packs_dir, places_path, record_path


def paths(session: Session) -> None:
    home = data_home()
    found = {"home": home, "record": record_path(home), "backups": backups_dir(home)}
    found |= {"places": places_path(home), "packs": packs_dir(home)}
    session.out.value(found)
    session.out.table(found.items(), style="bold")


def doctor(session: Session) -> None:
    if session.args.restore:
        _restore(session)
        return
    found = tuple(_findings(session.args.pack))
    session.out.value([finding._asdict() for finding in found])
    session.out.table((f"{f.level:<5} {f.check}", f.text) for f in found)
    if bad := listed([finding.check for finding in found if finding.level == "bad"]):
        raise CompanionError(f"not all is well ({bad}): the lines marked bad say what to do")


def _findings(pack: str | None) -> Iterator[Finding]:
    # Not by way of the companion: what keeps that from opening is what is to be told here.
    try:
        yield from examine(data_home(), lambda: time.time_ns() // 1_000_000, cache(say_waiting))
    except StoreError as error:
        yield Finding("record", "bad", str(error))
    yield _pack(pack)
    names = ("textual", "rich", "pydantic", "platformdirs")
    versions = (f"{name} {metadata.version(name)}" for name in names)
    yield Finding("versions", "ok", ", ".join([*version_text().splitlines()[1:], *versions]))
    yield _terminal()


def _pack(named: str | None) -> Finding:
    try:
        with suppress(StoreError):  # which was told above
            named = named or shelf.last_used(data_home())
        series = sound_series(shelf.folder_of(data_home(), named) if named else None)
    except (PackError, StoreError) as error:
        every = f"'{PROGRAM} pack check --pack {shlex.quote(named or '')}' lists all"
        cure = every if named else f"install {PROGRAM} again"
        return Finding("pack", "bad", f"{error}; {cure}")
    return Finding("pack", "ok", f"{series.title}, {count(series.episodes, series.unit)}")


def _terminal() -> Finding:
    if sys.stdout is None or not sys.stdout.isatty():
        return Finding("terminal", "ok", "none here: run this in the one that you use to check it")
    columns, rows = get_terminal_size((0, 0))
    wrong = hindrance()
    if wrong is None and (columns < 40 or rows < 12):
        wrong = "it is too small for the app: 40 columns and 12 rows do"
    colours = "no colours (NO_COLOR), " if os.environ.get("NO_COLOR") else ""
    text = f"{os.environ.get('TERM', 'unnamed')}, {sys.stdout.encoding}, {colours}{columns}x{rows}"
    return Finding("terminal", "warn" if wrong else "ok", f"{text}; {wrong}" if wrong else text)


def _restore(session: Session) -> None:
    home = data_home()
    backup, _ = restorable(home)
    what = f"the backup of {day_in(backup)}, with all" if backup else "all"
    what = f"this puts {what} that is whole of the record in its place; what is there is kept"
    session.confirm("restore", f"{what} beside it", "doctor --restore", "nothing was restored")
    done = restore(home)
    told = f"{count(done.read, 'change')} that could still be read"
    if done.backup is not None:
        beside = f", and {told} beside it" if done.read else ""
        told = f"the backup of {day_in(done.backup)}{beside}"
    told = f"Restored {told}."
    if done.aside is not None:
        told += f" What was there is kept as {os.path.basename(done.aside)} in the same folder."
    session.out.tell(
        done._asdict(),
        told,
        f"Other later changes are not in it. If you share with other devices, '{PROGRAM} sync DIR'"
        " brings back what they know.",
    )
