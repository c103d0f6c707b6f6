"""Operations: the only thing that the user's record stores; the user sees their fold."""

import json
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any, NamedTuple, Self

FIRST_PASS = "first"  # noqa: S105 (a viewing, no password)
"""The id of the viewing that every record begins with."""

SERIES_ITEM = "series"
FORGET = "forget"

WORDS = ("note", "answer")
"""The kinds that are the viewer's own texts, of which none is lost, and which are forgotten."""


FIELDS = (
    *("id", "batch", "hlc", "device", "wall", "series"),
    *("pass", "item", "kind", "value", "undoes"),
)
"""The names of an operation's values in files (`pass`: what viewings were called at first)."""


class Change(NamedTuple):
    """A field set to a value: the content of an operation, before it is stamped.

    `viewing_id` is the viewing that it belongs to; `kind` is `progress`, `rating`, `note`,
    `answer`, `pass` or `forget`; `item` an episode's number, `series`, or empty for a viewing
    itself, and of an answer an episode and the place of the question there: `3.2` is the second
    of episode 3. The value is JSON, by kind:

    - progress: `{"state": "watched", "on": date | null}`, `{"state": "watching"}` or
      `{"state": "unwatched"}`
    - rating: `{"score": number | null}`
    - note: `{"text": text | null, "over": [ids of the note operations that it replaces]}`; where
      undo or redo brought the text back, `"from"` is the id of the operation that it was copied
      from; where it was forgotten, the text is null and `"forgotten"` true
    - answer: as a note; the ids are those of answers
    - pass: `{"begun": true, "open": whether everything is unlocked}` or `{"begun": false}`
    - forget: `{"notes": [ids of the notes and answers whose words are forgotten]}`
    """

    viewing_id: str
    item: str
    kind: str
    value: str

    @property
    def field(self) -> tuple[str, str, str]:
        return (self.viewing_id, self.item, self.kind)


class Operation(NamedTuple):
    """A change as the record holds it.

    `id` is 128 random bits in hexadecimal; a `batch` (likewise) is what one action did. `hlc` is a
    hybrid logical clock in milliseconds, `wall` the device's own clock (milliseconds since 1970,
    UTC). `undoes` names the batch that this one takes back.
    """

    id: str
    batch: str
    hlc: int
    device: str
    wall: int
    series: str
    change: Change
    undoes: str | None = None

    @classmethod
    def of(cls, values: Sequence[Any]) -> Self:
        return cls._make((*values[:6], Change._make(values[6:10]), values[10]))

    @property
    def values(self) -> tuple[str | int | None, ...]:
        return (*self[:6], *self.change, self.undoes)

    @property
    def order(self) -> tuple[int, str, str]:
        """The place of the operation among all, on every device alike."""
        return (self.hlc, self.device, self.id)

    def ids(self, part: str) -> list[str]:
        """The ids in a part of the value; none where it holds anything else."""
        ids = self.data.get(part)
        return [each for each in ids if isinstance(each, str)] if isinstance(ids, list) else []

    @property
    def data(self) -> dict[str, Any]:
        """The value as an object; empty where it is none."""
        try:
            value = json.loads(self.change.value)
        except ValueError:
            return {}
        return value if isinstance(value, dict) else {}


def in_order(operations: Iterable[Operation]) -> tuple[Operation, ...]:
    return tuple(sorted(operations, key=attrgetter("hlc", "device", "id")))


def change(viewing_id: str, item: str | int, kind: str, **value: Any) -> Change:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Change(viewing_id, str(item), kind, text)


class Merged(NamedTuple):
    """What a merge came to: how many operations were `added`, and so on.

    `refused` has a reason for each that was not taken; `conflicts` counts those set aside, because
    another one has their id, `beyond` those dated beyond any clock, `ahead` those added that were
    made later than this clock shows, `replaced` those there that now have another content.
    """

    added: int
    known: int
    refused: tuple[str, ...]
    ahead: int
    conflicts: int = 0
    beyond: int = 0
    replaced: int = 0
