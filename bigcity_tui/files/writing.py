"""Putting files in place: private, whole or not at all, and on the disk when done."""

import errno
import os
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from bigcity_tui.domain.errors import FileError
from bigcity_tui.files.reading import shown

UNFINISHED = ".tmp"

POSIX = os.name == "posix"  # files here have owners and modes

_UNSUPPORTED = (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL, errno.EMLINK)
"""How file systems, such as that of most memory sticks, say that they know no modes or links."""

_LONGEST = 200  # bytes: temporary files are named after files with shorter names


def write_file(path: str, data: bytes | Iterable[bytes], *, force: bool = False) -> bool:
    """Write a file of the user's own, such as an export, from its whole content or from parts.

    A link is refused, and what is there replaced only with `force`. Returns whether only its owner
    may read the file: not all file systems can say who may. Raises FileError.
    """
    name = shown(path, 200)
    existing = FileError(f"{name} is there already: choose another name, or --force replaces it")
    try:
        with suppress(FileNotFoundError):
            if not stat.S_ISREG(os.lstat(path).st_mode):
                raise FileError(f"{name} is a symbolic link or no regular file: name another")
            if not force:
                raise existing
        with replacing(path, force=force, strict=False) as temporary:
            with open(temporary, "wb") as file:
                file.writelines((data,) if isinstance(data, bytes) else data)
            return not POSIX or stat.S_IMODE(os.stat(temporary).st_mode) & 0o077 == 0
    except FileExistsError:
        raise existing from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise FileError(f"{name} was not written: {why}") from error
    except ValueError:
        raise FileError(f"{name} is no path") from None


@contextmanager
def replacing(
    path: str, *, force: bool = True, durable: bool = True, strict: bool = True
) -> Iterator[str]:
    """Give the body a private file to fill, which then takes the place of `path`.

    Without `force` nothing is replaced (FileExistsError); without `durable` the disk is not waited
    for; `strict` is for `make_file`. Raises OSError, and ValueError for what is no path.
    """
    name = f"{unfinished(path)}{os.urandom(8).hex()}{UNFINISHED}"
    temporary = os.path.join(os.path.dirname(path), name)
    try:
        make_file(temporary, strict=strict)
        yield temporary
        if durable:
            with open(temporary, "rb+") as file:
                os.fsync(file.fileno())
        if force or not POSIX or not _linked(temporary, path):
            os.replace(temporary, path)
    finally:
        with suppress(OSError, ValueError):
            os.remove(temporary)
    if durable:
        sync_folder(os.path.dirname(os.path.abspath(path)))


def unfinished(path: str) -> str:
    name = os.path.basename(path)
    # Half a character, which is counted here, will be refused.
    fits = len(name.encode(errors="surrogatepass")) <= _LONGEST
    return f".{name}." if fits else ".bigcity-tui."


def sweep(folder: str, start: str, seconds: float = 0) -> None:
    """Remove unfinished files that killed programs left, if so old; raises OSError."""
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        if not (name.startswith(start) and name.endswith(UNFINISHED)):
            continue
        if not seconds or time.time() - os.lstat(path).st_mtime > seconds:
            os.remove(path)


def make_file(path: str, *, strict: bool = True) -> None:
    """Make a private, empty file; one that cannot be private is an error only if `strict`."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        if POSIX:
            os.fchmod(descriptor, 0o600)  # the umask may have taken bits away
    except OSError as error:
        if strict or error.errno not in _UNSUPPORTED:
            raise
    finally:
        os.close(descriptor)


def sync_folder(folder: str) -> None:
    """Make what changed in a folder durable, where it can be; raises OSError."""
    if not POSIX:
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
    finally:
        os.close(descriptor)


def _linked(temporary: str, path: str) -> bool:
    """Give a file its name as a link, which never replaces what is there; whether that can be."""
    try:
        os.link(temporary, path)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path) from None
        return False
    return True
