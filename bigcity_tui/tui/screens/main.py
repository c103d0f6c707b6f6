"""The main screen: three panes, two or one, and the way between them."""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Static

from bigcity_tui.tui.commands import bindings
from bigcity_tui.tui.messages import PageChosen, PageHighlighted, PersonChosen, PersonHighlighted
from bigcity_tui.tui.screens.base import POLL, CompanionScreen, in_order
from bigcity_tui.tui.widgets.bars import KeyBar, TopBar
from bigcity_tui.tui.widgets.cast import CastPane
from bigcity_tui.tui.widgets.episodes import PAGES, EpisodeList
from bigcity_tui.tui.widgets.reader import Reader

TARGETS = {"episodes": "#episodes", "reader": "#reader", "cast": "#people"}
"""What takes the focus in each pane."""


class MainScreen(CompanionScreen):
    """The list of episodes, the reader and the cast."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(),
        Binding("escape", "back", show=False, priority=True),
    ]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 (an instance variable in Textual)
        (0, "-narrow"),
        (40, "-one"),
        (80, "-two"),
        (110, "-three"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (12, "-high")]  # noqa: RUF012
    AUTO_FOCUS = "#episodes"

    person: var[str] = var("")
    pane: var[str] = var("episodes")
    wide: var[bool] = var(False)

    def compose(self) -> ComposeResult:
        """Lay out the bars and the panes."""
        yield TopBar(id="top").data_bind(CompanionScreen.view)
        if self.shown.notice:
            yield Static(Content(self.shown.notice), id="notice")
        with Horizontal(id="panes", classes="-at-episodes"):
            yield EpisodeList(id="episodes").data_bind(CompanionScreen.view, CompanionScreen.page)
            yield Reader(id="reader").data_bind(CompanionScreen.view, CompanionScreen.page)
            yield CastPane(id="cast").data_bind(CompanionScreen.view, MainScreen.person)
        yield KeyBar(id="keys").data_bind(MainScreen.pane)
        yield Static(Content("Too small: 40 × 12 at least."), id="too-small")

    def on_mount(self) -> None:
        """Take up where one left off, and begin to look for changes."""
        self.set_interval(POLL, self.look_again)
        places = self.companion.places()
        if self.shown.moment.position >= _position(places.get("moment")):
            kept = places.get("places")
            self.query_one(Reader).restore(kept if isinstance(kept, dict) else {})
        page = places.get("page")
        following = self.shown.status.next
        first = str(following) if following else "review"
        self.page = page if isinstance(page, str) and self._exists(page) else first
        if not places.get("asked") and not self.shown.progress.watched and self._as_of is None:
            self.ask_how_far()

    @property
    def chosen(self) -> str:
        """The page under the highlight, which is ahead of what is shown when keys come fast."""
        return self.query_one(EpisodeList).key or self.page

    def keep_places(self) -> None:
        """Keep the page, and where one is in each document."""
        if self._as_of is None:
            self.companion.keep_places(
                {
                    "asked": True,
                    "page": self.page,
                    "moment": self.shown.moment.position,
                    "places": dict(self.query_one(Reader).places()),
                }
            )

    def _exists(self, page: str) -> bool:
        keys = [str(row.number) for row in self.shown.rows()]
        return page in keys or page in [key for key, _ in PAGES]

    @work
    async def ask_how_far(self) -> None:
        """Ask how far one is, the first time."""
        from bigcity_tui.tui.screens.first_run import first_run

        answer = await self.ask(first_run(self.companion.series))
        if answer is not None and answer != "0":
            through = range(1, int(answer) + 1)
            await self.change(lambda: self.companion.watch(through, None))
        following = self.shown.status.next
        self.page = str(following) if following else "review"

    # -- what the panes tell ----------------------------------------------------------------

    @on(PageHighlighted)
    def _page_highlighted(self, message: PageHighlighted) -> None:
        self._leave_search()
        self.page = message.key

    @on(PageChosen)
    def _page_chosen(self, message: PageChosen) -> None:
        self.show_page(message.key)

    @on(PersonHighlighted)
    def _person_highlighted(self, message: PersonHighlighted) -> None:
        self.person = message.name

    @on(PersonChosen)
    def _person_chosen(self, message: PersonChosen) -> None:
        self.show_person(message.name)

    def on_descendant_focus(self) -> None:
        """Know which pane one is in."""
        focused = self.focused
        for name, target in TARGETS.items():
            if focused is not None and focused is self.query_one(target):
                self.pane = name
        if focused is not None and focused.id == "person":
            self.pane = "cast"

    def watch_wide(self) -> None:
        """Show the reader alone, or all panes again."""
        self.watch_pane(self.pane)

    def watch_pane(self, pane: str) -> None:
        """Show the pane one is in where there is room for one alone."""
        if self.is_mounted:
            panes = self.query_one("#panes")
            panes.set_classes(f"-at-{pane}{' -wide-reader' if self.wide else ''}")

    def pages_and_people(self) -> Iterator[SystemCommand]:
        """Every page, and everybody known, as entries of the palette."""
        for row in self.shown.rows():
            heading = f" · {row.heading}" if row.heading else ""
            key = str(row.number)
            yield SystemCommand(
                f"Episode {key}{heading}", "Show this page", partial(self.show_page, key)
            )
        for key, name in PAGES:
            yield SystemCommand(name, "Show this page", partial(self.show_page, key))
        for person in self.shown.edition.people:
            yield SystemCommand(
                person.name, "Show this person", partial(self.show_person, person.name)
            )

    def show_page(self, key: str) -> None:
        """Show a page in the reader."""
        self._leave_search()
        self.page = key
        self.action_pane("reader")

    def show_person(self, name: str) -> None:
        """Show somebody in the cast."""
        self.person = name
        self.action_pane("cast")

    # -- the way between panes --------------------------------------------------------------

    def action_pane(self, name: str) -> None:
        """Go to a pane; it is shown first where it was not."""
        if name != "reader":
            self.wide = False
        self.pane = name
        target = self.query_one(TARGETS[name], Widget)
        if target.display and target.region:
            target.focus()
        else:
            self.call_after_refresh(target.focus)

    def action_back(self) -> None:
        """Leave what is open: the search, the wide reader, the pane."""
        if self.query_one(Reader).sought:
            self._leave_search()
        elif self.wide:
            self.wide = False
        else:
            self.action_pane("episodes")

    def action_wide(self) -> None:
        """Give the reader the whole screen, or give it back."""
        self.action_pane("reader")
        self.wide = not self.wide

    def action_next(self) -> None:
        """Show the next page."""
        self._turn(1)

    def action_previous(self) -> None:
        """Show the page before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        keys = [*(str(row.number) for row in self.shown.rows()), *(key for key, _ in PAGES)]
        self._leave_search()
        self.page = keys[max(0, min(len(keys) - 1, keys.index(self.page) + by))]

    # -- finding ----------------------------------------------------------------------------

    @in_order
    async def action_contents(self) -> None:
        """Show the headings of this page, and go to the one that is chosen."""
        from bigcity_tui.tui.screens.choice import Choice, ChoiceScreen

        reader = self.query_one(Reader)
        document = reader.document
        headings = [
            Choice(str(index), "", block.text if block.kind == "heading" else f"  {block.text}")
            for index, block in enumerate(document.blocks if document else ())
            if block.kind in ("title", "heading", "subheading")
        ]
        if len(headings) < 2:
            self.say("This page has no headings yet.")
            return
        chosen = await self.ask(ChoiceScreen("Contents", "", headings))
        if chosen is not None:
            reader.go_to(int(chosen))
            self.action_pane("reader")

    @in_order
    async def action_search(self) -> None:
        """Search what is open, and show what is chosen."""
        from bigcity_tui.tui.screens.search import SearchScreen

        reader = self.query_one(Reader)
        found = await self.ask(SearchScreen(self.shown, reader.sought))
        if found is None:
            return
        self.page = found.hit.document
        reader.sought = found.query
        reader.go_to(found.hit.block)
        self.action_pane("reader")

    def _leave_search(self) -> None:
        self.query_one(Reader).sought = ""

    def action_help(self) -> None:
        """Show all keys."""
        from bigcity_tui.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen())

    def action_hide(self) -> None:
        """Blank the screen until a key is pressed."""
        from bigcity_tui.tui.screens.hidden import HiddenScreen

        self.app.push_screen(HiddenScreen())


def _position(value: object) -> int:
    return value if isinstance(value, int) else 0
