"""The strict way to a pack that is not ours, with pydantic: nothing is trusted, all is reported."""

import json
import os
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import cache, partial
from itertools import chain, islice
from threading import Lock
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from bigcity_tui.domain.errors import FileError, PackError
from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.domain.pack import Ask, Cast, Episode, Pack, Section, Thread, Vocabulary
from bigcity_tui.domain.series import Series
from bigcity_tui.domain.text import count
from bigcity_tui.files.json_text import faults, misshapen, read_json
from bigcity_tui.files.reading import Path, read_file, reason, refuse, shown
from bigcity_tui.pack import location, rules
from bigcity_tui.pack.findings import MOST_BYTES, PackFinding, UnsoundPackError, located
from bigcity_tui.pack.location import EPISODES, SERIES, episode_file, is_bundled
from bigcity_tui.pack.texts import Wrong, cleaned, text_rules

T = TypeVar("T")

# Each made once: making one takes longer than using it.
_adapter: Callable[[Any], TypeAdapter[Any]] = cache(TypeAdapter)

MOST_VALUES = 100_000
MOST_BYTES_IN_ALL = 64_000_000
MOST_PROBLEMS = 200  # no further file is read beyond these, and no more problems are listed
_OUTSIDE = "is a link to something outside the pack"
_SHAPES = {
    "unexpected_keyword_argument": "is no name that belongs here: see 'pack schema'",
    "string_pattern_mismatch": "must be 'before', 'start:N' or 'end:N', such as 'end:2'",
}


def validate_series(folder: str) -> Series:
    reader = PackReader(folder)
    series = reader.read_series()
    reader.refuse_if_wrong()
    assert series is not None  # or there was a problem
    return series


def validate_pack(folder: str, *, may_be_bundled: bool = False) -> Pack:
    """Read a whole pack strictly; `may_be_bundled`: it may bear that id, and be a copy."""
    return PackReader(folder, may_be_bundled=may_be_bundled).read()


def validate_vocabulary(folder: str) -> Vocabulary:
    """Read `vocabulary.json` strictly; empty where there is none; PackError with every problem."""
    reader = PackReader(folder)
    found = reader.read_file(location.VOCABULARY, Vocabulary, lambda _: iter(()))
    reader.refuse_if_wrong()
    return found or Vocabulary()


