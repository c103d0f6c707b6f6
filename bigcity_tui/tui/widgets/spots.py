"""The words of a page that are looked for: which they are, where they stand, how a line parts.

Imported when one looks for words: most evenings begin without.
"""

from collections.abc import Iterator, Sequence

from bigcity_tui.domain.blocks import Document
from bigcity_tui.domain.search import spotter
from bigcity_tui.domain.spelling import WORD
from bigcity_tui.domain.typeset import Line
from bigcity_tui.domain.view import View


def words_found(sought: str, view: View, document: Document) -> frozenset[str]:
    spots = spotter(sought, view.edition.people)
    return frozenset(
        block.text[start:end] for block in document.blocks for start, end in spots(block.text)
    )


def lines_of(lines: Sequence[Line], found: frozenset[str]) -> tuple[int, ...]:
    """The number of the line of every word that was found, in order."""
    return tuple(
        number
        for number, line in enumerate(lines)
        for span in line.spans
        for _, is_found in parted(span.text, found)
        if is_found
    )


def parted(text: str, found: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """A text in parts, each with whether it is a word that was found."""
    at = 0
    for match in WORD.finditer(text):
        if match[0] in found:
            yield text[at : match.start()], False
            yield match[0], True
            at = match.end()
    yield text[at:], False
