"""The log: what the viewer did, batch by batch, in words that hold no word of a pack."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from bigcity_tui.domain.history import episode_number
from bigcity_tui.domain.operations import SERIES_ITEM, Operation
from bigcity_tui.domain.text import listed


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One action: when (milliseconds since 1970, UTC), on which device, and what it did.

    `undoes` is the batch that it took back, if it is an undoing (or a redoing).
    """

    batch: str
    wall: int
    device: str
    text: str
    undoes: str | None


def log_of(operations: Iterable[Operation]) -> tuple[LogEntry, ...]:
    """One entry per batch, oldest first."""
    ordered = sorted(operations, key=lambda operation: operation.order)
    batches: dict[str, list[Operation]] = {}
    for operation in ordered:
        batches.setdefault(operation.batch, []).append(operation)
    entries = []
    for batch, found in batches.items():
        first = found[0]
        meant, turns = batch, 0
        while (undoes := batches[meant][0].undoes) in batches:
            meant, turns = undoes, turns + 1
        again = ("", "undone: ", "redone: ")[turns and 1 + (turns - 1) % 2]
        text = again + describe(batches[meant])
        entries.append(LogEntry(batch, first.wall, first.device, text, first.undoes))
    return tuple(entries)


def describe(operations: Iterable[Operation]) -> str:
    """What the operations of one batch did, in a few words: `watched episodes 1 and 2`."""
    phrases = [(_verb(operation), operation.change.item) for operation in operations]
    phrases.sort(key=lambda phrase: phrase[0])
    return "; ".join(
        f"{verb} {item_text([item for _, item in found])}".rstrip()
        for verb, found in groupby(phrases, key=lambda phrase: phrase[0])
    )


def item_text(items: Iterable[str]) -> str:
    """Items in words: `episode 3`, `episodes 1 and 2`, `the series`; empty for a pass."""
    items = list(items)
    numbers = sorted(number for item in items if (number := episode_number(item)) is not None)
    parts = []
    if numbers:
        noun = "episode" if len(numbers) == 1 else "episodes"
        parts.append(f"{noun} {listed([str(number) for number in numbers])}")
    if SERIES_ITEM in items:
        parts.append("the series")
    return listed(parts)


def _verb(operation: Operation) -> str:
    data, kind = operation.data, operation.change.kind
    if kind == "progress":
        states = {"watched": "watched", "watching": "started", "unwatched": "unmarked"}
        return states.get(str(data.get("state")), "changed")
    if kind == "rating":
        score = data.get("score")
        return f"gave {score:g} to" if isinstance(score, (int, float)) else "took the rating off"
    if kind == "note":
        return "wrote a note on" if data.get("text") else "removed the note on"
    if kind == "pass":
        return "began a new pass" if data.get("begun") else "withdrew a pass"
    return "changed"