class PackReader:
    """A pack that is not ours; what an episode's file holds is read only once it is wanted."""

    def __init__(self, folder: str, *, may_be_bundled: bool = False) -> None:
        self._folder = folder
        self._may_be_bundled = may_be_bundled or is_bundled(folder)
        self._last = 0  # the number of episodes once it makes sense: nothing may open after them
        self._pack: Pack | None = None
        self._episodes: dict[int, Episode] = {}
        self._problems: list[PackFinding] = []
        self._bytes = 0
        self._lock = Lock()  # views are made by more threads than one
        try:
            os.scandir(folder).close()
        except (OSError, ValueError) as error:
            why = reason(error) if isinstance(error, OSError) else "is no path"
            raise PackError(f"the pack's folder '{shown(folder, 200)}' {why}") from None

    def read(self, wanted: Collection[int] | None = None) -> Pack:
        """The pack with the wanted episodes (None: all) and those that were read before.

        Of any other there is the number and nothing else. Raises PackError with every problem in
        what had to be read; what is refused leaves no trace.
        """
        with self._lock:
            self._problems, before = [], self._bytes
            try:
                self._pack = self._read(wanted)
            except PackError:
                self._bytes = before
                raise
            return self._pack

    def _read(self, wanted: Collection[int] | None) -> Pack:
        if self._pack is None:
            pack, due = self._read_first(), self._episode_numbers()
        else:
            pack, due = self._pack, set(range(1, self._last + 1)).difference(self._episodes)
        due = due if wanted is None else due.intersection(wanted)
        if self._pack is not None and not due:
            return self._pack
        ids = {note.id for each in self._episodes.values() for note in each.notes}
        found = {}
        for number in sorted(due):
            check = partial(rules.episode_rules, number=number, seen=ids)
            found[number] = self.read_file(episode_file(number), Episode, check)
        self.refuse_if_wrong()
        assert pack is not None  # or there was a problem
        self._episodes |= {number: episode for number, episode in found.items() if episode}
        every = range(1, self._last + 1)
        episodes = (self._episodes.get(number) or Episode(number, BEFORE) for number in every)
        return replace(pack, episodes=tuple(episodes))

    def _read_first(self) -> Pack | None:
        """All but the episodes."""
        series = self.read_series()
        cast = self.read_file(location.CAST, Cast, rules.cast_rules)
        review = self.read_file(location.REVIEW, tuple[Section, ...], rules.twice)
        last = self._last or rules.MOST_EPISODES
        check = partial(rules.thread_rules, last=last)
        threads = self.read_file(location.THREADS, tuple[Thread, ...], check)
        asks = self.read_file(location.ASKS, tuple[Ask, ...], partial(rules.ask_rules, last=last))
        if series is None:
            return None
        return Pack(series, cast or Cast(people=()), (), review or (), threads or (), asks or ())

    def read_series(self) -> Series | None:
        check = partial(rules.series_rules, may_be_bundled=self._may_be_bundled)
        series = self.read_file(SERIES, Series, check)
        if series is not None and 1 <= series.episodes <= rules.MOST_EPISODES:
            self._last = series.episodes
        return series

    def read_file(self, name: str, kind: type[T], check: Callable[[T], Wrong]) -> T | None:
        """One file as one kind of value; None if it is absent, or wrong."""
        # A link to nowhere is there, and wrong.
        if name in location.FILES and name != SERIES and not os.path.lexists(self._path(name)):
            return None
        full = len(self._problems) >= MOST_PROBLEMS or self._bytes > MOST_BYTES_IN_ALL
        if full and self._problems:  # so that what is not read is refused
            return None
        value, wrong = None, list[tuple[Path, str]]()
        try:
            given = self._json(name)
            wrong += islice(faults(given), MOST_PROBLEMS + 1)
            if not wrong:
                validator: TypeAdapter[T] = _adapter(kind)
                value = validator.validate_json(json.dumps(cleaned(given)))
                end = Moment.end(self._last or rules.MOST_EPISODES)
                found = chain(check(value), text_rules(value, end))
                wrong += islice(found, MOST_PROBLEMS + 1)
        except FileError as error:
            wrong.append(((), str(error).removeprefix(f"{name}: ")))
        except ValidationError as error:
            wrong += misshapen(error, _SHAPES)
        for path, says in wrong:
            self._note(name, says, path)
        return value

    def _json(self, name: str) -> object:
        if not self._is_inside(name):
            refuse(name, _OUTSIDE)
        data = read_file(self._path(name), name, MOST_BYTES)
        self._bytes += len(data)
        if self._bytes > MOST_BYTES_IN_ALL:
            refuse(name, f"brings the pack to more than {MOST_BYTES_IN_ALL // 1_000_000} MB")
        value = read_json(name, data, MOST_VALUES)
        if not isinstance(value, dict):
            return value
        format_, key = value.get("format"), name.removesuffix(".json")
        if name == SERIES and isinstance(format_, int) and format_ > rules.FORMAT:
            # At once: what else seems wrong in it may be right.
            says = f"is a newer one, {format_}: update bigcity-tui to open it"
            self._note(SERIES, says, ("format",))
            self.refuse_if_wrong()
        value.pop("$schema", None)
        return value[key] if name in location.LISTS and {key} == value.keys() else value

    def _episode_numbers(self) -> set[int]:
        """The numbers of the episodes to read; problems where files and `series.json` differ."""
        if not self._is_inside(EPISODES):
            self._note(EPISODES, _OUTSIDE)
            return set()
        try:
            with os.scandir(self._path(EPISODES)) as entries:
                # More than there may be, but not a folder without end.
                names = sorted(entry.name for entry in islice(entries, 2 * rules.MOST_EPISODES))
        except OSError as error:
            self._note(EPISODES, f"{reason(error)} (a folder with 01.json and so on)")
            return set()
        every = range(1, (self._last or rules.MOST_EPISODES) + 1)
        wanted = {f"{number:02}.json": number for number in every}
        found = {name for name in names if name.endswith(".json") and not name.startswith(".")}
        missing = wanted.keys() - found if self._last else set()
        for name in [*sorted(found - wanted.keys()), *sorted(missing)]:
            says = "is missing" if name in missing else "does not belong here"
            has = f"{count(len(every), 'episode')}, 01.json to {len(every):02}.json"
            self._note(f"{EPISODES}/{shown(name)}", f"{says}: there are {has}")
        return {wanted[name] for name in wanted.keys() & found}

    def refuse_if_wrong(self) -> None:
        if not self._problems:
            return
        listed = located(self._folder, self._problems[:MOST_PROBLEMS])
        told = f": {listed[0]}" if len(listed) == 1 else f", for {len(listed)} reasons"
        if len(self._problems) > MOST_PROBLEMS:
            more = f"and more: only the first {MOST_PROBLEMS} are listed"
            listed.append(PackFinding("invalid", "", "", (), more))
            told = f", for more than {MOST_PROBLEMS} reasons"
        name = shown(self._folder, 200)
        raise UnsoundPackError(f"the pack in '{name}' cannot be used{told}", listed)

    def _note(self, file: str, says: str, path: Path = ()) -> None:
        self._problems.append(PackFinding("invalid", "", file, path, says))

    def _path(self, name: str) -> str:
        return os.path.join(self._folder, *name.split("/"))

    def _is_inside(self, name: str) -> bool:
        """Whether a file or folder really lies in the pack's, wherever links lead."""
        root = os.path.realpath(self._folder)
        try:
            return os.path.commonpath((root, os.path.realpath(self._path(name)))) == root
        except ValueError:  # on another drive
            return False
