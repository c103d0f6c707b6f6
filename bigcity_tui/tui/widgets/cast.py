"""The cast: who is known by now, and the page of one of them."""

from rich.segment import Segment
from textual.reactive import var

from bigcity_tui.domain.blocks import Block, Document, Page, PersonLink
from bigcity_tui.domain.documents import NOBODY
from bigcity_tui.domain.edition import KnownPerson
from bigcity_tui.domain.text import cells, fit, short
from bigcity_tui.domain.typeset import MEASURE, Line, typeset
from bigcity_tui.domain.view import View
from bigcity_tui.tui.widgets.lines import Lines
from bigcity_tui.tui.widgets.menu import NEW, Menu

EMPTY = Document("nobody", "", (Block("closing", NOBODY),))


def shown(view: View, name: str) -> KnownPerson | None:
    """The person of a name, or else the first, if anybody is known."""
    return view.edition.person(name) or next(iter(view.edition.people), None)


class CastList(Menu):
    person: var[str] = var("")

    def watch_view(self, old: View, new: View) -> None:
        self.styles.height = max(1, len(new.edition.people))
        super().watch_view(old, new)

    def watch_person(self) -> None:
        self.light(self._shown)

    def prepare(self) -> tuple[int, int]:
        people = [PersonLink(person.name) for person in self.view.edition.people]
        return self.place(people, self._shown)

    @property
    def _shown(self) -> PersonLink | None:
        found = shown(self.view, self.person)
        return PersonLink(found.name) if found else None

    def row_parts(self, index: int) -> list[tuple[str, str]]:
        # The column of signs begins in the line and ends in the inset.
        person, width = self.view.edition.people[index], self.line_width - 1
        sign = f" {NEW}" if self.view.has_new(Page.PEOPLE, person) else " "
        name = short(person.name, width)
        actors = [actor.name for actor in person.actors]
        room = max(0, width - cells(name) - 1)
        actor = ", ".join(actors)
        if cells(actor) > room:
            actor = actors[0] if room >= min(cells(actors[0]), 6) else ""
        return [
            (name, "text"),
            (fit(" " + fit(actor, room, right=True), width - cells(name)), "meta"),
            (sign, "new"),
        ]


class PersonPage(Lines):
    person: var[str] = var("")
    document = EMPTY
    _lines: tuple[Line, ...] = ()

    def watch_person(self) -> None:
        self.is_read = False
        self.prepare_anew()

    def prepare(self) -> tuple[int, int]:
        found = shown(self.view, self.person)
        self.document = self.view.person_document(found) if found else EMPTY
        self._lines = typeset(self.document, min(self.line_width, MEASURE))
        self.end = len(self._lines) - 1
        return len(self._lines), 0

    def line_segments(self, index: int) -> list[Segment]:
        return [Segment(span.text, self.roles[span.role]) for span in self._lines[index].spans]
