"""A pack, a record and files in which every text is hostile."""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import count, cycle
from pathlib import Path
from typing import Any

from bigcity_tui.domain.operations import Change, Operation, change
from bigcity_tui.pack.location import (
    ASKS,
    CAST,
    EPISODES,
    REVIEW,
    SERIES,
    THREADS,
    episode_file,
)
from bigcity_tui.pack.texts import LINES, LONGEST_LINE, PROSE
from bigcity_tui.store.record import Record
from bigcity_tui.store.sync import file_name
from tests.packs import made_up_pack, to_json
from tests.store.support import encoded

EPISODES_OF_PACK = 2
NOON = 1_790_000_000_000
_SOUND = {"id", "unlock", "kind", "unit", "url", "aired", "released", "born", "answer"}
"""What has a form of its own, and is refused where it has another."""


def hostile_pack(folder: Path, strings: Iterable[str]) -> Path:
    """Write a pack in which every text begins with one of these strings, taken in turn."""
    taken = (f"{text}{number}" for text, number in zip(cycle(strings), count(), strict=False))
    pack = made_up_pack(EPISODES_OF_PACK)
    (folder / EPISODES).mkdir(parents=True)
    files: dict[str, object] = {
        SERIES: pack.series,
        CAST: pack.cast,
        REVIEW: pack.review,
        THREADS: pack.threads,
        ASKS: pack.asks,
    }
    files |= {episode_file(episode.number): episode for episode in pack.episodes}
    for name, part in files.items():
        # As escapes: UTF-8 has no way to write some of them.
        (folder / name).write_text(json.dumps(_spoilt(to_json(part), taken, "")))
    return folder


def _spoilt(value: Any, taken: Iterator[str], name: str, *, prose: bool = True) -> Any:
    if isinstance(value, str):
        if name in _SOUND or value.startswith("zqid"):
            return value
        text = next(taken)
        # The end has its number: two people who are one may not share an actor by chance.
        long = len(text) > LONGEST_LINE and not (prose and name in PROSE)
        return text[: LONGEST_LINE - 4] + text[-4:] if long else text
    if isinstance(value, list):
        return [_spoilt(item, taken, name, prose=prose) for item in value]
    if isinstance(value, dict):
        return {
            key: _spoilt(item, taken, key, prose=prose and name not in LINES)
            for key, item in value.items()
        }
    return value


def operations(strings: Mapping[str, str], series: str) -> list[Operation]:
    """What a device that means harm did: notes that nobody could write here."""
    everything = "\n".join(strings.values())
    texts = {"1": everything, "2": next(iter(strings.values())), "series": everything}
    made = [change("first", item, "note", text=text, over=[]) for item, text in texts.items()]
    made += [change("first", f"1.{n}", "answer", text=everything) for n in (1, 9)]
    # Two devices wrote one note; and values that no version knows.
    made.append(change("first", "1", "note", text=f"{everything}\nelse", over=[]))
    for text in list(strings.values())[:20]:
        made.append(change("first", text[:60], "note", text=text, over=[]))
        made.append(Change("first", "2", text[:60], json.dumps({text: text})))
        made.append(change(text[:60], "", "pass", begun=True, open=text))
        made.append(change("first", "2", "rating", **{text: text, "score": text}))
    made = [one for one in made if _can_be_kept(one)]
    return [
        Operation(f"{n:032x}", f"{n:032x}", n, "e" * 32, n, series, one)
        for n, one in enumerate(made, start=1)
        if one.kind != "pass" or n % 2
    ]


def _can_be_kept(one: Change) -> bool:
    return len(one.value) < 250_000 and all(
        len(text.encode()) <= 200 for text in (one.viewing_id, one.item, one.kind)
    )


def harmed(home: Path, strings: Mapping[str, str], series: str = "made-up-0") -> None:
    """Make a record that holds all of that."""
    record = Record.open(str(home), lambda: NOON)
    try:
        refused = record.merge(operations(strings, series)).refused
        assert not refused, refused
    finally:
        record.close()


def shared(folder: Path, strings: Mapping[str, str], series: str = "made-up-0") -> Path:
    """A folder for syncing, with the file of that device in it."""
    folder.mkdir()
    data = encoded("e" * 32, "host", operations(strings, series))
    (folder / file_name("e" * 32)).write_bytes(data)
    # A name may hold anything, too.
    (folder / f"ops-{'e' * 32}\x1b[31mzqpay\u202e.jsonl").write_bytes(b"zqpay\x1b[31m\n" + data)
    return folder


def named(folder: Path, text: str) -> Path:
    """A place whose name is hostile, as far as a file system has such names."""
    name = text.replace("/", "∕").replace("\0", "")
    return folder / name.encode(errors="ignore")[:200].decode(errors="ignore")
