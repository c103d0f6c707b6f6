"""The main screen: three panes, two or one, and the way between them."""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.reactive import var
from textual.widget import Widget

from bigcity_tui.companion import Companion
from bigcity_tui.domain.links import ActionLink, EntryLink, Page, PageLink
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.typeset import MEASURE
from bigcity_tui.store.preferences import Preferences
from bigcity_tui.tui.commands import Command, bindings
from bigcity_tui.tui.messages import (
    LinkChosen,
    PageChosen,
    PageHighlighted,
    PersonChosen,
    PersonHighlighted,
)
from bigcity_tui.tui.screens.base import POLL, CompanionScreen
from bigcity_tui.tui.screens.layout import LAYOUT, fit
from bigcity_tui.tui.screens.reading import ReadingScreen
from bigcity_tui.tui.widgets.bars import SMALLEST, KeyBar, Notice, TopBar
from bigcity_tui.tui.widgets.cast import CastPane
from bigcity_tui.tui.widgets.episodes import PAGES, EpisodeList
from bigcity_tui.tui.widgets.reader import MEASURES, Reader

TARGETS = {"episodes": "#episodes", "reader": "#reader", "cast": "#people"}
"""What takes the focus in each pane."""


WIDTHS = (20, 60)
"""The narrowest and the widest list of episodes, in columns."""


