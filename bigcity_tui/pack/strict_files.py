"""The files of a pack that is not ours, each read strictly as one kind of value.

Pydantic checks the shape of each against the domain's own dataclasses; it is imported here and
nowhere on the way to the bundled pack.
"""

import os
from collections.abc import Iterator
from itertools import islice
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from bigcity_tui.domain.errors import FileError, PackError
from bigcity_tui.files.json_text import Source
from bigcity_tui.files.problems import problem, shown
from bigcity_tui.files.reading import reason
from bigcity_tui.pack.cleaning import cleaned
from bigcity_tui.pack.read import read_json

T = TypeVar("T")

MOST_PROBLEMS = 200
"""No more problems than this are listed, and no further file is read once there are so many."""

MOST_BYTES_IN_ALL = 64_000_000
"""What the files of a pack may come to, in bytes; no further file is read beyond it."""

_MOMENT = "must be 'before', 'start:N' or 'end:N', such as 'end:2'"
_SHAPES = {
    "missing": "is missing",
    "unexpected_keyword_argument": "is no name that belongs here: see 'pack schema'",
    "string_type": "must be a text in double quotes",
    "int_type": "must be a whole number, without quotes",
    "float_type": "must be a number, without quotes",
    "bool_type": "must be true or false, without quotes",
    "tuple_type": "must be a list in square brackets",
    "dataclass_type": "must be names and values in braces",
    "string_pattern_mismatch": _MOMENT,
    "value_error": _MOMENT,
}
_adapters: dict[object, TypeAdapter[Any]] = {}


class StrictFiles:
    """The files of one folder, and what was found wrong with them so far."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.problems: list[str] = []
        self._bytes = self._kept = 0
        self._full = False
        try:
            with os.scandir(folder):
                pass
        except (OSError, ValueError) as error:
            why = reason(error) if isinstance(error, OSError) else "is no path"
            raise PackError(f"the pack's folder {_named(folder)} {why}") from None

    def read(self, name: str, kind: type[T]) -> T | None:
        """One file as one kind of value; None, with the problems noted, where it cannot be read."""
        # Either way there is a problem already, so that what is not read is refused.
        if len(self.problems) >= MOST_PROBLEMS or self._full:
            return None
        try:
            source = read_json(self.folder, name)
        except FileError as error:
            self.problems.append(str(error))
            return None
        self._bytes += len(source.data)
        self._full = self._bytes > MOST_BYTES_IN_ALL
        if self._full:
            says = f"brings the pack to more than {MOST_BYTES_IN_ALL // 1_000_000} MB"
            self.problems.append(problem(name, (), says))
            return None
        return self._validated(name, source, kind)

    def read_optional(self, name: str, kind: type[T], absent: T) -> T | None:
        """The same for a file that may be absent."""
        # A link to nowhere is there, and wrong.
        if not os.path.lexists(os.path.join(self.folder, name)):
            return absent
        return self.read(name, kind)

    def _validated(self, name: str, source: Source, kind: type[T]) -> T | None:
        faults = source.faults() if source.suspect else ()
        if not faults:
            try:
                return cleaned(_adapter(kind).validate_json(source.data), source.data)
            except ValidationError as error:
                # Half a character, or too deep: said better than the validator does.
                faults = source.faults() or tuple(_misshapen(name, error))
        self.problems += faults
        return None

    def refuse_if_wrong(self, broken: Iterator[str]) -> None:
        """Raise PackError with all that was found in the files, and the rules that they break."""
        problems = [*self.problems, *islice(broken, MOST_PROBLEMS + 1)]
        # What is read later is judged anew, and what is refused takes no room.
        self.problems, self._full = [], False
        if not problems:
            self._kept = self._bytes
            return
        self._bytes = self._kept
        named = f"the pack in {_named(self.folder)} cannot be used"
        listed = problems[:MOST_PROBLEMS]
        if len(problems) == 1:
            raise PackError(f"{named}: {listed[0]}", tuple(listed))
        many = len(problems) > MOST_PROBLEMS
        if many:
            listed.append(f"and more: only the first {MOST_PROBLEMS} are listed")
        count = f"more than {MOST_PROBLEMS}" if many else str(len(listed))
        raise PackError(f"{named}, for {count} reasons", tuple(listed))


def _adapter(kind: type[T]) -> TypeAdapter[T]:
    """The validator of a kind of value, made once: making one takes longer than using it."""
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def _misshapen(name: str, error: ValidationError) -> Iterator[str]:
    """Pydantic's findings in plain words; what stood in the file is never repeated."""
    for found in error.errors(include_url=False, include_input=False):
        kind = found["type"]
        if kind == "literal_error":
            says = f"must be {found['ctx']['expected']}"
        elif kind == "too_long":
            says = f"must have {found['ctx']['max_length']} items, no more"
        else:
            says = _SHAPES.get(kind, "is not what belongs here")
        yield problem(name, found["loc"], says)


def _named(folder: str) -> str:
    return f"'{shown(folder, 200)}'"
