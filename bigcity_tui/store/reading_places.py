"""Where the reader was, and the like: how things looked, kept apart from the record.

Losing it loses a scroll position, so it is written without syncing and read without complaint. It
holds numbers and names of documents, and never any text of a pack.
"""

import json
import os
import stat

from bigcity_tui.store import permissions

LIMIT = 256 * 1024
"""The largest file, in bytes, that is written or read."""


def load_places(path: str) -> dict[str, object]:
    """What was saved last; empty where that is missing, damaged or too large."""
    try:
        data = _content(path)
        places = json.loads(data) if data is not None else None
    except (OSError, ValueError, RecursionError):
        return {}
    return places if isinstance(places, dict) else {}


def save_places(path: str, value: dict[str, object]) -> bool:
    """Replace what was saved, as a whole or not at all; whether that could be done."""
    try:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    except (TypeError, ValueError, RecursionError):
        return False
    return len(text) <= LIMIT and permissions.keep_private(path, text)


def _content(path: str) -> bytes | None:
    """A file's bytes; None where it is none, or too large. A pipe is not waited for."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            return None
        data = file.read(LIMIT + 1)
    return data if len(data) <= LIMIT else None
