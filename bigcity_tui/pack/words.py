"""The words to look for in a pack: too early, spelt wrong, or still those of `pack new`."""

import re
from collections.abc import Iterator
from functools import cache

from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.domain.pack import Cast, Pack, Person, Vocabulary
from bigcity_tui.domain.spelling import WORD, folded
from bigcity_tui.domain.text import SPACELESS
from bigcity_tui.files.reading import Path, read_installed
from bigcity_tui.pack.location import ASKS, EPISODES, FILES
from bigcity_tui.pack.rules import joined, spellings
from bigcity_tui.pack.texts import CODES, Wrong, field_of, walk

Remark = tuple[str, Path, str]  # the rule that a place in a file breaks, and how
# Other spellings are never shown, and may be as somebody types them.
UNSEEN = frozenset({"aliases", "later_aliases"})
# Where people of the real world are named, and what else they did.
_REAL = frozenset({"actors", "directors", "links", "novel", "score"})
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_PARTICLES = "(?:은|는|이|가|을|를|와|과|의|도|만|에게?|께서?|한테|으?로|이?랑|하고|야|아|씨|님)*"

# Words of a name that are not its own, and the names of others.
_TITLES = re.compile(
    "mrs?|ms|miss|dr|sir|dame|lady|lord|madam|aunt|uncle|mother|father|brother|sister|king|queen"
    "|prince|princess|captain|colonel|doctor|professor|detective|the|.*’s?",
    re.IGNORECASE,
)


class Words:
    """What may not be said yet: words of the vocabulary, names of whom nobody knows yet."""

    def __init__(self, pack: Pack, vocabulary: Vocabulary) -> None:
        self._wrong = [
            (_whole(wrong), f"writes “{wrong}”, which is spelt “{spelling.right}” here")
            for spelling in vocabulary.spellings
            for wrong in spelling.wrong
        ]
        # People of the real world are public, and their names may contain those in the story.
        public = {_plain(director.name) for director in pack.series.directors}
        public |= {_plain(actor.name) for person in pack.cast.people for actor in person.actors}
        public |= {_plain(pack.series.novel.writer)} if pack.series.novel else set()
        # What is written small somewhere is a word as well: its capital may be of a sentence.
        # Ids and other spellings are small where the name is a name alone.
        parts = (pack.cast, pack.episodes, pack.review, pack.threads, pack.series.blurb)
        texts = (
            text
            for path, text, *_ in walk(parts)
            if isinstance(text, str) and field_of(path) not in CODES and UNSEEN.isdisjoint(path)
        )
        self._small = {word for text in texts for word in re.findall(WORD, text) if word.islower()}
        self._names = _names(pack.cast)
        words = [("early-word", each.term, each.unlock) for each in vocabulary.terms]
        known, title = {_plain(word).casefold() for _, word, _ in words}, _plain(pack.series.title)
        # The longest first, for one may be the beginning of another.
        words += [
            ("early-name", name, since)
            for name, since in sorted(self._names.items(), key=lambda item: -len(item[0]))
            if name.casefold() not in known and not _whole(name).search(title)
        ]
        self._early = []
        for rule, word, since in words:
            plain, found = _plain(word), self._name(word) if rule == "early-name" else _whole(word)
            longer = sorted((e for e in public if plain in e and plain != e), key=len, reverse=True)
            # What a text in capitals has where the pattern is in it, which takes far longer to say.
            capitals = "" if found.flags & re.IGNORECASE else plain.upper()
            self._early.append((since, capitals, rule, word, found, longer, plain in self._names))

    def look(self, file: str, path: Path, text: str, opens: Moment) -> Iterator[Remark]:
        """What is wrong with the words of one text, and the moment from which it opens."""
        plain, is_seen = _plain(text), UNSEEN.isdisjoint(path)
        for pattern, message in self._wrong if is_seen else ():
            if pattern.search(plain):
                yield "spelling", path, message
        upper, is_said = plain.upper(), is_seen and _REAL.isdisjoint(path)
        for since, capitals, rule, word, pattern, longer, is_of_people in self._early:
            is_name = rule == "early-name"
            if opens >= since or capitals not in upper or (is_name and not is_said):
                continue
            # Questions and answers name things before their time on purpose, but no people.
            if file == ASKS and not is_of_people and not is_name:
                continue
            if is_name and "heading" in path and word.lower() in self._small:
                continue  # any word of a heading may have a capital
            rest = plain
            for name in longer:
                rest = rest.replace(name, "…")
            if found := pattern.search(rest):
                says = f"mentions “{word}” at {opens}, which vocabulary.json keeps until {since}"
                if is_name:  # and not its parts, too
                    plain = plain.replace(found[0], "…")
                    says = f"names “{word}” at {opens}, who is not known before {since} (if it is"
                    says += " another word, say since when in vocabulary.json)"
                yield rule, path, says

    def _name(self, name: str) -> re.Pattern[str]:
        """What finds a name: in Hangul with particles; one that is a word as well in a sentence."""
        if _HANGUL.match(name):
            return re.compile(rf"(?<!\w){re.escape(name)}{_PARTICLES}(?!\w)")
        if name.lower() in self._small:
            return re.compile(rf"(?<=[\w,;] ){re.escape(name)}(?!\w)")
        return _whole(name)


