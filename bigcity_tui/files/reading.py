"""Files that are not ours, never waited for, and what is wrong in them; and those installed."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, NoReturn

import bigcity_tui
from bigcity_tui.domain.errors import FileError
from bigcity_tui.domain.text import clean_line

# A fifo would make open() wait for a writer; Windows knows neither flag, and has no fifos.
_FLAGS = sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))

_MOST_PLACE = 160  # longer places, which no sound file has, lose their beginning
Path = tuple[str | int, ...]
"""The way from the top of a file to a value: names of fields, and places in lists from 0."""


def read_file(path: str, name: str, most: int) -> bytes:
    """The bytes of a regular file of at most so many, called `name` in what is said; FileError."""
    with open_file(path, name, most) as file:
        return file.read(os.fstat(file.fileno()).st_size)  # it may be growing without end


@contextmanager
def open_file(path: str, name: str, most: int) -> Iterator[BinaryIO]:
    """Open such a file to be read in parts; an OSError of the body is a FileError too."""
    try:
        found = os.stat(path)
        if not stat.S_ISREG(found.st_mode):  # opening a device may do something
            refuse(name, "is not a regular file")
        with open(os.open(path, _FLAGS), "rb") as file:
            if found.st_size > most:
                refuse(name, f"is larger than {most // 1_000_000} MB")
            yield file
    except OSError as error:
        refuse(name, reason(error))
    except ValueError:  # a NUL, or half a character
        refuse(name, "is no path")


def reason(error: OSError) -> str:
    is_missing = isinstance(error, FileNotFoundError)
    return "is missing" if is_missing else f"cannot be read ({error.strerror or error})"


def refuse(name: str, says: str) -> NoReturn:
    raise FileError(problem(name, (), says))


def problem(file: str, path: Path, says: str) -> str:
    """The line that tells what is wrong: "file: place: what is wrong"."""
    place = place_text(path)
    return f"{file}: {place}: {says}" if place else f"{file}: {says}"


def place_text(path: Path) -> str:
    """A path as it is written: `notes[1].heading`; empty for the whole file; never long."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{shown(step)}" for step in path)
    text = "".join(steps).removeprefix(".")
    return text if len(text) <= _MOST_PLACE else "…" + text[1 - _MOST_PLACE :]


def shown(text: str, most: int = 40) -> str:
    """A name that is not ours, safe for a terminal and no longer than `most`."""
    short = text if len(text) <= most else text[: most - 1] + "…"
    return short if clean_line(short) == short else repr(short)


def data_folder() -> str:
    """What is installed with the code: in a wheel it lies inside the package, else beside it."""
    package = os.path.dirname(os.path.abspath(bigcity_tui.__file__))
    inside = os.path.join(package, "data")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(package), "data")


def read_installed(name: str) -> str:
    try:
        with open(os.path.join(data_folder(), *name.split("/")), encoding="utf-8") as file:
            return file.read()
    except (OSError, ValueError):
        raise FileError(f"{name} is missing or damaged: install bigcity-tui again") from None
