"""What goes wrong with the record, as one line for a person that says what to do."""

import errno
import os
import sqlite3
from types import TracebackType

from bigcity_tui.domain.errors import ReadOnlyError, StoreError
from bigcity_tui.domain.text import clean_line

TIMEOUT = 30.0
"""Seconds to wait for another program that is using the record."""

_DENIED = (errno.EACCES, errno.EPERM, errno.EROFS)
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL)
_DAMAGE = (
    0,  # Python's own: text that is not UTF-8
    sqlite3.SQLITE_ERROR,  # a table that ought to be there is not
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_FORMAT,
)


class UnsoundError(Exception):
    """What stands where the record should be cannot be trusted; never leaves this package.

    `what` goes on after the path ("is damaged"); `cure` says what to do, None where only a backup
    can help.
    """

    def __init__(self, path: str, what: str, cure: str | None = None) -> None:
        super().__init__(f"{shown(path)} {what}")
        self.what = what
        self.cure = cure


class Spoken:
    """A context in which errors of SQLite and of the system become a StoreError with one line.

    Damage becomes an UnsoundError.
    """

    def __init__(self, path: str) -> None:
        self._path = path

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, sqlite3.Error):
            if is_damage(error):
                raise unreadable(error, self._path) from error
            raise explain(error, self._path) from error
        if isinstance(error, OSError):
            raise explain_system(error, self._path) from error


def shown(path: str) -> str:
    """A path as it may be printed: on one line, nothing invisible in it."""
    return path if path.isprintable() and clean_line(path) == path else ascii(path)


def code(error: sqlite3.Error) -> int:
    """SQLite's primary result code; 0 where the error is not SQLite's own."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def is_busy(error: sqlite3.Error) -> bool:
    """Whether another program kept its lock for longer than we waited."""
    return code(error) in _BUSY


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file's content is to blame, and neither the disk nor another program."""
    return code(error) in _DAMAGE


def is_read_only(error: sqlite3.Error) -> bool:
    """Whether SQLite could not read because it may not write, as with a hot journal."""
    return code(error) in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)


def unreadable(error: sqlite3.Error, path: str) -> UnsoundError:
    """What a failed reading says about the file."""
    if is_damage(error):
        return UnsoundError(path, f"is damaged ({_named(error)})")
    cure = "check its permissions and its disk"
    return UnsoundError(path, f"cannot be read ({_named(error)})", cure)


def explain(error: sqlite3.Error, path: str) -> StoreError:
    """What a failure that is not the content's fault means."""
    found = code(error)
    file = shown(path)
    if found in _BUSY:
        return StoreError(
            "another program is using the record; try again when it is done"
            f" (gave up after {TIMEOUT:.0f} s: {file})"
        )
    if found == sqlite3.SQLITE_READONLY:
        return ReadOnlyError(f"nothing can be saved: {file} may not be written")
    if found == sqlite3.SQLITE_FULL:
        return StoreError(f"the disk is full: nothing was saved to {file}; free some space first")
    if found == sqlite3.SQLITE_CANTOPEN:
        return StoreError(
            f"{file} or its journal cannot be opened ({_named(error)}):"
            " check the folder's permissions, then try again"
        )
    if found == sqlite3.SQLITE_IOERR:
        # Only the last of SQLite's syncs may have failed: then the change is there all the same.
        return StoreError(
            f"the disk failed while {file} was written ({_named(error)}):"
            " check the disk, then look whether the change is there"
        )
    return StoreError(f"{file} could not be used: {_named(error)}")


def place_of(error: OSError, path: str) -> str:
    """The file that the system's refusal is about; `path` where it does not say."""
    return os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else path


def explain_system(error: OSError, path: str) -> StoreError:
    """What the system's refusal means."""
    reason = error.strerror or type(error).__name__
    kind = ReadOnlyError if error.errno in _DENIED else StoreError
    return kind(f"nothing can be saved: {shown(place_of(error, path))}: {reason}")


def _named(error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", "")
    # Python's own messages quote the text that it could not read: that may be a private note.
    return f"{' '.join(str(error).split())}, {name}" if name else "a row that is no operation"
