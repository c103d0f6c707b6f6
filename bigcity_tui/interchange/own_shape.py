"""The shape of the record's own export, for pydantic and its JSON Schema; imported for these alone.

`python -m bigcity_tui.interchange.own_shape > data/export.schema.json` renews the copy that is
checked in.
"""

import json
import sys
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from bigcity_tui.domain.series import Strict

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class ExportedSeries(Strict):
    """Which series the record is about; only the id counts, the rest is for people."""

    id: str
    title: str
    original_title: str
    year: int
    episodes: int


@dataclass(frozen=True, slots=True)
class ExportedOperation(Strict):
    """One change, as it stands in the record.

    `id`, `batch` (what one action did) and `device` are 128 random bits in hexadecimal. Operations
    count by `hlc` (a logical clock in milliseconds), device, id; `wall` is that device's clock,
    milliseconds since 1970, UTC. `series` is the same in all. `pass` is 'first', or the id of a
    viewing that was begun later; `item` an episode's number, 'series', empty for a viewing
    itself, or of an answer an episode and the place of its question ('3.2'). `kind` is progress,
    rating, note, answer, forget or pass; other kinds are kept as they are. `undoes` names the batch
    that this one takes back.

    `value` is what was set, by kind. progress: state (watched, watching, unwatched) and on (a date,
    a month, a year or null); rating: score (0.5 to 10 in half points, or null); note and
    answer: text (or null) and over (the ids of those that it replaces); forget: notes (the ids of
    those whose words are gone); pass: begun and open (whether everything is unlocked). A value that
    would not come back exactly from an object stands here as the text of its JSON.
    """

    id: str
    batch: str
    hlc: int
    device: str
    wall: int
    series: str
    pass_: Annotated[str, Field(alias="pass")]
    item: str
    kind: str
    value: dict[str, object] | str
    undoes: str | None


@dataclass(frozen=True, slots=True)
class Export(Strict):
    """A bigcity-tui record of one series: all that was done, undone things and old notes too.

    The format and its version come first; `operations` are every change, oldest first.
    """

    format: Literal["bigcity-tui"]
    version: Literal[1]
    series: ExportedSeries
    operations: tuple[ExportedOperation, ...]


def schema_text() -> str:
    schema = {"$schema": DIALECT} | TypeAdapter(Export).json_schema()
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    # Bytes: the text is UTF-8 whatever the terminal's encoding.
    sys.stdout.buffer.write(schema_text().encode())
