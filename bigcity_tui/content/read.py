"""A strict reader for JSON files that are not ours: bounded, and never waiting.

Only a regular file inside the pack's folder is opened. What `json` would let pass (NaN, a key
given twice, endless digits) is refused here, before anything else looks at the file.
"""

import errno
import json
import os
import re
import stat
from collections.abc import Iterator
from typing import NoReturn

from bigcity_tui.content.places import Path, problem
from bigcity_tui.domain.errors import PackError

MOST_BYTES = 5_000_000
MOST_DEPTH = 32
MOST_DIGITS = 15
MOST_VALUES = 100_000

# A fifo would make open() wait for a writer; Windows knows neither flag, and has no fifos.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_TOO_MANY = f"holds more than {MOST_VALUES:,} values"
_TOO_DEEP = f"is nested deeper than {MOST_DEPTH} levels"
_TOO_LONG = f"must be a number of at most {MOST_DIGITS} digits"
_HALF = "holds half a character (a lone surrogate)"
_SYNTAX = (
    ("Extra data", "something follows the end of the JSON text"),
    ("Expecting ',' delimiter", "a comma or a closing bracket is missing"),
    ("Expecting ':' delimiter", "a colon is missing"),
    ("Expecting property name", "a name in double quotes is missing"),
    ("Illegal trailing comma", "there is a comma too many"),
    ("Unterminated string", "a text that begins here does not end"),
    ("Invalid control character", "a text holds a line break or a control character"),
    ("Invalid \\", "a backslash is followed by something that JSON does not know"),
)


class _Refused:
    """Stands for a number that is not taken, until its place is known."""

    def __init__(self, says: str) -> None:
        self.says = says


class _Repeating(dict[str, object]):
    """An object in which a name is given twice."""


class Source:
    """A file that holds one JSON value: its bytes, and on demand what is wrong with them.

    `suspect` says that there may be a fault which a validator would not see, or not survive: a
    name given twice, a number that is none, values without end. A validator refuses the others by
    itself, so that a sound file is not looked at value by value.
    """

    def __init__(self, name: str, data: bytes, parsed: "_Parsed") -> None:
        self.data = data
        self._name = name
        self._value = parsed.value
        # Commas separate values; those of the prose are too few to matter.
        values = data.count(b",") + _openings(data)
        self.suspect = parsed.suspect or values > MOST_VALUES

    def faults(self) -> tuple[str, ...]:
        """A line for every fault, with its place."""
        return tuple(problem(self._name, path, says) for path, says in _Check().faults(self._value))


def is_inside(folder: str, name: str) -> bool:
    """Whether a file or folder of a pack (by its name with `/`) really lies in the pack's folder.

    Raises OSError if it is not there.
    """
    path = os.path.join(folder, *name.split("/"))
    # Resolving costs ten times as much as asking whether there is anything to resolve.
    if not stat.S_ISLNK(os.lstat(path).st_mode):
        return True
    root = os.path.realpath(folder)
    try:
        return os.path.commonpath((root, os.path.realpath(path))) == root
    except ValueError:  # on another drive
        return False


def read_json(folder: str, name: str) -> Source:
    """Read a file of a pack (by its name with `/`): UTF-8 bytes that hold one JSON value.

    Raises PackError, one line with file and place, where there is no such file or value.
    """
    data = _read(folder, name)
    if not data.strip():
        _refuse(name, "is empty")
    # Counted before parsing: parsing is what would take the memory.
    if _openings(data) > MOST_VALUES:
        _refuse(name, _TOO_MANY)
    try:
        return Source(name, data, _Parsed(data.decode()))
    except UnicodeDecodeError as error:
        _refuse(name, f"line {data.count(10, 0, error.start) + 1}: is not UTF-8")
    except json.JSONDecodeError as error:
        _refuse(name, f"line {error.lineno}, column {error.colno}: {_syntax(error.msg)}")
    except RecursionError:
        _refuse(name, _TOO_DEEP)


