"""People whose names change, or who turn out to be one: what no spelling or actor may tell."""

from collections.abc import Iterator

from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.domain.pack import Cast, Person
from bigcity_tui.domain.spelling import WORD, folded, unspaced
from bigcity_tui.files.reading import Path
from bigcity_tui.pack.texts import Wrong, early

_MET = "the other is introduced"


def identity_rules(cast: Cast) -> Wrong:
    """Two people are known before they are one, and until then nothing but words finds both."""
    people = {person.id: person for person in cast.people}
    for index, person in enumerate(cast.people):
        if person.is_also:
            path: Path = ("people", index, "is_also")
            who = people.get(person.is_also.person)
            if who is None or who is person or who.is_also:
                yield (*path, "person"), "must be the id of somebody else, who has no is_also"
            elif person.is_also.unlock < who.unlock:
                yield (*path, "unlock"), early(person.is_also.unlock, _MET, who.unlock)
    spelt = [each for index, person in enumerate(cast.people) for each in _spellings(index, person)]
    first: dict[tuple[str, str], tuple[object, Moment]] = {}
    both: dict[Path, str] = {}
    for opens, (who_id, joins), path, text in sorted(spelt):
        met, since = first.setdefault((who_id, unspaced(text)), (path[1], joins))
        if met != path[1] and opens < max(since, joins):
            says = f"finds two people at {opens} who turn out to be one: write"
            both[path] = f"{says} {max(since, joins)} or later"
    yield from both.items()


def _spellings(
    index: int, person: Person
) -> Iterator[tuple[Moment, tuple[str, Moment], Path, str]]:
    """What somebody is found by besides their names: since when, whom in the end, and where."""
    joins, around = _joins(person), ("people", index)
    for at, actor in enumerate(person.actors):
        for name in dict.fromkeys(filter(None, (actor.name, actor.native_name))):
            yield actor.unlock or person.unlock, joins, (*around, "actors", at), name
    for at, text in enumerate(person.aliases):
        yield person.unlock, joins, (*around, "aliases", at), text
    for at, each in enumerate(person.later_aliases):
        yield each.unlock, joins, (*around, "later_aliases", at), each.text


def early_aliases(cast: Cast) -> Wrong:
    """Spellings that find somebody by a word of a name that opens only later."""
    for index, person in enumerate(cast.people):
        since: dict[str, Moment] = {}
        for moment, word in _names(cast, person):
            since[word] = min(moment, since.get(word, moment))
        for opens, _, path, text in _spellings(index, person):
            for word in sorted(_words(text)):
                if "actors" not in path and opens < since.get(word, opens):
                    says = f"has “{word}”, from a name that opens at {since[word]}"
                    yield path, f"{says}: give it that moment"
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
