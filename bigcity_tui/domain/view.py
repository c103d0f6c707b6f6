"""The view: everything that may be shown at one time, immutable; nothing locked is in its reach."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from bigcity_tui.domain import documents, news
from bigcity_tui.domain.blocks import Block, Document, PastEntry, UserEntry
from bigcity_tui.domain.edition import Edition, KnownPerson
from bigcity_tui.domain.errors import CompanionError, UsageError
from bigcity_tui.domain.history import (
    History,
    Status,
    Viewing,
    episode_number,
    question_place,
    status_of,
)
from bigcity_tui.domain.links import Page
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.operations import SERIES_ITEM
from bigcity_tui.domain.pack import Episode
from bigcity_tui.domain.progress import EpisodeState, Progress, Seen
from bigcity_tui.domain.record_page import record_page
from bigcity_tui.domain.search import Hit, Index
from bigcity_tui.domain.spelling import named
from bigcity_tui.domain.text import LONGEST, clean
from bigcity_tui.domain.values import day_text


class EpisodeRow(NamedTuple):
    """A line of the list of episodes; `waits_for` are the earlier ones that keep it locked."""

    number: int
    state: EpisodeState
    heading: str | None
    director: str | None
    minutes: int | None
    coming: str
    on: str | None
    rating: float | None
    note: str | None
    open: bool
    waits_for: tuple[int, ...]
    earlier: tuple[PastEntry, ...]


@dataclass(frozen=True)  # without slots, for the cached properties
class View:
    """Everything that may be shown now, or could be at an earlier moment (`as_of`).

    `history` holds what has returned of earlier viewings and no more. `notice` is a line on why the
    record cannot be trusted or written. `peeked` holds the episodes that were opened on purpose;
    only their own documents show them. `seen` is what the viewer has read; None for all of it.
    `today` is a date, which tells what is not out yet.
    """

    edition: Edition
    history: History
    notice: str | None
    as_of: Moment | None
    peeked: Mapping[int, Episode]
    seen: Seen | None = None
    today: str = ""

    @property
    def moment(self) -> Moment:
        return self.edition.moment

    @property
    def current(self) -> Viewing:
        return self.history.current

    @property
    def progress(self) -> Progress:
        return self.history.current.progress

    @property
    def status(self) -> Status:
        return status_of(self.edition.series, self.current, self.moment)

    def own(self, item: str) -> UserEntry:
        if len(self.history.viewings) == 1:
            return _entry(self.current, item)
        earlier = (PastEntry(old.number, _entry(old, item)) for old in self.history.viewings[:-1])
        return replace(
            _entry(self.current, item),
            earlier=tuple(each for each in earlier if each.own != UserEntry()),
        )

    def part(self, number: object) -> str:
        return self.edition.series.part(number)

    def rows(self) -> tuple[EpisodeRow, ...]:
        return self._rows

    @cached_property
    def _rows(self) -> tuple[EpisodeRow, ...]:
        headings = {
            episode.number: episode.heading.text
            for episode in self.edition.episodes
            if episode.heading
        }
        series = self.edition.series
        directors = series.directed()
        return tuple(
            EpisodeRow(
                number=number,
                state=self.progress.state(number),
                heading=headings.get(number),
                director=directors.get(number),
                minutes=series.length(number),
                coming=self._coming(number),
                on=self.progress.watched.get(number),
                rating=(own := self.own(str(number))).rating,
                note=own.note,
                open=self.moment >= Moment.end(number),
                waits_for=self.waits_for(number),
                earlier=own.earlier,
            )
            for number in range(1, series.episodes + 1)
        )

    def _coming(self, number: int) -> str:
        """When an episode that is not out yet will be, in words."""
        series = self.edition.series
        if series.is_out(number, self.today):
            return ""
        on = series.aired[number - 1]
        return f"out on {day_text(on)}" if on else "not out yet"

    def waits_for(self, number: int) -> tuple[int, ...]:
        if self.progress.state(number) == "unwatched" or self.moment >= Moment.start(number):
            return ()
        return self.progress.missing_before(number)

    def document(self, key: str) -> Document:
        """Return a document by its key, a peeked episode opened; UsageError if there is none."""
        number = episode_number(key)
        edition = self.edition
        if number in self.peeked:
            opened = (self.peeked.get(found.number, found) for found in edition.episodes)
            edition = replace(edition, episodes=tuple(opened))
        return self._document(key, edition)

    def titled(self, title: str) -> Document | None:
        """Return what is open under a title: an episode, a person, or the part of a page."""
        asked = title.casefold()
        for row in self.rows():
            if row.heading and row.heading.casefold() == asked:
                return self.document(str(row.number))
        for person in self.edition.people:
            if asked in map(str.casefold, person.former):
                return self.person_document(person)
        for page in self._pages():
            starts = [i for i, b in enumerate(page.blocks) if b.kind in ("title", "heading")]
            for start, end in pairwise([*starts, len(page.blocks)]):
                if page.blocks[start].text.casefold() == asked:
                    return replace(page, blocks=page.blocks[start:end])
        return None

    def _document(self, key: str, edition: Edition) -> Document:
        if key == Page.NEW:
            return news.new(edition, self._pages(new=True), self.is_new, self._after())
        if key == Page.ABOUT:
            return documents.about(edition)
        if key == Page.REVIEW:
            return documents.review(edition, self.own(SERIES_ITEM))
        if key == Page.THREADS:
            return documents.threads(edition)
        if key == Page.PEOPLE:
            return documents.people(edition)
        if key == Page.RECORD:
            viewings = [(each, _entries(each)) for each in self.history.viewings]
            return record_page(edition, viewings)
        number = episode_number(key)
        if number is None or not 1 <= number <= edition.series.episodes:
            raise UsageError(
                f"there is no document {key!r}: choose {', '.join(Page)},"
                f" or an episode from 1 to {edition.series.episodes}"
            )
        return documents.episode(edition, number, self.own(str(number)), self.waits_for(number))

    # -- what is new ------------------------------------------------------------------------

    def is_new(self, block: Block) -> bool:
        found = block.opened
        return (
            found is not None
            and self.seen is not None
            and self.seen.of(found.page) < found.at <= self.moment
        )

    def new_pages(self, document: Document) -> frozenset[str]:
        opened = (block.opened for block in document.blocks if self.is_new(block))
        return frozenset(found.page for found in opened if found)

    def has_new(self, page: str, person: KnownPerson | None = None) -> bool:
        if self.seen is None or self.seen.base >= self.moment:
            return False
        if person is not None:
            return not self._with_news.isdisjoint(person.pages.values())
        if page == Page.NEW:
            return bool(self._with_news)
        if page == Page.PEOPLE:
            return any(self.has_new(page, person) for person in self.edition.people)
        return page in self._with_news

    @cached_property
    def _with_news(self) -> frozenset[str]:
        seen = self.seen or Seen(self.moment)
        opened = news.latest(self.edition).items()
        return frozenset(page for page, at in opened if seen.of(page) < at)

    def _pages(self, *, new: bool = False) -> Iterator[Document]:
        """All that tells something, or what is `new`, in the order in which one would read it."""
        for number in range(1, self.edition.series.episodes + 1):
            if not new or str(number) in self._with_news:
                yield self._document(str(number), self.edition)
        for person in self.edition.people:
            if not new or self.has_new(Page.PEOPLE, person):
                yield self.person_document(person)
        for page in (Page.THREADS, Page.REVIEW):
            if not new or page in self._with_news:
                yield self._document(page, self.edition)

    def _after(self) -> str:
        if self.status.next is None:
            return "There is nothing more to come."
        if self.status.watching is not None:
            which = self.part(self.status.watching).capitalize()
            return f"{which} is on; its notes open when it is over."
        return f"{self.part(self.status.next).capitalize()} comes next."

    def opened_since(self, moment: Moment) -> str:
        return news.opened_since(self.edition, moment)

    def questions(self, number: int) -> tuple[str, ...]:
        return tuple(
            Block("question", asked.text).plain
            for each in self.edition.episodes
            if each.number == number
            for asked in each.questions
        )

    def question(self, item: str) -> str:
        episode, place = question_place(item) or (0, 0)
        found = self.questions(episode)
        if place > len(found):
            raise CompanionError(f"question {place} of {self.part(episode)} is not open")
        return found[place - 1]

    def search(self, query: str) -> tuple[Hit, ...]:
        """Where a query is found in everything that is open; a peek opens nothing here."""
        return self._index.search(query)

    @cached_property
    def _index(self) -> Index:
        episodes = (str(number) for number in range(1, self.edition.series.episodes + 1))
        others = (page for page in Page if page != Page.NEW)
        pages = (self._document(key, self.edition) for key in (*episodes, *others))
        return Index(pages, self.edition.people)

    def person(self, name: str) -> KnownPerson:
        found = named(self.edition.people, name)
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(person.name for person in found)
            raise CompanionError(f"{name!r} may be any of: {names}")
        raise CompanionError(f"nobody known so far is called {name!r}")

    def person_document(self, person: KnownPerson) -> Document:
        return documents.person(self.edition, person)


def _entry(viewing: Viewing, item: str) -> UserEntry:
    note = viewing.notes.get(item)
    return UserEntry(
        rating=viewing.ratings.get(item),
        note=clean(note.text, LONGEST) if note else None,
        others=tuple(clean(text, LONGEST) for text in note.others) if note else (),
        answers={
            place: tuple(clean(text, LONGEST) for text in found.texts)
            for place, found in viewing.answers.get(item, {}).items()
        },
    )


def _entries(viewing: Viewing) -> dict[str, UserEntry]:
    return {
        item: _entry(viewing, item) for item in {*viewing.ratings, *viewing.notes, *viewing.answers}
    }
