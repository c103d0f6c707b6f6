"""The bytes of a file that is not ours: a regular one, of a known size, never waited for."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, NoReturn

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
    with open_file(path, name, most) as file:
        return file.read(os.fstat(file.fileno()).st_size)  # it may be growing without end


@contextmanager
def open_file(path: str, name: str, most: int) -> Iterator[BinaryIO]:
    """Open such a file to be read in parts; an OSError of the body is a FileError too."""
    try:
        # Asked twice: opening a device may do something, and the file may change in between.
        if not stat.S_ISREG(os.stat(path).st_mode):
            refuse(name, "is not a regular file")
        with open(os.open(path, _FLAGS), "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                refuse(name, "is not a regular file")
            if found.st_size > most:
                refuse(name, f"is larger than {most // 1_000_000} MB")
            yield file
    except OSError as error:
        refuse(name, reason(error))
    except ValueError:  # a NUL, or half a character
        refuse(name, "is no path")


def reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "is missing"
    if isinstance(error, PermissionError):
        return "may not be read: look at its permissions"
    if error.errno == errno.ELOOP:
        return "is a link that leads back to itself"
    return f"cannot be read ({os.strerror(error.errno)})" if error.errno else "cannot be read"


def refuse(name: str, says: str) -> NoReturn:
    raise FileError(problem(name, (), says))
