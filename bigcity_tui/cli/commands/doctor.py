"""Whether all is well: `doctor`."""

import time

from bigcity_tui.cli.command import PROGRAM, Argument, Command
from bigcity_tui.domain.errors import CompanionError, PackError, StoreError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from bigcity_tui.cli.session import Session
    from bigcity_tui.store.doctor import Finding


def doctor(session: "Session") -> None:
    """Look whether all is well, or bring a backup back."""
    if session.flag("--restore"):
        _restore(session)
        return
    if session.flag("--yes"):
        raise UsageError("--yes goes with --restore")
    found = tuple(_findings(session))
    if session.out.as_json:
        session.out.value([{"check": f.check, "level": f.level, "text": f.text} for f in found])
    else:
        session.out.table((f"{f.level:<5} {f.check}", f.text) for f in found)
    bad = [finding.check for finding in found if finding.level == "bad"]
    if bad:
        from bigcity_tui.domain.text import listed

        raise CompanionError(
            f"not all is well ({listed(bad)}): the lines marked bad say what to do"
        )


def _findings(session: "Session") -> "Iterator[Finding]":
    from bigcity_tui.cli.environment import terminal, versions
    from bigcity_tui.cli.session import Waiting
    from bigcity_tui.store.doctor import Finding, examine
    from bigcity_tui.store.location import data_home

    # Not by way of the companion: what keeps that from opening is what is to be told here.
    try:
        yield from examine(data_home(), lambda: time.time_ns() // 1_000_000, Waiting())
    except StoreError as error:
        yield Finding("record", "bad", str(error))
    yield _pack(session)
    yield from versions()
    yield terminal()


def _pack(session: "Session") -> "Finding":
    from bigcity_tui.companion import sound_series
    from bigcity_tui.domain.text import count
    from bigcity_tui.store.doctor import Finding

    try:
        series = sound_series(session.pack)
    except PackError as error:
        cure = f"'{PROGRAM} pack check' lists all" if session.pack else f"install {PROGRAM} again"
        return Finding("pack", "bad", f"{error}; {cure}")
    return Finding("pack", "ok", f"{series.title}, {count(series.episodes, 'episode')}")


def _restore(session: "Session") -> None:
    import os

    from bigcity_tui.store.backups import day_in, restorable, restore_newest
    from bigcity_tui.store.location import data_home

    home = data_home()
    day = day_in(os.path.basename(restorable(home)))
    if not session.flag("--yes"):
        from bigcity_tui.cli.confirm import confirm

        confirm(
            "restore",
            f"this puts the backup of {day} in the record's place; what is there is kept beside it",
            f"{PROGRAM} doctor --restore --yes",
            "nothing was restored",
        )
    backup, aside = restore_newest(home)
    out = session.out
    if out.as_json:
        out.value({"backup": backup, "aside": aside})
        return
    out.prose(f"Restored the backup of {day}.")
    if aside is not None:
        out.prose(f"What was there is kept as {os.path.basename(aside)} in the same folder.")
    out.prose(
        f"Later changes are not in it. If you share with other devices, '{PROGRAM} sync DIR' brings"
        " back what they know."
    )


COMMANDS = (
    Command(
        "doctor",
        "whether all is well, and what to do if not",
        doctor,
        arguments=(
            Argument(
                "--restore", "bring the newest sound backup back in place of a damaged record"
            ),
            Argument("--yes", "restore without asking"),
        ),
        detail=(
            "It looks at the record, who may read it, its backups and where it lies, at the pack,"
            " the versions of what the program stands on, and the terminal. Each line is ok, warn"
            " or bad; with a bad one it exits with 1."
        ),
        examples=("doctor", "doctor --json"),
    ),
)
