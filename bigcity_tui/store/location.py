"""Where the user's data lives, which BIGCITY_TUI_HOME moves, and who may use it: the user alone."""

import os
import re
import shlex
import stat
import sys
from contextlib import suppress
from functools import partial

from bigcity_tui.domain.errors import StoreError
from bigcity_tui.files.writing import POSIX, sync_folder
from bigcity_tui.store.errors import ELSEWHERE, UnsoundError, shown

VARIABLE = "BIGCITY_TUI_HOME"
_NAME = "bigcity-tui"
DAMAGED = "record-damaged-"  # how the names begin of damaged records that were set aside
UNFINISHED = ".record"  # and those of unfinished copies, of the record and of backups
ENDINGS = ("-journal", "-wal", "-shm")  # what SQLite adds for the files that belong to a record

_BACKUP = re.compile(r"record-(\d{4}-\d\d-\d\d)\.sqlite3", re.ASCII)


def data_home() -> str:
    """Return the folder of the record, absolute; StoreError where none can be told."""
    chosen, source = os.environ.get(VARIABLE, ""), VARIABLE
    if not chosen:
        chosen, source = _platform_folder(), "the folder for user data"
        if not os.path.isabs(chosen):
            raise StoreError(f"no folder for user data is known: set {VARIABLE} to one")
    if "\0" in chosen or any("\ud800" <= letter <= "\udfff" for letter in chosen):
        raise StoreError(f"{source} is no usable path: {chosen!r}; set {VARIABLE} to another one")
    try:
        # A shell leaves a `~` as it is where it stands in quotes.
        return os.path.abspath(os.path.expanduser(chosen))
    except OSError as error:
        says = "is relative, and there is no folder to start from: set it to an absolute path"
        raise StoreError(f"{source} {says}") from error


def _path(name: str, home: str | None = None) -> str:
    """Return the path of what has a name in `home`, by default in `data_home()`."""
    return os.path.join(home or data_home(), name)


record_path = partial(_path, "record.sqlite3")
backups_dir = partial(_path, "backups")
packs_dir = partial(_path, "packs")
places_path = partial(_path, "places.json")
report_path = partial(_path, "crash.txt")
keys_path = partial(_path, "keys.toml")


def backup_path(home: str, day: str) -> str:
    return os.path.join(backups_dir(home), f"record-{day}.sqlite3")


def backups_in(home: str) -> list[str]:
    named = paths_in(backups_dir(home), "record-")
    return [path for path in named if _BACKUP.fullmatch(os.path.basename(path))]


def paths_in(folder: str, *starts: str) -> list[str]:
    with suppress(FileNotFoundError, NotADirectoryError):
        names = sorted(os.listdir(folder))
        return [os.path.join(folder, name) for name in names if name.startswith(starts)]
    return []


def record_exists(home: str) -> bool:
    """Whether there is a record to read; StoreError where it is refused, UnsoundError, OSError."""
    try:
        folder = os.stat(home)
    except FileNotFoundError:
        if os.path.islink(home):
            raise UnsoundError(home, "is a link that leads nowhere", ELSEWHERE) from None
        return False
    if not stat.S_ISDIR(folder.st_mode):
        raise UnsoundError(home, "is not a folder", ELSEWHERE)
    check_folder(home)

    path, missing = record_path(home), "is missing"
    with suppress(FileNotFoundError):
        if check_file(path):
            if not os.access(path, os.R_OK):
                raise UnsoundError(path, "cannot be read (no permission)", ELSEWHERE)
            return True
        # SQLite leaves an empty file if it is killed before the first change is complete.
        missing = "is empty"
    if backups_in(home):
        anew = "to begin anew, move them elsewhere too"
        raise UnsoundError(path, f"{missing} beside its backups ({anew})")
    return False


def check_folder(folder: str) -> None:
    if not POSIX:
        return
    status = os.stat(folder)
    if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        where = f"{shown(folder)}, where your record lives"
        raise StoreError(f"other users may write in {where}: run chmod go-w {quoted(folder)}")
    # Root is let through: in containers a mounted folder often belongs to a user of the host.
    user = os.geteuid()
    if user != 0 and status.st_uid not in (0, user):
        cure = "set BIGCITY_TUI_HOME to a folder of your own"
        raise StoreError(f"{shown(folder)} belongs to another user: {cure}")


