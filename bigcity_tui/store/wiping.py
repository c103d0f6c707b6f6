"""Erasing everything that the program keeps of its viewer on this device."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress

from bigcity_tui.domain.errors import ReadOnlyError, StoreError
from bigcity_tui.files.folders import sync_folder
from bigcity_tui.store import permissions, schema
from bigcity_tui.store.condition import record_exists
from bigcity_tui.store.faults import Spoken, UnsoundError, shown
from bigcity_tui.store.paths import backups_dir, places_path, record_path, report_path
from bigcity_tui.store.patience import retry_while_locked


def wipe(home: str, waiting: Callable[[], None] | None = None) -> int:
    """Erase the record, its backups, damaged ones kept, the last crash, and where one was.

    Returns how many files went; what the program did not make stays. `waiting` is called when
    another program has held the record for a second. Raises StoreError where the folder is refused,
    another program keeps the record for 30 s, or a file cannot be found out about or erased.
    """
    path = record_path(home)
    lock: sqlite3.Connection | None = None
    try:
        with Spoken(path):
            is_there = record_exists(home)
        if is_there:
            hindrance = permissions.hindrance(home, path)
            if hindrance is not None:
                raise ReadOnlyError(hindrance)
            with Spoken(path):
                # Nobody may be in the middle of a change.
                lock = retry_while_locked(
                    path, lambda timeout: schema.begin(path, timeout), waiting
                )
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
    others = (places_path(home), report_path(home))
    return [
        *_named(folder, "record-", ".record-"),
        *_named(home, "record-damaged-", ".record-", *map(os.path.basename, others)),
        *(record + ending for ending in ("-journal", "-wal", "-shm", "")),
    ]


def _named(folder: str, *starts: str) -> list[str]:
    try:
        names = sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        # Without the names of all, none may go: what is left would be taken for a loss.
        raise StoreError(
            f"nothing is erased: {shown(folder)}: {error.strerror}; put that right, then try again"
        ) from error
    return [os.path.join(folder, name) for name in names if name.startswith(starts)]


def _erase(home: str, paths: list[str]) -> int:
    erased = 0
    for path in paths:
        try:
            os.remove(path)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise StoreError(
                f"not everything is erased: {shown(path)}: {error.strerror}; put that right, then"
                " try again"
            ) from error
        erased += 1
    if erased:
        with suppress(OSError):  # not there, or with something else in it
            os.rmdir(backups_dir(home))
        sync_folder(home)
    return erased
