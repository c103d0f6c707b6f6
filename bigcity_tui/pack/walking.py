"""Walking through a pack: every text and record in it, with its place and its moments."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import NamedTuple

from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.files.problems import Path

_FIELDS: dict[type, tuple[str, ...]] = {}


class Spot(NamedTuple):
    """A text or a record found in a pack, and the moments that matter for it.

    `path` leads to the `value` from the top of its file.
    `opens` is its own unlock, or else that of the nearest record around it, which is `around`.
    """

    path: Path
    value: object
    opens: Moment
    around: Moment


def walk(value: object, path: Path = (), around: Moment = BEFORE) -> Iterator[Spot]:
    """Every record and every text inside a value, outer ones first, in the order of the file."""
    if isinstance(value, str):
        yield Spot(path, value, around, around)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from walk(item, (*path, index), around)
    elif names := field_names(type(value)):
        opens: Moment = getattr(value, "unlock", around)
        yield Spot(path, value, opens, around)
        for name in names:
            yield from walk(getattr(value, name), (*path, name), opens)


def field_names(kind: type) -> tuple[str, ...]:
    """The fields of a kind of record; none for anything else, and for a moment."""
    names = _FIELDS.get(kind)
    if names is None:
        record = is_dataclass(kind) and kind is not Moment
        names = tuple(field.name for field in fields(kind)) if record else ()
        _FIELDS[kind] = names
    return names
