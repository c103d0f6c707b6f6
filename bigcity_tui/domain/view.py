"""The view: everything that may be shown at one time, immutable; nothing locked is in its reach."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import pairwise

from bigcity_tui.domain import documents
from bigcity_tui.domain.blocks import Block, Document, EpisodeRow, Page, UserEntry
from bigcity_tui.domain.edition import Edition, KnownPerson
from bigcity_tui.domain.errors import CompanionError, UsageError
from bigcity_tui.domain.history import History, Status, Viewing, episode_number, question_place
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.operations import SERIES_ITEM
from bigcity_tui.domain.pack import Episode
from bigcity_tui.domain.progress import Progress, Seen
from bigcity_tui.domain.record_page import entry_of, record_page
from bigcity_tui.domain.search import Hit, Index
from bigcity_tui.domain.series import Strict
from bigcity_tui.domain.spelling import named


class View(Strict):
    """Everything that may be shown now, or could be at an earlier moment (`as_of`).

    `notice` is a line on why the record cannot be trusted or written. `peeked` holds the episodes
    that were opened on purpose. `seen` is what the viewer has read; None for all of it.
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
        return self.current.status(self.edition.series, self.moment)

    def own(self, item: str) -> UserEntry:
        *earlier, now = self.history.viewings
        found = ((each.number, entry_of(each, item)) for each in earlier)
        past = tuple((number, own) for number, own in found if own != UserEntry())
        return entry_of(now, item)._replace(earlier=past)

    def part(self, number: object) -> str:
        return self.edition.series.part(number)

    @cached_property
    def rows(self) -> tuple[EpisodeRow, ...]:
        return tuple(map(self._row, range(1, self.edition.series.episodes + 1)))

    def _row(self, number: int) -> EpisodeRow:
        series, progress, own = self.edition.series, self.progress, self.own(str(number))
        state, heading = progress.state(number), self.edition.episodes[number - 1].heading
        is_waiting = state != "unwatched" and self.moment < Moment.start(number)
        return EpisodeRow(
            number,
            state,
            heading.text if heading else None,
            series.director(number),
            series.length(number),
            series.coming(number, self.today),
            progress.watched.get(number),
            own.rating,
            own.note,
            self.moment >= Moment.end(number),
            progress.missing_before(number) if is_waiting else (),
            own.earlier,
        )

    def document(self, key: str) -> Document:
        """Return a document by its key, a peeked episode opened; UsageError if there is none."""
        edition = self.edition
        if episode_number(key) in self.peeked:
            opened = (self.peeked.get(found.number, found) for found in edition.episodes)
            edition = edition._replace(episodes=tuple(opened))
        return self._document(key, edition)

    def titled(self, title: str) -> Document | None:
        """Return what is open under a title: an episode, a person, or the part of a page."""
        asked = title.casefold()
        for row in self.rows:
            if row.heading and row.heading.casefold() == asked:
                return self.document(str(row.number))
        for person in self.edition.people:
            if asked in map(str.casefold, person.former):
                return self.person_document(person)
        for page in self._pages(range(1, self.edition.series.episodes + 1)):
            starts = [i for i, b in enumerate(page.blocks) if b.kind in ("title", "heading")]
            for start, end in pairwise([*starts, len(page.blocks)]):
                if page.blocks[start].text.casefold() == asked:
                    return page._replace(blocks=page.blocks[start:end])
        return None

    def _document(self, key: str, edition: Edition) -> Document:
        number = episode_number(key)
        if number is not None and 1 <= number <= edition.series.episodes:
            return documents.episode(edition, self._row(number), self.own(key))
        match key:
            case Page.NEW:
                numbers = (e.number for e in edition.episodes if str(e.number) in self._with_news)
                return documents.new(edition, self._pages(numbers), self.is_new, self._after())
            case Page.ABOUT:
                return documents.about(edition)
            case Page.REVIEW:
                return documents.review(edition, self.own(SERIES_ITEM))
            case Page.THREADS:
                return documents.threads(edition)
            case Page.PEOPLE:
                return documents.people(edition)
            case Page.RECORD:
                return record_page(edition, self.history.viewings)
        choices = f"{', '.join(Page)}, or an episode from 1 to {edition.series.episodes}"
        raise UsageError(f"there is no document {key!r}: choose {choices}")

    # -- what is new ------------------------------------------------------------------------

    def is_new(self, block: Block) -> bool:
        if block.opened is None or self.seen is None:
            return False
        return self.seen.of(block.opened.page) < block.opened.at <= self.moment

    def new_pages(self, document: Document) -> frozenset[str]:
        opened = (block.opened for block in document.blocks if self.is_new(block))
        return frozenset(found.page for found in opened if found)

    def has_new(self, page: str, person: KnownPerson | None = None) -> bool:
        if person is not None:
            return not self._with_news.isdisjoint(person.pages.values())
        if page == Page.PEOPLE:
            return any(self.has_new(page, person) for person in self.edition.people)
        return bool(self._with_news) if page == Page.NEW else page in self._with_news

    @cached_property
    def _with_news(self) -> frozenset[str]:
        if self.seen is None or self.seen.base >= self.moment:
            return frozenset()
        # Without the pages of episodes, which take long to make where there are many.
        told = (
            str(each.number)
            for each in self.edition.episodes
            for part in (each.recap, *each.notes, *each.questions)
            if part and self.seen.of(str(each.number)) < part.unlock
        )
        return frozenset(told).union(*map(self.new_pages, self._pages(())))

    def _pages(self, episodes: Iterable[int]) -> Iterator[Document]:
        """All that tells something, in the order in which one would read it."""
        for number in episodes:
            yield self._document(str(number), self.edition)
        yield from map(self.person_document, self.edition.people)
        for page in (Page.THREADS, Page.REVIEW):
            yield self._document(page, self.edition)

    def _after(self) -> str:
        status = self.status
        if status.next is None:
            return "There is nothing more to come."
        which = self.part(status.next).capitalize()
        waits = self.rows[status.next - 1].waits_for
        when = "all before it are watched too" if waits else "it is over"
        on = f"{which} is on; its notes open when {when}."
        return f"{which} comes next." if status.watching is None else on

    def opened_since(self, moment: Moment) -> str:
        return documents.opened_since(self.edition, moment)

    def questions(self, number: int) -> tuple[str, ...]:
        found = self.edition.episodes[number - 1 : number]
        return tuple(Block("question", q.text).plain for each in found for q in each.questions)

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
        names = ", ".join(person.name for person in found)
        nobody = f"nobody known so far is called {name!r}"
        raise CompanionError(f"{name!r} may be any of: {names}" if found else nobody)

    def person_document(self, person: KnownPerson) -> Document:
        return documents.person(self.edition, person)
