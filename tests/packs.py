"""Packs for tests: an invented series, whole or by chance, written to files, and their twins.

Nothing here is of the bundled pack, so that tests and their failures spoil nothing.
"""

import json
import os
import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from random import Random
from typing import TypeVar

from hypothesis import strategies as st

from bigcity_tui.content.names import (
    ASKS,
    CAST,
    EPISODES,
    REVIEW,
    SERIES,
    THREADS,
    VOCABULARY,
    episode_file,
)
from bigcity_tui.content.vocabulary import Vocabulary
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.pack import (
    Cast,
    Entry,
    Episode,
    Pack,
    Person,
    Relation,
    Section,
    Text,
    Thread,
)
from tests.pack_maker import Maker, markers, moment_of

__all__ = [
    "made_up_pack",
    "markers",
    "moment_of",
    "moments",
    "packs",
    "to_json",
    "twin",
    "wild_pack",
    "write_pack",
]

T = TypeVar("T")
_NUMBER = re.compile(r"zq[a-z0-9]*?([0-9]+)(?![0-9a-z])")


def made_up_pack(episodes: int = 3, seed: int = 0) -> Pack:
    """An invented series with something of everything at every moment."""
    return Maker(Random(seed), episodes).pack(f"made-up-{seed}")


def wild_pack(episodes: int, seed: int) -> Pack:
    """A sound pack in which anything optional may be absent and stamps are anywhere allowed."""
    return Maker(Random(seed), episodes, full=False).pack(f"wild-{seed}")


def packs() -> st.SearchStrategy[Pack]:
    """Small sound packs of 1 to 5 episodes."""
    return st.builds(wild_pack, st.integers(1, 5), st.integers(0, 2**32))


def moments(pack: Pack) -> list[Moment]:
    """Every moment of a series, from `before` to the end of its last episode."""
    return [Moment(position) for position in range(2 * pack.series.episodes + 1)]


def to_json(value: object) -> object:
    """A part of a pack as its JSON value."""
    if isinstance(value, Moment):
        return str(value)
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    if is_dataclass(value):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    return value


def write_pack(
    pack: Pack, folder: str | os.PathLike[str], vocabulary: Vocabulary | None = None
) -> str:
    """Write a pack as JSON files; the folder is made, and its path returned."""
    os.makedirs(os.path.join(folder, EPISODES), exist_ok=True)
    files: dict[str, object] = {
        SERIES: pack.series,
        CAST: pack.cast,
        REVIEW: pack.review,
        THREADS: pack.threads,
        ASKS: pack.asks,
    }
    files |= {episode_file(episode.number): episode for episode in pack.episodes}
    if vocabulary is not None:
        files[VOCABULARY] = vocabulary
    for name, value in files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            json.dump(to_json(value), file, ensure_ascii=False, indent=1)
    return os.fspath(folder)


def twin(pack: Pack, moment: Moment, seed: int = 0) -> Pack:
    """Another pack with the same edition at this moment and earlier, and all else different.

    What is locked is replaced by other texts, in other numbers, of other lengths, with other ids,
    strewn in any order among what is open. The questions asked are public and stay; their answers
    differ. At the end of the series nothing is locked, and only the answers differ.
    """
    return _Twin(pack, moment, seed).make()


class _Twin:
    """The making of one twin."""

    def __init__(self, pack: Pack, moment: Moment, seed: int) -> None:
        self._pack = pack
        self._moment = moment
        self._end = Moment.end(pack.series.episodes)
        self._rng = Random(f"twin {seed}")
        # Beyond any number that the pack itself has, so that no id is used twice.
        taken = max(map(int, _NUMBER.findall(repr(pack))), default=0)
        self._maker = Maker(self._rng, pack.series.episodes, full=False, tag="tw", taken=taken)

    def make(self) -> Pack:
        pack, maker = self._pack, self._maker
        people = self._mix(pack.cast.people, self._person, lambda: maker.person(self._later()))
        return Pack(
            series=pack.series,
            cast=Cast(people, self._relations(people)),
            episodes=tuple(map(self._episode, pack.episodes)),
            review=self._mix(pack.review, self._section, lambda: maker.section(self._later())),
            threads=self._mix(pack.threads, self._thread, lambda: maker.thread(self._later())),
            asks=tuple(maker.ask(ask.question) for ask in pack.asks),
        )

    def _later(self, earliest: Moment | None = None) -> Moment:
        """A moment that is locked, and no earlier than what is given."""
        locked = Moment(self._moment.position + 1)
        return self._maker.moment(locked if earliest is None else max(locked, earliest))

    def _mix(
        self,
        records: tuple[T, ...],
        keep: Callable[[T], T],
        invent: Callable[[], T],
        least: int = 0,
    ) -> tuple[T, ...]:
        """The open ones in their order, and another number of locked ones anywhere among them."""
        mixed = [keep(record) for record in records if self._is_open(record)]
        if self._moment >= self._end:
            return tuple(mixed)
        before = len(records) - len(mixed)
        fewest = max(0, least - len(mixed))
        wanted = [number for number in range(fewest, fewest + 5) if number != before]
        for _ in range(self._rng.choice(wanted)):
            mixed.insert(self._rng.randint(0, len(mixed)), invent())
        return tuple(mixed)

    def _is_open(self, record: object) -> bool:
        unlock: Moment = getattr(record, "unlock")  # noqa: B009 - every record here has one
        return unlock <= self._moment

    def _person(self, person: Person) -> Person:
        facts = self._mix(person.facts, _same, lambda: self._maker.text(self._later(), "f"))
        return replace(person, facts=facts)

    def _relations(self, people: tuple[Person, ...]) -> tuple[Relation, ...]:
        def invent() -> Relation:
            first, second = self._rng.sample(people, 2)
            opens = self._later(max(first.unlock, second.unlock))
            return self._maker.relation((first, second), opens)

        return self._mix(self._pack.cast.relations, _same, invent) if len(people) > 1 else ()

    def _episode(self, episode: Episode) -> Episode:
        maker = self._maker
        start, told = Moment.start(episode.number), Moment.end(episode.number - 1)
        heading, recap = episode.heading, episode.recap
        if self._moment < self._end and (heading is None or not self._is_open(heading)):
            heading = maker.text(self._later(start), "h") if maker.maybe() else None
        if self._moment < self._end and (recap is None or not self._is_open(recap)):
            has_one = episode.number > 1 and maker.maybe()
            recap = maker.text(self._later(told), "p") if has_one else None
        return replace(
            episode,
            heading=heading,
            recap=recap,
            notes=self._mix(episode.notes, _same, lambda: maker.note(self._later(start))),
            questions=self._mix(
                episode.questions, _same, lambda: maker.text(self._later(start), "q")
            ),
        )

    def _section(self, section: Section) -> Section:
        def invent() -> Text:
            return self._maker.text(self._later(), "v")

        return replace(section, paragraphs=self._mix(section.paragraphs, _same, invent, 1))

    def _thread(self, thread: Thread) -> Thread:
        def invent() -> Entry:
            opens = self._later()
            return self._maker.entry(opens, opens.episode)

        return replace(thread, entries=self._mix(thread.entries, _same, invent, 1))


def _same(record: T) -> T:
    return record
