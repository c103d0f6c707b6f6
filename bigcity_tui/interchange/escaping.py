"""JSON text that no terminal obeys, and that reads as it did."""

import json
import re

from bigcity_tui.domain.text import HEAP


def json_text(value: object, indent: int | None = None) -> str:
    """A value as JSON; what a terminal could obey, or nobody could see, is escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    if not text.isascii():
        text = re.sub(rf"{HEAP}[^\w\s\x00-\u02ff]*", lambda found: json.dumps(found[0])[1:-1], text)
    if text.isprintable():
        return text
    return re.sub(
        r"[^\x20-\x7e\n]",
        lambda found: found[0] if found[0].isprintable() else json.dumps(found[0])[1:-1],
        text,
    )
