"""The main screen: it lays out the panes, binds them to the view, and is what commands act on."""

from collections import deque
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual import on, work
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.notifications import SeverityLevel
from textual.reactive import Reactive, var
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import NoActiveWorker, Worker, get_current_worker

from bigcity_tui.domain.blocks import Page, PageLink, PersonLink
from bigcity_tui.domain.errors import CompanionError
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.view import View
from bigcity_tui.store.preferences import Preferences
from bigcity_tui.tui import places
from bigcity_tui.tui.changes import Changes
from bigcity_tui.tui.command import ALL, Command, RefusedError
from bigcity_tui.tui.commands.navigation import PANES, ask_whether_same, leave, pages_in_order
from bigcity_tui.tui.commands.progress import ask_how_far
from bigcity_tui.tui.commands.reading import follow
from bigcity_tui.tui.commands.table import bindings
from bigcity_tui.tui.dialogs.dialog import Dialog, close_what_locks, locks
from bigcity_tui.tui.reading_marks import ReadingMarks
from bigcity_tui.tui.styles.sheets import fit, sheet
from bigcity_tui.tui.widgets.bars import LEAST, KeyBar, TopBar
from bigcity_tui.tui.widgets.cast import CastList, PersonPage
from bigcity_tui.tui.widgets.episodes import City, EpisodeList
from bigcity_tui.tui.widgets.menu import LinkChosen, LinkHighlighted
from bigcity_tui.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from bigcity_tui.tui.app import BigCityApp
    from bigcity_tui.tui.following import Following

T = TypeVar("T")
W = TypeVar("W", bound=Widget)

SET_AT_FIRST, SET_AFTER = 0.3, 0.02
"""Seconds until the pages beside this one are set, at first and after a turn: it is painted."""

POLL = 1.0  # seconds between two looks at whether another program has changed the record


