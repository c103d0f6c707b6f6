"""People whose names change, or who turn out to be one: what no other name or actor may tell."""

from collections.abc import Iterator

from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.domain.pack import Cast, Person
from bigcity_tui.domain.spelling import WORD, folded, unspaced
from bigcity_tui.files.reading import Path
from bigcity_tui.pack.texts import Wrong, early

_MET = "the other is introduced"


def identity_rules(cast: Cast) -> Wrong:
    """Two people are known before they are one, and until then they share no actor."""
    people = {person.id: person for person in cast.people}
    for index, person in enumerate(cast.people):
        if person.is_also:
            path: Path = ("people", index, "is_also")
            who = people.get(person.is_also.person)
            if who is None or who is person or who.is_also:
                yield (*path, "person"), "must be the id of somebody else, who has no is_also"
            elif person.is_also.unlock < who.unlock:
                yield (*path, "unlock"), early(person.is_also.unlock, _MET, who.unlock)
    parts = [
        (actor.unlock or person.unlock, _joins(person), ("people", index, "actors", place), actor)
        for index, person in enumerate(cast.people)
        for place, actor in enumerate(person.actors)
    ]
    first: dict[tuple[str, str], tuple[object, Moment]] = {}
    for opens, (who_id, joins), path, actor in sorted(parts, key=lambda part: part[:2]):
        for name in {unspaced(name) for name in (actor.name, actor.hangul) if name}:
            other, since = first.setdefault((who_id, name), (path[:2], joins))
            if other != path[:2] and opens < max(since, joins):
                than = "two people with this actor turn out to be one"
                yield (*path, "unlock"), early(opens, than, max(since, joins))
                break


def early_aliases(cast: Cast) -> Wrong:
    """Spellings that find somebody by a word of a name that opens only later."""
    for index, person in enumerate(cast.people):
        since: dict[str, Moment] = {}
        for moment, word in _names(cast, person):
            since[word] = min(moment, since.get(word, moment))
        found = [("aliases", at, text, person.unlock) for at, text in enumerate(person.aliases)]
        opening = enumerate(person.later_aliases)
        found += [("later_aliases", at, each.text, each.unlock) for at, each in opening]
        for field, at, text, opens in found:
            for word in sorted(_words(text)):
                if opens < since.get(word, opens):
                    says = f"has “{word}”, from a name that opens at {since[word]}"
                    yield ("people", index, field, at), f"{says}: give it that moment"
                    break


def _names(cast: Cast, person: Person) -> Iterator[tuple[Moment, str]]:
    """The words of the names that somebody has at any time, and since when."""
    who, joins = _joins(person)
    for each in cast.people:
        other, since = _joins(each)
        if other == who:
            since = BEFORE if each is person else max(since, joins)
            names = [(each.unlock, each.name), *((n.unlock, n.text) for n in each.later_names)]
            yield from ((max(since, at), word) for at, name in names for word in _words(name))


def _joins(person: Person) -> tuple[str, Moment]:
    """Who somebody is in the end, by id, and since when."""
    return (person.is_also.person, person.is_also.unlock) if person.is_also else (person.id, BEFORE)


def _words(text: str) -> set[str]:
    return {folded(word) for word in WORD.findall(text) if len(word) > 2 or not word.isascii()}
