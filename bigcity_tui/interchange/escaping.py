"""JSON text that no terminal obeys, and that reads as it did."""

import json
import re


def json_text(value: object, indent: int | None = None) -> str:
    """A value as JSON; what a terminal could obey, or nobody could see, is escaped."""
    return re.sub(
        r"[^\x20-\x7e\n]",
        lambda found: found[0] if found[0].isprintable() else json.dumps(found[0])[1:-1],
        json.dumps(value, ensure_ascii=False, indent=indent),
    )