def _read(folder: str, name: str) -> bytes:
    """The bytes of a file, if it is a regular one of the pack and not too large."""
    path = os.path.join(folder, *name.split("/"))
    try:
        if not is_inside(folder, name):
            _refuse(name, "is a link to something outside the pack")
        # Asked twice: opening a device may do something, and the file may change in between.
        if not stat.S_ISREG(os.stat(path).st_mode):
            _refuse(name, "is not a regular file")
        with open(os.open(path, _FLAGS), "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                _refuse(name, "is not a regular file")
            if found.st_size > MOST_BYTES:
                _refuse(name, f"is larger than {MOST_BYTES // 1_000_000} MB")
            # No more than it said it has: it may be growing without end.
            return file.read(found.st_size)
    except OSError as error:
        _refuse(name, reason(error))


def reason(error: OSError) -> str:
    """Why a file could not be read, in plain words."""
    if isinstance(error, FileNotFoundError):
        return "is missing"
    if isinstance(error, PermissionError):
        return "may not be read: look at its permissions"
    if error.errno == errno.ELOOP:
        return "is a link that leads back to itself"
    return f"cannot be read ({os.strerror(error.errno)})" if error.errno else "cannot be read"


def _refuse(name: str, says: str) -> NoReturn:
    raise PackError(problem(name, (), says))


def _openings(data: bytes) -> int:
    """How many lists and objects a JSON text has at most."""
    return data.count(b"{") + data.count(b"[")


def _syntax(message: str) -> str:
    """The parser's message in plain words."""
    if "BOM" in message:
        return "begins with a byte order mark: save it as plain UTF-8"
    return next((says for start, says in _SYNTAX if message.startswith(start)), "is not JSON")


class _Parsed:
    """A JSON text as Python's values, with a stand-in for whatever is not taken."""

    def __init__(self, text: str) -> None:
        self.suspect = False
        self.value: object = json.loads(
            text,
            object_pairs_hook=self._object,
            parse_int=self._whole,
            parse_float=self._number,
            parse_constant=self._constant,
        )

    def _object(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        self.suspect = True
        return _Repeating(found)

    def _whole(self, digits: str) -> object:
        return int(digits) if len(digits.lstrip("-")) <= MOST_DIGITS else self._refused(_TOO_LONG)

    def _number(self, digits: str) -> object:
        # Room for a sign, a point and an exponent; 1e999 is infinite for all that it is short.
        value = float(digits) if len(digits) <= 2 * MOST_DIGITS else float("inf")
        return value if abs(value) < 10**MOST_DIGITS else self._refused(_TOO_LONG)

    def _constant(self, name: str) -> object:
        return self._refused(f"must be a number, and {name} is none")

    def _refused(self, says: str) -> _Refused:
        self.suspect = True
        return _Refused(says)


class _Check:
    """A look at every value of a parsed text, for what the parser lets pass."""

    def __init__(self) -> None:
        self._values = 0

    def faults(self, value: object) -> Iterator[tuple[Path, str]]:
        """What is wrong, with places."""
        yield from self._look(value, (), 1)
        if self._values > MOST_VALUES:
            yield (), _TOO_MANY

    def _look(self, value: object, path: Path, depth: int) -> Iterator[tuple[Path, str]]:
        self._values += 1
        if isinstance(value, str):
            if _SURROGATE.search(value):
                yield path, _HALF
        elif isinstance(value, _Refused):
            yield path, value.says
        elif isinstance(value, (dict, list)):
            if depth > MOST_DEPTH:
                yield path, _TOO_DEEP
                return
            if isinstance(value, _Repeating):
                yield path, "gives a name twice"
            items = value.items() if isinstance(value, dict) else enumerate(value)
            for step, item in items:
                if self._values > MOST_VALUES:
                    return
                if isinstance(step, str) and _SURROGATE.search(step):
                    yield (*path, step), _HALF
                yield from self._look(item, (*path, step), depth + 1)
