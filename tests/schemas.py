"""The JSON Schemas of a pack's files and of the export, made by pydantic from their dataclasses.

`python -m tests.schemas` renews the copies that are checked in, in `data`.
"""

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from bigcity_tui.domain.pack import Ask, Cast, Episode, Section, Thread, Vocabulary
from bigcity_tui.domain.series import Series
from bigcity_tui.interchange.own import Export
from bigcity_tui.pack.location import ASKS, CAST, EPISODES, REVIEW, SERIES, THREADS, VOCABULARY

ROOT = Path(__file__).parent.parent


def schema_of(kind: Any) -> dict[str, Any]:
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect} | TypeAdapter(kind).json_schema()


PACK = {
    SERIES: schema_of(Series),
    CAST: schema_of(Cast),
    REVIEW: schema_of(tuple[Section, ...]),
    THREADS: schema_of(tuple[Thread, ...]),
    ASKS: schema_of(tuple[Ask, ...]),
    VOCABULARY: schema_of(Vocabulary),
    f"{EPISODES}/*.json": schema_of(Episode),
}
FILES = {"schema.json": PACK, "export.schema.json": schema_of(Export)}


def text_of(name: str) -> str:
    return json.dumps(FILES[name], ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    for name in FILES:
        (ROOT / "data" / name).write_text(text_of(name), encoding="utf-8", newline="\n")
