"""A series of a thousand episodes and a record of twenty thousand operations, both made up.

Words are as frequent as in real prose (Zipf's law): a few are everywhere, most are rare. The same
numbers always make the same pack and record.
"""

import os
import re
from collections.abc import Callable
from itertools import accumulate
from random import Random

from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.domain.operations import FIRST_PASS, Change, Operation, change
from bigcity_tui.domain.pack import (
    Actor,
    Answer,
    Ask,
    Cast,
    Entry,
    Episode,
    EpisodeAnswer,
    Note,
    NoteKind,
    Pack,
    Person,
    Relation,
    Section,
    Text,
    Thread,
)
from bigcity_tui.domain.series import Director, Link, Novel, Score, Series
from bigcity_tui.store.record import Record
from tests.packs import write_pack

SERIES_ID = "the-long-road"
WORDS = 12_000
"""How many different words there are."""

CLOCK = 1_700_000_000_000
"""When the record begins, in milliseconds since 1970, UTC."""

_KINDS: tuple[NoteKind, ...] = ("theme", "character", "symbol", "review")
_ONSETS = re.findall(r"\w+", "b bl br d dr f fl g gr h j k l m n p r s sh st t th tr v w")
_VOWELS = re.findall(r"\w+", "a e i o u ai ea oo ou")
_CODAS = ["", *re.findall(r"\w+", "n r l s t m nd rk st ng")]
_HANGUL = "가나다라마바사아자차카타파하고노도로모보소"
_SHORT = re.findall(r"\w+", "the of and to a in it was that he she is on for with as at his her")


