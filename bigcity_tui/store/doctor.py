"""What can be told of the viewer's data: whether it is sound, private, backed up and in its place.

Nothing is changed by looking.
"""

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

from bigcity_tui.domain.errors import StoreError
from bigcity_tui.domain.text import count, listed
from bigcity_tui.store import backups, condition, permissions, schema
from bigcity_tui.store.faults import UnsoundError, shown
from bigcity_tui.store.location import carried
from bigcity_tui.store.paths import backups_dir, record_path
from bigcity_tui.store.record import Record

Level = Literal["ok", "warn", "bad"]
"""`warn` is worth knowing; `bad` keeps something from working."""

_ROOM = 20 * 1024 * 1024
"""So many bytes ought to be free: a record is backed up before it changes."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A check: what was looked at, its level, and a text, which says what to do if it is not ok."""

    check: str
    level: Level
    text: str


def examine(
    home: str, clock: Callable[[], int], waiting: Callable[[], None] | None = None
) -> tuple[Finding, ...]:
    """Look at everything in a data folder.

    `clock` gives milliseconds since 1970, UTC; `waiting` is called when another program has to be
    waited for.
    """
    opened = partial(Record.open, home, clock, waiting)
    return (
        _record(home, opened),
        _permissions(home),
        _backups(home, opened),
        _place(home),
        _room(home),
    )


def _record(home: str, opened: Callable[[], Record]) -> Finding:
    path = record_path(home)
    try:
        record = opened()
        if record.notice is not None:
            return Finding("record", "bad", record.notice)
        if not condition.record_exists(home):
            return Finding("record", "ok", f"{shown(path)} begins with your first change")
        damage = schema.read(path, _damage, writable=permissions.hindrance(home, path) is None)
    except (OSError, sqlite3.Error, StoreError, UnsoundError) as error:
        return Finding("record", "bad", str(error))
    if damage is not None:
        text = f"{shown(path)} is damaged ({damage}): 'bigcity-tui doctor --restore' helps"
        return Finding("record", "bad", text)
    held = record.held()
    changes = count(len(held.counting), "change")
    also = f", {len(held.aside)} set aside in merging" if held.aside else ""
    text = f"{shown(path)} is sound: {changes}{also}, {_size(os.path.getsize(path))}"
    return Finding("record", "ok", text)


def _damage(connection: sqlite3.Connection) -> str | None:
    (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    return None if found == "ok" else " ".join(str(found).split())


def _permissions(home: str) -> Finding:
    if not permissions.POSIX:
        return Finding("permissions", "ok", "your user's folder is private")
    try:
        mode = stat.S_IMODE(os.stat(home).st_mode)
    except OSError:
        mode = 0  # which the record's own line tells, if there is more to it than a beginning
    if mode & 0o077 == 0:
        return Finding("permissions", "ok", "nobody else may look into your data")
    return Finding(
        "permissions",
        "warn",
        f"other users may look into {shown(home)}: run chmod -R go-rwx {permissions.quoted(home)}",
    )


def _backups(home: str, opened: Callable[[], Record]) -> Finding:
    try:
        survey = backups.survey(home)
    except OSError as error:
        text = f"{shown(backups_dir(home))} cannot be looked into: {error.strerror}"
        return Finding("backups", "bad", f"{text}; change its permissions")
    sound = [name for largest, name in survey if largest is not None]
    broken = [shown(name) for largest, name in survey if largest is None]
    where = shown(backups_dir(home))
    if broken:
        left = f"the newest sound one is {sound[-1]}" if sound else "none is sound"
        return Finding(
            "backups",
            "warn" if sound else "bad",
            f"{listed(broken)} in {where} cannot be used; {left}. Delete what is damaged:"
            " the next change makes another",
        )
    if not sound:
        return Finding("backups", "ok", f"none in {where} yet: changes to come make them")
    largest, name = survey[-1]
    text = f"{count(len(sound), 'sound backup')} in {where}, the newest of {backups.day_in(name)}"
    if _is_behind(opened, largest or 0, name):
        return Finding(
            "backups",
            "warn",
            f"{text}, and there are later changes: see whether that folder can be written",
        )
    return Finding("backups", "ok", text)


def _is_behind(opened: Callable[[], Record], largest: int, name: str) -> bool:
    """Whether this device made changes on a later day than the newest backup's.

    Each such day makes a backup, so that one that is missing failed.
    """
    try:
        record = opened()
        made = [one for one in record.everything() if one.device == record.device]
    except StoreError:
        return False  # which the record's own line tells
    return any(
        one.hlc > largest and backups.day_of(one.wall) > backups.day_in(name) for one in made
    )


def _place(home: str) -> Finding:
    wrong = carried(home)
    if not wrong:
        return Finding("place", "ok", f"{shown(home)} is on this device alone")
    return Finding(
        "place",
        "warn",
        f"{shown(home)} is no safe place for the record: {listed(wrong)}. Move it to a folder of"
        " this device alone (BIGCITY_TUI_HOME names it), and share with 'bigcity-tui sync DIR'",
    )


def _room(home: str) -> Finding:
    place = home
    while not os.path.isdir(place) and os.path.dirname(place) != place:
        place = os.path.dirname(place)
    try:
        free = shutil.disk_usage(place).free
    except OSError as error:
        return Finding("room", "warn", f"{shown(place)} cannot be looked at: {error.strerror}")
    if free < _ROOM:
        return Finding("room", "warn", f"only {_size(free)} are free: make some room")
    return Finding("room", "ok", f"{_size(free)} are free")


def _size(size: int) -> str:
    return f"{size / 2**20:,.0f} MiB" if size >= 2**20 else f"{size / 2**10:,.0f} KiB"
