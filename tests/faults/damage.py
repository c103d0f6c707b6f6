"""Damage done to a record at random, and what has to come of it."""

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from bigcity_tui.domain import edits
from bigcity_tui.domain.errors import ReadOnlyError
from bigcity_tui.domain.history import HOW_FAR, fold
from bigcity_tui.domain.operations import Operation, change
from bigcity_tui.store import backups, doctor
from bigcity_tui.store.record import Record
from bigcity_tui.store.salvage import salvage
from tests.store.support import DAY, NOW, SERIES, open_record

FILE = "record.sqlite3"
PAGE = 4096
SIZES = ("small", "notes", "large")


def build(home: str, size: str) -> None:
    """Make a record of two days, so that there is a backup, with notes in Hangul."""
    chance = Random(size)
    rounds = {"small": 1, "notes": 6, "large": 80}[size]
    for day in (0, 1):
        with closing(open_record(home, NOW + day * DAY)) as record:
            for number in range(rounds):
                with record.transaction(SERIES) as tx:
                    item = str(1 + number % 8)
                    tx.append([change("first", item, "progress", state="watched", on=None)])
                    tx.append([change("first", item, "rating", score=chance.randint(1, 20) / 2)])
                    words = "".join(chr(chance.randint(0xAC00, 0xD7A3)) for _ in range(1500))
                    length = {"small": 40, "notes": chance.randint(100, 1500), "large": 1500}[size]
                    tx.append(edits.noted(tx.operations, item, words[:length]))
    with closing(open_record(home, NOW + DAY)) as record, record.transaction(SERIES) as tx:
        tx.append([change("first", 8, "progress", state="unwatched")])


def hurt(data: bytes, chance: Random) -> tuple[str, bytes]:
    """One of the ways in which disks and programs damage files."""
    place = chance.randrange(len(data))
    run = chance.choice([2, 16, 300, 5000])
    pages = len(data) // PAGE
    one, other = sorted(chance.sample(range(pages), 2))
    first, second = (data[page * PAGE : (page + 1) * PAGE] for page in (one, other))
    ways = {
        "a byte": data[:place] + bytes([data[place] ^ chance.randint(1, 255)]) + data[place + 1 :],
        "a byte 0xFF": data[:place] + b"\xff" + data[place + 1 :],
        "bytes": (data[:place] + chance.randbytes(run) + data[place + run :])[: len(data)],
        "zeros": (data[:place] + bytes(run) + data[place + run :])[: len(data)],
        "cut": data[:place],
        "two pages swapped": data[: one * PAGE]
        + second
        + data[(one + 1) * PAGE : other * PAGE]
        + first
        + data[(other + 1) * PAGE :],
        "a page doubled": data[: other * PAGE] + first + data[(other + 1) * PAGE :],
        "a header byte": bytes([*data[: place % 100], place % 256, *data[place % 100 + 1 :]]),
    }
    way = chance.choice(list(ways))
    return way, ways[way]


def outcome(home: str, sound: str, seed: int) -> tuple[str, str]:
    """Damage a copy of a sound home and see what comes of it: how it was hurt, how it ended."""
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(sound, home)
    path = Path(home, FILE)
    with closing(open_record(sound)) as record:
        truth = record.everything()
    way, data = hurt(path.read_bytes(), Random(seed))
    path.write_bytes(data)
    with closing(open_record(home, NOW + 2 * DAY)) as record:
        return way, _ending(record, truth, data)


def _ending(record: Record, truth: tuple[Operation, ...], data: bytes) -> str:
    home, path = record.home, Path(record.home, FILE)
    progress = fold(record.operations(SERIES, *HOW_FAR)).current.progress
    # Nothing is shown but what was so: all that was marked, or nothing.
    assert progress in (fold(truth).current.progress, fold(()).current.progress)
    found = record.everything()
    judged = {each.check: each.level for each in doctor.examine(home, lambda: NOW)}["record"]
    assert found == (truth if record.trusted else ())
    if record.trusted and judged == "ok":
        _rate(record)
        assert record.everything()[:-1] == truth
        return "reads right"
    assert judged == "bad"
    with pytest.raises(ReadOnlyError):
        _rate(record)
    notice = record.notice or ""
    assert path.read_bytes() == data, "written over"
    try:
        read = set(salvage(home))
    except OSError:
        read = set()
    assert read <= set(truth)
    if "doctor --restore" not in notice:
        return "told, salvaged"
    restored = backups.restore(home)
    assert restored.aside is not None
    assert Path(restored.aside).read_bytes() == data
    after = set(record.everything())
    with closing(open_record(home)) as again:
        assert again.notice is None
    assert read <= after <= set(truth)
    _rate(record)
    return "told, restored whole" if after == set(truth) else "told, restored with the backup"


def _rate(record: Record) -> None:
    with record.transaction(SERIES) as tx:
        tx.append([change("first", 8, "rating", score=0.5)])


def campaign(top: str, seeds: range) -> Iterator[tuple[str, str, str]]:
    """Hurt so many records: of which size, how, and how it ended."""
    sound = {size: os.path.join(top, size) for size in SIZES}
    for size, home in sound.items():
        build(home, size)
    for seed in seeds:
        size = SIZES[seed % len(SIZES)]
        try:
            yield (size, *outcome(os.path.join(top, "hurt"), sound[size], seed))
        except Exception as error:
            raise AssertionError(f"seed {seed}, {size}: {type(error).__name__}: {error}") from error


def table(found: list[tuple[str, str, str]]) -> str:
    """How often each way of damage ended how."""
    counts = Counter((way, ending) for _, way, ending in found)
    endings = sorted({ending for _, ending in counts})
    ways = sorted({way for way, _ in counts})
    rows = [(way, *(str(counts[way, ending]) for ending in endings)) for way in ways]
    return "\n".join(map(" | ".join, [("damage", *endings), *rows]))
