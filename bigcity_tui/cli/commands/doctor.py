"""Where everything is, and whether all is well: `paths` and `doctor`."""

import os
import re
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from importlib import metadata
from shutil import get_terminal_size

from bigcity_tui.cli.parser import version_text
from bigcity_tui.cli.session import Session, say_waiting
from bigcity_tui.cli.table import PROGRAM
from bigcity_tui.companion import shelf, sound_series
from bigcity_tui.domain.errors import CompanionError, PackError, StoreError, UsageError
from bigcity_tui.domain.text import count, listed
from bigcity_tui.store.backups import day_in, restorable, restore
from bigcity_tui.store.doctor import Finding, examine
from bigcity_tui.store.location import backups_dir, data_home, packs_dir, places_path, record_path

_LEAST = (40, 12)  # columns and rows of the smallest terminal that the app fits in


def paths(session: Session) -> None:
    home = data_home()
    found = {
        "home": home,
        "record": record_path(home),
        "backups": backups_dir(home),
        "places": places_path(home),
        "packs": packs_dir(home),
    }
    if session.out.as_json:
        session.out.value(found)
    else:
        session.out.table(found.items(), style="bold")


def doctor(session: Session) -> None:
    if session.args.restore:
        _restore(session)
        return
    if session.args.yes:
        raise UsageError("--yes goes with --restore")
    found = tuple(_findings(session.args.pack))
    if session.out.as_json:
        session.out.value([finding._asdict() for finding in found])
    else:
        session.out.table((f"{f.level:<5} {f.check}", f.text) for f in found)
    bad = [finding.check for finding in found if finding.level == "bad"]
    if bad:
        raise CompanionError(
            f"not all is well ({listed(bad)}): the lines marked bad say what to do"
        )


def _findings(pack: str | None) -> Iterator[Finding]:
    # Not by way of the companion: what keeps that from opening is what is to be told here.
    try:
        yield from examine(data_home(), lambda: time.time_ns() // 1_000_000, cache(say_waiting))
    except StoreError as error:
        yield Finding("record", "bad", str(error))
    yield _pack(pack)
    yield Finding("versions", "ok", version_text().splitlines()[-1])
    try:
        yield _libraries(metadata.requires(PROGRAM) or [])
    except metadata.PackageNotFoundError:
        yield Finding("libraries", "ok", f"{PROGRAM} runs from its source, and says no more")
    yield _terminal()


def _pack(named: str | None) -> Finding:
    try:
        with suppress(StoreError):  # which was told above
            named = named or shelf.last_used(data_home())
        series = sound_series(shelf.folder_of(data_home(), named) if named else None)
    except (PackError, StoreError) as error:
        cure = f"'{PROGRAM} pack check' lists all" if named else f"install {PROGRAM} again"
        return Finding("pack", "bad", f"{error}; {cure}")
    return Finding("pack", "ok", f"{series.title}, {count(series.episodes, 'episode')}")


def _libraries(required: Iterable[str]) -> Finding:
    found, wrong = [], []
    for requirement in required:
        if ";" in requirement:  # for developers alone
            continue
        name = re.split(r"[^A-Za-z0-9_.-]", requirement, maxsplit=1)[0]
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            wrong.append(f"{name} is missing")
            continue
        found.append(f"{name} {version}")
        if not fits(version, requirement):
            wrong.append(f"{name} {version} is not what is asked for ({requirement})")
    if wrong:
        return Finding("libraries", "bad", f"{listed(wrong)}: install {PROGRAM} again")
    return Finding("libraries", "ok", ", ".join(found))


def fits(version: str, requirement: str) -> bool:
    numbers = _numbers(version)
    return all(
        (numbers >= _numbers(bound)) == (sign == ">=")
        for sign, bound in re.findall(r"(>=|<)([0-9.]+)", requirement)
    )


def _numbers(version: str) -> list[int]:
    return [int(part) for part in re.findall(r"[0-9]+", version.split("+")[0])]


def _terminal() -> Finding:
    if sys.stdout is None or not sys.stdout.isatty():
        return Finding("terminal", "ok", "none here: run this in the one that you use to check it")
    name = os.environ.get("TERM", "")
    encoding = sys.stdout.encoding or "none"
    columns, rows = get_terminal_size((0, 0))
    wrong = []
    if encoding.lower().replace("-", "") != "utf8":
        wrong.append(f"its encoding is {encoding}: set LANG to a UTF-8 locale for the app")
    if name == "dumb":
        wrong.append("it can only print lines (TERM=dumb): the app needs another one")
    if columns < _LEAST[0] or rows < _LEAST[1]:
        wrong.append(f"it is too small for the app: {_LEAST[0]} columns and {_LEAST[1]} rows do")
    text = f"{name or 'unnamed'}, {encoding}, {_colours(name)}, {columns}x{rows}"
    if wrong:
        return Finding("terminal", "warn", f"{text}; {listed(wrong)}")
    return Finding("terminal", "ok", text)


def _colours(name: str) -> str:
    if os.environ.get("NO_COLOR"):
        return "no colours (NO_COLOR)"
    if os.environ.get("COLORTERM") in ("truecolor", "24bit"):
        return "16 million colours"
    return "256 colours" if "256" in name else "16 colours or fewer"


def _restore(session: Session) -> None:
    home = data_home()
    backup, _ = restorable(home)
    what = (
        f"the backup of {day_in(backup)}, with all that is whole of the record,"
        if backup
        else "all that is whole of the record"
    )
    session.confirm(
        "restore",
        f"this puts {what} in the record's place; what is there is kept beside it",
        "doctor --restore",
        "nothing was restored",
    )
    done = restore(home)
    out = session.out
    if out.as_json:
        out.value({"backup": done.backup, "read": done.read, "aside": done.aside})
        return
    later = f"{count(done.read, 'change')} that could still be read"
    if done.backup is None:
        out.prose(f"Restored {later}: there is no backup.")
    else:
        also = f", and {later} beside it" if done.read else ""
        out.prose(f"Restored the backup of {day_in(done.backup)}{also}.")
    if done.aside is not None:
        out.prose(f"What was there is kept as {os.path.basename(done.aside)} in the same folder.")
    out.prose(
        f"Other later changes are not in it. If you share with other devices, '{PROGRAM} sync DIR'"
        " brings back what they know."
    )
