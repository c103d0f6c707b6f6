"""Whether there is a record to read, and what a person is told where it cannot be trusted."""

import os
import stat
from dataclasses import dataclass

from bigcity_tui.store import backups, permissions
from bigcity_tui.store.faults import UnsoundError, shown
from bigcity_tui.store.paths import backups_dir, record_path

_ELSEWHERE = "put that right, or set BIGCITY_TUI_HOME to another folder"


@dataclass(frozen=True, slots=True)
class Condition:
    """What was found when the record was last looked at: whether it is `trusted`, and `writable`.

    `notice` says in one line what is wrong and what to do; None if nothing is.
    """

    trusted: bool
    writable: bool
    notice: str | None


def record_exists(home: str) -> bool:
    """Whether there is a record to read; False where nothing has been written yet.

    Nothing is opened. Raises StoreError where the folder or file is refused, UnsoundError, and
    OSError where it cannot be told whether there are backups.
    """
    try:
        folder = os.stat(home)
    except FileNotFoundError:
        if os.path.islink(home):
            raise UnsoundError(home, "is a link that leads nowhere", _ELSEWHERE) from None
        return False
    except OSError as error:
        raise unusable(home, error.strerror) from error
    if not stat.S_ISDIR(folder.st_mode):
        raise UnsoundError(home, "is not a folder", _ELSEWHERE)
    permissions.check_folder(home, folder)

    path = record_path(home)
    try:
        file = os.lstat(path)
    except FileNotFoundError:
        return _is_begun(home, path, "is missing")
    except OSError as error:
        raise unusable(path, error.strerror) from error
    permissions.check_file(path, file)
    if not stat.S_ISREG(file.st_mode):
        raise UnsoundError(path, "is not a file")
    if file.st_size == 0:
        # SQLite leaves an empty one if it is killed before the first change is complete.
        return _is_begun(home, path, "is empty")
    if not os.access(path, os.R_OK):
        raise unusable(path, "no permission")
    return True


def unusable(path: str, reason: str | None) -> UnsoundError:
    """What the system's refusal says about a folder or file."""
    return UnsoundError(path, f"cannot be read ({reason or 'unknown error'})", _ELSEWHERE)


def untrusted(home: str, error: UnsoundError) -> Condition:
    """The condition of a record that cannot be trusted, with the way out."""
    cure = error.cure or _way_back(home)
    return Condition(
        trusted=False,
        writable=False,
        notice=f"nothing can be saved: {error} and is left as it is; {cure}",
    )


def _way_back(home: str) -> str:
    try:
        backup = backups.newest(home)
    except OSError:
        folder = shown(backups_dir(home))
        return f"whether there is a backup cannot be told: check the permissions of {folder}"
    if backup is None:
        return "there is no backup of it; move it elsewhere to begin anew"
    name = shown(os.path.basename(backup))
    return f"'bigcity-tui doctor --restore' brings back the backup {name}"


def _is_begun(home: str, path: str, what: str) -> bool:
    if backups.names(home):
        raise UnsoundError(
            path, f"{what} beside its backups (to begin anew, move them elsewhere too)"
        )
    return False