def _called(person: Person) -> list[tuple[Moment, str]]:
    return [(person.unlock, person.name), *((n.unlock, n.text) for n in person.later_names)]


def _names(cast: Cast) -> dict[str, Moment]:
    """The names of people and the parts of these, from when somebody is called so."""
    since: dict[str, Moment] = {}
    for person in cast.people:
        spelt = [(opens, text) for opens, _, at, text in spellings(0, person) if "actors" not in at]
        parts = [
            (opens, part)
            for opens, name in _called(person)
            for part in _plain(name).split()
            if len(part) > 2 and not _TITLES.fullmatch(part)
        ]
        for opens, name in (*_called(person), *spelt, *parts):
            # Without a capital it is a word; scripts without capitals have no such difference.
            if (word := _plain(name)) != word.lower() or (len(word) > 1 and word == word.upper()):
                since[word] = min(opens, since.get(word, opens))
    return since


def early_aliases(cast: Cast) -> Wrong:
    """Spellings that find somebody by a word of a name that opens only later."""
    for index, person in enumerate(cast.people):
        since: dict[str, Moment] = {}
        who, joins = joined(person)
        for each in cast.people:
            other, joined_at = joined(each)
            least = BEFORE if each is person else max(joined_at, joins)
            for opens, name in _called(each) if other == who else ():
                opens = max(least, opens)
                since |= {word: min(opens, since.get(word, opens)) for word in _words(name)}
        for opens, _, path, text in spellings(index, person):
            early = {word for word in _words(text) if opens < since.get(word, opens)}
            if early and "actors" not in path:
                says = f"has “{min(early)}”, from a name that opens at {since[min(early)]}"
                yield path, f"{says}: give it that moment"


def _words(text: str) -> set[str]:
    return {folded(word) for word in re.findall(WORD, text) if len(word) > 2 or not word.isascii()}


def _whole(text: str) -> re.Pattern[str]:
    """What finds a word or words as a whole; one with a capital only so, or all in capitals."""
    plain = _plain(text)
    # Hangul words take their particles without a space, so they have no end to look for.
    before, after = (
        "" if _HANGUL.match(end) or re.match(f"[{SPACELESS}]", end) else edge
        for end, edge in ((plain[:1], r"(?<!\w)"), (plain[-1:], r"(?!\w)"))
    )
    flags = re.IGNORECASE if plain == plain.lower() else re.NOFLAG
    word = "|".join(re.escape(each) for each in dict.fromkeys((plain, plain.upper())))
    return re.compile(f"{before}(?:{word}){after}", flags)


def _plain(text: str) -> str:
    """A text without emphasis or points after titles, with single blanks, one apostrophe."""
    text = re.sub(r"\b(Mrs?|Ms|Dr|St)\.", r"\1", text.replace("*", "").replace("'", "’"))
    return " ".join(text.split())


@cache
def placeholders() -> frozenset[str]:
    """The texts that `pack new` writes to be replaced, with 0 for each number in them."""
    files = (*FILES, f"{EPISODES}/first.json", f"{EPISODES}/later.json")
    templates = (read_installed(f"template/{name}") for name in files)
    found = (re.findall(r'(?m)^ *(?:"(\w+)": )?"(.*)",?$', each) for each in templates)
    texts = (re.sub(r"\$\w+|\d+", "0", text) for each in found for key, text in each if key != "id")
    return frozenset(text for text in texts if text != "0")
