"""The cast: who is known by now, and the page of one of them."""

from rich.segment import Segment
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import var

from bigcity_tui.domain.blocks import Block, Document
from bigcity_tui.domain.documents import NOBODY
from bigcity_tui.domain.pack import Person
from bigcity_tui.domain.text import cells, fit
from bigcity_tui.domain.typeset import MEASURE, Line, typeset
from bigcity_tui.domain.view import View
from bigcity_tui.tui.messages import PersonChosen, PersonHighlighted
from bigcity_tui.tui.widgets.lines import Lines
from bigcity_tui.tui.widgets.menu import Menu

EMPTY = Document("nobody", "", (Block("closing", NOBODY),))
"""What stands in place of a person before there is one."""


class CastList(Menu):
    """One row per person known: name, and who plays them."""

    view: var[View | None] = var(None)
    """What may be shown now; bound by the screen."""
    person: var[str] = var("")

    def __init__(self, *, id: str) -> None:  # noqa: A002
        """Begin with nobody."""
        super().__init__(id=id)
        self._people: tuple[Person, ...] = ()

    def watch_view(self) -> None:
        """Show who is known in another view."""
        self.styles.height = max(1, len(self.view.edition.people) if self.view else 1)
        self.show_anew()

    def watch_person(self, name: str) -> None:
        """Follow the person who was chosen elsewhere."""
        index = self._index(name)
        if index is not None:
            self.light(index)

    def prepare(self) -> tuple[int, int]:
        """List who is known, the highlight on the person whose page is shown."""
        self._people = self.view.edition.people if self.view else ()
        return self.place(len(self._people), self._index(self.person) or 0)

    def _index(self, name: str) -> int | None:
        names = [person.name for person in self._people]
        return names.index(name) if name in names else None

    def highlighted(self, index: int) -> None:
        """Tell whom the highlight is on."""
        self.post_message(PersonHighlighted(self._people[index].name))

    def chosen(self, index: int) -> None:
        """Tell who was chosen."""
        self.post_message(PersonChosen(self._people[index].name))

    def row_parts(self, index: int) -> list[tuple[str, str]]:
        """One row: the name, and the actor as far as there is room."""
        person, width = self._people[index], self.line_width
        name = fit(person.name, min(width, cells(person.name)))
        actor = person.actor.name if person.actor else ""
        room = width - cells(name) - 2
        if room < min(cells(actor), 6):
            actor, room = "", max(0, room)
        return [
            (name, "text"),
            (fit("  " + fit(actor, room, right=True), width - cells(name)), "meta"),
        ]


class PersonPage(Lines):
    """What is known of one person by now."""

    view: var[View | None] = var(None)
    """What may be shown now; bound by the screen."""
    person: var[str] = var("")

    def __init__(self, *, id: str) -> None:  # noqa: A002
        """Begin with nobody."""
        super().__init__(id=id)
        self._lines: tuple[Line, ...] = ()

    def watch_view(self) -> None:
        """Show the same person in another view."""
        self.show_anew()

    def watch_person(self) -> None:
        """Show another person."""
        self.show_anew()

    def prepare(self) -> tuple[int, int]:
        """Set the page of the person, or of the first who is known."""
        if self.view is None:
            return 0, 0
        people = self.view.edition.people
        found = next((p for p in people if p.name == self.person), people[0] if people else None)
        document = self.view.person_document(found) if found else EMPTY
        self._lines = typeset(document, min(self.line_width, MEASURE))
        return len(self._lines), 0

    def line_segments(self, index: int) -> list[Segment]:
        """One line of the page."""
        return [Segment(span.text, self.roles[span.role]) for span in self._lines[index].spans]


class CastPane(Vertical):
    """The list above, the chosen person below."""

    DEFAULT_CSS = """
    CastPane {
        #people { height: 1; max-height: 50%; }
        #person { height: 1fr; border-top: solid $border-blurred; }
        #person:focus { border-top: solid $primary; }
        &.-nobody #people { display: none; }
        &.-nobody #person { border-top: none; }
    }
    """
    BORDER_TITLE = "3 Cast"

    view: var[View | None] = var(None)
    """What may be shown now; bound by the screen."""
    person: var[str] = var("")

    def watch_view(self, old: View | None, new: View | None) -> None:
        """Leave out the list while nobody is on it."""
        if new is not None:
            self.set_class(not new.edition.people, "-nobody", update=old is not None)

    def compose(self) -> ComposeResult:
        """Lay out list and page."""
        yield CastList(id="people").data_bind(CastPane.view, CastPane.person)
        yield PersonPage(id="person").data_bind(CastPane.view, CastPane.person)
