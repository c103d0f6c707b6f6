"""The strict way to a pack: for folders that are not ours. Nothing is trusted, all is reported.

Pydantic checks the shape of each file against the domain's own dataclasses; it is imported here
and nowhere on the way to the bundled pack.
"""

import os
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from bigcity_tui.content.cleaning import cleaned
from bigcity_tui.content.every_text import text_rules
from bigcity_tui.content.file_names import (
    ASKS,
    CAST,
    EPISODES,
    REVIEW,
    SERIES,
    THREADS,
    VOCABULARY,
    episode_file,
)
from bigcity_tui.content.find import is_bundled
from bigcity_tui.content.read import is_inside, read_json
from bigcity_tui.content.rules import (
    MOST_EPISODES,
    Draft,
    broken_rules,
)
from bigcity_tui.content.vocabulary import Vocabulary
from bigcity_tui.domain.errors import FileError, PackError
from bigcity_tui.domain.pack import Ask, Cast, Episode, Pack, Section, Thread
from bigcity_tui.domain.series import Series
from bigcity_tui.files.json_text import Source
from bigcity_tui.files.problems import problem, shown
from bigcity_tui.files.reading import reason

T = TypeVar("T")

MOST_PROBLEMS = 200
"""No more problems than this are listed, and no further file is read once there are so many."""

MOST_BYTES_IN_ALL = 64_000_000
"""What the files of a pack may come to, in bytes; no further file is read beyond it."""

_EPISODE = re.compile(r"(0[1-9]|[1-9][0-9]{1,3})\.json")
_MOMENT = "must be 'before', 'start:N' or 'end:N', such as 'end:2'"
_SHAPES = {
    "missing": "is missing",
    "unexpected_keyword_argument": "is no name that belongs here: see 'pack schema'",
    "string_type": "must be a text in double quotes",
    "int_type": "must be a whole number, without quotes",
    "float_type": "must be a number, without quotes",
    "bool_type": "must be true or false, without quotes",
    "tuple_type": "must be a list in square brackets",
    "dataclass_type": "must be names and values in braces",
    "string_pattern_mismatch": _MOMENT,
    "value_error": _MOMENT,
}
_adapters: dict[object, TypeAdapter[Any]] = {}


def validate_series(folder: str) -> Series:
    """Read `series.json` strictly; PackError with every problem in it."""
    files = _Files(folder)
    draft = Draft(series=files.read(SERIES, Series))
    files.refuse_if_wrong(broken_rules(draft, bundled=is_bundled(folder)))
    return _sound(draft.series)


def validate_pack(folder: str) -> Pack:
    """Read a whole pack strictly; PackError with every problem in it and its file and place.

    The files `cast.json`, `review.json`, `threads.json` and `asks.json` may be absent.
    """
    files = _Files(folder)
    series = files.read(SERIES, Series)
    draft = Draft(
        series=series,
        cast=files.read_optional(CAST, Cast, Cast(people=())),
        episodes=dict(_episodes(files, series)),
        review=files.read_optional(REVIEW, tuple[Section, ...], ()),
        threads=files.read_optional(THREADS, tuple[Thread, ...], ()),
        asks=files.read_optional(ASKS, tuple[Ask, ...], ()),
    )
    files.refuse_if_wrong(broken_rules(draft, bundled=is_bundled(folder)))
    return Pack(
        series=_sound(draft.series),
        cast=_sound(draft.cast),
        episodes=tuple(episode for _, episode in sorted(draft.episodes.items())),
        review=_sound(draft.review),
        threads=_sound(draft.threads),
        asks=_sound(draft.asks),
    )


def validate_vocabulary(folder: str) -> Vocabulary:
    """Read `vocabulary.json` strictly; empty where there is none; PackError with every problem."""
    files = _Files(folder)
    vocabulary = files.read_optional(VOCABULARY, Vocabulary, Vocabulary())
    wrong = text_rules(vocabulary)
    files.refuse_if_wrong(problem(VOCABULARY, path, says) for path, says in wrong)
    return _sound(vocabulary)