class MainScreen(ReadingScreen):
    """The list of episodes, the reader and the cast."""

    DEFAULT_CSS = LAYOUT
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(),
        Binding("escape", "back", show=False, priority=True),
    ]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 (an instance variable in Textual)
        (0, "-narrow"),
        (SMALLEST.width, "-one"),
        (80, "-two"),
        (110, "-three"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (SMALLEST.height, "-high")]  # noqa: RUF012
    AUTO_FOCUS = "#episodes"

    pane: var[str] = var("episodes")
    """Which pane has the keys: `episodes`, `reader` or `cast`."""
    wide: var[bool] = var(False)
    """Whether the reader has the whole screen."""
    list_width: var[int] = var(0, init=False)
    """Columns of the list of episodes; 0 leaves that to the screen."""
    cast_hidden: var[bool] = var(False)
    """Whether the viewer has hidden the cast."""

    def __init__(
        self,
        companion: Companion,
        preferences: Preferences,
        as_of: Moment | None,
        commands: tuple[Command, ...],
    ) -> None:
        """Show what a companion shows; offer commands under the viewer's own keys."""
        super().__init__(companion, as_of)
        self.commands = commands
        self._preferences = preferences

    def compose(self) -> ComposeResult:
        """Lay out the bars and the panes."""
        yield TopBar(id="top").data_bind(CompanionScreen.view)
        yield Notice(id="notice").data_bind(CompanionScreen.view)
        with Horizontal(id="panes", classes="-at-episodes"):
            yield EpisodeList(id="episodes").data_bind(CompanionScreen.view, CompanionScreen.page)
            yield Reader(self.commands, id="reader").data_bind(
                CompanionScreen.view, CompanionScreen.page
            )
            yield CastPane(id="cast").data_bind(CompanionScreen.view, ReadingScreen.person)
        bar = KeyBar(self.commands, changing=self._as_of is None)
        yield bar.data_bind(MainScreen.pane)

    def on_mount(self) -> None:
        """Take up where one left off, and begin to look for changes."""
        fit(self)
        self.set_interval(POLL, self.look_again)
        kept = self._preferences.load(self.companion.series.id)
        if self.shown.moment.position >= whole(kept.get("moment"), 0):
            places = kept.get("places")
            self.reader.restore(places if isinstance(places, dict) else {})
        page = kept.get("page")
        self.page = page if isinstance(page, str) and self._exists(page) else self._first_page()
        self.reader.set_reactive(Reader.measure, whole(kept.get("measure"), MEASURE, MEASURES))
        self.list_width = whole(kept.get("list"), 0, WIDTHS)
        self.cast_hidden = kept.get("cast") is False
        if not kept.get("asked") and not self.shown.progress.watched and self._as_of is None:
            self.in_turn(self.ask_how_far())

    def _first_page(self) -> str:
        following = self.shown.status.next
        return str(following) if following else "review"

    @property
    def chosen(self) -> str:
        """The page under the highlight, which is ahead of what is shown when keys come fast."""
        return self.query_one(EpisodeList).key or self.page

    def keep_places(self, theme: str) -> None:
        """Keep the page, where one is in each document, how the screen is laid out, the theme."""
        if self._as_of is None:
            self._preferences.save(
                self.companion.series.id,
                {
                    "asked": True,
                    "page": self.page,
                    "moment": self.shown.moment.position,
                    "places": dict(self.reader.places()),
                    "measure": self.reader.measure,
                    "list": self.list_width,
                    "cast": not self.cast_hidden,
                    "theme": theme,
                },
            )

    def _exists(self, page: str) -> bool:
        keys = [str(row.number) for row in self.shown.rows()]
        return page in keys or page in [key for key, _ in PAGES]

    async def ask_how_far(self) -> None:
        """Ask how far one is, the first time."""
        from bigcity_tui.tui.screens.first_run import first_run

        answer = await self.ask(first_run(self.companion.series))
        if answer is not None and answer != "0":
            through = range(1, int(answer) + 1)
            await self.change(lambda: self.companion.watch(through, "unknown"))
        self.page = self._first_page()

    # -- what the panes tell ----------------------------------------------------------------

    @on(PageHighlighted)
    def _page_highlighted(self, message: PageHighlighted) -> None:
        self.turn_to(message.key)

    @on(PageChosen)
    def _page_chosen(self, message: PageChosen) -> None:
        self.show_page(message.key)

    @on(PersonHighlighted)
    def _person_highlighted(self, message: PersonHighlighted) -> None:
        self.person = message.name

    @on(PersonChosen)
    def _person_chosen(self, message: PersonChosen) -> None:
        self.show_person(message.name)

    @on(LinkChosen)
    async def _link_chosen(self, message: LinkChosen) -> None:
        match message.to:
            case ActionLink(action):
                await self.run_action(action)
            case EntryLink(item):
                self.in_turn(self.change_record(item))
            case to:
                self.follow(to)

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
        if self.children:
            panes = self.query_one("#panes")
            for name in TARGETS:
                panes.set_class(name == pane, f"-at-{name}")
            panes.set_class(self.wide, "-wide-reader")

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
        threads = self.shown.document("threads").blocks
        for index, block in enumerate(threads):
            if block.kind == "heading":
                to = PageLink(Page.THREADS, index)
                yield SystemCommand(
                    f"Thread · {block.text}", "Show this thread", partial(self.follow, to)
                )
        for person in self.shown.edition.people:
            yield SystemCommand(
                person.name, "Show this person", partial(self.show_person, person.name)
            )

    # -- the way between panes --------------------------------------------------------------

    def action_pane(self, name: str) -> None:
        """Go to a pane; it is shown first where it was not."""
        if name != "reader":
            self.wide = False
        self.pane = name
        # At once, and not when the message loop comes to it: the next key is meant for this pane.
        self.set_focus(self._target(name), scroll_visible=False)

    def _target(self, name: str) -> Widget:
        """What takes the focus in a pane; where nobody is in the cast, the words that say so."""
        nobody = name == "cast" and not self.shown.edition.people
        return self.query_one("#person" if nobody else TARGETS[name], Widget)

    def action_back(self) -> None:
        """Leave what is open: the search, the wide reader, the pane."""
        if self.reader.sought:
            self.reader.sought = ""
        elif self.wide:
            self.wide = False
        else:
            self.action_pane("episodes")

    def action_wide(self) -> None:
        """Give the reader the whole screen, or give it back."""
        self.action_pane("reader")
        self.wide = not self.wide

    def action_cast(self) -> None:
        """Hide the cast, or show it again."""
        self.cast_hidden = not self.cast_hidden
        if self.cast_hidden and self.pane == "cast":
            self.action_pane("reader")

    def watch_cast_hidden(self, hidden: bool) -> None:
        """Leave the cast's room to the reader; going to the cast shows it all the same."""
        if self.children:
            self.query_one("#panes").set_class(hidden, "-no-cast")

    def action_width(self, by: int) -> None:
        """Make the list of episodes wider or narrower."""
        width = self.list_width or self.query_one(EpisodeList).outer_size.width
        self.list_width = max(WIDTHS[0], min(WIDTHS[1], width + by))

    def watch_list_width(self, width: int) -> None:
        """Give the list its width, or leave it to the style sheet (0)."""
        if self.children:
            styles = self.query_one(EpisodeList).styles
            styles.width = styles.min_width = styles.max_width = width or None

    def action_help(self) -> None:
        """Show all keys, those of this pane first."""
        from bigcity_tui.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.commands, self.pane))


def whole(value: object, otherwise: int, within: tuple[int, int] | None = None) -> int:
    """A whole number that was kept, within bounds; another where there is none of the kind."""
    if not isinstance(value, int) or isinstance(value, bool):
        return otherwise
    return value if within is None or within[0] <= value <= within[1] else otherwise
