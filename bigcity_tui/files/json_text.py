"""A strict reader for JSON that is not ours: bounded, and faults come with their places.

What `json` would let pass (NaN, a key given twice, endless digits) is refused here, before
anything else looks at the values.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bigcity_tui.domain.errors import FileError
from bigcity_tui.files.problems import Path, problem
from bigcity_tui.files.reading import refuse

MOST_DEPTH = 32
"""How deep lists and objects may lie within each other."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may hold: bytes, values, and digits of a number."""

    bytes: int
    values: int
    digits: int = 15


_SURROGATE = re.compile("[\ud800-\udfff]")
_HALF_ESCAPE = re.compile(rb"\\u[dD][89a-fA-F]")
_TOO_DEEP = f"is nested deeper than {MOST_DEPTH} levels"
_HALF = "holds half a character (a lone surrogate)"
_SYNTAX = (
    ("Extra data", "something follows the end of the JSON text"),
    ("Expecting ',' delimiter", "a comma or a closing bracket is missing"),
    ("Expecting ':' delimiter", "a colon is missing"),
    ("Expecting property name", "a name in double quotes is missing, or there is a comma too many"),
    ("Expecting value", "is not JSON: look for a comma too many, or quotes that are missing"),
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

    def __init__(self, name: str, data: bytes, limits: Limits) -> None:
        self.data = data
        self._name = name
        self._limits = limits
        parsed = _Parsed(data.decode(), limits)
        self._value = parsed.value
        self.suspect = parsed.suspect or _may_hold_too_many(data, limits)

    def faults(self) -> tuple[str, ...]:
        """A line for every fault, with its place."""
        return tuple(problem(self._name, path, says) for path, says in self._looked())

    def value(self) -> object:
        """The value, if nothing at all is wrong with it; FileError with the first fault if not."""
        deep = _openings(self.data) > MOST_DEPTH and _is_deep(self._value)
        if self.suspect or deep or _HALF_ESCAPE.search(self.data):
            for path, says in self._looked():
                raise FileError(problem(self._name, path, says))
        return self._value

    def _looked(self) -> Iterator[tuple[Path, str]]:
        return _Check(self._limits).faults(self._value)


def parse_json(name: str, data: bytes, limits: Limits) -> Source:
    """Read UTF-8 bytes that hold one JSON value; `name` stands for the file in what is said.

    Raises FileError, one line with file and place, where there is no such value.
    """
    if not data.strip():
        refuse(name, "is empty")
    # Counted before parsing: parsing is what would take the memory.
    if len(data) > limits.values and _is_crowded(data, limits):
        refuse(name, _too_many(limits))
    try:
        return Source(name, data, limits)
    except UnicodeDecodeError as error:
        refuse(name, f"line {data.count(10, 0, error.start) + 1}: is not UTF-8: save it as that")
    except json.JSONDecodeError as error:
        refuse(name, f"line {error.lineno}, column {error.colno}: {_syntax(error.msg)}")
    except RecursionError:
        refuse(name, _TOO_DEEP)


def _is_crowded(data: bytes, limits: Limits) -> bool:
    """Whether there must be too many values; no prose has a comma in every dozen bytes."""
    return _openings(data) > limits.values or data.count(b",") > 4 * limits.values


def _openings(data: bytes) -> int:
    """How many lists and objects a JSON text has at most."""
    return data.count(b"{") + data.count(b"[")


def _may_hold_too_many(data: bytes, limits: Limits) -> bool:
    """Whether a JSON text may hold more values than it should."""
    if len(data) <= limits.values:  # a value takes at least a byte, and counting takes longer
        return False
    # Commas separate values; those of the prose are too few to matter.
    return data.count(b",") + _openings(data) > limits.values


def _is_deep(value: object) -> bool:
    """Whether lists and objects lie within each other deeper than they may; level by level."""
    level = [value]
    for _ in range(MOST_DEPTH):
        level = [
            inner
            for each in level
            if isinstance(each, (dict, list))
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
    return any(isinstance(each, (dict, list)) for each in level)


def _too_many(limits: Limits) -> str:
    return f"holds more than {limits.values:,} values"


def _syntax(message: str) -> str:
    """The parser's message in plain words."""
    if "BOM" in message:
        return "begins with a byte order mark: save it as plain UTF-8"
    return next((says for start, says in _SYNTAX if message.startswith(start)), "is not JSON")


class _Parsed:
    """A JSON text as Python's values, with a stand-in for whatever is not taken."""

    def __init__(self, text: str, limits: Limits) -> None:
        self.suspect = False
        self._digits = limits.digits
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
        return int(digits) if len(digits.lstrip("-")) <= self._digits else self._too_long()

    def _number(self, digits: str) -> object:
        # Room for a sign, a point and an exponent; 1e999 is infinite for all that it is short.
        value = float(digits) if len(digits) <= 2 * self._digits else float("inf")
        return value if abs(value) < 10**self._digits else self._too_long()

    def _too_long(self) -> object:
        return self._refused(f"must be a number of at most {self._digits} digits")

    def _constant(self, name: str) -> object:
        return self._refused(f"must be a number, and {name} is none")

    def _refused(self, says: str) -> _Refused:
        self.suspect = True
        return _Refused(says)


class _Check:
    """A look at every value of a parsed text, for what the parser lets pass."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._values = 0

    def faults(self, value: object) -> Iterator[tuple[Path, str]]:
        """What is wrong, with places."""
        yield from self._look(value, (), 1)
        if self._values > self._limits.values:
            yield (), _too_many(self._limits)

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
                if self._values > self._limits.values:
                    return
                if isinstance(step, str) and _SURROGATE.search(step):
                    yield (*path, step), _HALF
                yield from self._look(item, (*path, step), depth + 1)
