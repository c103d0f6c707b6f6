"""Syncing: several devices come to hold the same record, by way of a folder that something carries.

Each device writes one file there, with all that it knows, and reads everybody's, in any order: a
line that says whose it is, then one of JSON for each operation, all with a checksum. No file is
believed: sizes are limited, and what is no operation is left out.
"""

import hashlib
import json
import os
import platform
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from itertools import chain
from typing import NamedTuple

from bigcity_tui.domain.errors import FileError, StoreError, UsageError
from bigcity_tui.domain.history import superseded
from bigcity_tui.domain.operations import FIELDS, Merged, Operation, forgotten
from bigcity_tui.files.reading import open_file, reason, refuse, shown
from bigcity_tui.files.writing import sweep, unfinished, write_file
from bigcity_tui.store.merge import LARGEST, LATEST, Held, rank
from bigcity_tui.store.record import Record

VERSION = 1  # of the format that is written, and the latest that is read
LARGEST_FILE = 1_000_000_000  # in bytes

MOST = 250_000
"""How many operations a file may hold, and how many new ones a sync takes in, unless one says so:
about ten years of heavy use."""

LONGEST_LINE = 6 * LARGEST + 16 * 1024
"""The longest line that is read, in bytes: JSON writes a character of a value as up to six."""

_MOST_BAD = 10_000  # a file with more lines that are none is something else
_ABANDONED = 3600  # seconds, after which what was to become our file is of a run that was killed

# Conflicted copies, by whatever carries the folder: "Copy of …", "… (conflict 1)", "….sb-1a2b".
_NAME = re.compile(
    r"(?![.~]).*?ops-([0-9a-f]{32}).*\.jsonl(\.sb-.*)?", re.ASCII | re.DOTALL | re.IGNORECASE
)
_PLACEHOLDER = re.compile(r"\.(ops-[0-9a-f]{32}.*\.jsonl)\.icloud", re.DOTALL)
_FIELDS = set(FIELDS)


class SyncFile(NamedTuple):
    """What was read of one file; `problem` says why nothing was, `lost` counts unreadable lines.

    `host` tells homes of one device id apart; `operations` are those that were not known.
    """

    name: str
    host: str = ""
    operations: tuple[Operation, ...] = ()
    lines: int = 0
    lost: int = 0
    problem: str | None = None


class Synced(NamedTuple):
    """What a sync came to; `file` is this device's own, None where there is nothing to tell yet.

    A home that is `cloned` goes on under a new id; `wordy` files still have forgotten words.
    """

    file: str | None
    written: bool
    files: tuple[SyncFile, ...]
    merged: Merged
    cloned: bool
    wordy: tuple[str, ...]


def sync(record: Record, folder: str, most: int = MOST) -> Synced:
    """Take in what other devices left in a folder, and leave there what this one knows.

    A file that brings more than so many operations is refused, and so is what takes long to read.
    Raises UsageError for a folder that cannot be meant, StoreError where the record cannot be
    written, FileError where this device's file cannot; what was taken in stays then.
    """
    if not folder:
        raise UsageError("name the folder to sync through: '' is none")
    folder = os.path.abspath(folder)
    names, held = _names(folder, record.home), record.held(trusted=True)
    known, told = held.everything, set[Operation]()
    files: list[SyncFile] = []
    left = 4 * most
    for name in names:
        file = read(folder, name, known, min(most, left))
        left -= file.lines
        if len(told.union(file.operations)) > most:
            file = _too_many(name, most)
        told.update(file.operations)
        files.append(file)
        if name == file_name(record.device) and file.problem is not None:
            raise StoreError(f"nothing was synced: {file.problem}; put that right, or move it")
    cloned = _is_clone(record, held, files)
    # Each file holds nearly all that is known: only what is new is worth a transaction. What a note
    # was on its way, an earlier version would bring back each time.
    merged = Merged(0, 0, (), 0)
    news = told - superseded((*held.active, *told))
    if news or cloned:
        merged = record.merge(news, anew=cloned, compact=True)
        held = record.held(trusted=True)

    own = file_name(record.device)
    path = os.path.join(folder, own) if held.everything else None
    lines = encoded(record.device, _host(record), held.everything)
    written = path is not None and _write(path, lines)
    with suppress(OSError):
        sweep(folder, unfinished(own), _ABANDONED)
    return Synced(path, written, tuple(files), merged, cloned, _wordy(held, files, own))


def file_name(device: str) -> str:
    return f"ops-{device}.jsonl"


def device_of(name: str) -> str | None:
    found = _NAME.fullmatch(name)
    return found[1].lower() if found else None


def encoded(device: str, host: str, operations: Iterable[Operation]) -> Iterator[bytes]:
    """Return a file's lines, the same for the same operations, without what no clock shows."""
    ordered = sorted((each for each in operations if each.hlc <= LATEST), key=rank)
    head = {"bigcity-tui": VERSION, "device": device, "host": host, "operations": len(ordered)}
    return map(_line, chain((head,), (each.fields for each in ordered)))


