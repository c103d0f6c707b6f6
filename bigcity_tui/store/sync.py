"""Syncing: several devices come to hold the same record, by way of a folder that something carries.

Each device writes one file there, with all that it knows, and reads everybody's. So nothing needs
to be online at the same time, any order will do, and a file that something else garbled, cut or
doubled costs at most a round. The record itself never lies in that folder.
"""

import hashlib
import os
import platform
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from bigcity_tui.domain.errors import ReadOnlyError, StoreError, UsageError
from bigcity_tui.domain.forgetting import is_blank
from bigcity_tui.files.reading import reason
from bigcity_tui.files.writing import UNFINISHED, unfinished, write_file
from bigcity_tui.store.faults import shown
from bigcity_tui.store.merging import Held, Merged
from bigcity_tui.store.record import Record
from bigcity_tui.store.sync_files import SyncFile, device_of, encoded, file_name, read

_ABANDONED = 3600
"""After so many seconds, what was to become our file belongs to a run that was killed."""


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync came to.

    `file` is the path of this device's own file, None where there is nothing to tell yet;
    `written` says whether it changed. `files` are all that were read, and `merged` is what came of
    them. `cloned` says that this home
    turned out to be a copy of another one, and goes on under a new id. `wordy` names other files
    that still have words which were forgotten.
    """

    file: str | None
    written: bool
    files: tuple[SyncFile, ...]
    merged: Merged
    cloned: bool
    wordy: tuple[str, ...]


def sync(record: Record, folder: str) -> Synced:
    """Take in what other devices left in a folder, and leave there what this one knows.

    Raises UsageError for a folder that cannot be meant, StoreError where the record cannot be
    written, FileError where this device's file cannot; what was taken in stays then.
    """
    folder = os.path.abspath(folder)
    files = tuple(read(folder, name) for name in _names(folder, record.home))
    held = _held(record)
    for file in files:
        if file.name == file_name(record.device) and file.problem is not None:
            raise StoreError(f"nothing was synced: {file.problem}; put that right, or move it")
    cloned = _is_clone(record, held, files)
    # Each file holds nearly all that is known: only what is new is worth a transaction.
    known = held.counting | held.aside
    told = dict.fromkeys(operation for file in files for operation in file.operations)
    incoming = [operation for operation in told if operation not in known]
    merged = Merged(0, 0, (), 0)
    if incoming or cloned:
        merged = record.merge(incoming, anew=cloned)
        held = _held(record)

    everything = held.counting | held.aside
    own = file_name(record.device)
    path = os.path.join(folder, own) if everything else None
    written = path is not None and _write(path, encoded(record.device, _host(record), everything))
    _sweep(folder, own)
    return Synced(path, written, files, merged, cloned, _wordy(held, files, own))


def _held(record: Record) -> Held:
    """What a record holds: nothing may be concluded, or told, from one that cannot be read."""
    held = record.held()
    if not record.trusted:
        raise ReadOnlyError(record.notice)
    return held


def _names(folder: str, home: str) -> list[str]:
    """The names of all devices' files, in order."""
    try:
        place, record = os.path.realpath(folder), os.path.realpath(home)
    except ValueError:  # a NUL
        raise UsageError(f"{shown(folder)} is no path") from None
    if _is_within(place, record) or _is_within(record, place):
        raise UsageError(
            f"{shown(folder)} and the record's own folder lie within each other: choose another"
            " folder, since only this program's sync files may be carried, never the record"
        )
    try:
        return sorted(name for name in os.listdir(folder) if device_of(name))
    except (FileNotFoundError, NotADirectoryError):
        raise UsageError(f"there is no folder {shown(folder)}: make it, or mount it") from None
    except OSError as error:
        raise StoreError(f"nothing was synced: {shown(folder)} {reason(error)}") from error


def _is_within(inner: str, outer: str) -> bool:
    try:
        return os.path.commonpath((inner, outer)) == outer
    except ValueError:  # on other drives
        return False


def _is_clone(record: Record, held: Held, files: Iterable[SyncFile]) -> bool:
    """Whether another home goes under this device's id: one was copied from the other.

    Then this device's own file, or a conflicted copy of it, was written elsewhere, and holds
    changes under this id that were never made here. What was made here and lost, since an older
    record was restored, was written here. A home that only moved knows all that its file has.
    """
    known = {operation.id for operation in held.counting}
    return any(
        operation.device == record.device and operation.id not in known
        for file in files
        if device_of(file.name) == record.device and file.host != _host(record)
        for operation in file.operations
    )


def _host(record: Record) -> str:
    """What tells this home from a copy of it; says nothing to anybody who does not know it."""
    machine = ""
    for path in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        try:
            with open(path, "rb") as file:
                machine = file.read(100).decode("ascii", "replace")
            break
        except OSError:
            continue
    parts = (machine, platform.node(), os.path.realpath(record.home), record.device)
    return hashlib.sha256("\0".join(parts).encode(errors="surrogateescape")).hexdigest()[:16]


def _write(path: str, data: bytes) -> bool:
    """Make a file hold these bytes; whether it had to change, so that nothing is carried twice."""
    try:
        with open(path, "rb") as file:
            if file.read(len(data) + 1) == data:
                return False
    except FileNotFoundError:
        pass
    write_file(path, data, force=True)
    return True


def _sweep(folder: str, own: str) -> None:
    """Remove what runs of this device that were killed left of its own file."""
    with suppress(OSError):
        for name in os.listdir(folder):
            path = os.path.join(folder, name)
            ours = name.startswith(unfinished(own)) and name.endswith(UNFINISHED)
            if ours and time.time() - os.lstat(path).st_mtime > _ABANDONED:
                os.remove(path)


def _wordy(held: Held, files: Iterable[SyncFile], own: str) -> tuple[str, ...]:
    """The other files that still have words of a note that is blank."""
    blank = {operation.id for operation in held.counting if is_blank(operation)}
    return tuple(
        file.name
        for file in files
        if file.name != own
        and any(
            operation.id in blank and operation.change.kind == "note" and not is_blank(operation)
            for operation in file.operations
        )
    )
