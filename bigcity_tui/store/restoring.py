"""The way back: the newest whole backup in place of a record that is damaged or gone.

What was there is never deleted: it is set aside, under a name with the day.
"""

import os
import sqlite3
import stat
import time
from contextlib import suppress

from bigcity_tui.domain.errors import StoreError
from bigcity_tui.files.folders import sync_folder
from bigcity_tui.store import backups, permissions, schema
from bigcity_tui.store.faults import Spoken, UnsoundError, explain, explain_system, is_damage, shown
from bigcity_tui.store.paths import backups_dir, record_path

_DAMAGED, _SUFFIX = "record-damaged-", ".sqlite3"


def damaged(home: str) -> list[str]:
    """The paths of damaged records that were set aside; raises OSError."""
    found = [name for name in os.listdir(home) if name.startswith(_DAMAGED)]
    return [os.path.join(home, name) for name in sorted(found)]


def restorable(home: str) -> str:
    """The path of the backup that can take the place of a record which is damaged or gone.

    Raises StoreError where the record is sound or too new to judge, and where no backup is whole.
    """
    _check_damaged(record_path(home))
    with Spoken(backups_dir(home)):
        backup = backups.newest(home)
    if backup is None:
        raise StoreError(f"there is no whole backup in {shown(backups_dir(home))}")
    return backup


def restore_newest(home: str) -> tuple[str, str | None]:
    """Put the newest whole backup in place of a record that is damaged or gone.

    What was there is set aside, with its journal, under a name with today's date, and never
    deleted. Returns the paths of the backup and of what was set aside (None if nothing was there).
    Raises StoreError as `restorable` does, and where the disk refuses.
    """
    path, backup = record_path(home), restorable(home)
    with Spoken(path):
        permissions.check_folder(home, os.stat(home))
        backups.sweep(home)
        temporary = backups.temporary_in(home)
        source = schema.connect(backup, "ro")
        try:
            backups.copy_record(source, temporary)
            aside = _set_aside(path)
            os.replace(temporary, path)
        except BaseException:
            permissions.remove(temporary)
            raise
        finally:
            source.close()
        sync_folder(home)
    return backup, aside


def _check_damaged(path: str) -> None:
    """Raise StoreError unless the record is gone, empty or damaged."""
    try:
        status = os.lstat(path)
        permissions.check_file(path, status)
        if status.st_size == 0 or not stat.S_ISREG(status.st_mode):
            return
        whole = schema.read(path, _is_whole, writable=False)
    except FileNotFoundError:
        return
    except OSError as error:
        raise explain_system(error, path) from error
    except sqlite3.Error as error:
        if not is_damage(error):  # locked, say, and perfectly well
            raise explain(error, path) from error
        return
    except UnsoundError as error:
        if error.cure is not None:
            raise StoreError(f"{error}: {error.cure}") from error
        return
    if whole:
        raise StoreError(f"{shown(path)} is sound: there is nothing to restore")


def _is_whole(connection: sqlite3.Connection) -> bool:
    found = connection.execute("PRAGMA integrity_check(1)").fetchone()
    return bool(found == ("ok",))


def _set_aside(path: str) -> str | None:
    """Give what stands in the record's place another name, its journal first; return that name.

    The journal goes first, since SQLite would roll it back into the backup. The record's own name
    is kept until the backup replaces it, where the file system allows two names for a file.
    """
    folder, stem = os.path.dirname(path), f"{_DAMAGED}{backups.day_of(int(time.time() * 1000))}"
    number, aside = 1, os.path.join(folder, stem + _SUFFIX)
    while any(os.path.lexists(aside + ending) for ending in ("", "-journal", "-wal", "-shm")):
        number += 1
        aside = os.path.join(folder, f"{stem}-{number}{_SUFFIX}")
    # Nothing is asked beforehand: what seems not to be there would be overwritten.
    for ending in ("-journal", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            os.rename(path + ending, aside + ending)
    try:
        os.link(path, aside)
    except FileNotFoundError:
        return None
    except FileExistsError:
        raise
    except OSError:
        os.rename(path, aside)
    sync_folder(folder)
    return aside
