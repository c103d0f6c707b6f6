"""Search over what is open: words in any order, accents and case ignored, names spelt in any way.

Every word of the query has to begin a word of the same block. A name may be romanised otherwise
(Lee or Yi, Min Ji or Minji); only names that are known by now are recognised.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from bigcity_tui.domain.documents import Document
from bigcity_tui.domain.pack import Person
from bigcity_tui.domain.value import Value

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_WEIGHTS = {"title": 8, "heading": 6, "subheading": 5, "meta": 3, "own": 2}
_SOUNDS = (
    ("ch", "j"), ("sh", "s"), ("oo", "u"), ("eo", "o"), ("eu", "u"), ("ee", "i"),
    ("k", "g"), ("t", "d"), ("p", "b"), ("r", "l"),
)  # fmt: skip
"""Letters that romanisations of Korean use for the same sound."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Hit(Value):
    """A block in which a query was found.

    `document` is the key of its document, `title` what that is called, `block` the index there;
    `place` says where that is in words; `matches` are the (start, end) of the words found in
    `excerpt`.
    """

    document: str
    title: str
    place: str
    excerpt: str
    block: int
    matches: tuple[tuple[int, int], ...]


def folded(text: str) -> str:
    """Text as it is compared: no case, no accents, Hangul in its letters."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(c for c in decomposed if not _is_accent(c)).casefold()


def sound(text: str) -> str:
    """A key that different romanisations of one name share."""
    key = re.sub(r"[^a-z]", "", folded(text))
    for one, other in _SOUNDS:
        key = key.replace(one, other)
    return key


def search(
    documents: Iterable[Document], people: Iterable[Person], query: str, most: int = 50
) -> tuple[Hit, ...]:
    """The best `most` blocks for a query, best first; none for a query without words."""
    wanted = _wanted(query, people)
    if not wanted:
        return ()
    found: list[tuple[int, Hit]] = []
    for document in documents:
        place = document.title
        for index, block in enumerate(document.blocks):
            if block.kind in ("heading", "subheading"):
                place = f"{document.title} › {block.text}"
            elif block.kind == "title":
                place = document.title
            if block.kind == "closing":
                continue
            text = block.plain
            spots = _spots(text, wanted)
            if spots:
                excerpt, matches = _excerpt(text, spots)
                hit = Hit(document.key, document.title, place, excerpt, index, matches)
                found.append((_WEIGHTS.get(block.kind, 1), hit))
    found.sort(key=lambda pair: -pair[0])
    return tuple(hit for _, hit in found[:most])


def spots_of(text: str, query: str, people: Iterable[Person]) -> tuple[tuple[int, int], ...]:
    """Where in a text the words of a query stand; empty unless all of them do."""
    return _spots(text, _wanted(query, people))


def named(people: Iterable[Person], name: str) -> tuple[Person, ...]:
    """The people whom a name means: by name, other spelling, actor, or the beginning of one."""
    people = tuple(people)
    key, plain = sound(name), folded(name).strip()
    for same in (
        lambda spelling: folded(spelling) == plain,
        lambda spelling: bool(key) and sound(spelling) == key,
        lambda spelling: bool(plain) and folded(spelling).startswith(plain),
    ):
        found = tuple(person for person in people if any(map(same, _spellings(person))))
        if found:
            return found
    return ()


def _spellings(person: Person) -> tuple[str, ...]:
    actor = person.actor
    names = (actor.name, *([actor.hangul] if actor.hangul else [])) if actor else ()
    return (person.name, *person.aliases, *names)


def _is_accent(char: str) -> bool:
    return char > "\u02ff" and unicodedata.category(char) == "Mn"


def _wanted(query: str, people: Iterable[Person]) -> tuple[str, ...]:
    """The folded words that a block must hold; a name spelt otherwise becomes the name as shown."""
    words = [match[0] for match in _WORD.finditer(query[:200])][:12]
    names = {
        sound(spelling): person.name
        for person in people
        for spelling in (*person.aliases, person.name)
        if len(sound(spelling)) > 2
    }
    wanted: list[str] = []
    while words:
        for length in range(min(3, len(words)), 0, -1):
            key = sound("".join(words[:length]))
            name = names.get(key)
            if name is None and length == len(words) and len(key) > 3:
                begun = {full for spelt, full in names.items() if spelt.startswith(key)}
                name = begun.pop() if len(begun) == 1 else None
            if name:
                wanted += [folded(match[0]) for match in _WORD.finditer(name)]
                break
        else:
            length = 1
            wanted.append(folded(words[0]))
        words = words[length:]
    return tuple(dict.fromkeys(wanted))


def _spots(text: str, wanted: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """The words of a text that begin with a wanted one; empty unless each is there."""
    if not wanted:
        return ()
    missing, spots = set(wanted), []
    for match in _WORD.finditer(text):
        word = folded(match[0])
        begun = [want for want in wanted if word.startswith(want)]
        if begun:
            spots.append(match.span())
            missing.difference_update(begun)
    return () if missing else tuple(spots)


def _excerpt(
    text: str, spots: tuple[tuple[int, int], ...], size: int = 140
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """About `size` characters around the first spot, on one line, and the spots inside it."""
    flat = text.replace("\n", " ")
    start = max(0, spots[0][0] - size // 3)
    if start:
        start = flat.find(" ", start, spots[0][0]) + 1 or spots[0][0]
    end = len(flat)
    if end > start + size:
        end = max(flat.rfind(" ", start, start + size), spots[0][1])
    before, after = "…" if start else "", "…" if end < len(flat) else ""
    shift = len(before) - start
    inside = tuple((a + shift, b + shift) for a, b in spots if start <= a and b <= end)
    return before + flat[start:end] + after, inside
