"""From a folder of JSON files to a pack; PackError, with every problem, where it cannot be used.

The bundled pack is only decoded, because the tests have validated it; any other is validated
strictly, as far as it has opened, with pydantic, which is heavy and so imported where it is needed.
"""

import json
import os
from dataclasses import fields
from functools import cache
from types import GenericAlias, UnionType
from typing import TYPE_CHECKING, Any

from bigcity_tui.domain.errors import PackError
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.series import Series
from bigcity_tui.pack import location

if TYPE_CHECKING:
    from bigcity_tui.domain.edition import Reader
    from bigcity_tui.domain.pack import Pack


def load_series(folder: str | None) -> Series:
    """Read what is public about a series, from `series.json` alone; None: the bundled pack."""
    if folder is None or location.is_bundled(folder):
        return decode_series(location.bundled_pack())
    from bigcity_tui.pack.validate import validate_series

    return validate_series(folder)


def load_pack(folder: str | None) -> "Pack":
    """Read a whole pack; None means the bundled one."""
    return pack_reader(folder)(None)


def pack_reader(folder: str | None) -> "Reader":
    """What reads a pack with the episodes that are wanted (None: all), if not all, as numbers."""
    if folder is None or location.is_bundled(folder):
        pack = decode_pack(location.bundled_pack())
        return lambda _: pack
    from bigcity_tui.pack.validate import PackReader

    return PackReader(folder).read


def decode_series(folder: str) -> Series:
    """Read `series.json` as it is in the bundled pack; only types are checked."""
    series: Series = _file(Series, folder, location.SERIES)
    return series


def decode_pack(folder: str) -> "Pack":
    """Read every file as they are in the bundled pack; only types are checked."""
    # These records take 20 ms to define, and `status` needs `series.json` alone.
    from bigcity_tui.domain.pack import Ask, Cast, Episode, Pack, Section, Thread

    series = decode_series(folder)
    numbers = range(1, series.episodes + 1)
    return Pack(
        series,
        _file(Cast, folder, location.CAST),
        tuple(_file(Episode, folder, location.episode_file(number)) for number in numbers),
        _file(tuple[Section, ...], folder, location.REVIEW),
        _file(tuple[Thread, ...], folder, location.THREADS),
        _file(tuple[Ask, ...], folder, location.ASKS),
    )


def _file(kind: object, folder: str, name: str) -> Any:
    try:
        with open(os.path.join(folder, name), "rb") as file:
            return _made(kind, json.loads(file.read()))
    except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
        says = f"the bundled pack is damaged ({name}): install bigcity-tui again"
        raise PackError(says) from None


def _made(kind: Any, value: Any) -> Any:
    """Make one of the domain's values from JSON; whatever error that leads to means damage."""
    if type(value) is kind:  # not isinstance: true is no number here
        return value
    if isinstance(kind, UnionType):  # what may be absent
        return None if value is None else _made(kind.__args__[0], value)
    if isinstance(kind, GenericAlias):
        kinds = kind.__args__
        if type(value) is not list or (kinds[-1] is not Ellipsis and len(value) != len(kinds)):
            raise ValueError("no list of that length")
        return tuple(_made(kinds[0], item) for item in value)
    if kind is Moment:
        return Moment.parse(_made(str, value))
    if kind is float and type(value) is int:
        return float(value)
    if isinstance(kind, type):
        of, made = _types(kind), _made(dict, value).items()
        return kind(**{name: _made(of[name], each) for name, each in made})
    if value not in kind.__args__:
        raise ValueError("none of the choices")
    return value


@cache
def _types(kind: Any) -> dict[str, Any]:
    """The types of a record's fields; TypeError for what is none."""
    return {field.name: field.type for field in fields(kind)}
