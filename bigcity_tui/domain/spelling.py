"""Words and names as they are compared: no case, no accents, any romanisation."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from itertools import repeat

from bigcity_tui.domain.edition import KnownPerson
from bigcity_tui.domain.text import SPACELESS

# Vowels and accents that are characters of their own, which belong to the letter before them.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963"
    "\u0980-\u0dff\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ecd\u102b-\u103e\u17b4-\u17d3\u200c\u200d\u3099\u309a"
)
_LETTERS = rf"(?:[^\W_{SPACELESS}]+[{_MARKS}]*)+"
_UNSPACED = rf"(?:(?=[{SPACELESS}])[^\W_][{_MARKS}]*)"
WORD = rf"{_UNSPACED}|{_LETTERS}(?:[’']{_LETTERS})*"
"""A word of a text: letters and digits, with apostrophes inside it.

Where no spaces stand between words, every letter is one, and several may be asked for at once. As a
pattern takes 10 ms to make, it is made when it is first needed.
"""

ASKED = rf"{_UNSPACED}+|{_LETTERS}(?:[’']{_LETTERS})*"  # a word of a query
# Letters that romanisations of Korean use for the same sound.
_SOUNDS = (
    ("ch", "j"), ("sh", "s"), ("oo", "u"), ("eo", "o"), ("eu", "u"), ("ee", "i"),
    ("k", "g"), ("t", "d"), ("p", "b"), ("r", "l"),
)  # fmt: skip


def folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    # Without accents and joiners.
    return "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Cf")).casefold()


def sound(text: str) -> str:
    """A key that different romanisations of one name share."""
    key = re.sub(r"[^a-z]", "", folded(text))
    for one, other in _SOUNDS:
        key = key.replace(one, other)
    return key


def named(people: Iterable[KnownPerson], name: str) -> tuple[KnownPerson, ...]:
    """The people whom a name means: by name, other spelling, actor, or a part of one."""
    spelt = []
    for person in people:
        played = (each for a in person.actors for each in (a.name, a.native_name) if each)
        spelt.append((person, (*person.names, *person.aliases, *played)))
    key, plain = sound(name), unspaced(name)
    for same in (
        lambda spelling: unspaced(spelling) == plain,
        lambda spelling: bool(key) and sound(spelling) == key,
        lambda spelling: bool(plain) and unspaced(spelling).startswith(plain),
        lambda spelling: not plain.isascii() and plain in unspaced(spelling),
    ):
        if found := tuple(person for person, names in spelt if any(map(same, names))):
            return found
    return ()


def unspaced(name: str) -> str:
    return "".join(folded(name).split())


def names_by_sound(people: Iterable[KnownPerson]) -> dict[str, str]:
    """The names of people as they are or were shown, by the sound of each way to spell them."""
    spelt = (
        (_key(spelling), spelling if spelling in person.names else person.name)
        for person in people
        for spelling in (*person.aliases, *reversed(person.names))
    )
    return {key: name for key, name in spelt if len(key) > 1 + key.isascii()}


def _key(name: str) -> str:
    """Its sound, or in letters that are not Latin the letters."""
    return sound(name) or unspaced(name)


def readings(query: str, names: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """What a query may mean: with names as they are shown, and as it was typed."""
    both = (_wanted(query, names), _wanted(query, {}))
    return tuple(dict.fromkeys(words for words in both if words))


def _wanted(query: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """The folded words that a query asks for, in its order.

    A name that is spelt otherwise, or begun at the end of the query, becomes the name as it is
    shown; what begins its words already stays, since it may stand without the others.
    """
    words = [match[0] for match in re.finditer(ASKED, query[:200])][:12]
    found: list[str] = []
    while words:
        for length in range(min(3, len(words)), 0, -1):
            key = _key("".join(words[:length]))
            name = names.get(key)
            if name is None and length == len(words) and len(key) > 1 + 2 * key.isascii():
                begun = {full for spelt, full in names.items() if spelt.startswith(key)}
                name = begun.pop() if len(begun) == 1 else None
            if name:
                shown = [folded(match[0]) for match in re.finditer(ASKED, name)]
                typed = [folded(word) for word in words[:length]]
                begins = all(any(map(str.startswith, shown, repeat(word))) for word in typed)
                found += typed if begins else shown
                break
        else:  # the length is 1 then
            found.append(folded(words[0]))
        words = words[length:]
    return tuple(found)
