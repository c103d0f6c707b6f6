"""Search over what is open: words in any order, accents and case ignored, names spelt in any way.

Every word of a query has to begin a word of the same block. First come names in the cast, titles,
headings, subheadings, facts, the viewer's own words, and then prose; of each kind, those with more
of the words whole, with the words side by side and in order, and short ones. Nothing else counts:
no statistics over the texts, so that the order is plain, and what is locked has no part in it.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from bigcity_tui.domain.blocks import Document, Page
from bigcity_tui.domain.edition import KnownPerson
from bigcity_tui.domain.spelling import WORD, folded, names_by_sound, readings
from bigcity_tui.domain.text import SPACELESS

MOST_HITS = 50

_NAME, _PROSE = 0, 6
_TIERS = {"title": 1, "heading": 2, "subheading": 3, "meta": 4, "own": 5}

Spots = tuple[tuple[int, int], ...]  # where in a text words begin and end


class Hit(NamedTuple):
    """A block (by index) in which a query was found, and the key and title of its document.

    `spots` are where the words found are in the block's `text`, and `matches` in its `excerpt`.
    """

    document: str
    title: str
    place: str
    excerpt: str
    block: int
    matches: Spots
    text: str = ""
    spots: Spots = ()


class Passage(NamedTuple):
    """A block of a page, and where the words that were looked for are in its plain text."""

    block: int
    spots: Spots


class _Entry(NamedTuple):
    """A block that can be found; its folded `words` stand between line feeds, which none holds."""

    document: Document
    block: int
    place: str
    tier: int
    words: str


class Index:
    def __init__(self, documents: Iterable[Document], people: Iterable[KnownPerson]) -> None:
        people = tuple(people)
        self._names = names_by_sound(people)
        cast = {person.name for person in people}
        entries = []
        for page in documents:
            place = page.title
            for index, block in enumerate(page.blocks):
                if block.kind in ("title", "heading"):
                    place = page.title + (f" › {block.text}" if block.kind == "heading" else "")
                if block.kind not in ("closing", "link", "chart"):
                    words = "\n".join(map(folded, re.findall(WORD, block.plain)))
                    is_person = (page.key, block.kind) == (Page.PEOPLE, "heading")
                    tier = _TIERS.get(block.kind, _PROSE)
                    tier = _NAME if is_person and block.text in cast else tier
                    entries.append(_Entry(page, index, place, tier, f"\n{words}\n"))
        self._entries = sorted(entries, key=attrgetter("tier"))

    def search(self, query: str) -> tuple[Hit, ...]:
        met = dict[int, tuple[_Entry, tuple[str, ...]]]()
        for words in readings(query, self._names):
            for entry in self._ranked(words):
                met.setdefault(id(entry), (entry, words))
        hits = []
        for entry, words in sorted(met.values(), key=lambda each: each[0].tier)[:MOST_HITS]:
            page, text = entry.document, entry.document.blocks[entry.block].plain
            spots = _spots(text, words)
            excerpt, matches = excerpt_of(text, spots)
            found = (excerpt, entry.block, matches, text, spots)
            hits.append(Hit(page.key, page.title, entry.place, *found))
        return tuple(hits)

    def _ranked(self, words: tuple[str, ...]) -> list[_Entry]:
        begins = [re.compile(_pattern(word)) for word in words]
        found = (each for each in self._entries if all(b.search(each.words) for b in begins))
        wholes = [re.compile(_pattern(f"{word}\n")) for word in words]
        side_by_side = re.compile(r"[^\n]*".join(map(_pattern, words)))

        def order(entry: _Entry) -> tuple[int, bool, int]:
            parted = sum(not whole.search(entry.words) for whole in wholes)
            length = entry.words.count("\n") if entry.tier <= 3 else 0  # short lines first
            return parted, not side_by_side.search(entry.words), length

        best: list[_Entry] = []
        for _, same_tier in groupby(found, key=attrgetter("tier")):
            best += sorted(same_tier, key=order)
            if len(best) >= MOST_HITS:
                break
        return best


def find(
    query: str, people: Iterable[KnownPerson], document: Document, block: int = 0
) -> tuple[Passage, ...]:
    """The phrase, each time that a page has it, or else the blocks that have all its words.

    These come first where a block is given that has the words and not the phrase.
    """
    meant = readings(query, names_by_sound(people)) if query else ()
    phrases, passages = list[Passage](), list[Passage]()
    for index, each in enumerate(document.blocks):
        for words in () if each.kind in ("closing", "tip", "chart") else meant:
            if spots := _spots(each.plain, words):
                passages.append(Passage(index, spots))
                phrases += (Passage(index, (spot,)) for spot in _phrases(each.plain, words))
                break
    if block and all(found.block != block for found in phrases):
        return tuple(passages)
    return tuple(phrases or passages)


def _phrases(text: str, asked: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    words = [each for word in asked for each in re.findall(WORD, word)]
    matches = list(re.finditer(WORD, text))
    begun = [folded(match[0]) for match in matches]
    for first in range(len(begun) - len(words) + 1):
        pairs = zip(begun[first : first + len(words)], words, strict=True)
        # All but the last are whole words; in Hangul, what follows may be a particle.
        if all(
            word == part or (word.startswith(part) and (at == len(words) or not part.isascii()))
            for at, (word, part) in enumerate(pairs, start=1)
        ):
            yield matches[first].start(), matches[first + len(words) - 1].end()


def _pattern(word: str) -> str:
    """A word at the beginning of one; Hangul is often typed without the spaces that it has."""
    apart = "\n?" if re.search(f"[\u1100-\u11ff{SPACELESS}]", word) else ""
    return "\n" + apart.join(map(re.escape, word))


def _spots(text: str, words: tuple[str, ...]) -> Spots:
    """The words of a text that begin with a wanted one; empty unless each of those is there."""
    found = [(match.span(), folded(match[0])) for match in re.finditer(WORD, text)]
    folds = "".join(f"\n{fold}" for _, fold in found)
    spots: set[tuple[int, int]] = set()
    for word in words:
        begins = list(re.finditer(_pattern(word), folds))
        if not begins:
            return ()
        first = at = 0
        for begin in begins:
            first += folds.count("\n", at, at := begin.start())
            spots.update(span for span, _ in found[first : first + begin[0].count("\n")])
    return tuple(sorted(spots))


def excerpt_of(text: str, spots: Spots, size: int = 140) -> tuple[str, Spots]:
    """About `size` characters around the first spot, on one line, and the spots inside it."""
    flat = text.replace("\n", " ")
    start = max(0, spots[0][0] - size // 3)
    if start:
        start = flat.find(" ", start, spots[0][0]) + 1 or spots[0][0]
    cut = max(flat.rfind(" ", start, start + size), spots[0][1])
    end = cut if len(flat) > start + size else len(flat)
    before, after = "…" if start else "", "…" if end < len(flat) else ""
    shift = len(before) - start
    inside = tuple((a + shift, b + shift) for a, b in spots if start <= a and b <= end)
    return before + flat[start:end] + after, inside
