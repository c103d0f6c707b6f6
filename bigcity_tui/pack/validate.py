"""The strict way to a pack: for folders that are not ours. Nothing is trusted, all is reported."""

from collections.abc import Collection
from dataclasses import replace
from functools import partial
from threading import Lock

from bigcity_tui.domain.moments import BEFORE
from bigcity_tui.domain.pack import Ask, Cast, Episode, Pack, Section, Thread, Vocabulary
from bigcity_tui.domain.series import Series
from bigcity_tui.pack import location, rules
from bigcity_tui.pack.location import episode_file, is_bundled
from bigcity_tui.pack.strict_files import StrictFiles


def validate_series(folder: str) -> Series:
    files = StrictFiles(folder)
    series = files.read_series(may_be_bundled=is_bundled(folder))
    files.refuse_if_wrong()
    assert series is not None  # or there was a problem
    return series


def validate_pack(folder: str, *, may_be_bundled: bool | None = None) -> Pack:
    """Read a whole pack strictly; PackError with every problem in it and its file and place.

    `may_be_bundled` says that the pack may bear the id of the bundled one; None: if it is that.
    """
    return PackReader(folder, may_be_bundled=may_be_bundled).read()


def validate_vocabulary(folder: str) -> Vocabulary:
    """Read `vocabulary.json` strictly; empty where there is none; PackError with every problem."""
    files = StrictFiles(folder)
    found = files.read_optional(location.VOCABULARY, Vocabulary, Vocabulary())
    files.refuse_if_wrong()
    return found


class PackReader:
    """A pack that is not ours; the files of its episodes are read only once they are wanted.

    That each episode has its file is checked at first, and what a file holds whenever it is read.
    """

    def __init__(self, folder: str, *, may_be_bundled: bool | None = None) -> None:
        self._files = StrictFiles(folder)
        self._may_be_bundled = is_bundled(folder) if may_be_bundled is None else may_be_bundled
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
            if self._pack is None:
                return self._read_first(wanted)
            left = set(range(1, self._pack.series.episodes + 1)).difference(self._episodes)
            due = left if wanted is None else left.intersection(wanted)
            return self._read_more(self._files.again(), self._pack, due) if due else self._pack

    def _read_first(self, wanted: Collection[int] | None) -> Pack:
        files = self._files.again()
        series = files.read_series(may_be_bundled=self._may_be_bundled)
        cast = files.read_optional(location.CAST, Cast, Cast(people=()), rules.cast_rules)
        review = files.read_optional(location.REVIEW, tuple[Section, ...], (), rules.review_rules)
        last = files.last or rules.MOST_EPISODES
        threads = files.read_optional(
            location.THREADS, tuple[Thread, ...], (), partial(rules.thread_rules, last=last)
        )
        asks = files.read_optional(
            location.ASKS, tuple[Ask, ...], (), partial(rules.ask_rules, last=last)
        )
        found = files.episode_numbers()
        due = found if wanted is None else found.intersection(wanted)
        pack = None if series is None else Pack(series, cast, (), review, threads, asks)
        return self._read_more(files, pack, due)

    def _read_more(self, files: StrictFiles, pack: Pack | None, due: Collection[int]) -> Pack:
        """The pack with the episodes that are due; what is refused leaves no trace here."""
        ids = set(self._ids)
        found = {
            number: files.read(
                episode_file(number), Episode, partial(rules.episode_rules, number=number, seen=ids)
            )
            for number in sorted(due)
        }
        files.refuse_if_wrong()
        assert pack is not None  # or there was a problem
        self._files, self._ids = files, frozenset(ids)
        self._episodes |= {number: episode for number, episode in found.items() if episode}
        every = range(1, pack.series.episodes + 1)
        episodes = (self._episodes.get(number) or Episode(number, BEFORE) for number in every)
        self._pack = replace(pack, episodes=tuple(episodes))
        return self._pack
