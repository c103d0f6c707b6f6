"""The gate: one pure function that cuts a pack down to what may be seen at a moment.

Locked content is absent, not hidden: an edition holds no way back to what was cut away.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from operator import attrgetter, is_
from typing import NamedTuple, TypeVar, cast

from bigcity_tui.domain.errors import PackError
from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.domain.pack import Actor, Episode, Pack, Person, Relation, Section, Text, Thread
from bigcity_tui.domain.series import Series, Strict

T = TypeVar("T")
Reader = Callable[[Collection[int] | None], Pack]  # reads a pack with some of its episodes, or all


class KnownPerson(NamedTuple):
    """Somebody as they are known by now: one person, or several who have turned out to be one.

    `pages` says by id where what is told of each is read, and `renamed` since when `former` is so.
    """

    unlock: Moment
    pages: Mapping[str, str]
    name: str
    former: tuple[str, ...] = ()
    renamed: Moment = BEFORE
    aliases: tuple[str, ...] = ()
    actors: tuple[Actor, ...] = ()
    facts: tuple[tuple[str, Text], ...] = ()

    @property
    def page(self) -> str:
        return next(iter(self.pages.values()))

    @property
    def names(self) -> tuple[str, ...]:
        return self.name, *self.former


class Edition(NamedTuple):
    """A pack at a moment, with everything later removed; of the asks, with the questions alone."""

    moment: Moment
    series: Series
    people: tuple[KnownPerson, ...]
    relations: tuple[Relation, ...]
    episodes: tuple[Episode, ...]
    review: tuple[Section, ...]
    threads: tuple[Thread, ...]
    asks: tuple[str, ...]

    @property
    def complete(self) -> bool:
        return self.moment >= Moment.end(self.series.episodes)

    def person(self, name: str) -> KnownPerson | None:
        """Return who goes by a name, or else went by it."""
        found = [person for person in self.people if name in person.names]
        return min(found, key=lambda person: person.name != name, default=None)


def edition_of(pack: Pack, moment: Moment) -> Edition:
    people = _known(_open(pack.cast.people, moment))
    pages = {id_: person.page for person in people for id_ in person.pages}
    ties = sorted(_open(pack.cast.relations, moment), key=attrgetter("unlock"))
    tied = tuple(t for t in ties if len({pages.get(id_) for id_ in t.people} - {None}) > 1)
    episodes, review = _open(pack.episodes, moment), _open(pack.review, moment)
    threads, asks = _open(pack.threads, moment), tuple(ask.question for ask in pack.asks)
    return Edition(moment, pack.series, people, tied, episodes, review, threads, asks)


def edition_at(reader: Reader, moment: Moment, episodes: int) -> Edition:
    # An episode's file holds nothing that opens before the end of the episode before it.
    wanted = range(1, min(moment.position // 2 + 1, episodes) + 1)
    try:
        pack = reader(wanted)
    except PackError:
        if moment != Moment.end(len(wanted) - 1):
            raise
        pack = reader(wanted[:-1])  # the last would show its recap: `doctor` says what is wrong
    return edition_of(pack, moment)


def locked_edition(reader: Reader, series: Series) -> Edition:
    """Return what anybody may see, or even less where the pack cannot be read."""
    try:
        pack = reader(())
    except PackError:
        pack = Pack.unread(series)
    return edition_of(pack, BEFORE)


def peek(reader: Reader, number: int) -> Episode:
    return edition_of(reader({number}), Moment.end(number)).episodes[number - 1]


def turns_of(edition: Edition, who: KnownPerson) -> list[tuple[KnownPerson, tuple[Relation, ...]]]:
    """Return each person whom somebody is tied to, with the relations of the two in order."""
    places = {id_: place for place, each in enumerate(edition.people) for id_ in each.pages}
    turns: dict[int, list[Relation]] = {}
    for relation in edition.relations:
        one, other = relation.people
        if one in who.pages or other in who.pages:
            turns.setdefault(places[other if one in who.pages else one], []).append(relation)
    return [(edition.people[place], tuple(turns[place])) for place in sorted(turns)]


def _known(people: tuple[Person, ...]) -> tuple[KnownPerson, ...]:
    """People in the order of the pack; their pages are numbers that never change any more."""
    selves: dict[str, list[tuple[str, Person]]] = {}
    for number, each in enumerate(sorted(people, key=attrgetter("unlock")), start=1):
        who = each.is_also.person if each.is_also else each.id
        selves.setdefault(who, []).append((f"person {number}", each))
    return tuple(_joined(each, selves[each.id]) for each in people if not each.is_also)


def _joined(who: Person, selves: list[tuple[str, Person]]) -> KnownPerson:
    """One of several, in the order of their pages, who goes by the names of one of them."""
    name = who.later_names[-1].text if who.later_names else who.name
    names, aliases, actors, facts, turns = [], list[str](), list[Actor](), [], [BEFORE]
    for page, each in selves:
        names += [each.name, *(later.text for later in each.later_names)]
        aliases += [*each.aliases, *(later.text for later in each.later_aliases)]
        actors += [replace(actor, unlock=actor.unlock or each.unlock) for actor in each.actors]
        facts += [(page, fact) for fact in each.facts]
        turns += [turn.unlock for turn in (*each.later_names, each.is_also) if turn]
    billed: dict[str, Actor] = {}
    for actor in sorted(actors, key=attrgetter("unlock")):
        billed.setdefault(actor.name, actor)
    return KnownPerson(
        unlock=selves[0][1].unlock,
        pages={each.id: page for page, each in selves},
        name=name,
        former=tuple(each for each in dict.fromkeys(names) if each != name),
        renamed=max(turns),
        aliases=tuple(aliases),
        actors=tuple(billed.values()),
        facts=tuple(sorted(facts, key=lambda told: told[1].unlock)),
    )


def _open(records: tuple[T, ...], moment: Moment) -> tuple[T, ...]:
    kept = tuple(cut for record in records if (cut := _cut(record, moment)) is not None)
    return records if len(kept) == len(records) and all(map(is_, kept, records)) else kept


def _cut(value: T, moment: Moment) -> T | None:
    """None for what is locked itself; what has nothing locked inside is itself its cut."""
    if isinstance(value, tuple):
        return cast("T", _open(value, moment))
    if not isinstance(value, Strict) or (value.whole and value.whole <= moment):
        return value
    if (getattr(value, "unlock", None) or BEFORE) > moment:
        return None
    parts = vars(value).items()
    changed = {name: cut for name, part in parts if (cut := _cut(part, moment)) is not part}
    if changed:
        return replace(value, **changed)  # type: ignore[type-var] # no class
    vars(value)["whole"] = moment
    return value
