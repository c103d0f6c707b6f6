"""The gate: one pure function that cuts a pack down to what may be seen at a moment.

Locked content is absent, not hidden: everything outside the companion holds an edition, and an
edition holds nothing of what was cut away and no way back to it.
"""

from dataclasses import dataclass, fields, is_dataclass, replace
from operator import is_
from typing import TypeVar, cast

from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.domain.pack import Episode, Pack, Person, Relation, Section, Thread
from bigcity_tui.domain.series import Series

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Edition:
    """A pack at a moment, with everything later removed.

    Of the asks only the questions are here: their answers open when asked for, by nothing else.
    """

    moment: Moment
    series: Series
    people: tuple[Person, ...]
    relations: tuple[Relation, ...]
    episodes: tuple[Episode, ...]
    review: tuple[Section, ...]
    threads: tuple[Thread, ...]
    asks: tuple[str, ...]

    @property
    def complete(self) -> bool:
        return self.moment >= Moment.end(self.series.episodes)


def edition_of(pack: Pack, moment: Moment) -> Edition:
    people = _open(pack.cast.people, moment)
    known = {person.id for person in people}
    return Edition(
        moment=moment,
        series=pack.series,
        people=people,
        relations=tuple(
            relation
            for relation in _open(pack.cast.relations, moment)
            if known.issuperset(relation.people)
        ),
        episodes=_open(pack.episodes, moment),
        review=_open(pack.review, moment),
        threads=_open(pack.threads, moment),
        asks=tuple(ask.question for ask in pack.asks),
    )


def turns_of(edition: Edition, found: Person) -> list[tuple[Person, tuple[Relation, ...]]]:
    """Return each person whom somebody is tied to, with the relations of the two in order."""
    turns: dict[str, list[Relation]] = {}
    for relation in sorted(edition.relations, key=lambda relation: relation.unlock):
        if found.id in relation.people:
            other = relation.people[relation.people[0] == found.id]
            turns.setdefault(other, []).append(relation)
    return [(other, tuple(turns[other.id])) for other in edition.people if other.id in turns]


def person_keys(edition: Edition) -> dict[str, str]:
    """Return by id under which page each person is read: a number that never changes any more.

    It counts those who were introduced before, and nobody is introduced before them later.
    """
    people = sorted(edition.people, key=lambda person: person.unlock)
    return {person.id: f"person {number}" for number, person in enumerate(people, start=1)}


def _open(records: tuple[T, ...], moment: Moment) -> tuple[T, ...]:
    kept = tuple(cut for record in records if (cut := _cut(record, moment)) is not None)
    return records if len(kept) == len(records) and all(map(is_, kept, records)) else kept


def _cut(value: T, moment: Moment) -> T | None:
    """None for what is locked itself; what has nothing locked inside is itself its cut."""
    if isinstance(value, tuple):
        return cast("T", _open(value, moment))
    if not is_dataclass(value):
        return value
    if getattr(value, "unlock", BEFORE) > moment:
        return None
    parts = ((each.name, getattr(value, each.name)) for each in fields(value))
    changed = {name: cut for name, part in parts if (cut := _cut(part, moment)) is not part}
    return replace(value, **changed) if changed else value  # type: ignore[type-var] # no class