def check_file(path: str) -> int:
    """Return a record's size; StoreError for a link, UnsoundError for what is no file."""
    found = os.lstat(path)
    if stat.S_ISLNK(found.st_mode):
        says = "is a symbolic link, and the record must be a file of its own"
        cure = "move the file here, or set BIGCITY_TUI_HOME to its folder"
        raise StoreError(f"{shown(path)} {says}: {cure}")
    if not stat.S_ISREG(found.st_mode):
        raise UnsoundError(path, "is not a file")
    return found.st_size


def hindrance(home: str) -> str | None:
    """Return why nothing could be saved now, with the way out; None if nothing is known."""
    path, place = record_path(home), nearest(home)
    if os.access(place, os.W_OK | os.X_OK):
        if not os.path.exists(path) or os.access(path, os.W_OK):
            return None
        place = path
    cure = "change its permissions, or set BIGCITY_TUI_HOME to another folder"
    return f"nothing can be saved: {shown(place)} may not be written; {cure}"


def nearest(folder: str) -> str:
    """Return a folder, or the nearest above it that is there."""
    while not os.path.lexists(folder) and os.path.dirname(folder) != folder:
        folder = os.path.dirname(folder)
    return folder


def make_folder(folder: str) -> None:
    """Make a private folder and those above it that are missing, durably; raises OSError."""
    above = os.path.dirname(folder)
    if os.path.isdir(folder):
        return
    if above != folder:  # as for a drive that is not there
        make_folder(above)
    try:
        os.mkdir(folder, 0o700)
    except FileExistsError:
        if not os.path.isdir(folder):
            raise
        return  # another process was faster
    if POSIX:
        os.chmod(folder, 0o700)  # the umask may have taken bits away
    sync_folder(above)


def make_private(path: str) -> None:
    """Take everybody else's permissions off a file, if it is ours; never raises OSError."""
    with suppress(OSError):
        mode = os.lstat(path).st_mode
        if POSIX and mode & 0o077:
            os.chmod(path, mode & 0o700)


def erase_everything(home: str) -> int:
    """What the program did not make stays. For one who holds the record's write lock."""
    record, folder = record_path(home), backups_dir(home)
    ours = (DAMAGED, UNFINISHED, "places.json", ".places.json", "crash.txt", ".crash.txt")
    done = "nothing is erased"
    try:
        # Without the names of all, none may go: what is left would be taken for a loss.
        paths = paths_in(folder, "record-", UNFINISHED) + paths_in(home, *ours)
        # The record goes last, so that a run that is killed leaves nothing without it.
        paths += [path for each in (*ENDINGS, "") if os.path.lexists(path := record + each)]
        done = "not everything is erased"
        for path in paths:
            with suppress(FileNotFoundError):
                os.remove(path)
    except OSError as error:
        fault = f"{shown(str(error.filename))}: {error.strerror}"
        raise StoreError(f"{done}: {fault}; put that right, then try again") from error
    if paths:
        with suppress(OSError):  # not there, or with something else in it
            os.rmdir(folder)
        sync_folder(home)
    return len(paths)


def quoted(path: str) -> str:
    return shlex.quote(path) if path.isprintable() else shown(path)


def _platform_folder() -> str:
    # On Linux it is what platformdirs says, without the 8 ms that importing it costs every command.
    is_linux = sys.platform.startswith("linux")
    user, shared = os.environ.get("HOME", ""), os.environ.get("XDG_DATA_HOME", "").strip()
    if is_linux and os.path.isabs(shared):
        return os.path.join(shared, _NAME)
    if os.name == "posix" and not os.path.isabs(user):
        cure = f"set it, or set {VARIABLE} to the one that your record is to live in"
        raise StoreError(f"HOME is not set to a folder: {cure}")
    if is_linux:
        return os.path.join(user, ".local", "share", _NAME)
    import platformdirs  # for macOS and Windows alone

    return platformdirs.user_data_dir(_NAME, appauthor=False)
