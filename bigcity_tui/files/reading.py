"""The bytes of a file that is not ours: a regular one, of a known size, never waited for."""

import errno
import os
import stat
from typing import NoReturn

from bigcity_tui.domain.errors import FileError
from bigcity_tui.files.problems import problem

# A fifo would make open() wait for a writer; Windows knows neither flag, and has no fifos.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


def read_file(path: str, name: str, most: int) -> bytes:
    """The bytes of a regular file of at most so many; `name` stands for it in what is said.

    Raises FileError, one line, for anything else.
    """
    try:
        # Asked twice: opening a device may do something, and the file may change in between.
        if not stat.S_ISREG(os.stat(path).st_mode):
            refuse(name, "is not a regular file")
        file = os.open(path, _FLAGS)
        try:
            return _whole(file, name, most)
        finally:
            os.close(file)
    except OSError as error:
        refuse(name, reason(error))
    except ValueError:  # a NUL, or half a character
        refuse(name, "is no path")


def _whole(file: int, name: str, most: int) -> bytes:
    found = os.fstat(file)
    if not stat.S_ISREG(found.st_mode):
        refuse(name, "is not a regular file")
    if found.st_size > most:
        refuse(name, f"is larger than {most // 1_000_000} MB")
    # No more than it said it has: it may be growing without end.
    pieces = []
    left = found.st_size
    while left and (piece := os.read(file, left)):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def reason(error: OSError) -> str:
    """Why a file could not be read, in plain words."""
    if isinstance(error, FileNotFoundError):
        return "is missing"
    if isinstance(error, PermissionError):
        return "may not be read: look at its permissions"
    if error.errno == errno.ELOOP:
        return "is a link that leads back to itself"
    return f"cannot be read ({os.strerror(error.errno)})" if error.errno else "cannot be read"


def refuse(name: str, says: str) -> NoReturn:
    """Raise FileError with what is wrong with a file."""
    raise FileError(problem(name, (), says))
