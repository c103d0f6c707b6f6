"""Twins: packs that agree with another on all that has been disclosed, and on nothing else."""

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from operator import attrgetter
from random import Random
from typing import TypeVar

from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.pack import (
    Actor,
    Ask,
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
from tests.noninterference.maker import Maker

T = TypeVar("T")
_NUMBER = re.compile(r"zq[a-z0-9]*?([0-9]+)(?![0-9a-z])")


def twin(
    pack: Pack,
    moment: Moment,
    seed: int = 0,
    *,
    peeked: Collection[int] = (),
    answered: Collection[tuple[int, int | None]] = (),
) -> Pack:
    """Another pack with the same edition at this moment and earlier, and all else different.

    What is locked is replaced by other texts, in other numbers, of other lengths, with other ids,
    strewn in any order among what is open. The questions asked are public and stay; their answers
    differ. At the end of the series nothing is locked, and only the answers differ.

    What was opened on purpose stays too: of the episodes `peeked` at, all that is open at their
    end; of the answers `answered`, as pairs of the question's number (from 1) and the episode
    (None for the whole series), these.
    """
    return _Twin(pack, moment, seed, peeked, answered).make()


def with_other_ids(pack: Pack, seed: int = 0) -> Pack:
    """The same pack with another id for everything that has one: ids carry no meaning."""
    rng = Random(f"ids {seed}")

    def other(_: object) -> str:
        return f"zqid{rng.randrange(10**12)}"

    names = {person.id: other(person) for person in pack.cast.people}
    return replace(
        pack,
        cast=Cast(
            tuple(
                replace(
                    person,
                    id=names[person.id],
                    is_also=person.is_also
                    and replace(person.is_also, person=names[person.is_also.person]),
                )
                for person in pack.cast.people
            ),
            tuple(
                replace(relation, people=(names[relation.people[0]], names[relation.people[1]]))
                for relation in pack.cast.relations
            ),
        ),
        episodes=tuple(
            replace(episode, notes=tuple(replace(note, id=other(note)) for note in episode.notes))
            for episode in pack.episodes
        ),
        review=tuple(replace(section, id=other(section)) for section in pack.review),
        threads=tuple(replace(thread, id=other(thread)) for thread in pack.threads),
    )


class _Twin:
    """The making of one twin."""

    def __init__(
        self,
        pack: Pack,
        moment: Moment,
        seed: int,
        peeked: Collection[int],
        answered: Collection[tuple[int, int | None]],
    ) -> None:
        self._pack = pack
        self._moment = moment
        self._end = Moment.end(pack.series.episodes)
        self._peeked = peeked
        self._answered = answered
        self._rng = Random(f"twin {seed}")
        # Beyond any number that the pack itself has, so that no id is used twice.
        taken = max(map(int, _NUMBER.findall(repr(pack))), default=0)
        self._maker = Maker(self._rng, pack.series.episodes, full=False, tag="tw", taken=taken)

    def make(self) -> Pack:
        pack, maker = self._pack, self._maker
        people = self._mix(pack.cast.people, self._person, lambda: maker.person(self._later()))
        if self._moment < self._end:
            for _ in range(self._rng.randint(0, 2)):
                people = maker.joined(people, self._later())
        return Pack(
            series=pack.series,
            cast=Cast(people, self._relations(people)),
            episodes=tuple(map(self._episode, pack.episodes)),
            review=self._mix(pack.review, self._section, lambda: maker.section(self._later())),
            threads=self._mix(pack.threads, self._thread, lambda: maker.thread(self._later())),
            asks=tuple(self._ask(number, ask) for number, ask in enumerate(pack.asks, start=1)),
        )

    def _later(self, earliest: Moment | None = None, told: Moment | None = None) -> Moment:
        """A moment that is locked (later than `told`), and no earlier than what is given."""
        locked = Moment((told or self._moment).position + 1)
        return self._maker.moment(locked if earliest is None else max(locked, earliest))

    def _mix(
        self,
        records: tuple[T, ...],
        keep: Callable[[T], T],
        invent: Callable[[], T],
        least: int = 0,
        told: Moment | None = None,
        around: Moment | None = None,
    ) -> tuple[T, ...]:
        """The open ones in their order, and another number of locked ones anywhere among them."""
        told = told or self._moment
        mixed = [keep(record) for record in records if _is_open(record, told, around)]
        if told >= self._end:
            return tuple(mixed)
        before = len(records) - len(mixed)
        fewest = max(0, least - len(mixed))
        wanted = [number for number in range(fewest, fewest + 5) if number != before]
        for _ in range(self._rng.choice(wanted)):
            mixed.insert(self._rng.randint(0, len(mixed)), invent())
        return tuple(mixed)

    def _person(self, person: Person) -> Person:
        def after(make: Callable[[Moment], Text]) -> Callable[[], Text]:
            return lambda: make(self._later(person.unlock))

        def actor() -> Actor:
            opens = self._later(person.unlock)
            return self._maker.actor(opens, opens)

        maker, is_also = self._maker, person.is_also
        names = self._mix(person.later_names, _same, after(maker.later_name))
        return replace(
            person,
            facts=self._mix(person.facts, _same, after(maker.text)),
            actors=self._mix(person.actors, _same, actor, around=person.unlock),
            later_names=tuple(sorted(names, key=attrgetter("unlock"))),
            later_aliases=self._mix(person.later_aliases, _same, after(maker.later_alias)),
            is_also=is_also if is_also and _is_open(is_also, self._moment) else None,
        )

    def _relations(self, people: tuple[Person, ...]) -> tuple[Relation, ...]:
        def invent() -> Relation:
            first, second = self._rng.sample(people, 2)
            opens = self._later(max(first.unlock, second.unlock))
            return self._maker.relation((first, second), opens)

        return self._mix(self._pack.cast.relations, _same, invent) if len(people) > 1 else ()

    def _episode(self, episode: Episode) -> Episode:
        maker = self._maker
        start, before = Moment.start(episode.number), Moment.end(episode.number - 1)
        told = self._moment
        if episode.number in self._peeked:
            told = max(told, Moment.end(episode.number))
        heading, recap = episode.heading, episode.recap
        if told < self._end and (heading is None or not _is_open(heading, told)):
            heading = maker.text(self._later(start, told), "h") if maker.maybe() else None
        if told < self._end and (recap is None or not _is_open(recap, told)):
            has_one = episode.number > 1 and maker.maybe()
            recap = maker.text(self._later(before, told), "p") if has_one else None
        return replace(
            episode,
            heading=heading,
            recap=recap,
            notes=self._mix(
                episode.notes, _same, lambda: maker.note(self._later(start, told)), told=told
            ),
            questions=tuple(
                sorted(
                    self._mix(
                        episode.questions,
                        _same,
                        lambda: maker.text(self._later(start, told), "q"),
                        told=told,
                    ),
                    key=attrgetter("unlock"),  # as a pack has to have them
                )
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

    def _ask(self, number: int, ask: Ask) -> Ask:
        other = self._maker.ask(ask.question)
        episodes = [answer.episode for answer in (*ask.episodes, *other.episodes)]
        kept = {episode for episode in episodes if (number, episode) in self._answered}
        return replace(
            other,
            series=ask.series if (number, None) in self._answered else other.series,
            episodes=tuple(answer for answer in ask.episodes if answer.episode in kept)
            + tuple(answer for answer in other.episodes if answer.episode not in kept),
        )


def _is_open(record: object, moment: Moment, around: Moment | None = None) -> bool:
    """Whether it is; what has no moment of its own has that of the record around it."""
    unlock: Moment | None = getattr(record, "unlock") or around  # noqa: B009 - every record has it
    assert unlock is not None
    return unlock <= moment


def _same(record: T) -> T:
    return record
