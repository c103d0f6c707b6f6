"""What a pack holds: all companion content for one series, as frozen records.

The JSON files of a pack have exactly these shapes; what each field is for, authors read in the
schemas. Each text has a moment from which it may be seen: its own `unlock`, or that of the nearest
record around it. Ids tie records together; they carry no meaning and are never shown or stored.

Paragraphs are plain text. `*word*` is emphasis; a paragraph that begins with "> " is a quotation.
"""

from typing import Literal

from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.domain.series import Series, Strict

NoteKind = Literal["theme", "character", "symbol", "review"]
Verdict = Literal["yes", "no", "unknown"]
# What `pack check` looks at and a pack may do otherwise; lengths are hints.
StyleRule = Literal[
    "blank", "dash", "early-note", "ellipsis", "fact-length", "heading", "heading-length",
    "note-count", "note-length", "placeholder", "question-count", "quotation-mark", "recap",
    "recap-length",
]  # fmt: skip


class Text(Strict):
    """One paragraph or line (`text`) that opens at a moment (`unlock`)."""

    unlock: Moment
    text: str


class Actor(Strict):
    """Who plays a person; without a moment of their own they are known with the person."""

    name: str
    native_name: str | None = None
    born: str | None = None
    work: tuple[str, ...] = ()
    unlock: Moment | None = None


class Identity(Strict):
    """Who somebody turns out to be at a moment: the `person` of this id."""

    unlock: Moment
    person: str


class Person(Strict):
    """Somebody in the story, absent until introduced; facts in the order in which they open.

    Each of `later_names` takes the place of the one before, and `aliases` are never shown. From a
    moment on they and another (`is_also`) are one person, who goes by the other's name.
    """

    id: str
    unlock: Moment
    name: str
    facts: tuple[Text, ...]
    actors: tuple[Actor, ...] = ()
    aliases: tuple[str, ...] = ()
    later_names: tuple[Text, ...] = ()
    later_aliases: tuple[Text, ...] = ()
    is_also: Identity | None = None


class Relation(Strict):
    """What two people (by id) are to each other from a moment on.

    A later one of the same pair replaces an earlier in what is shown, which stays as history; of
    two that open at once, the one further down in the file is the later.
    """

    unlock: Moment
    people: tuple[str, str]
    bond: str
    text: str
    ended: bool = False


class Note(Strict):
    """A short essay about one episode, of a kind: a heading and a body, opening at once."""

    id: str
    unlock: Moment
    kind: NoteKind
    heading: str
    body: tuple[str, ...]


class Episode(Strict):
    """One episode: its number is public, and its recap tells episodes 1 to N − 1.

    A viewer's answer belongs to a question's place: a question may be reworded, and others added
    after the last, but none put before it, moved or taken out.
    """

    number: int
    unlock: Moment
    heading: Text | None = None
    recap: Text | None = None
    notes: tuple[Note, ...] = ()
    questions: tuple[Text, ...] = ()


class Section(Strict):
    id: str
    unlock: Moment
    heading: str
    paragraphs: tuple[Text, ...]


class Entry(Strict):
    """What one episode (by number) adds to a thread: a text."""

    unlock: Moment
    episode: int
    text: str


class Thread(Strict):
    """A motif that runs across episodes: a heading and its entries, in order."""

    id: str
    unlock: Moment
    heading: str
    entries: tuple[Entry, ...]


class Answer(Strict):
    """What the source says for the whole series; where it says nothing, it is unknown."""

    answer: Verdict
    text: str

    @property
    def in_full(self) -> str:
        """The text, which never leaves open whether it means yes, no or not known."""
        word = {"yes": "Yes", "no": "No", "unknown": "Not known"}[self.answer]
        begins = self.text.casefold().startswith(word.casefold())
        return self.text if begins else f"{word}. {self.text}"


class EpisodeAnswer(Strict):
    episode: int
    answer: Verdict
    text: str


class Ask(Strict):
    """A closed question that a viewer may want answered before watching.

    It is public; the answers open only when asked for and confirmed.
    """

    question: str
    series: Answer
    episodes: tuple[EpisodeAnswer, ...] = ()

    def of_episode(self, number: int) -> Answer:
        found = {each.episode: Answer(each.answer, each.text) for each in self.episodes}
        return found.get(number, Answer("unknown", "Not known: nothing of the kind is mentioned."))


class Cast(Strict):
    people: tuple[Person, ...]
    relations: tuple[Relation, ...] = ()


class Pack(Strict):
    """All companion content for one series, open and locked alike."""

    series: Series
    cast: Cast
    episodes: tuple[Episode, ...]
    review: tuple[Section, ...]
    threads: tuple[Thread, ...]
    asks: tuple[Ask, ...]

    @classmethod
    def unread(cls, series: Series) -> "Pack":
        """Return one of which there are the numbers of the episodes, and nothing else."""
        episodes = tuple(Episode(number, BEFORE) for number in range(1, series.episodes + 1))
        return cls(series, Cast(people=()), episodes, (), (), ())


class Term(Strict):
    term: str
    unlock: Moment


class Spelling(Strict):
    right: str
    wrong: tuple[str, ...]


class Vocabulary(Strict):
    """The words that a pack's authors watch, and the rules of style to ignore."""

    terms: tuple[Term, ...] = ()
    spellings: tuple[Spelling, ...] = ()
    ignore: tuple[StyleRule, ...] = ()
