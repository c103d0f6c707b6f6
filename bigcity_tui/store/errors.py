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
    """The record cannot be trusted; never leaves this package.

    `what` goes on after the path ("is damaged"); without a `cure` only a backup can help.
    """

    def __init__(self, path: str, what: str, cure: str | None = None) -> None:
        super().__init__(f"{shown(path)} {what}")
        self.what = what
        self.cure = cure


@contextmanager
def translate_errors(path: str) -> Iterator[None]:
    """Turn errors of SQLite and of the system into a StoreError, and damage into UnsoundError."""
    try:
        yield
    except SQLITE_ERRORS as error:
        # Though the system lets one write the file, and the journal beside it.
        is_free = os.access(path, os.W_OK) and os.access(os.path.dirname(path) or ".", os.W_OK)
        if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY and is_free:
            raise UnsoundError(path, "is damaged (it says that nobody may write it)") from error
        raise (unsound(error, path) if is_damage(error) else explain(error, path)) from error
    except OSError as error:
        kind = ReadOnlyError if error.errno in _DENIED else StoreError
        place = shown(_place(error, path))
        raise kind(f"nothing can be saved: {place}: {reason(error)}") from error


@contextmanager
def translate_read_errors(path: str) -> Iterator[None]:
    """Turn all that keeps a record from being read into UnsoundError, but for a lock."""
    try:
        yield
    except SQLITE_ERRORS as error:
        raise (explain(error, path) if is_busy(error) else unsound(error, path)) from error
    except OSError as error:
        raise unusable(_place(error, path), error.strerror) from error


def reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return " ".join(str(error).split())


def is_busy(error: Exception) -> bool:
    return _code(error) in _BUSY


def is_damage(error: Exception) -> bool:
    """Whether the file's content is to blame, and neither the disk nor another program."""
    return _code(error) in _DAMAGE


def is_read_only(error: Exception) -> bool:
    """Whether SQLite could not read because it may not write, as with a hot journal."""
    return _code(error) in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)


def unusable(path: str, reason: str | None) -> UnsoundError:
    return UnsoundError(path, f"cannot be read ({reason or 'unknown error'})", ELSEWHERE)


def explain(error: Exception, path: str) -> StoreError:
    file, name, code = shown(path), _named(error), _code(error)
    if code == sqlite3.SQLITE_READONLY:
        return ReadOnlyError(f"nothing can be saved: {file} may not be written")
    if code in _BUSY:
        gave_up = f"gave up after {TIMEOUT:.0f} s: {file}"
        return StoreError(
            f"another program is using the record; try again when it is done ({gave_up})"
        )
    says = {
        sqlite3.SQLITE_FULL: f"the disk is full: nothing was saved to {file}; free some space"
        " first",
        sqlite3.SQLITE_CANTOPEN: f"{file} or its journal cannot be opened ({name}): check the"
        " folder's permissions",
        # Only the last of SQLite's syncs may have failed: then the change is there all the same.
        sqlite3.SQLITE_IOERR: f"the disk failed while {file} was written ({name}): see whether the"
        " change is there",
    }
    return StoreError(says.get(code, f"{file} could not be used: {name}"))


def unsound(error: Exception, path: str) -> UnsoundError:
    if is_damage(error):
        return UnsoundError(path, f"is damaged ({_named(error)})")
    cure = "check its permissions and its disk"
    return UnsoundError(path, f"cannot be read ({_named(error)})", cure)


def _place(error: OSError, path: str) -> str:
    return os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else path


def _code(error: Exception) -> int:
    """SQLite's primary result code; 0 where the error is not SQLite's own."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _named(error: Exception) -> str:
    name = getattr(error, "sqlite_errorname", "")
    # Python's own messages quote the text that it could not read: that may be a private note.
    return f"{clean_line(reason(error))}, {name}" if name else "what it holds makes no sense"
