"""Erasing everything that the program keeps of its viewer on this device."""

import os
import sqlite3
from contextlib import suppress

from bigcity_tui.domain.errors import ReadOnlyError, StoreError
from bigcity_tui.files.folders import sync_folder
from bigcity_tui.store import permissions, schema
from bigcity_tui.store.condition import stands
from bigcity_tui.store.faults import TIMEOUT, Spoken, UnsoundError, shown
from bigcity_tui.store.paths import backups_dir, places_path, record_path


def wipe(home: str) -> int:
    """Erase the record, its backups, damaged ones that were kept, and where one was reading.

    Returns how many files went; what the program did not make stays. Raises StoreError where the
    folder is refused, another program keeps the record for 30 s, or a file cannot be erased.
    """
    path = record_path(home)
    lock: sqlite3.Connection | None = None
    try:
        if stands(home):
            hindrance = permissions.hindrance(home, path)
            if hindrance is not None:
                raise ReadOnlyError(hindrance)
            with Spoken(path):
                lock = schema.begin(path, TIMEOUT)  # nobody may be in the middle of a change
    except UnsoundError:
        pass  # damaged, or no record at all: it goes all the same
    try:
        return _erase(home, _kept(home))
    finally:
        if lock is not None:
            lock.close()


def _kept(home: str) -> list[str]:
    """All files to erase; the record last, so that a run that is killed leaves none without it."""
    record, folder = record_path(home), backups_dir(home)
    found = [
        *_named(folder, "record-", ".record-"),
        *_named(home, "record-damaged-", ".record-", os.path.basename(places_path(home))),
        *(record + ending for ending in ("-journal", "-wal", "-shm", "")),
    ]
    return [path for path in found if os.path.lexists(path)]


def _named(folder: str, *starts: str) -> list[str]:
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return []
    return [os.path.join(folder, name) for name in names if name.startswith(starts)]


def _erase(home: str, paths: list[str]) -> int:
    for path in paths:
        try:
            os.remove(path)
        except OSError as error:
            raise StoreError(
                f"not everything is erased: {shown(path)}: {error.strerror}; put that right, then"
                " try again"
            ) from error
    if paths:
        with suppress(OSError):  # not there, or with something else in it
            os.rmdir(backups_dir(home))
        sync_folder(home)
    return len(paths)
