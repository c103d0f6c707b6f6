"""What goes wrong with the record, as one line for a person that says what to do."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from bigcity_tui.domain.errors import ReadOnlyError, StoreError
from bigcity_tui.domain.text import clean_line
from bigcity_tui.files import reading

shown = partial(reading.shown, most=4096)

TIMEOUT = 30.0  # seconds to wait for another program that is using the record

ELSEWHERE = "put that right, or set BIGCITY_TUI_HOME to another folder"

_DENIED = (errno.EACCES, errno.EPERM, errno.EROFS)
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL)
SQLITE_ERRORS = (sqlite3.Error, UnicodeDecodeError)
"""What SQLite raises: where the text of an error is itself damaged, Python cannot decode it."""

_DAMAGE = (
    0,  # Python's own: text that is not UTF-8
    sqlite3.SQLITE_ERROR,  # a table that ought to be there is not
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_FORMAT,
)


class UnsoundError(Exception):
    """The record cannot be trusted; never leaves this package. Without a `cure`, restore it."""

    def __init__(self, path: str, what: str, cure: str | None = None) -> None:
        super().__init__(f"{shown(path)} {what}")
        self.cure = cure


@contextmanager
def translate_errors(path: str, *, reading: bool = False) -> Iterator[None]:
    """Turn errors of SQLite and of the system into a StoreError, and damage into UnsoundError.

    While `reading`, all that keeps a record from being read is UnsoundError, but for a lock.
    """
    try:
        yield
    except SQLITE_ERRORS as error:
        raise explain(error, path, reading=reading) from error
    except OSError as error:
        named = isinstance(error.filename, str | bytes)  # and no descriptor
        place = os.fsdecode(error.filename) if named else path
        if reading:
            raise UnsoundError(place, f"cannot be read ({reason(error)})", ELSEWHERE) from error
        kind = ReadOnlyError if error.errno in _DENIED else StoreError
        raise kind(f"nothing can be saved: {shown(place)}: {reason(error)}") from error


def explain(error: Exception, path: str, *, reading: bool = False) -> Exception:
    """Return one of our errors for one of SQLite's."""
    file, code, name = shown(path), _code(error), getattr(error, "sqlite_errorname", "")
    # Python's own messages quote the text that it could not read: that may be a private note.
    says = f"{clean_line(reason(error))}, {name}" if name else "what it holds makes no sense"
    if code in _DAMAGE:
        return UnsoundError(path, f"is damaged ({says})")
    if code in _BUSY:
        cure = f"try again when it is done (gave up after {TIMEOUT:.0f} s: {file})"
        return StoreError(f"another program is using the record; {cure}")
    if reading:
        return UnsoundError(path, f"cannot be read ({says})", "check its permissions and its disk")
    if code == sqlite3.SQLITE_READONLY:
        # Though the system lets one write the file, and the journal beside it.
        if os.access(path, os.W_OK) and os.access(os.path.dirname(path) or ".", os.W_OK):
            return UnsoundError(path, "is damaged (it says that nobody may write it)")
        return ReadOnlyError(f"nothing can be saved: {file} may not be written")
    if code == sqlite3.SQLITE_FULL:
        return StoreError(f"the disk is full: nothing was saved to {file}; free some space first")
    if code == sqlite3.SQLITE_IOERR:
        # Only the last of SQLite's syncs may have failed: then the change is there all the same.
        cure = "see whether the change is there"
        return StoreError(f"the disk failed while {file} was written ({says}): {cure}")
    return StoreError(f"{file} or its journal could not be used ({says}): check its permissions")


def reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return " ".join(str(error).split())


def is_busy(error: Exception) -> bool:
    return _code(error) in _BUSY


def is_read_only(error: Exception) -> bool:
    """Whether SQLite could not read because it may not write, as with a hot journal."""
    return _code(error) in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)


def _code(error: Exception) -> int:
    """SQLite's primary result code; 0 where the error is not SQLite's own."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
