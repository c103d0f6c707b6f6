"""Writing one of the user's own files: private, whole or not at all, and on the disk when done."""

import errno
import os
import stat

from bigcity_tui.domain.errors import FileError
from bigcity_tui.files.folders import sync_folder
from bigcity_tui.files.problems import shown

_POSIX = os.name == "posix"
UNFINISHED = ".tmp"
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK)
"""How file systems say that they have no hard links."""
_NO_MODES = (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL)
"""How file systems, such as that of most memory sticks, say that they know no permissions."""
_LONGEST = 200
"""Temporary files are named after files with names of up to so many bytes."""


def write_file(path: str, data: bytes, *, force: bool = False) -> bool:
    """Write a file that only its owner may read (0600), under its name once it is whole.

    Returns whether it is that private: not all file systems can say who may read a file. What is
    there already is replaced only with `force`, and only if it is a regular file. Raises FileError,
    one line that says what to do, and leaves what was there.
    """
    name = shown(path, 200)
    temporary = os.path.join(
        os.path.dirname(path), f"{unfinished(path)}{os.urandom(8).hex()}{UNFINISHED}"
    )
    try:
        _check_target(path, name, force=force)
        try:
            private = _write(temporary, data)
            _put(temporary, path, name, force=force)
        finally:
            _remove(temporary)
        sync_folder(os.path.dirname(os.path.abspath(path)))
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise FileError(f"{name} was not written: {why}") from error
    except ValueError:
        raise FileError(f"{name} is no path") from None
    return private


def unfinished(path: str) -> str:
    """How the names of files begin that were to become this one; they end in `UNFINISHED`."""
    name = os.path.basename(path)
    try:
        fits = len(os.fsencode(name)) <= _LONGEST
    except ValueError:  # half a character: it will be refused
        fits = False
    return f".{name}." if fits else ".bigcity-tui."


def _check_target(path: str, name: str, *, force: bool) -> None:
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return
    if stat.S_ISLNK(mode):
        raise FileError(f"{name} is a symbolic link: name the file itself, or another one")
    if not stat.S_ISREG(mode):
        raise FileError(f"{name} is there and no regular file: choose another name")
    if not force:
        _refuse_existing(name)


def _refuse_existing(name: str) -> None:
    raise FileError(f"{name} is there already: choose another name, or --force replaces it")


def _write(temporary: str, data: bytes) -> bool:
    """Make a new file durable; whether it is private."""
    private = True
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(temporary, flags, 0o600), "wb") as file:
        if _POSIX:
            try:
                os.fchmod(file.fileno(), 0o600)  # the umask may have taken bits away
            except OSError as error:
                if error.errno not in _NO_MODES:
                    raise
                private = False
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return private


def _put(temporary: str, path: str, name: str, *, force: bool) -> None:
    """Give the whole file its name; a link, unlike a renaming, never replaces what is there."""
    if not force and _POSIX:
        try:
            os.link(temporary, path)
        except FileExistsError:
            _refuse_existing(name)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
        else:
            return
        _check_target(path, name, force=False)
    os.replace(temporary, path)


def _remove(temporary: str) -> None:
    try:
        os.remove(temporary)
    except OSError:
        return
