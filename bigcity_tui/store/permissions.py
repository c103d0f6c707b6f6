"""Who may read and write the record: what is refused, and how folders and files are made.

Folders are made 0700 and files 0600 whatever the umask. On Windows the user's profile is private
already, and none of this applies.
"""

import os
import shlex
import stat

from bigcity_tui.domain.errors import StoreError
from bigcity_tui.files.folders import sync_folder
from bigcity_tui.store.faults import shown

POSIX = os.name == "posix"
"""Whether files here have owners and modes."""
_SHARED = stat.S_IWGRP | stat.S_IWOTH


def check_folder(folder: str, status: os.stat_result) -> None:
    """Raise StoreError, with the fix, for a folder that other people may write."""
    if not POSIX:
        return
    if stat.S_IMODE(status.st_mode) & _SHARED:
        raise StoreError(
            f"other users may write in {shown(folder)}, where your record lives:"
            f" run chmod go-w {quoted(folder)}"
        )
    # Root is let through: in containers a mounted folder often belongs to a user of the host.
    user = os.geteuid()
    if user != 0 and status.st_uid not in (0, user):
        raise StoreError(
            f"{shown(folder)} belongs to another user: set BIGCITY_TUI_HOME to a folder of your own"
        )


def check_file(path: str, status: os.stat_result) -> None:
    """Raise StoreError, with the fix, for a record that is a symbolic link; `status` is lstat's."""
    if stat.S_ISLNK(status.st_mode):
        raise StoreError(
            f"{shown(path)} is a symbolic link, and the record must be a file of its own:"
            " move the file here, or set BIGCITY_TUI_HOME to its folder"
        )


def hindrance(home: str, path: str) -> str | None:
    """Why nothing could be saved to the record now, with the way out; None if nothing is known."""
    place = home
    while not os.path.lexists(place) and os.path.dirname(place) != place:
        place = os.path.dirname(place)
    if os.access(place, os.W_OK | os.X_OK):
        if not os.path.exists(path) or os.access(path, os.W_OK):
            return None
        place = path
    return (
        f"nothing can be saved: {shown(place)} may not be written;"
        " change its permissions, or set BIGCITY_TUI_HOME to another folder"
    )


def make_folder(folder: str) -> None:
    """Make a private folder and those above it that are missing, durably; raises OSError."""
    missing = []
    while not os.path.isdir(folder):
        missing.append(folder)
        above = os.path.dirname(folder)
        if above == folder:  # a drive that is not there, or a system that tells nothing
            break
        folder = above
    for name in reversed(missing):
        try:
            os.mkdir(name, 0o700)
        except FileExistsError:
            if not os.path.isdir(name):
                raise
            continue  # another process was faster
        if POSIX:
            os.chmod(name, 0o700)  # the umask may have taken bits away
        sync_folder(os.path.dirname(name))


def make_file(path: str) -> int:
    """Make an empty private file and return its descriptor; FileExistsError if it is there."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o600)
    if POSIX:
        os.fchmod(descriptor, 0o600)
    return descriptor


def keep_private(path: str, data: bytes) -> bool:
    """Put a private file in place of what is there, as a whole or not at all; whether it was done.

    For what may be lost: nothing waits for the disk, and a link is replaced, not followed.
    """
    folder = os.path.dirname(path)
    temporary = f"{path}.{os.urandom(8).hex()}.tmp"
    try:
        make_folder(folder)
        check_folder(folder, os.stat(folder))
        with os.fdopen(make_file(temporary), "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except (OSError, StoreError):
        remove(temporary)
        return False
    return True


def make_private(path: str) -> None:
    """Take everybody else's permissions off a file, if it is ours; never raises OSError."""
    if not POSIX:
        return
    try:
        mode = stat.S_IMODE(os.lstat(path).st_mode)
        if mode & 0o077:
            os.chmod(path, mode & 0o700)
    except OSError:
        return


def remove(path: str) -> None:
    """Remove a file of ours, if that can be done; never raises OSError."""
    try:
        os.remove(path)
    except OSError:
        return


def quoted(path: str) -> str:
    """A path as a shell takes it, where it can be written on one line."""
    return shlex.quote(path) if path.isprintable() else shown(path)
