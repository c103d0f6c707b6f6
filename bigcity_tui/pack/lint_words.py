"""The lint's look at words: terms that come too early, and names that are spelt wrong."""

import re
from collections.abc import Iterator

from bigcity_tui.domain.pack import Pack
from bigcity_tui.pack.file_names import ASKS
from bigcity_tui.pack.lint_lines import Line, Remark
from bigcity_tui.pack.vocabulary import Vocabulary

_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")


class Words:
    """The words to look for in a pack."""

    def __init__(self, pack: Pack, vocabulary: Vocabulary) -> None:
        self._terms = [(term, _Phrase(term.term)) for term in vocabulary.terms]
        self._wrong = [
            (spelling, _Phrase(wrong))
            for spelling in vocabulary.spellings
            for wrong in spelling.wrong
        ]
        # People of the real world are public, and their names may contain those in the story.
        names = {director.name for director in pack.series.directors}
        names |= {person.actor.name for person in pack.cast.people if person.actor}
        if pack.series.novel is not None:
            names.add(pack.series.novel.writer)
        # The longest first, for one may be the beginning of another.
        self._public = sorted(map(_plain, names), key=lambda name: (-len(name), name))

    def look(self, line: Line) -> Iterator[Remark]:
        """What is wrong with the words of one text."""
        plain = _plain(line.text)
        folded = plain.casefold()
        if "aliases" not in line.path:
            for spelling, wrong in self._wrong:
                if wrong.is_in(plain, folded):
                    message = f"writes “{wrong.text}”, which is spelt “{spelling.right}” here"
                    yield "error", line.path, message
        # The answers open only when asked for, and name things before their time on purpose.
        if line.file == ASKS:
            return
        for term, phrase in self._terms:
            if line.opens < term.unlock and phrase.is_in(plain, folded):
                # Looked at again without the longer names that it is a part of.
                rest = phrase.without(self._public, plain)
                if phrase.is_in(rest, rest.casefold()):
                    kept = f"which vocabulary.json keeps until {term.unlock}"
                    yield "error", line.path, f"mentions “{term.term}” at {line.opens}, {kept}"


class _Phrase:
    """A word or words as a whole; one with a capital letter only in that spelling."""

    def __init__(self, text: str) -> None:
        self.text = text
        plain = _plain(text)
        # Hangul words take their particles without a space, so they have no end to look for.
        before = "" if _HANGUL.match(plain) else r"(?<!\w)"
        after = "" if _HANGUL.match(plain[-1:]) else r"(?!\w)"
        self._plain = plain
        self._folded = plain.casefold()
        self._pattern = re.compile(
            before + re.escape(plain) + after, re.IGNORECASE if plain == plain.lower() else 0
        )

    def is_in(self, plain: str, folded: str) -> bool:
        """Whether a plain text, given also without capitals, has it."""
        # Hardly any phrase is in hardly any text, and the first look is cheap.
        return self._folded in folded and self._pattern.search(plain) is not None

    def without(self, names: list[str], plain: str) -> str:
        """A plain text without those names that are longer than this phrase and contain it."""
        for name in names:
            if self._plain in name and self._plain != name:
                plain = plain.replace(name, "…")
        return plain


def _plain(text: str) -> str:
    """A text without emphasis, with single blanks and one kind of apostrophe."""
    return " ".join(text.replace("*", "").replace("'", "’").split())
