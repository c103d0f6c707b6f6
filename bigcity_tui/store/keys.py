"""The viewer's own keys: a small TOML file beside the record, which only they write.

[keys]
watched = "m"
next-match = ["n", "full_stop"]
"""

import os
import re

from bigcity_tui.domain.errors import StoreError

LIMIT = 64 * 1024
"""The largest file of keys, in bytes."""

_KEY = re.compile(r"(?:[a-z]+\+){0,4}(?:\w{1,30}|[!-+.-~-])")
"""A key as the app calls it: `m`, `?`, `ctrl+r`, `full_stop`; a comma is `comma`."""


def load_keys(path: str) -> dict[str, tuple[str, ...]]:
    """The keys by name of command; none where there is no file.

    Raises StoreError, in one line, for a file that cannot be read or is none of this form.
    """
    if not os.path.isfile(path):
        return {}
    if os.path.getsize(path) > LIMIT:
        raise StoreError("keys.toml is not used: it is too long")
    import tomllib

    try:
        with open(path, "rb") as file:
            data = file.read(LIMIT)
        table = tomllib.loads(data.decode("utf-8")).get("keys", {})
        return {name: _keys(name, value) for name, value in table.items()}
    except (OSError, ValueError, AttributeError, RecursionError) as error:
        words = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise StoreError(f"keys.toml is not used: {words[:120]}") from None


def _keys(name: str, value: object) -> tuple[str, ...]:
    keys = value if isinstance(value, list) else [value]
    if not keys or not all(isinstance(key, str) and _KEY.fullmatch(key) for key in keys):
        raise ValueError(f"{name!a} takes a key or a list of keys, such as 'm' or 'ctrl+r'")
    return tuple(keys)
