"""The strict way to a pack: for folders that are not ours. Nothing is trusted, all is reported."""

import os
import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import islice
from threading import Lock
from typing import TypeVar

from bigcity_tui.domain.errors import PackError
from bigcity_tui.domain.moments import BEFORE
from bigcity_tui.domain.pack import Ask, Cast, Episode, Pack, Section, Thread
from bigcity_tui.domain.series import Series
from bigcity_tui.files.problems import problem, shown
from bigcity_tui.files.reading import reason
from bigcity_tui.pack.every_text import text_rules
from bigcity_tui.pack.file_names import (
    ASKS,
    CAST,
    EPISODES,
    REVIEW,
    SERIES,
    THREADS,
    VOCABULARY,
    episode_file,
)
from bigcity_tui.pack.find import is_bundled
from bigcity_tui.pack.read import is_inside
from bigcity_tui.pack.rules import MOST_EPISODES, Draft, broken_rules
from bigcity_tui.pack.strict_files import StrictFiles
from bigcity_tui.pack.vocabulary import Vocabulary

T = TypeVar("T")

_EPISODE = re.compile(r"(0[1-9]|[1-9][0-9]{1,3})\.json")


def validate_series(folder: str) -> Series:
    """Read `series.json` strictly; PackError with every problem in it."""
    files = StrictFiles(folder)
    draft = Draft(series=files.read(SERIES, Series))
    files.refuse_if_wrong(broken_rules(draft, bundled=is_bundled(folder)))
    return _sound(draft.series)


def validate_pack(folder: str) -> Pack:
    """Read a whole pack strictly; PackError with every problem in it and its file and place.

    The files `cast.json`, `review.json`, `threads.json` and `asks.json` may be absent.
    """
    return PackReader(folder).read()


class PackReader:
    """A pack that is not ours; the files of its episodes are read only once they are wanted.

    A long series is mostly locked, and what nobody may see yet need not be read. That each episode
    has its file is checked at first, and what a file holds whenever it is read.
    """

    def __init__(self, folder: str) -> None:
        """Read nothing yet; PackError if there is no such folder."""
        self._files = StrictFiles(folder)
        self._is_bundled = is_bundled(folder)
        self._pack: Pack | None = None
        self._episodes: dict[int, Episode] = {}
        self._ids: frozenset[str] = frozenset()
        self._lock = Lock()  # views are made by more threads than one

    def read(self, wanted: Collection[int] | None = None) -> Pack:
        """The pack with the wanted episodes (None: all) and those that were read before.

        Of any other there is the number and nothing else. Raises PackError with every problem in
        what had to be read.
        """
        with self._lock:
            return self._read_more(wanted)

    def _read_more(self, wanted: Collection[int] | None) -> Pack:
        pack = self._pack
        if pack is None:
            draft = self._begun(wanted)
        else:
            left = set(range(1, pack.series.episodes + 1)).difference(self._episodes)
            due = left if wanted is None else left.intersection(wanted)
            if not due:
                return pack
            draft = Draft(pack.series, episodes=self._read(due), ids=set(self._ids))
        self._files.refuse_if_wrong(broken_rules(draft, bundled=self._is_bundled))
        self._ids = frozenset(draft.ids)
        self._episodes = {**self._episodes, **draft.episodes}
        if pack is None:
            pack = Pack(
                series=_sound(draft.series),
                cast=_sound(draft.cast),
                episodes=(),
                review=_sound(draft.review),
                threads=_sound(draft.threads),
                asks=_sound(draft.asks),
            )
        every = range(1, pack.series.episodes + 1)
        episodes = (self._episodes.get(number) or Episode(number, BEFORE) for number in every)
        self._pack = replace(pack, episodes=tuple(episodes))
        return self._pack

    def _begun(self, wanted: Collection[int] | None) -> Draft:
        """Everything but the episodes, and those of them that are wanted."""
        files = self._files
        series = files.read(SERIES, Series)
        cast = files.read_optional(CAST, Cast, Cast(people=()))
        found = _episode_numbers(files, series)
        return Draft(
            series=series,
            cast=cast,
            episodes=self._read(found if wanted is None else found.intersection(wanted)),
            review=files.read_optional(REVIEW, tuple[Section, ...], ()),
            threads=files.read_optional(THREADS, tuple[Thread, ...], ()),
            asks=files.read_optional(ASKS, tuple[Ask, ...], ()),
        )

    def _read(self, numbers: Iterable[int]) -> dict[int, Episode]:
        """Episodes by the number in their file's name, without those that cannot be read."""
        read = ((each, self._files.read(episode_file(each), Episode)) for each in sorted(numbers))
        return {number: episode for number, episode in read if episode is not None}


def validate_vocabulary(folder: str) -> Vocabulary:
    """Read `vocabulary.json` strictly; empty where there is none; PackError with every problem."""
    files = StrictFiles(folder)
    vocabulary = files.read_optional(VOCABULARY, Vocabulary, Vocabulary())
    wrong = text_rules(vocabulary)
    files.refuse_if_wrong(problem(VOCABULARY, path, says) for path, says in wrong)
    return _sound(vocabulary)


def _episode_numbers(files: StrictFiles, series: Series | None) -> set[int]:
    """The numbers of the episodes to read; problems where files and `series.json` differ."""
    found = _numbered(files)
    if found is None:
        return set()
    if series is None or not 1 <= series.episodes <= MOST_EPISODES:
        return found
    wanted = set(range(1, series.episodes + 1))
    has = "1 episode" if series.episodes == 1 else f"{series.episodes:,} episodes"
    for number in sorted(found - wanted):
        says = f"does not belong here: series.json says {has}"
        files.problems.append(problem(episode_file(number), (), says))
    for number in sorted(wanted - found):
        says = f"is missing: series.json says {has}"
        files.problems.append(problem(episode_file(number), (), says))
    return found & wanted


def _numbered(files: StrictFiles) -> set[int] | None:
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


def _sound(value: T | None) -> T:
    """What was read without a problem; there is none that was not."""
    if value is None:
        raise PackError("the pack could not be read")
    return value