class Writer:
    """Writes prose from an invented vocabulary."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        made = dict.fromkeys(_SHORT)
        while len(made) < WORDS:
            made[self._word()] = None
        self._words = list(made)
        self._weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(made))))
        self._ids = 0

    def _word(self) -> str:
        rng = self.rng
        if rng.random() < 0.02:
            return "".join(rng.choices(_HANGUL, k=rng.randint(2, 4)))
        parts = rng.choices((1, 2, 3), (4, 5, 1))[0]
        return "".join(
            rng.choice(_ONSETS) + rng.choice(_VOWELS) + rng.choice(_CODAS) for _ in range(parts)
        )

    def id(self) -> str:
        """An id that nothing else has."""
        self._ids += 1
        return f"x{self._ids}"

    def words(self, least: int, most: int) -> list[str]:
        """So many words, common ones more often."""
        count = self.rng.randint(least, most)
        return self.rng.choices(self._words, cum_weights=self._weights, k=count)

    def heading(self) -> str:
        """A few words that begin with a capital."""
        return " ".join(self.words(2, 5)).capitalize()

    def sentence(self) -> str:
        """A sentence; now and then a word in it is emphasised."""
        words = self.words(7, 24)
        if self.rng.random() < 0.1:
            words[3] = f"*{words[3]}*"
        return f"{' '.join(words).capitalize()}."

    def paragraph(self, least: int = 3, most: int = 7) -> str:
        """Some sentences."""
        return " ".join(self.sentence() for _ in range(self.rng.randint(least, most)))

    def name(self) -> str:
        """Two words with capitals."""
        return " ".join(self._word().capitalize() for _ in range(2))


def large_pack(episodes: int = 1_000, notes_each: int = 5, seed: int = 0) -> Pack:
    """A made-up pack; people, threads and review grow with the square root of its length."""
    writer = Writer(seed)
    rng = writer.rng
    some = max(4, int(2 * episodes**0.5))

    def moments(count: int, first: int = 1) -> list[Moment]:
        return sorted(Moment(rng.randint(first, 2 * episodes)) for _ in range(count))

    met = [Moment.start(1), *moments(some)[1:]]  # one at least: without any there is no cast
    people = tuple(_person(writer, moment, moments) for moment in met)
    return Pack(
        series=_series(writer, episodes),
        cast=Cast(people, _relations(writer, people, 2 * some, episodes)),
        episodes=tuple(_episode(writer, number, notes_each) for number in range(1, episodes + 1)),
        review=tuple(
            Section(
                writer.id(),
                moment,
                writer.heading(),
                tuple(Text(moment, writer.paragraph()) for _ in range(3)),
            )
            for moment in moments(some)
        ),
        threads=tuple(
            Thread(
                writer.id(),
                moment,
                writer.heading(),
                tuple(
                    Entry(opens, opens.episode, writer.paragraph())
                    for opens in moments(some // 2, moment.position)
                ),
            )
            for moment in moments(max(2, some // 4))
        ),
        asks=tuple(
            Ask(
                writer.heading() + "?",
                Answer("yes", writer.sentence()),
                (EpisodeAnswer(rng.randint(1, episodes), "yes", writer.sentence()),),
            )
            for _ in range(8)
        ),
    )


def _series(writer: Writer, episodes: int) -> Series:
    return Series(
        id=SERIES_ID,
        unlock=BEFORE,
        title="The Long Road",
        original_title="긴 길",
        country="Nowhere",
        year=2020,
        genre="saga",
        episodes=episodes,
        minutes=50,
        released="2020-02-20",
        blurb=(writer.paragraph(),),
        about=(writer.paragraph(),),
        novel=Novel(writer.name(), "긴길", writer.sentence()),
        directors=(Director(writer.name(), tuple(range(1, episodes + 1))),),
        links=(Link("Example", "A page", "https://example.org/"),),
        score=Score(8.5, writer.name()),
    )


def _person(writer: Writer, opens: Moment, moments: "Callable[[int, int], list[Moment]]") -> Person:
    name = writer.name()
    return Person(
        id=writer.id(),
        unlock=opens,
        name=name,
        facts=tuple(Text(at, writer.sentence()) for at in moments(6, opens.position)),
        actors=(Actor(writer.name(), "김가나", "1990-01-02", (writer.sentence(),)),),
        aliases=(name.replace(" ", "-"),),
    )


def _relations(
    writer: Writer, people: tuple[Person, ...], count: int, episodes: int
) -> tuple[Relation, ...]:
    made = []
    for _ in range(count):
        one, other = writer.rng.sample(people, 2)
        first = max(one.unlock, other.unlock).position
        opens = Moment(writer.rng.randint(first, 2 * episodes))
        bond, text = writer.words(1, 1)[0], writer.sentence()
        made.append(Relation(opens, (one.id, other.id), bond, text))
    return tuple(sorted(made, key=lambda each: each.unlock))


def _episode(writer: Writer, number: int, notes: int) -> Episode:
    start, end = Moment.start(number), Moment.end(number)
    return Episode(
        number=number,
        unlock=BEFORE,
        heading=Text(start, writer.heading()),
        recap=Text(Moment.end(number - 1), writer.paragraph()) if number > 1 else None,
        notes=tuple(
            Note(
                writer.id(),
                start if which == 0 else end,
                writer.rng.choice(_KINDS),
                writer.heading(),
                tuple(writer.paragraph() for _ in range(2)),
            )
            for which in range(notes)
        ),
        questions=tuple(Text(end, writer.sentence()) for _ in range(3)),
    )


def write_large_pack(folder: str, episodes: int = 1_000, notes_each: int = 5) -> str:
    """Write the pack as files, unless that was done before; the folder."""
    if not os.path.exists(os.path.join(folder, "asks.json")):
        write_pack(large_pack(episodes, notes_each), folder)
    return folder


def write_long_record(home: str, watched: int, operations: int, seed: int = 0) -> None:
    """Write a record in which so many episodes are watched, by so many operations."""
    record = Record.open(home, lambda: CLOCK + 10**9)
    record.merge(long_record(watched, operations, seed))
    record.close()


def long_record(watched: int, operations: int, seed: int = 0) -> list[Operation]:
    """What one device did: each episode watched in turn, and then rated and noted over and over."""
    writer = Writer(seed)
    rng = writer.rng
    written: dict[str, str] = {}
    done: list[Operation] = []

    def do(made: Change) -> None:
        at = CLOCK + 60_000 * len(done)
        op_id, batch = rng.randbytes(16).hex(), rng.randbytes(16).hex()
        done.append(Operation(op_id, batch, at, "d" * 32, at, SERIES_ID, made))

    def note(item: str) -> None:
        over = [written[item]] if item in written else []
        do(change(FIRST_PASS, item, "note", text=writer.paragraph(1, 2), over=over))
        written[item] = done[-1].id

    for number in range(1, watched + 1):
        do(change(FIRST_PASS, number, "progress", state="watching"))
        do(change(FIRST_PASS, number, "progress", state="watched", on="2024-10-21"))
    while len(done) < operations:
        item = str(rng.randint(1, watched))
        if rng.random() < 0.5:
            note(item)
        else:
            do(change(FIRST_PASS, item, "rating", score=rng.randint(1, 20) / 2))
    return done[:operations]