class MainScreen(Screen[None]):
    DEFAULT_CSS = sheet("main")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(),
        Binding("escape", "leave", show=False, priority=True),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (LEAST.width, "-one"), (80, "-two"), (110, "-three")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LEAST.height, "-high"), (30, "-tall")]  # noqa: RUF012
    AUTO_FOCUS = "#episodes"

    view: var[View] = var(cast(View, None))
    page: var[str] = var("about")
    person: var[str] = var("")  # who is shown in the cast; empty for whoever comes first
    begun: var[frozenset[str]] = var(frozenset())
    """The pages with something new that one is in the middle of."""
    pane: var[str] = var("episodes")
    playing: var[str] = var("")
    """What a player that is followed plays, as the line at the top has it."""
    wide: var[bool] = var(False, toggle_class="-wide-reader")
    list_width: var[int] = var(0, init=False)  # of the episodes; 0 leaves it to the style sheet
    cast_hidden: var[bool] = var(False, toggle_class="-no-cast")

    def __init__(self, app: "BigCityApp", preferences: Preferences, as_of: Moment | None) -> None:
        super().__init__(classes="-at-episodes")
        self.companion = companion = app.companion
        self.host = app
        self.commands: Mapping[str, Command] = app.commands
        self._preferences = preferences
        self._as_of = as_of
        self._barrier = app.barrier
        self.marks = ReadingMarks(preferences, companion.series.id)
        self.changes = Changes(self, as_of)
        self.write, self.change = self.changes.write, self.changes.change
        self.asked = False  # how far one is, the first question
        self.visiting = False  # a person in the cast, to whom one came from the reader
        self.answered: set[int] = set()
        """The questions to ask that were answered since the app was opened, or something locked."""
        self.topics: set[int] = set()
        """The questions to ask that are marked, by what they are kept by."""
        self.behind: deque[str] = deque(maxlen=50)  # pages from where one has gone
        self.ahead: deque[str] = deque(maxlen=50)
        self.following: Following | None = None
        self.set_reactive(MainScreen.view, self.marks.follow(companion.view(as_of)))

    def _compositor_refresh(self) -> None:
        # Private in Textual, which would make frames that are not shown yet, or part of one before
        # all of it, and paint this under a dialog with every message that comes here
        # (textual/screen.py, 8.2.8); tests hold it.
        comes_whole = self.is_current and self._repaint_required
        if not (self.app._batch_count or comes_whole):  # noqa: SLF001
            super()._compositor_refresh()
        if self.app.screen is not self:
            self._repaint_required = False

    def open(self) -> None:
        """Leave the first frame to the layout that is due: a repaint would paint it again."""
        self._repaint_required = False
        self._setting.resume()

    def compose(self) -> ComposeResult:
        keys = {name: command.shown for name, command in self.commands.items()}
        yield self._bound(TopBar(author=self.companion.author), MainScreen.playing)
        yield Static(id="notice")
        with Horizontal(id="panes"):
            with Vertical(id="list"):
                yield self._bound(EpisodeList(id="episodes"), MainScreen.page, MainScreen.begun)
                yield self._bound(City())
            yield self._bound(Reader(keys, id="reader"), MainScreen.page)
            with Vertical(id="cast") as pane:
                pane.border_title = "3 Cast"
                yield self._bound(CastList(id="people"), MainScreen.person)
                yield self._bound(PersonPage(id="person"), MainScreen.person)
        yield self._bound(City(id="city"))
        bar = KeyBar(self.commands.values(), self.behind, changing=self._as_of is None)
        yield self._bound(bar, MainScreen.pane, MainScreen.page)

    def _bound(self, widget: W, *others: Reactive[Any]) -> W:
        """Have a widget show the view, from the beginning on, and what else it has to know."""
        widget.set_reactive(MainScreen.view, self.view)
        return widget.data_bind(MainScreen.view, *others)

    def on_mount(self) -> None:
        fit(self)
        self._give_room(self.view, update=False)
        self.set_interval(POLL, self.look_again)
        kept = self._preferences.load(self.companion.series.id)
        places.restore(self, kept)
        self._setting = self.set_timer(SET_AT_FIRST, self._set_neighbours, pause=True)
        if kept.get("follow") is True and self._as_of is None:
            self.begin_following()
        if self.companion.doubt:
            self.start(partial(ask_whether_same, self, self.companion.doubt))
        elif not self.asked and self._as_of is None:
            self.start(partial(ask_how_far, self))

    def begin_following(self) -> "Following":
        from bigcity_tui.tui.following import Following  # many never follow one

        self.following = Following(self, POLL)
        return self.following

    def keep_places(self, theme: str) -> None:
        self._mark_what_was_read()
        if self._as_of is None:
            kept = {**places.to_store(self), "theme": theme, "follow": self.following is not None}
            self._preferences.save(self.companion.series.id, kept)

    @property
    def chosen(self) -> str:
        """The page under the highlight, which is ahead of what is shown when keys come fast."""
        episodes = self.query_one(EpisodeList)
        to = episodes.target(episodes.cursor)
        return to.page if isinstance(to, PageLink) else self.page

    @property
    def reader(self) -> Reader:
        return self.query_one(Reader)

    def action_command(self, name: str) -> None:
        self.start(partial(self.commands[name].act, self))

    def action_leave(self) -> None:
        self.start(partial(leave, self))

    def start(self, act: Callable[[], Coroutine[Any, Any, None] | None]) -> None:
        """Run a command as a worker; keys wait until it has asked, begun to write, or ended."""

        async def run() -> None:
            try:
                if (rest := act()) is not None:
                    await rest
            except RefusedError as refused:
                self.say(str(refused))
            except (CompanionError, SuspendNotSupported) as error:
                self.say(str(error), "error")
            finally:
                self._barrier.release(get_current_worker())

        worker: Worker[None] = self.run_worker(run)
        self._barrier.hold(worker)

    async def ask(self, dialog: Dialog[T]) -> T | None:
        """Return the answer to a dialog: keys wait until it is there, and again once it answers."""
        command = get_current_worker()
        dialog.answered.add_done_callback(lambda _: self._barrier.hold(command))
        await self.app.push_screen(dialog)
        self._barrier.release(command)
        return await dialog.answered

    def say(self, message: str, severity: SeverityLevel = "information") -> None:
        """Tell something in a toast, to the letter; news takes the place of all that was told."""
        if severity == "information":
            self.app.clear_notifications()
        self.notify(message, severity=severity, markup=False, timeout=6)

    def need_present(self) -> None:
        if self._as_of is not None:
            raise RefusedError("You are looking back; nothing can be changed from here.")

    def let_keys_go(self) -> None:
        with suppress(NoActiveWorker):  # while the app is being left
            self._barrier.release(get_current_worker())

    @work(exclusive=True, group="poll")
    async def look_again(self) -> None:
        await self.changes.look_again()

    def watch_view(self, old: View, new: View) -> None:
        """Have the dialogs follow, and let go of everything that may hold what has just locked."""
        self._give_room(new)
        for screen in self.app.screen_stack:
            if isinstance(screen, Dialog):
                screen.show_view(new)
        if locks(old, new):
            was = old.edition.person(self.person)
            same = (each.name for each in new.edition.people if was and each.page == was.page)
            self.person = next(same, "")  # by the name that they had before
            for kept in (self.answered, self.behind, self.ahead):
                kept.clear()
            close_what_locks(self.app)

    def _give_room(self, view: View, *, update: bool = True) -> None:
        """Give the city the whole width before and after the series, and the cast none if empty."""
        watched = len(view.status.watched)
        room = {"-city": watched in (0, view.status.episodes), "-nobody": not view.edition.people}
        self.update_classes(room, update=update)
        notice = self.query_one("#notice", Static)
        notice.display = view.notice is not None
        notice.update(Content(view.notice or ""))

    def _mark_what_was_read(self) -> None:
        """Mark what one comes from as read, if one got to its end: no longer new from now on."""
        pages: frozenset[str] = frozenset()
        for pane in (self.reader, self.query_one(PersonPage)):
            if pane.is_read and pane.document.key != Page.NEW:
                pages |= self.view.new_pages(pane.document)
        if pages:
            self.view = self.marks.read(self.view, pages)
        is_kept = self.page in self.reader.places.to_store(self.view)
        is_begun = is_kept and self.view.has_new(self.page)
        self.begun = self.begun | {self.page} if is_begun else self.begun - {self.page}

    def turn_to(self, key: str) -> None:
        if key != self.page:
            self._mark_what_was_read()
        self.reader.sought = ""
        self.page = key
        self._setting.stop()
        self._setting = self.set_timer(SET_AFTER, self._set_neighbours)

    def _set_neighbours(self) -> None:
        # What is new may be as long as all other pages together, and keys would wait.
        pages = [page for page in pages_in_order(self) if page != Page.NEW]
        here = pages.index(self.page) if self.page in pages else 0
        self.reader.expect(pages[max(0, here - 1) : here + 2])

    def show_page(self, key: str) -> None:
        if key != self.page:
            self._push_page()
        self.turn_to(key)
        self.go_to_pane("reader")

    def show_person(self, name: str) -> None:
        came_from = self.pane
        if came_from != "cast":
            self._push_page()
        self._mark_what_was_read()
        self.person = name
        self.go_to_pane("cast", "person")
        self.visiting = self.visiting or came_from == "reader"

    def _push_page(self) -> None:
        self.behind.append(self.page)
        self.ahead.clear()

    def go_to_pane(self, name: str, within: str = "") -> None:
        self._mark_what_was_read()
        if name != "reader":
            self.wide = False
        # At once, and not when the message loop comes to it: the next key is meant for this pane.
        target = within or next(each for each in self.stops() if PANES[each] == name)
        self._come_to(target)
        self.set_focus(self.query_one(f"#{target}"), scroll_visible=False)

    def _come_to(self, stop: str) -> None:
        self.pane = PANES[stop]
        at = {f"-at-{name}": name == self.pane for name in ALL}
        self.update_classes({**at, "-at-person": stop == "person"})

    def stops(self) -> list[str]:
        return [each for each in PANES if each != "people" or self.view.edition.people]

    def on_descendant_focus(self) -> None:
        if self.focused and self.focused.id in PANES:
            self._come_to(self.focused.id)

    def watch_pane(self, pane: str) -> None:
        self.visiting = self.visiting and pane == "cast"

    def watch_list_width(self, width: int) -> None:
        if self.children:
            styles = self.query_one("#list").styles
            styles.width = styles.min_width = styles.max_width = width or None

    @on(LinkHighlighted)
    def _highlighted(self, message: LinkHighlighted) -> None:
        match message.to:
            case PageLink(page) if page == self.chosen:  # and no key has gone on since
                self.turn_to(page)
            case PersonLink(name):
                self._mark_what_was_read()
                self.person = name

    @on(LinkChosen)
    def _chosen(self, message: LinkChosen) -> None:
        follow(self, message.to)
