"""The JSON Schema of a pack's files, made by pydantic from the domain's own dataclasses.

`python -m bigcity_tui.pack.json_schema > data/schema.json` renews the copy that is checked in.
"""

import json
import sys
from typing import Any

from pydantic import TypeAdapter

from bigcity_tui.domain.pack import Ask, Cast, Episode, Section, Thread, Vocabulary
from bigcity_tui.domain.series import Series
from bigcity_tui.pack.layout import ASKS, CAST, EPISODES, REVIEW, SERIES, THREADS, VOCABULARY

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, object]]:
    kinds: dict[str, Any] = {
        SERIES: Series,
        CAST: Cast,
        REVIEW: tuple[Section, ...],
        THREADS: tuple[Thread, ...],
        ASKS: tuple[Ask, ...],
        VOCABULARY: Vocabulary,
        f"{EPISODES}/*.json": Episode,
    }
    return {
        name: {"$schema": DIALECT} | TypeAdapter(kind).json_schema() for name, kind in kinds.items()
    }


def schema_text() -> str:
    return json.dumps(schemas(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    # Bytes: the text is UTF-8 whatever the terminal's encoding.
    sys.stdout.buffer.write(schema_text().encode())
