"""Whether the viewer's data is sound, private, backed up and in its place."""

import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Literal, NamedTuple

from bigcity_tui.domain.errors import StoreError
from bigcity_tui.domain.text import count, listed
from bigcity_tui.files.writing import POSIX
from bigcity_tui.store import backups, database, location
from bigcity_tui.store.database import Waiting
from bigcity_tui.store.errors import UnsoundError, shown, translate_errors
from bigcity_tui.store.merge import LATEST
from bigcity_tui.store.record import Record
from bigcity_tui.store.sync import MOST, device_of

Level = Literal["ok", "warn", "bad"]  # `warn` is worth knowing; `bad` keeps something from working

_ROOM = 20 * 1024 * 1024  # bytes that ought to be free: a record is backed up before it changes

# SQLite needs a disk that keeps its promises about locks and about what has been written. Programs
# that copy the file while it changes, or a network in between, break them.
_PROGRAMS = {
    "Syncthing": {".stfolder"},
    "Dropbox": {".dropbox", "dropbox"},
    "ownCloud": {".owncloudsync.log", "owncloud"},
    "Nextcloud": {".nextcloudsync.log", "nextcloud"},
    "Google Drive": {"google drive"},
    "iCloud Drive": {"mobile documents"},
    "a cloud's program": {"cloudstorage"},
    "OneDrive": {"onedrive"},
}
"""What such programs leave in folders, after a dot, and the folders that they make."""

_NETWORK = ("nfs", "cifs", "smb", "afs", "ceph", "gluster", "davfs", "sshfs", "rclone", "s3fs")


class Finding(NamedTuple):
    """A check: what was looked at, its level, and a text, which says what to do if it is not ok."""

    check: str
    level: Level
    text: str


def examine(home: str, clock: Callable[[], int], waiting: Waiting = None) -> tuple[Finding, ...]:
    """Look at everything in a data folder; `clock` and `waiting` are as for a `Record`."""
    record: Record | StoreError
    try:
        record = Record.open(home, clock, waiting)
    except StoreError as error:
        record = error
    return (
        Finding("record", *_record(home, record)),
        Finding("permissions", *_permissions(home)),
        Finding("backups", *_backups(home, record)),
        Finding("place", *_place(home)),
        Finding("room", *_room(home)),
    )


def network_of(path: str, mounts: Iterable[str]) -> str | None:
    """The kind of network file system a path is on, by lines of Linux's `/proc/self/mounts`."""
    longest, kind = "", ""
    for point, found in (line.split(" ")[1:3] for line in mounts if line.count(" ") > 1):
        name = point.encode().decode("unicode_escape").encode("latin-1", "replace")
        folder = os.fsdecode(name)
        inside = path == folder or path.startswith(folder.rstrip("/") + "/")
        if inside and len(folder) >= len(longest):
            longest, kind = folder, found
    return kind if kind.removeprefix("fuse.").startswith(_NETWORK) else None


def _record(home: str, record: Record | StoreError) -> tuple[Level, str]:
    path = location.record_path(home)
    try:
        if isinstance(record, StoreError):
            raise record
        if record.notice is not None:
            return "bad", record.notice
        if not location.record_exists(home):
            return "ok", f"{shown(path)} begins with your first change"
        with translate_errors(path):
            database.examine(path, writable=location.hindrance(home) is None)
    except UnsoundError as error:
        return "bad", f"{error}: 'bigcity-tui doctor --restore' helps"
    except StoreError as error:
        return "bad", str(error)
    held = record.held()
    also = f", {len(held.conflicts)} set aside in merging" if held.conflicts else ""
    if beyond := sum(each.hlc > LATEST for each in held.conflicts):
        also += f" ({beyond} dated beyond any clock; what was done here after it is dated anew)"
    changes = f"{count(len(held.active), 'change')}{also}"
    text = f"{shown(path)} is sound: {changes}, {_size(os.path.getsize(path))}"
    if 2 * len(held.active) > MOST:
        return "warn", f"{text}; sync takes {MOST:,} changes a device, unless --most allows more"
    return "ok", text


def _permissions(home: str) -> tuple[Level, str]:
    with suppress(OSError):  # which the record's own line tells, if it is no mere beginning
        if POSIX and os.stat(home).st_mode & 0o077:
            cure = f"run chmod -R go-rwx {location.quoted(home)}"
            return "warn", f"other users may look into {shown(home)}: {cure}"
    return "ok", "nobody else may look into your data"


def _backups(home: str, record: Record | StoreError) -> tuple[Level, str]:
    where = shown(location.backups_dir(home))
    try:
        survey = [(largest, os.path.basename(path)) for largest, path in backups.survey(home)]
    except OSError as error:
        return "bad", f"{where} cannot be looked into: {error.strerror}; change its permissions"
    sound = [name for largest, name in survey if largest is not None]
    broken = [shown(name) for largest, name in survey if largest is None]
    if broken:
        left = f"the newest sound one is {sound[-1]}" if sound else "none is sound"
        cure = "Delete what is damaged: the next change makes another"
        says = f"{listed(broken)} in {where} cannot be used; {left}. {cure}"
        return "warn" if sound else "bad", says
    if not sound:
        return "ok", f"none in {where} yet: changes to come make them"
    largest, newest = survey[-1]
    day = backups.day_in(newest)
    text = f"{count(len(sound), 'sound backup')} in {where}, the newest of {day}"
    if not isinstance(record, StoreError) and any(
        one.device == record.device and one.hlc > (largest or 0) and backups.day_at(one.wall) > day
        for one in record.everything()
    ):  # this device did more after that day: making a backup failed
        says = "and there are later changes: see whether that folder can be written"
        return "warn", f"{text}, {says}"
    return "ok", text


def _place(home: str) -> tuple[Level, str]:
    place = os.path.realpath(home)
    above = [place, *map(str, Path(place).parents)]
    walks = (next(os.walk(folder), ("", [], [])) for folder in above)  # passes over errors
    listings = [[*folders, *files] for _, folders, files in walks]
    names = [os.path.basename(each).split(" - ")[0] for each in above]
    names += [name for names in listings for name in names if name.startswith(".")]
    there = {name.lower() for name in names}
    programs = sorted(program for program, marks in _PROGRAMS.items() if marks & there)
    wrong = [f"it lies in a folder of {program}" for program in programs]
    if any(device_of(name) for names in listings[1:] for name in names):
        wrong.append("it lies in a folder that devices sync through")
    if any(device_of(name) for _, _, names in os.walk(place) for name in names):
        wrong.append("a folder that devices sync through lies in it")
    with suppress(OSError):
        mounts = Path("/proc/self/mounts").read_text("utf-8", "surrogateescape").split("\n")
        if kind := network_of(place, mounts):
            wrong.append(f"it lies on a network ({kind})")
    if not wrong:
        return "ok", f"{shown(home)} is on this device alone"
    return "warn", (
        f"{shown(home)} is no safe place for the record: {listed(wrong)}. Move it to a folder of"
        " this device alone (BIGCITY_TUI_HOME names it), and share with 'bigcity-tui sync DIR'"
    )


def _room(home: str) -> tuple[Level, str]:
    place = location.nearest(home)
    try:
        free = shutil.disk_usage(place).free
    except OSError as error:
        return "warn", f"{shown(place)} cannot be looked at: {error.strerror}"
    if free < _ROOM:
        return "warn", f"only {_size(free)} are free: make some room"
    return "ok", f"{_size(free)} are free"


def _size(size: int) -> str:
    return f"{size / 2**20:,.0f} MiB" if size >= 2**20 else f"{size / 2**10:,.0f} KiB"
