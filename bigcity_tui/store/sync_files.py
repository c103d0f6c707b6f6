"""The files by which devices tell each other what they know: their format, read and written.

A line of JSON for each operation, after one that says whose file it is. Every line begins with a
checksum of its rest, so that of a file that was cut or mixed up each whole line can be told. No
file is believed: sizes are limited, and whatever is no operation is counted and left out.
"""

import hashlib
import io
import json
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeGuard

from bigcity_tui.domain.errors import FileError
from bigcity_tui.domain.operations import Change, Operation
from bigcity_tui.files.problems import shown
from bigcity_tui.files.reading import read_file, refuse
from bigcity_tui.store.merging import LARGEST

VERSION = 1
"""The version of the format that is written, and the latest that is read."""

LARGEST_FILE = 64_000_000
"""The largest file that is read, in bytes."""

LONGEST_LINE = 6 * LARGEST + 16 * 1024
"""The longest line that is read, in bytes: JSON writes a character of a value as up to six."""

_MOST_BAD = 10_000
"""A file with more lines than this that are none is something else."""

_NAME = re.compile(r"ops-([0-9a-f]{32})(.*)\.jsonl", re.ASCII | re.DOTALL)
_FIELDS = (
    *("id", "batch", "hlc", "device", "wall", "series"),
    *("pass", "item", "kind", "value", "undoes"),
)
_KINDS = tuple((str, str, int, str, int, *(str,) * 5, undoes) for undoes in (str, type(None)))
_HEAD = ("bigcity-tui", "device", "host", "operations")
_OPEN, _CLOSE = b'{"sum":"', b'",'
_SUM = 16


@dataclass(frozen=True, slots=True)
class SyncFile:
    """What was read of one file.

    `host` tells homes of one device id apart (empty where it could not be read). `lost` counts the
    operations that should be there and could not be read; `problem` says, with the file's name,
    why nothing was.
    """

    name: str
    host: str = ""
    operations: tuple[Operation, ...] = ()
    lost: int = 0
    problem: str | None = None


def file_name(device: str) -> str:
    """The name of a device's own file."""
    return f"ops-{device}.jsonl"


def device_of(name: str) -> str | None:
    """Whose file a name is, a conflicted copy's too; None for any other file."""
    found = _NAME.fullmatch(name)
    return found[1] if found else None


def encoded(device: str, host: str, operations: Iterable[Operation]) -> bytes:
    """A whole file; the same operations give the same bytes."""
    ordered = sorted(operations, key=lambda operation: (operation.order, repr(operation)))
    head = dict(zip(_HEAD, (VERSION, device, host, len(ordered)), strict=True))
    return b"".join(_line(value) for value in (head, *map(_fields, ordered)))


def read(folder: str, name: str) -> SyncFile:
    """What one file holds; whatever is wrong with it is told in what is returned."""
    path = os.path.join(folder, name)
    if os.path.islink(path):
        return SyncFile(name, problem=f"{shown(name, 100)}: is a symbolic link")
    try:
        return decoded(name, read_file(path, shown(name, 100), LARGEST_FILE))
    except FileError as error:
        return SyncFile(name, problem=str(error))


def decoded(name: str, data: bytes) -> SyncFile:
    """What the bytes of a file hold: every whole line, wherever the file was cut.

    Raises FileError where it is no such file, or a newer version wrote it.
    """
    found: list[Operation] = []
    host, expected, bad = "", 0, 0 if data else 1
    for line in io.BytesIO(data):
        value = _value(line.rstrip(b"\r\n"))
        operation = _operation(value)
        if operation is not None:
            found.append(operation)
        elif _is_head(value):
            version, _, host, expected = value.values()
            if version != VERSION:
                refuse(shown(name, 100), "was written by a newer bigcity-tui: update this one")
        else:
            bad += 1
            if bad > _MOST_BAD:
                refuse(shown(name, 100), "is no file of bigcity-tui's")
    return SyncFile(name, host, tuple(found), max(bad, expected - len(found)))


def _line(value: object) -> bytes:
    rest = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()[1:]
    return _OPEN + _sum(rest) + _CLOSE + rest + b"\n"


def _sum(rest: bytes) -> bytes:
    return hashlib.sha256(rest).hexdigest()[:_SUM].encode()


def _value(line: bytes) -> object:
    """The value of a line; None for one that is not whole."""
    start = len(_OPEN) + _SUM + len(_CLOSE)
    rest = line[start:]
    if len(line) > LONGEST_LINE or line[:start] != _OPEN + _sum(rest) + _CLOSE:
        return None
    try:
        return json.loads("{" + rest.decode())
    except (ValueError, RecursionError):
        return None


def _is_head(value: object) -> TypeGuard[dict[str, Any]]:
    return (
        isinstance(value, dict)
        and tuple(value) == _HEAD
        and tuple(map(type, value.values())) == (int, str, str, int)
    )


def _fields(operation: Operation) -> dict[str, object]:
    made = operation.change
    values = (
        *(operation.id, operation.batch, operation.hlc, operation.device),
        *(operation.wall, operation.series, made.viewing_id),
        *(made.item, made.kind, made.value, operation.undoes),
    )
    return dict(zip(_FIELDS, values, strict=True))


def _operation(value: object) -> Operation | None:
    """The operation that a line holds; None where it holds anything else."""
    if not isinstance(value, dict) or value.keys() != set(_FIELDS):
        return None
    parts = [value[field] for field in _FIELDS]
    if tuple(map(type, parts)) not in _KINDS:
        return None
    ident, batch, hlc, device, wall, series, *change, undoes = parts
    return Operation(ident, batch, hlc, device, wall, series, Change(*change), undoes)
