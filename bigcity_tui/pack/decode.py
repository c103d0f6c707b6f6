"""The fast way to the bundled pack, which the tests have validated: only types are checked."""

import json
import os
from dataclasses import fields, is_dataclass
from types import GenericAlias, UnionType
from typing import TYPE_CHECKING, Any

from bigcity_tui.domain.errors import PackError
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.series import Series
from bigcity_tui.pack.location import ASKS, CAST, REVIEW, SERIES, THREADS, episode_file

if TYPE_CHECKING:
    from bigcity_tui.domain.pack import Pack


def decode_series(folder: str) -> Series:
    """Read `series.json` of the bundled pack, and nothing else; PackError if it is damaged."""
    series: Series = _file(Series, folder, SERIES)
    return series


def decode_pack(folder: str) -> "Pack":
    """Read every file of the bundled pack; PackError if one is missing or damaged."""
    # These records take 20 ms to define, and `status` needs `series.json` alone.
    from bigcity_tui.domain.pack import Ask, Cast, Episode, Pack, Section, Thread

    series = decode_series(folder)
    numbers = range(1, series.episodes + 1)
    return Pack(
        series,
        _file(Cast, folder, CAST),
        tuple(_file(Episode, folder, episode_file(number)) for number in numbers),
        _file(tuple[Section, ...], folder, REVIEW),
        _file(tuple[Thread, ...], folder, THREADS),
        _file(tuple[Ask, ...], folder, ASKS),
    )


def _file(kind: object, folder: str, name: str) -> Any:
    try:
        with open(os.path.join(folder, name), "rb") as file:
            return _made(kind, json.loads(file.read()))
    except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
        raise PackError(
            f"the bundled pack is damaged ({name}): install bigcity-tui again"
        ) from None


def _made(kind: Any, value: Any) -> Any:
    """Make one of the domain's values from JSON; whatever error that leads to means damage."""
    if isinstance(kind, UnionType):  # what may be absent
        return None if value is None else _made(kind.__args__[0], value)
    if isinstance(kind, GenericAlias):
        kinds = kind.__args__
        if type(value) is not list or (kinds[-1] is not Ellipsis and len(value) != len(kinds)):
            raise ValueError("no list of that length")
        return tuple(_made(kinds[0], item) for item in value)
    if kind is Moment:
        return Moment.parse(_made(str, value))
    if is_dataclass(kind):
        of: dict[str, Any] = {field.name: field.type for field in fields(kind)}
        made: Any = kind
        return made(**{name: _made(of[name], each) for name, each in _made(dict, value).items()})
    if kind is float and type(value) is int:
        return float(value)
    # Not isinstance: true is no number here. What is no type is a Literal: a choice of texts.
    if type(value) is not kind if isinstance(kind, type) else value not in kind.__args__:
        raise ValueError("another type, or none of the choices")
    return value
