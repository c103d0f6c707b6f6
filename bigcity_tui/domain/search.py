"""Search over what is open: words in any order, accents and case ignored, names spelt in any way.

Every word of a query has to begin a word of the same block. Of the blocks that have them all, these
come first, each rule deciding where those before it do not:

1. what kind of line it is: somebody's name in the cast, a title, a heading, a subheading, a line
   of facts, the viewer's own words, and then prose;
2. more of the query's words as whole words, and not as the beginnings of others;
3. the words side by side and in the query's order, and not apart;
4. of titles and headings, the one with fewer other words;
5. what one reads first.

Nothing else counts: no statistics over the texts, so that the order is plain, and what is locked,
which no document holds, cannot have a part in it.

The words of all blocks are listed once, in an `Index`; a query then looks at the lists of its own
words alone. For a single search, or a few documents, that is no loss.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from bigcity_tui.domain.blocks import Block, Document
from bigcity_tui.domain.links import Page
from bigcity_tui.domain.pack import Person
from bigcity_tui.domain.spelling import WORD, folded, names_by_sound, wanted

MOST_HITS = 50
"""How many results a search gives at most."""

_LOOKED_AT = 2 * MOST_HITS
"""Of how many blocks, among those that are first by rules 1, 2 and 5, the text is looked at."""

_NAME, _PROSE = 0, 6
_TIERS = {"title": 1, "heading": 2, "subheading": 3, "meta": 4, "own": 5}
_LINES = (_NAME, 1, 2, 3)
"""The tiers of lines that are short: rule 4 is about them."""

Spots = tuple[tuple[int, int], ...]
"""Where in a text words begin and end."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A block in which a query was found.

    `document` is the key of its document, `title` what that is called, `block` the index there;
    `place` says where that is in words; `matches` are the (start, end) of the words found in
    `excerpt`, which is a part of the block's `text`.
    """

    document: str
    title: str
    place: str
    excerpt: str
    block: int
    matches: Spots
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    """A block that can be found: where it stands, and its rank by rule 1."""

    document: Document
    index: int
    place: str
    tier: int

    @property
    def text(self) -> str:
        return self.document.blocks[self.index].plain


class Index:
    """The words of documents, and who is known by now."""

    def __init__(self, documents: Iterable[Document], people: Iterable[Person]) -> None:
        people = tuple(people)
        self._names = names_by_sound(people)
        cast = {person.name for person in people}
        lines = [line for document in documents for line in _lines(document, cast)]
        # Numbered by rules 1 and 5, so that a list of numbers in order is nearly the result.
        self._lines = sorted(lines, key=lambda line: line.tier)
        self._ends = [
            bisect_left(self._lines, tier + 1, key=lambda line: line.tier)
            for tier in range(_PROSE + 1)
        ]
        spelt = _listed(self._lines)
        # Each spelling is folded once, and not wherever it stands.
        self._folds = {word: folded(word) for word in spelt}
        self._having: dict[str, list[int]] = {}
        for word, numbers in spelt.items():
            if (same := self._having.setdefault(self._folds[word], numbers)) is not numbers:
                same += numbers
        self._words = sorted(self._having)
        self._before: dict[str, set[int]] = {}

    def search(self, query: str) -> tuple[Hit, ...]:
        """The best blocks for a query, best first; none for a query without words."""
        words = wanted(query, self._names)
        if not words:
            return ()
        # While somebody types, all words but the last are those of the query before.
        begun = {word: self._before.get(word) or self._begun(word) for word in words}
        self._before = begun
        found = set.intersection(*begun.values())
        best = islice(self._ranked(found, words), MOST_HITS)
        return tuple(self._hit(line, words) for line in best)

    def _begun(self, word: str) -> set[int]:
        """The lines with a word that begins like this one."""
        first = bisect_left(self._words, word)
        last = bisect_left(self._words, word + "\U0010ffff", first)
        return set().union(*(self._having[each] for each in self._words[first:last]))

    def _ranked(self, found: set[int], words: tuple[str, ...]) -> Iterator[_Line]:
        """Lines by the rules, tier by tier: mostly the first have enough."""
        whole = [set(self._having.get(word, ())) for word in words]
        full = found.intersection(*whole)

        def missed(number: int) -> int:
            return 0 if number in full else sum(number not in having for having in whole)

        def closeness(number: int) -> tuple[int, bool, int]:
            return (missed(number), *self._closeness(self._lines[number], words))

        ordered = sorted(found)
        begin = 0
        for end in self._ends:
            stop = bisect_left(ordered, end, begin)
            # Sorting keeps the order of those that are equal.
            tier = sorted(ordered[begin:stop], key=missed)
            begin = stop
            for number in (*sorted(tier[:_LOOKED_AT], key=closeness), *tier[_LOOKED_AT:]):
                yield self._lines[number]

    def _closeness(self, line: _Line, words: tuple[str, ...]) -> tuple[bool, int]:
        """Rules 3 and 4: whether the words stand apart; in a heading, how many there are in all."""
        if len(words) == 1 and line.tier not in _LINES:
            return (False, 0)
        stand = [self._folds[word] for word in WORD.findall(line.text)]
        together = len(words) == 1 or any(
            all(map(str.startswith, stand[at : at + len(words)], words))
            for at in range(len(stand) - len(words) + 1)
            if stand[at].startswith(words[0])
        )
        return (not together, len(stand) if line.tier in _LINES else 0)

    def _hit(self, line: _Line, words: tuple[str, ...]) -> Hit:
        text, document = line.text, line.document
        excerpt, matches = _excerpt(text, _spots(text, words, self._folds.__getitem__))
        return Hit(document.key, document.title, line.place, excerpt, line.index, matches, text)


def search(documents: Iterable[Document], people: Iterable[Person], query: str) -> tuple[Hit, ...]:
    """The best blocks of some documents for one query, best first."""
    return Index(documents, people).search(query)


def spotter(query: str, people: Iterable[Person]) -> Callable[[str], Spots]:
    """Says where in a text the words of a query stand: nowhere unless all of them do."""
    words = wanted(query, names_by_sound(people))
    return lambda text: _spots(text, words)


def _lines(document: Document, cast: set[str]) -> Iterator[_Line]:
    """The blocks of a document that can be found."""
    place = document.title
    for index, block in enumerate(document.blocks):
        if block.kind == "heading":
            place = f"{document.title} › {block.text}"
        elif block.kind == "title":
            place = document.title
        if block.kind not in ("closing", "link"):
            yield _Line(document, index, place, _tier(document, block, cast))


def _tier(document: Document, block: Block, cast: set[str]) -> int:
    if block.kind == "heading" and document.key == Page.PEOPLE and block.text in cast:
        return _NAME
    return _TIERS.get(block.kind, _PROSE)


def _listed(lines: list[_Line]) -> dict[str, list[int]]:
    """The numbers of the lines that have a word, by the word as it is spelt there."""
    spelt: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        for word in set(WORD.findall(line.text)):
            spelt[word].append(number)
    return spelt


def _spots(text: str, words: tuple[str, ...], fold: Callable[[str], str] = folded) -> Spots:
    """The words of a text that begin with a wanted one; empty unless each of those is there."""
    if not words:
        return ()
    missing, spots = set(words), []
    for match in WORD.finditer(text):
        word = fold(match[0])
        begun = [want for want in words if word.startswith(want)]
        if begun:
            spots.append(match.span())
            missing.difference_update(begun)
    return () if missing else tuple(spots)


def _excerpt(text: str, spots: Spots, size: int = 140) -> tuple[str, Spots]:
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
