"""Making up the parts of packs: a series that does not exist, with a marker in every text.

A marker is one word that tells from when a text may be seen: `zqend2n7` opens at `end:2`, and
`zqask4` is in an answer, which opens only when asked for. It has letters and digits only, so that
nothing wraps inside it. Ids begin with `zqid`.
"""

import re
from dataclasses import replace
from itertools import pairwise
from random import Random

from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.domain.pack import (
    Actor,
    Answer,
    Ask,
    Cast,
    Entry,
    Episode,
    EpisodeAnswer,
    Identity,
    Note,
    NoteKind,
    Pack,
    Person,
    Relation,
    Section,
    Text,
    Thread,
    Verdict,
)
from bigcity_tui.domain.series import Director, Link, Novel, Score, Season, Series

_WORDS = re.findall(
    r"\w+",
    "amber barge candle dune ember ferry gable harbour inlet jetty kettle lantern meadow nettle "
    "orchard pebble quarry ribbon saddle thimble umber velvet willow yarrow zephyr anchor bellows "
    "cobble dormer eddy flint grove 바다 등대 우산",
)
_NAMES = ("Wilmot", "Saffi", "Brannock", "Ilka", "Odo", "Perrin", "Maude", "Ysolt", "Corin", "Fenn")
_KINDS: tuple[NoteKind, ...] = ("theme", "character", "symbol", "review")
_MARKER = re.compile(r"zq(?:(before|(start|end)(\d+))[a-z]+|ask)\d+(?![0-9a-z])")


def markers(text: str) -> set[str]:
    """All the markers in a text, an output or a file."""
    return {found[0] for found in _MARKER.finditer(text)}


def moment_of(marker: str) -> Moment | None:
    """The moment from which a marker may be seen; None for an answer's."""
    found = _MARKER.fullmatch(marker)
    assert found is not None, marker
    if found[1] is None:
        return None
    return Moment.parse(found[1] if found[3] is None else f"{found[2]}:{found[3]}")


