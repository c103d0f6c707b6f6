"""What the viewer prefers: where they were reading, their own keys; and the app's crash report.

Losing it loses a scroll position, so nothing waits for the disk; it holds no text of a pack.
`keys.toml`, which the viewer writes, has lines such as `next-match = ["n", "full_stop"]`.
"""

import json
import os
import re
from contextlib import suppress

from bigcity_tui.domain.errors import FileError, StoreError
from bigcity_tui.domain.history import Viewing
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.progress import Seen
from bigcity_tui.files.reading import read_file
from bigcity_tui.files.writing import replacing
from bigcity_tui.store import location
from bigcity_tui.store.errors import shown

LARGEST = 256 * 1024  # in bytes, of the file that is written and read
LARGEST_KEYS = 64 * 1024
MOST_VIEWINGS = 20  # beside the present one, of which it is kept what was read

_KEY = re.compile(r"(?:[a-z]+\+){0,4}(?:\w{1,30}|[!-+.-~-])")
"""A key as the app calls it: `m`, `?`, `ctrl+r`, `full_stop`; a comma is `comma`."""


class Preferences:
    def __init__(self, home: str) -> None:
        self._home = home

    def load(self, series: str) -> dict[str, object]:
        values = self._everything().get(series)
        return values if isinstance(values, dict) else {}

    def seen(self, series: str, viewing: Viewing, moment: Moment) -> Seen:
        """Return what was read in a viewing, as far as a moment.

        That is all on a new device, and nothing yet in a later viewing that is gated.
        """
        kept = self.load(series).get("seen")
        match kept.get(viewing.id) if isinstance(kept, dict) else None:
            case [int(base), dict(pages)]:
                moments = {page: Moment(at) for page, at in pages.items() if isinstance(at, int)}
                return Seen(Moment(base), moments).until(moment)
        return Seen() if kept and not viewing.progress.open else Seen(moment)

    def keep_seen(self, series: str, viewing: Viewing, seen: Seen) -> None:
        """Keep what was read in a viewing, here and, until a moment, in another window."""
        kept = self.load(series).get("seen")
        pages = {page: at.position for page, at in seen.pages.items()}
        others = dict(list(kept.items())[-MOST_VIEWINGS:]) if isinstance(kept, dict) else {}
        self.save(series, {"seen": {**others, viewing.id: [seen.base.position, pages]}})

    def save(self, series: str, values: dict[str, object]) -> None:
        """Save values for a series beside those of other names, or none; failing is silent."""
        everything = {**self._everything(), series: {**self.load(series), **values}}
        with suppress(TypeError, ValueError, RecursionError):
            data = json.dumps(everything, ensure_ascii=False, separators=(",", ":")).encode()
            if len(data) <= LARGEST:
                _keep(location.places_path(self._home), data)

    def keys(self) -> dict[str, tuple[str, ...]]:
        """Return the viewer's own keys by name of command; StoreError for a file that is no use."""
        path = location.keys_path(self._home)
        if not os.path.isfile(path):
            return {}
        if os.path.getsize(path) > LARGEST_KEYS:
            raise StoreError("keys.toml is not used: it is too long")
        import tomllib  # most viewers have no such file

        try:
            with open(path, "rb") as file:
                table = tomllib.load(file).get("keys", {})
            return {name: _keys(name, value) for name, value in table.items()}
        except (OSError, ValueError, AttributeError, RecursionError) as error:
            words = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise StoreError(f"keys.toml is not used: {words[:120]}") from None

    def save_report(self, text: str) -> str | None:
        path = location.report_path(self._home)
        return shown(path) if _keep(path, text.encode()) else None

    def _everything(self) -> dict[str, object]:
        with suppress(FileError, ValueError, RecursionError):
            values = json.loads(read_file(location.places_path(self._home), "places.json", LARGEST))
            return values if isinstance(values, dict) else {}
        return {}


def _keep(path: str, data: bytes) -> bool:
    folder = os.path.dirname(path)
    with suppress(OSError, StoreError):
        location.make_folder(folder)
        location.check_folder(folder)
        with replacing(path, durable=False) as temporary, open(temporary, "wb") as file:
            file.write(data)
        return True
    return False


def _keys(name: str, value: object) -> tuple[str, ...]:
    keys = value if isinstance(value, list) else [value]
    if not keys or not all(isinstance(key, str) and _KEY.fullmatch(key) for key in keys):
        raise ValueError(f"{name!r} takes a key or a list of keys, such as 'm' or 'ctrl+r'")
    return tuple(keys)
