"""Operations: the only thing that the user's record stores; the user sees their fold.

To forget, a tombstone names the notes whose words go. These stay, blank, so that devices still
agree on what replaced what; blank beats text, even if the tombstone arrives later. A copy that undo
or redo made of a text goes with it, and so do the texts that were saved on the way to it.
"""

import json
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Any, NamedTuple, Self

# The id of the viewing that every record begins with.
FIRST_PASS = "first"  # noqa: S105 (a viewing, no password)
SERIES_ITEM = "series"
FORGET = "forget"

# The kinds that are the viewer's own texts, of which none is lost, and which are forgotten.
WORDS = ("note", "answer")
GONE = "~"  # stands between number and id in the item of an episode that the pack no longer has
_TYPES = [(str, str, int, str, int, *(str,) * 5, undoes) for undoes in (str, type(None))]


class Change(NamedTuple):
    """A field set to a value, as `ExportedOperation` tells of it; undo copies a text `from` one."""

    viewing_id: str
    item: str
    kind: str
    value: str

    @property
    def field(self) -> tuple[str, str, str]:
        return (self.viewing_id, self.item, self.kind)


class Operation(NamedTuple):
    """A change as the record holds it; `ExportedOperation` tells what each field means."""

    id: str
    batch: str
    hlc: int
    device: str
    wall: int
    series: str
    change: Change
    undoes: str | None = None

    @classmethod
    def of(cls, values: Sequence[Any]) -> Self | None:
        """Return the operation that has these values; None where one is of another type."""
        if tuple(map(type, values)) not in _TYPES:
            return None
        return cls._make((*values[:6], Change._make(values[6:10]), values[10]))

    @property
    def values(self) -> tuple[str | int | None, ...]:
        return (*self[:6], *self.change, self.undoes)

    @property
    def fields(self) -> dict[str, object]:
        return dict(zip(FIELDS, self.values, strict=True))

    def ids(self, part: str) -> list[str]:
        """The ids in a part of the value; none where it holds anything else."""
        ids = self.data.get(part)
        return [each for each in ids if isinstance(each, str)] if isinstance(ids, list) else []

    @property
    def data(self) -> dict[str, Any]:
        try:
            value = json.loads(self.change.value)
        except ValueError:
            return {}
        return value if isinstance(value, dict) else {}

    @property
    def is_blank(self) -> bool:
        return self.change.kind in WORDS and self.data.get("forgotten") is True


# The names of an operation's values in files (`pass`: what viewings were called at first).
FIELDS = (*Operation._fields[:6], "pass", *Change._fields[1:], "undoes")
order = attrgetter("hlc", "device", "id")  # of operations among all, on every device alike


def in_order(operations: Iterable[Operation]) -> tuple[Operation, ...]:
    return tuple(sorted(operations, key=order))


def change(viewing_id: str, item: str | int, kind: str, **value: Any) -> Change:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Change(viewing_id, str(item), kind, text)


def placed(operations: Iterable[Operation], ids: Sequence[str]) -> tuple[Operation, ...]:
    """Return operations under the numbers that their episodes have now, or as of gone ones."""
    numbers = {each: str(number) for number, each in enumerate(ids, start=1)}
    found = []
    for each in operations:
        made, data = each.change, each.data if '"episode"' in each.change.value else {}
        number, dot, question = made.item.partition(".")
        if "episode" in data and number.isdigit():
            now = numbers.get(str(data["episode"]))
            item = f"{made.item}{GONE}{data['episode']}" if now is None else f"{now}{dot}{question}"
            found.append(each._replace(change=made._replace(item=item)))
        else:
            found.append(each)
    return tuple(found)


def stamped(made: Change, ids: Sequence[str]) -> Change:
    """Return a change with the id of its episode, which finds that one under another number too."""
    item, _, key = made.item.partition(GONE)
    number = item.partition(".")[0]
    if not key and number.isdecimal() and 0 < int(number) <= len(ids):
        key = ids[int(number) - 1]
    value = {**json.loads(made.value), "episode": key} if key else {}
    return change(made.viewing_id, item, made.kind, **value) if key else made


def saves(operations: Iterable[Operation]) -> Iterable[list[Operation]]:
    """Return the texts of each note that were saved while it was written, in order."""
    found: dict[tuple[str, ...], list[Operation]] = {}
    texts = (each for each in operations if each.change.kind in WORDS and each.undoes is None)
    for each in in_order(texts):
        save = (each.device, each.batch, each.series, *each.change.field)
        found.setdefault(save, []).append(each)
    return found.values()


def blank(operation: Operation) -> Operation:
    """A note without its words; other operations, and how notes hang together, stay."""
    made, data = operation.change, operation.data
    if made.kind not in WORDS:
        return operation
    kept = {key: data[key] for key in ("from", "episode") if isinstance(data.get(key), str)}
    gone = change(*made.field, text=None, over=operation.ids("over"), **kept, forgotten=True)
    return operation._replace(change=gone)


def forgotten(operations: Iterable[Operation]) -> frozenset[str]:
    """The ids of all notes that have to be blank: named, blank in any copy, or part of such."""
    gone: set[str] = set()
    copies: dict[str, list[str]] = {}
    operations = tuple(operations)
    for operation in operations:
        if operation.change.kind == FORGET:
            gone.update(operation.ids("notes"))
        elif operation.change.kind in WORDS:
            if operation.is_blank:
                gone.add(operation.id)
            if isinstance(source := operation.data.get("from"), str):
                copies.setdefault(source, []).append(operation.id)
    for save in saves(operations):
        for earlier, later in pairwise(save):
            copies.setdefault(later.id, []).append(earlier.id)
    waiting = list(gone)
    while waiting:
        more = set(copies.get(waiting.pop(), ())) - gone
        gone |= more
        waiting += more
    return frozenset(gone)


def blanked(operations: Iterable[Operation]) -> tuple[Operation, ...]:
    """Operations, in the order given, with every forgotten note blank."""
    operations = tuple(operations)
    gone = forgotten(operations)
    return tuple(blank(each) if each.id in gone else each for each in operations)


class Merged(NamedTuple):
    """What a merge came to, in numbers: `beyond` any clock, or `ahead` of this computer's.

    `conflicts` are those whose id another one has, `replaced` those that now have another content.
    """

    added: int
    known: int
    refused: tuple[str, ...]
    ahead: int
    conflicts: int = 0
    beyond: int = 0
    replaced: int = 0
