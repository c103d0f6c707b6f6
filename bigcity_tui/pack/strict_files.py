"""The files of a pack that is not ours, each read strictly as one kind of value with pydantic."""

import json
import os
import re
from collections.abc import Callable
from functools import cache, partial
from itertools import chain, islice
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from bigcity_tui.domain.errors import FileError, PackError
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.series import Series
from bigcity_tui.domain.text import count
from bigcity_tui.files.json_text import faults_of, misshapen, read_json
from bigcity_tui.files.reading import Path, problem, read_file, reason, refuse, shown
from bigcity_tui.pack.location import EPISODES, SERIES, episode_file
from bigcity_tui.pack.rules import MOST_EPISODES, series_rules
from bigcity_tui.pack.texts import Wrong, cleaned, text_rules

T = TypeVar("T")

MOST_BYTES = 5_000_000
"""The largest file of a pack."""
MOST_VALUES = 100_000
MOST_BYTES_IN_ALL = 64_000_000
"""What the files of a pack may come to, in bytes; no further file is read beyond it."""
MOST_PROBLEMS = 200
"""No more problems than this are listed, and no further file is read once there are so many."""

_EPISODE = re.compile(r"(0[1-9]|[1-9][0-9]{1,3})\.json")
_OUTSIDE = "is a link to something outside the pack"
_SHAPES = {
    "unexpected_keyword_argument": "is no name that belongs here: see 'pack schema'",
    "string_pattern_mismatch": "must be 'before', 'start:N' or 'end:N', such as 'end:2'",
}


class StrictFiles:
    """The files of one folder, each read strictly, and what was found wrong with them so far.

    `last` is the last episode, once that is known and makes sense: nothing may open after it.
    """

    def __init__(self, folder: str) -> None:
        self.last: int | None = None
        self._folder = folder
        self._problems: list[str] = []
        self._bytes = 0
        try:
            with os.scandir(folder):
                pass
        except (OSError, ValueError) as error:
            why = reason(error) if isinstance(error, OSError) else "is no path"
            raise PackError(f"the pack's folder {_named(folder)} {why}") from None

    def again(self) -> "StrictFiles":
        """The same files, to be read on: with nothing wrong so far."""
        files = StrictFiles(self._folder)
        files.last, files._bytes = self.last, self._bytes
        return files

    def read_series(self, *, may_be_bundled: bool) -> Series | None:
        series = self.read(SERIES, Series, partial(series_rules, may_be_bundled=may_be_bundled))
        if series is not None and 1 <= series.episodes <= MOST_EPISODES:
            self.last = series.episodes
        return series

    def read_optional(
        self, name: str, kind: type[T], absent: T, rules: Callable[[T], Wrong] | None = None
    ) -> T:
        """One file that may be absent; a link to nowhere is there, and wrong."""
        if not os.path.lexists(self._path(name)):
            return absent
        found = self.read(name, kind, rules)
        return absent if found is None else found

    def read(self, name: str, kind: type[T], rules: Callable[[T], Wrong] | None = None) -> T | None:
        """One file as one kind of value; None, with the problems noted, where it cannot be read."""
        full = len(self._problems) >= MOST_PROBLEMS or self._bytes > MOST_BYTES_IN_ALL
        if full and self._problems:  # so that what is not read is refused
            return None
        value = self._validated(name, kind)
        if value is not None:
            end = Moment.end(self.last or MOST_EPISODES)
            wrong = chain(rules(value) if rules else (), text_rules(value, end))
            for path, says in islice(wrong, MOST_PROBLEMS + 1):
                self._note(name, says, path)
        return value

    def _validated(self, name: str, kind: type[T]) -> T | None:
        try:
            value = read_json(name, self._data(name), MOST_VALUES)
            faults = faults_of(name, value)
            if not faults:
                validator: TypeAdapter[T] = _adapter(kind)  # type: ignore[arg-type] # can be hashed
                return validator.validate_json(json.dumps(cleaned(value)))
        except FileError as error:
            faults = [str(error)]
        except ValidationError as error:
            faults = list(misshapen(name, error, _SHAPES))
        self._problems += faults
        return None

    def _data(self, name: str) -> bytes:
        if not self._is_inside(name):
            refuse(name, _OUTSIDE)
        data = read_file(self._path(name), name, MOST_BYTES)
        self._bytes += len(data)
        if self._bytes > MOST_BYTES_IN_ALL:
            refuse(name, f"brings the pack to more than {MOST_BYTES_IN_ALL // 1_000_000} MB")
        return data

    def episode_numbers(self) -> set[int]:
        """The numbers of the episodes to read; problems where files and `series.json` differ."""
        if not self._is_inside(EPISODES):
            self._note(EPISODES, _OUTSIDE)
            return set()
        try:
            with os.scandir(self._path(EPISODES)) as entries:
                # More than there may be, but not a folder without end.
                names = sorted(entry.name for entry in islice(entries, 2 * MOST_EPISODES))
        except OSError as error:
            self._note(EPISODES, f"{reason(error)} (a folder with 01.json and so on)")
            return set()
        found = set()
        for name in names:
            if _EPISODE.fullmatch(name) and int(name[:-5]) <= MOST_EPISODES:
                found.add(int(name[:-5]))
            elif name.endswith(".json") and not name.startswith("."):
                says = "is no episode's name: they are 01.json, 02.json and so on"
                self._note(f"{EPISODES}/{shown(name)}", says)
        if self.last is None:
            return found
        wanted = set(range(1, self.last + 1))
        has = f"series.json says {count(self.last, 'episode')}"
        for number in sorted(found - wanted):
            self._note(episode_file(number), f"does not belong here: {has}")
        for number in sorted(wanted - found):
            self._note(episode_file(number), f"is missing: {has}")
        return found & wanted

    def refuse_if_wrong(self) -> None:
        if not self._problems:
            return
        named = f"the pack in {_named(self._folder)} cannot be used"
        listed = self._problems[:MOST_PROBLEMS]
        if len(listed) == 1:
            raise PackError(f"{named}: {listed[0]}", tuple(listed))
        number = str(len(listed))
        if len(self._problems) > MOST_PROBLEMS:
            listed.append(f"and more: only the first {MOST_PROBLEMS} are listed")
            number = f"more than {MOST_PROBLEMS}"
        raise PackError(f"{named}, for {number} reasons", tuple(listed))

    def _note(self, file: str, says: str, path: Path = ()) -> None:
        self._problems.append(problem(file, path, says))

    def _path(self, name: str) -> str:
        return os.path.join(self._folder, *name.split("/"))

    def _is_inside(self, name: str) -> bool:
        """Whether a file or folder really lies in the pack's, wherever links lead."""
        root = os.path.realpath(self._folder)
        try:
            return os.path.commonpath((root, os.path.realpath(self._path(name)))) == root
        except ValueError:  # on another drive
            return False


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    """The validator of a kind of value, made once: making one takes longer than using it."""
    return TypeAdapter(kind)


def _named(folder: str) -> str:
    return f"'{shown(folder, 200)}'"