def read(folder: str, name: str, known: Collection[Operation] = (), most: int = MOST) -> SyncFile:
    """Return what one file holds but is not `known`; what is wrong with it is told there, too."""
    path, says = os.path.join(folder, name), shown(name, 100)
    try:
        if _PLACEHOLDER.fullmatch(name):
            refuse(says, "is in iCloud still: have it downloaded here")
        if os.path.islink(path):
            refuse(says, "is a symbolic link")
        with open_file(path, says, LARGEST_FILE) as file:
            # In parts: a line may be longer than there is memory.
            lines = sum(part.count(b"\n") for part in iter(lambda: file.read(2**20), b""))
            if lines > most + _MOST_BAD:
                return _too_many(name, most)
            file.seek(0)
            return decoded(name, iter(lambda: file.readline(LONGEST_LINE + 2), b""), known)
    except FileError as error:
        return SyncFile(name, problem=str(error))


def decoded(name: str, lines: Iterable[bytes], known: Collection[Operation] = ()) -> SyncFile:
    """Return what lines hold, wherever a file was cut; FileError for none or a newer one."""
    found: list[Operation] = []
    # An empty file has lost at least the line that says how many there are.
    host, expected, bad, whole = "", 1, 0, 0
    for line in lines:
        match value := _value(line.rstrip(b"\r\n")):
            case dict() if value.keys() == _FIELDS and (
                operation := Operation.of([value[field] for field in FIELDS])
            ):
                whole += 1
                if operation not in known:
                    found.append(operation)
            case {"bigcity-tui": int(version), "host": str(host), "operations": int(expected)}:
                if version != VERSION:
                    refuse(shown(name, 100), "was written by a newer bigcity-tui: update this one")
            case _:
                bad += 1
                if bad > _MOST_BAD:
                    refuse(shown(name, 100), "is no file of bigcity-tui's")
    return SyncFile(name, host, tuple(found), whole, max(bad, expected - whole))


def _too_many(name: str, most: int) -> SyncFile:
    says = f"has more than {most:,} changes, or all files have four times as many"
    cure = "if that is right, --most allows more"
    return SyncFile(name, problem=f"{shown(name, 100)}: {says}; {cure}")


def _names(folder: str, home: str) -> list[str]:
    name = shown(folder, 4096)
    try:
        place, record = (os.path.join(os.path.realpath(each), "") for each in (folder, home))
    except ValueError:  # a NUL
        raise UsageError(f"{name} is no path") from None
    if place.startswith(record) or record.startswith(place):
        raise UsageError(
            f"{name} and the record's own folder lie within each other: choose another folder,"
            " since only this program's sync files may be carried, never the record"
        )
    try:
        names = sorted(os.listdir(folder))
        return [name for name in names if device_of(name) or _PLACEHOLDER.fullmatch(name)]
    except (FileNotFoundError, NotADirectoryError):
        raise UsageError(f"there is no folder {name}: make it, or mount it") from None
    except OSError as error:
        raise StoreError(f"nothing was synced: {name} {reason(error)}") from error


def _is_clone(record: Record, held: Held, files: Iterable[SyncFile]) -> bool:
    """Whether a copy of this home wrote its file: one that only moved knows all that is there."""
    known, host = {operation.id for operation in held.active}, _host(record)
    return any(
        operation.device == record.device and operation.id not in known
        for file in files
        if device_of(file.name) == record.device and file.host != host
        for operation in set(file.operations) - superseded((*held.active, *file.operations))
    )


def _host(record: Record) -> str:
    """What tells this home from a copy of it; says nothing to anybody who does not know it."""
    machine = b""
    with suppress(OSError), open("/etc/machine-id", "rb") as file:
        machine = file.read(100)
    parts = (str(machine), platform.node(), os.path.realpath(record.home), record.device)
    return hashlib.sha256("\0".join(parts).encode(errors="surrogateescape")).hexdigest()[:16]


def _write(path: str, lines: Iterator[bytes]) -> bool:
    """Make a file hold these lines; whether it had to change, so that nothing is carried twice."""
    whole = list(lines)
    with suppress(FileNotFoundError), open(path, "rb") as file:
        if all(file.read(len(line)) == line for line in whole) and not file.read(1):
            return False
    write_file(path, whole, force=True)
    return True


def _wordy(held: Held, files: Iterable[SyncFile], own: str) -> tuple[str, ...]:
    blank = [operation for operation in held.active if operation.is_blank]
    wordy = []
    for file in files:
        gone = forgotten((*blank, *file.operations)) if blank and file.name != own else ()
        if any(each.id in gone and each.data.get("text") for each in file.operations):
            wordy.append(file.name)
    return tuple(wordy)


def _line(value: object) -> bytes:
    rest = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()[1:]
    return _summed(rest) + b"\n"


def _summed(rest: bytes) -> bytes:
    """A JSON object, of which the rest is given, with a checksum of that at its beginning."""
    return b'{"sum":"' + hashlib.sha256(rest).hexdigest()[:16].encode() + b'",' + rest


def _value(line: bytes) -> object:
    rest = line.partition(b'",')[2]
    if len(line) > LONGEST_LINE or line != _summed(rest):
        return None
    try:
        return json.loads("{" + rest.decode())
    except (ValueError, RecursionError):
        return None