class _Files:
    """The files of one folder, and what was found wrong with them so far."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.problems: list[str] = []
        self._bytes = 0
        try:
            with os.scandir(folder):
                pass
        except (OSError, ValueError) as error:
            why = reason(error) if isinstance(error, OSError) else "is no path"
            raise PackError(f"the pack's folder {_named(folder)} {why}") from None

    def read(self, name: str, kind: type[T]) -> T | None:
        """One file as one kind of value; None, with the problems noted, where it cannot be read."""
        if len(self.problems) >= MOST_PROBLEMS or self._bytes > MOST_BYTES_IN_ALL:
            return None
        try:
            source = read_json(self.folder, name)
        except FileError as error:
            self.problems.append(str(error))
            return None
        self._bytes += len(source.data)
        if self._bytes > MOST_BYTES_IN_ALL:
            says = f"brings the pack to more than {MOST_BYTES_IN_ALL // 1_000_000} MB"
            self.problems.append(problem(name, (), says))
            return None
        return self._validated(name, source, kind)

    def read_optional(self, name: str, kind: type[T], absent: T) -> T | None:
        """The same for a file that may be absent."""
        # A link to nowhere is there, and wrong.
        if not os.path.lexists(os.path.join(self.folder, name)):
            return absent
        return self.read(name, kind)

    def _validated(self, name: str, source: Source, kind: type[T]) -> T | None:
        faults = source.faults() if source.suspect else ()
        if not faults:
            try:
                return cleaned(_adapter(kind).validate_json(source.data), source.data)
            except ValidationError as error:
                # Half a character, or too deep: said better than the validator does.
                faults = source.faults() or tuple(_misshapen(name, error))
        self.problems += faults
        return None

    def refuse_if_wrong(self, broken: Iterator[str]) -> None:
        """Raise PackError with all that was found in the files, and the rules that they break."""
        self.problems += islice(broken, MOST_PROBLEMS + 1)
        if not self.problems:
            return
        named = f"the pack in {_named(self.folder)} cannot be used"
        listed = self.problems[:MOST_PROBLEMS]
        if len(self.problems) == 1:
            raise PackError(f"{named}: {listed[0]}", tuple(listed))
        many = len(self.problems) > MOST_PROBLEMS
        if many:
            listed.append(f"and more: only the first {MOST_PROBLEMS} are listed")
        count = f"more than {MOST_PROBLEMS}" if many else str(len(listed))
        raise PackError(f"{named}, for {count} reasons", tuple(listed))


def _episodes(files: _Files, series: Series | None) -> Iterator[tuple[int, Episode]]:
    """The episodes by the number in their file's name; problems where names and number differ."""
    found = _episode_numbers(files)
    if found is None:
        return
    if series is not None and 1 <= series.episodes <= MOST_EPISODES:
        wanted = set(range(1, series.episodes + 1))
        has = "1 episode" if series.episodes == 1 else f"{series.episodes:,} episodes"
        for number in sorted(found - wanted):
            says = f"does not belong here: series.json says {has}"
            files.problems.append(problem(episode_file(number), (), says))
        for number in sorted(wanted - found):
            says = f"is missing: series.json says {has}"
            files.problems.append(problem(episode_file(number), (), says))
        found &= wanted
    for number in sorted(found):
        episode = files.read(episode_file(number), Episode)
        if episode is not None:
            yield number, episode


def _episode_numbers(files: _Files) -> set[int] | None:
    """The numbers that have a file; None, with the problem noted, where there is no folder."""
    try:
        if not is_inside(files.folder, EPISODES):
            files.problems.append(problem(EPISODES, (), "is a link to something outside the pack"))
            return None
        with os.scandir(os.path.join(files.folder, EPISODES)) as entries:
            # More than there may be, but not a folder without end.
            names = [entry.name for entry in islice(entries, 2 * MOST_EPISODES)]
    except OSError as error:
        says = f"{reason(error)} (a folder with 01.json and so on)"
        files.problems.append(problem(EPISODES, (), says))
        return None
    numbers = set()
    for name in sorted(names):
        if _EPISODE.fullmatch(name) and int(name[:-5]) <= MOST_EPISODES:
            numbers.add(int(name[:-5]))
        elif name.endswith(".json") and not name.startswith("."):
            says = "is no episode's name: they are 01.json, 02.json and so on"
            files.problems.append(problem(f"{EPISODES}/{shown(name)}", (), says))
    return numbers


def _adapter(kind: type[T]) -> TypeAdapter[T]:
    """The validator of a kind of value, made once: making one takes longer than using it."""
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def _misshapen(name: str, error: ValidationError) -> Iterator[str]:
    """Pydantic's findings in plain words; what stood in the file is never repeated."""
    for found in error.errors(include_url=False, include_input=False):
        kind = found["type"]
        if kind == "literal_error":
            says = f"must be {found['ctx']['expected']}"
        elif kind == "too_long":
            says = f"must have {found['ctx']['max_length']} items, no more"
        else:
            says = _SHAPES.get(kind, "is not what belongs here")
        yield problem(name, found["loc"], says)


def _named(folder: str) -> str:
    return f"'{shown(folder, 200)}'"


def _sound(value: T | None) -> T:
    """What was read without a problem; there is none that was not."""
    if value is None:
        raise PackError("the pack could not be read")
    return value