class Maker:
    """Makes parts for a series of so many episodes; `full` leaves out nothing that is optional."""

    def __init__(
        self, rng: Random, episodes: int, *, full: bool = True, tag: str = "", taken: int = 0
    ) -> None:
        self.rng = rng
        self.episodes = episodes
        self.full = full
        self._tag = tag
        self._count = taken

    def count(self) -> int:
        """A number that no other part has."""
        self._count += 1
        return self._count

    def id(self) -> str:
        """An id that no other part has."""
        return f"zqid{self.count()}"

    def maybe(self) -> bool:
        """Whether to have an optional part."""
        return self.full or self.rng.random() < 0.6

    def many(self, least: int, most: int) -> range:
        """As many of a part as chance will have it; none of it is needed unless `full`."""
        return range(self.rng.randint(least if self.full else 0, most))

    def moment(self, earliest: Moment) -> Moment:
        """Any moment from the earliest to the end of the series."""
        return Moment(self.rng.randint(earliest.position, 2 * self.episodes))

    def words(self, opens: Moment | None, kind: str, least: int = 4, most: int = 30) -> str:
        """A sentence with a marker; `opens` is None for an answer."""
        count = self.count()
        when = str(opens).replace(":", "")
        mark = f"zqask{count}" if opens is None else f"zq{when}{kind}{self._tag}{count}"
        words = self.rng.choices(_WORDS, k=self.rng.randint(least, most) - 1)
        if len(words) > 3 and self.rng.random() < 0.2:
            words[1] = f"*{words[1]}*"
        words.insert(self.rng.randint(0, len(words)), mark)
        if self._tag and self.rng.random() < 0.1:
            words.append("\u202e")  # to be made safe to show, once it opens
        return " ".join(words)

    def heading(self, opens: Moment) -> str:
        """A few words."""
        return self.words(opens, "h", 2, 5)

    def text(self, opens: Moment, kind: str = "t") -> Text:
        """A sentence with its stamp."""
        return Text(opens, self.words(opens, kind) + ".")

    def body(self, opens: Moment) -> tuple[str, ...]:
        """Paragraphs, now and then a quotation."""
        quote = "> " if self.rng.random() < 0.1 else ""
        paragraphs = range(self.rng.randint(1, 3))
        return tuple(quote + self.words(opens, "b", 30, 80) + "." for _ in paragraphs)

    def series(self, series_id: str) -> Series:
        """The public page; the same maker never makes two."""
        names = self.rng.sample(_NAMES, 2)
        numbers = range(1, self.episodes + 1)
        middle = self.rng.choice(numbers)
        directors = (
            Director(self._name(names[0], BEFORE), tuple(n for n in numbers if n <= middle)),
            Director(self._name(names[1], BEFORE), tuple(n for n in numbers if n > middle)),
        )
        novel = Novel(*(self.words(BEFORE, "w", 2, 4) for _ in range(3)))
        address = "https://example.org/" + self.words(BEFORE, "u", 1, 1)
        made = Series(
            id=series_id,
            unlock=BEFORE,
            title=self.words(BEFORE, "s", 2, 4),
            original_title=self.words(BEFORE, "o", 2, 3),
            country=self.words(BEFORE, "c", 2, 2),
            year=self.rng.randint(1990, 2024),
            genre=self.words(BEFORE, "g", 2, 2),
            episodes=self.episodes,
            minutes=self.rng.randint(20, 70),
            released=self._date(),
            blurb=tuple(self.words(BEFORE, "b") for _ in range(self.rng.randint(1, 2))),
            about=tuple(self.words(BEFORE, "a") for _ in self.many(1, 2)),
            film=tuple(self.words(BEFORE, "f") for _ in self.many(1, 2)),
            novel=novel if self.maybe() else None,
            directors=directors if self.maybe() else (),
            links=(Link("Example", self.words(BEFORE, "l", 2, 3), address),) * self.maybe(),
            score=Score(self.rng.randint(0, 20) / 2, self._name("Critic", BEFORE)),
            episode_ids=tuple(f"zqid{self.count()}" for _ in numbers) if self.maybe() else (),
            version=self.words(BEFORE, "v", 1, 1) if self.maybe() else None,
            authors=tuple(self.words(BEFORE, "w", 1, 2) for _ in self.many(1, 2)),
        )
        return made if self.full else self._shaped(made)

    def _shaped(self, series: Series) -> Series:
        """The series with lengths of its own, in seasons, and called another thing."""
        first = self.rng.randint(1, self.episodes)
        parts = [count for count in (first, self.episodes - first) if count]
        seasons = tuple(Season(self.words(BEFORE, "z", 1, 2), count) for count in parts)
        return replace(
            series,
            original_title=series.original_title if self.maybe() else None,
            minutes=None,
            lengths=tuple(self.rng.choice((None, 25, 70)) for _ in range(self.episodes)),
            aired=(self._date(),) * self.episodes if self.maybe() else (),
            seasons=seasons if self.maybe() else (),
            unit=self.rng.choice(("episode", "chapter", "part", "film")),
        )

    def actor(self, opens: Moment, unlock: Moment | None = None) -> Actor:
        """Who plays somebody, from a moment on that is that of the person unless it is given."""
        return Actor(
            name=self._name(self.rng.choice(_NAMES), opens),
            native_name=self.words(opens, "k", 1, 1) if self.maybe() else None,
            born=self._date() if self.maybe() else None,
            work=tuple(self.words(opens, "j", 2, 5) for _ in self.many(1, 2)),
            unlock=unlock,
        )

    def later_name(self, opens: Moment) -> Text:
        """A name that somebody goes by from a moment on."""
        return Text(opens, self._name(self.rng.choice(_NAMES), opens))

    def later_alias(self, opens: Moment) -> Text:
        """A spelling that is found from a moment on."""
        return Text(opens, self.words(opens, "x", 1, 2))

    def person(self, opens: Moment) -> Person:
        """Somebody, with facts, names and actors that open from then on."""
        later = sorted(self.moment(opens) for _ in self.many(1, 4))
        actors = [self.actor(opens)] if self.maybe() else []
        actors += [self.actor(at, at) for at in self._times(opens, 1)]
        return Person(
            id=self.id(),
            unlock=opens,
            name=self._name(self.rng.choice(_NAMES), opens),
            facts=tuple(self.text(moment, "f") for moment in later),
            actors=tuple(actors),
            aliases=tuple(self.words(opens, "x", 1, 2) for _ in self.many(0, 1)),
            later_names=tuple(map(self.later_name, self._times(opens, 2))),
            later_aliases=tuple(map(self.later_alias, self._times(opens, 2))),
        )

    def joined(self, people: tuple[Person, ...], least: Moment) -> tuple[Person, ...]:
        """The same people, of whom one turns out to be another, no earlier than a moment.

        What plays the other plays the one from then on, too.
        """
        free = [each for each in people if each.is_also is None]
        if len(free) < 2:
            return people
        one, other = self.rng.sample(free, 2)
        if any(each.is_also and each.is_also.person == one.id for each in people):
            return people
        opens = self.moment(max(least, one.unlock, other.unlock))
        same = tuple(
            replace(actor, unlock=max(opens, actor.unlock or opens)) for actor in other.actors[:1]
        )
        now = replace(one, is_also=Identity(opens, other.id), actors=(*one.actors, *same))
        return tuple(now if each is one else each for each in people)

    def relation(self, pair: tuple[Person, Person], opens: Moment) -> Relation:
        """What two people are to each other."""
        first, second = pair
        return Relation(
            unlock=opens,
            people=(first.id, second.id),
            bond=self.words(opens, "r", 1, 3),
            text=self.words(opens, "r"),
            ended=self.rng.random() < 0.3,
        )

    def note(self, opens: Moment) -> Note:
        """A note."""
        kind = self.rng.choice(_KINDS)
        return Note(self.id(), opens, kind, self.heading(opens), self.body(opens))

    def episode(self, number: int) -> Episode:
        """An episode with all that belongs to it."""
        start, end, told = Moment.start(number), Moment.end(number), Moment.end(number - 1)
        early, late = (start, end) if self.full else (self.moment(start), self.moment(start))
        recap = number > 1 and self.maybe()
        return Episode(
            number=number,
            unlock=BEFORE,
            heading=self.text(early, "h") if self.maybe() else None,
            recap=self.text(told if self.full else self.moment(told), "p") if recap else None,
            notes=tuple(self.note(early) for _ in self.many(0, 1))
            + tuple(self.note(late) for _ in self.many(2, 4)),
            questions=tuple(self.text(late, "q") for _ in self.many(2, 3)),
        )

    def section(self, opens: Moment) -> Section:
        """A part of the review."""
        count = self.rng.randint(1, 5)
        texts = (self.text(self.moment(opens), "v") for _ in range(count))
        return Section(self.id(), opens, self.heading(opens), tuple(texts))

    def entry(self, opens: Moment, latest: int) -> Entry:
        """What a thread says of an episode no later than `latest`."""
        return Entry(opens, self.rng.randint(1, latest), self.words(opens, "e") + ".")

    def thread(self, opens: Moment) -> Thread:
        """A thread with entries that open from then on."""
        first = max(opens.position, 1)
        stamps = sorted(self.moment(Moment(first)) for _ in range(self.rng.randint(1, 5)))
        entries = tuple(self.entry(stamp, stamp.episode) for stamp in stamps)
        return Thread(self.id(), opens, self.heading(opens), entries)

    def ask(self, question: str | None = None) -> Ask:
        """A question, made up unless it is given, and answers."""
        numbers = [n for n in range(1, self.episodes + 1) if self.rng.random() < 0.4]
        question = question or self.words(BEFORE, "q", 3, 8) + "?"
        series = self._answer()
        found = [(number, self._answer()) for number in numbers]
        return Ask(
            question=question,
            series=replace(series, answer="yes") if numbers else series,
            episodes=tuple(EpisodeAnswer(n, each.answer, each.text) for n, each in found),
        )

    def _answer(self) -> Answer:
        text = self.words(None, "") + "."
        verdicts: tuple[Verdict, ...] = ("yes", "no", "unknown")
        return Answer(verdicts[len(text) % 3], text)

    def pack(self, series_id: str) -> Pack:
        """A whole pack; if `full`, somebody new comes into every episode."""
        start = Moment.start
        numbers = range(1, self.episodes + 1)
        series = self.series(series_id)
        opens = [start(1), *map(start, numbers)] if self.full else self._stamps(4)
        people = tuple(self.person(moment) for moment in opens)
        for _ in self.many(1, 2):
            people = self.joined(people, BEFORE)
        relations = tuple(
            self.relation(pair, moment)
            for pair in pairwise(people)
            for moment in sorted(
                self.moment(max(pair[0].unlock, pair[1].unlock)) for _ in self.many(1, 3)
            )
        )
        sections = [BEFORE, start(1), Moment.end(self.episodes)] if self.full else self._stamps(3)
        threads = [start(1), Moment.end(1)] if self.full else self._stamps(3)
        return Pack(
            series=series,
            cast=Cast(people, relations),
            episodes=tuple(map(self.episode, numbers)),
            review=tuple(map(self.section, sections)),
            threads=tuple(map(self.thread, threads)),
            asks=tuple(self.ask() for _ in self.many(2, 3)),
        )

    def _times(self, earliest: Moment, most: int) -> list[Moment]:
        """A few moments in order, each after the other, all after the earliest."""
        left = range(earliest.position + 1, 2 * self.episodes + 1)
        return sorted(map(Moment, self.rng.sample(left, min(len(left), len(self.many(0, most))))))

    def _stamps(self, most: int) -> list[Moment]:
        return [self.moment(BEFORE) for _ in range(self.rng.randint(0, most))]

    def _name(self, name: str, opens: Moment) -> str:
        return f"{name} {self.words(opens, 'm', 1, 1)}"

    def _date(self) -> str:
        rng = self.rng
        return f"{rng.randint(1970, 2024)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
