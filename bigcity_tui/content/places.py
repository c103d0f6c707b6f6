"""Places inside a pack's files: finding every one, and saying it to a person."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import NamedTuple

from bigcity_tui.domain.moments import BEFORE, Moment

MOST_PLACE = 160
"""Longer places, which only a file that is no pack has, lose their beginning."""

Path = tuple[str | int, ...]
"""The way from the top of a file to a value: names of fields, and places in lists from 0."""

_FIELDS: dict[type, tuple[str, ...]] = {}


class Spot(NamedTuple):
    """A text or a record found in a pack, and the moments that matter for it.

    `opens` is its own unlock, or else that of the nearest record around it, which is `around`.
    """

    path: Path
    value: object
    opens: Moment
    around: Moment


def problem(file: str, path: Path, says: str) -> str:
    """The line that tells what is wrong: "file: place: what is wrong"."""
    place = place_text(path)
    return f"{file}: {place}: {says}" if place else f"{file}: {says}"


def place_text(path: Path) -> str:
    """A path as it is written: `notes[1].heading`; empty for the whole file; never long."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{shown(step)}" if text else shown(step)
    return text if len(text) <= MOST_PLACE else "…" + text[1 - MOST_PLACE :]


def shown(text: str, most: int = 40) -> str:
    """A name that is not ours, safe for a terminal: printable, and no longer than `most`."""
    short = text if len(text) <= most else text[: most - 1] + "…"
    return short if short.isprintable() else ascii(short)


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
