"""The fast way to a pack: for the bundled one, which the tests have validated.

The shape of each record is taken from the domain's dataclasses, once for each of them. Types are
checked, because a damaged installation must say so; what the tests prove is not checked again.
"""

import json
import os
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from types import GenericAlias, NoneType, UnionType
from typing import TypeVar

from bigcity_tui.domain.errors import PackError
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.pack import Ask, Cast, Episode, Pack, Section, Thread
from bigcity_tui.domain.series import Series
from bigcity_tui.pack.file_names import (
    ASKS,
    CAST,
    REVIEW,
    SERIES,
    THREADS,
    episode_file,
)

T = TypeVar("T")

Reader = Callable[[object], object]
"""Turns a value from JSON into one of the domain's; raises ValueError where it cannot."""

_readers: dict[object, Reader] = {}
_moments: dict[str, Moment] = {}


def decode_series(folder: str) -> Series:
    """Read `series.json` of the bundled pack, and nothing else; PackError if it is damaged."""
    return _file(Series, folder, SERIES)


def decode_pack(folder: str) -> Pack:
    """Read every file of the bundled pack; PackError if one is missing or damaged."""
    # Making its classes takes as long as everything that is needed for the series alone.

    series = decode_series(folder)
    return Pack(
        series=series,
        cast=_file(Cast, folder, CAST),
        episodes=tuple(
            _file(Episode, folder, episode_file(number)) for number in range(1, series.episodes + 1)
        ),
        review=_file(tuple[Section, ...], folder, REVIEW),
        threads=_file(tuple[Thread, ...], folder, THREADS),
        asks=_file(tuple[Ask, ...], folder, ASKS),
    )


def _file(kind: type[T], folder: str, name: str) -> T:
    """Read one file as one kind of value."""
    try:
        with open(os.path.join(folder, name), "rb") as file:
            value = _reader(kind)(json.loads(file.read()))
    except (OSError, ValueError, OverflowError, RecursionError):
        raise PackError(
            f"the bundled pack is damaged ({name}): install bigcity-tui again"
        ) from None
    # The reader of a kind makes nothing else; a type checker cannot follow it there.
    return value  # type: ignore[return-value]


def _reader(kind: object) -> Reader:
    """The reader for a type, made once."""
    reader = _readers.get(kind)
    if reader is None:
        reader = _readers[kind] = _make_reader(kind)
    return reader


def _make_reader(kind: object) -> Reader:
    """A reader for a type: of records, lists, optional values, moments and plain values."""
    if kind is Moment:
        return _moment
    if kind is float:
        return _number
    if isinstance(kind, UnionType):
        (present,) = (part for part in kind.__args__ if part is not NoneType)
        return _optional(_reader(present))
    if isinstance(kind, GenericAlias):
        return _list(kind.__args__)
    if isinstance(kind, type):
        return _record(kind) if is_dataclass(kind) else _plain(kind)
    # What is left is a Literal: a choice of texts.
    choices: tuple[str, ...] = getattr(kind, "__args__", ())
    return _choice(choices)


def _moment(value: object) -> Moment:
    # A pack has hundreds of stamps and a dozen moments.
    if not isinstance(value, str):
        raise ValueError("no moment")  # noqa: TRY004 - one error for all that JSON can hold
    moment = _moments.get(value)
    if moment is None:
        moment = _moments[value] = Moment.parse(value)
    return moment


def _number(value: object) -> float:
    if type(value) is int or type(value) is float:
        return float(value)
    raise ValueError("no number")


def _plain(kind: type) -> Reader:
    def read(value: object) -> object:
        # Not isinstance: true is no number here.
        if type(value) is not kind:
            raise ValueError("another type")
        return value

    return read


def _choice(choices: tuple[str, ...]) -> Reader:
    def read(value: object) -> object:
        if value not in choices:
            raise ValueError("none of the choices")
        return value

    return read


def _optional(present: Reader) -> Reader:
    def read(value: object) -> object:
        return None if value is None else present(value)

    return read


def _list(parts: tuple[object, ...]) -> Reader:
    item = _reader(parts[0])
    length = None if parts[-1] is Ellipsis else len(parts)

    def read(value: object) -> object:
        if not isinstance(value, list) or length not in (None, len(value)):
            raise ValueError("no list of that length")
        return tuple(map(item, value))

    return read


def _record(kind: type) -> Reader:
    plan = [(field.name, _reader(field.type), field.default) for field in fields(kind)]

    def read(value: object) -> object:
        if not isinstance(value, dict):
            raise ValueError("no record")  # noqa: TRY004 - one error for all that JSON can hold
        values = []
        used = 0
        for name, reader, default in plan:
            if name in value:
                values.append(reader(value[name]))
                used += 1
            elif default is MISSING:
                raise ValueError("a field is missing")
            else:
                values.append(default)
        if used != len(value):
            raise ValueError("a field that is not known")
        return kind(*values)

    return read
