"""The shape of the record's own export, for pydantic and its JSON Schema; imported for these alone.

`python -m bigcity_tui.interchange.own_shape > data/export.schema.json` renews the copy that is
checked in.
"""

import json
import sys
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from bigcity_tui.domain.series import STRICT

DIALECT = "https://json-schema.org/draft/2020-12/schema"
"""The edition of JSON Schema that is written."""


@dataclass(frozen=True, slots=True)
class ExportedSeries:
    """Which series the record is about; only the id counts, the rest is for people.

    That is its title, original title, year and number of episodes.
    """

    __pydantic_config__ = STRICT

    id: str
    title: str
    original_title: str
    year: int
    episodes: int


@dataclass(frozen=True, slots=True)
class ExportedOperation:
    """One change, as it stands in the record."""

    __pydantic_config__ = STRICT

    id: Annotated[str, Field(description="128 random bits in hexadecimal")]
    batch: Annotated[str, Field(description="what one action did has one batch; as the id")]
    hlc: Annotated[
        int,
        Field(description="a logical clock in milliseconds; operations count by hlc, device, id"),
    ]
    device: Annotated[str, Field(description="the device that did it; as the id")]
    wall: Annotated[int, Field(description="that device's clock, milliseconds since 1970, UTC")]
    series: Annotated[str, Field(description="the id of the series, the same in all")]
    pass_: Annotated[
        str, Field(alias="pass", description="'first', or the id of a viewing that was begun later")
    ]
    item: Annotated[
        str, Field(description="an episode's number, 'series', or empty for a viewing itself")
    ]
    kind: Annotated[
        str, Field(description="progress, rating, note or pass; other kinds are kept as they are")
    ]
    value: Annotated[
        dict[str, object] | str,
        Field(
            description=(
                "What was set, by kind. progress: state (watched, watching, unwatched) and on"
                " (a date, a month, a year or null); rating: score (0.5 to 10 in half points, or"
                " null); note: text (or null) and over (the ids of the notes that it replaces);"
                " pass: begun and open (whether everything is unlocked). A value that would not"
                " come back exactly from an object stands here as the text of its JSON."
            )
        ),
    ]
    undoes: Annotated[str | None, Field(description="the batch that this one takes back, or null")]


@dataclass(frozen=True, slots=True)
class Export:
    """A bigcity-tui record of one series: all that was done, undone things and old notes too.

    The format and its version come first; `operations` are every change, oldest first.
    """

    __pydantic_config__ = STRICT

    format: Literal["bigcity-tui"]
    version: Literal[1]
    series: ExportedSeries
    operations: tuple[ExportedOperation, ...]


def schema_text() -> str:
    """The JSON Schema of the export, the same at every call."""
    schema = {"$schema": DIALECT} | TypeAdapter(Export).json_schema()
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    # Bytes: the text is UTF-8 whatever the terminal's encoding.
    sys.stdout.buffer.write(schema_text().encode())
