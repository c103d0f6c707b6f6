"""Leaks to plant in the app: each breaks the gate in one place."""

from typing import Any

from rich.segment import Segment
from rich.style import Style
from textual.app import App, SystemCommand
from textual.geometry import Size
from textual.screen import Screen

from bigcity_tui.companion import Companion
from bigcity_tui.domain.history import episode_number
from bigcity_tui.domain.search import Passage
from bigcity_tui.domain.view import View
from bigcity_tui.store.preferences import Preferences
from bigcity_tui.tui.commands import navigation, reading
from bigcity_tui.tui.main import MainScreen
from bigcity_tui.tui.widgets.cast import CastList
from bigcity_tui.tui.widgets.layout import PageLayout
from bigcity_tui.tui.widgets.reader import Reader
from tests.noninterference.planting import Leak, Patch, before, chance, whole, wrapped

# -- in the app -----------------------------------------------------------------------------


def the_title_of_the_window(patch: Patch) -> None:
    def title(self: MainScreen) -> None:
        self.app.title = f"{whole.people} people"

    before(patch, MainScreen, "on_mount", title)


def bytes_that_paint_nothing(patch: Patch) -> None:
    def write(self: MainScreen) -> None:
        assert self.app._driver is not None
        self.app._driver.write(f"\x1b]0;{whole.people}\x07")

    before(patch, MainScreen, "on_mount", write)


def entries_of_the_palette(patch: Patch) -> None:
    def every(found: Any, host: MainScreen) -> Any:
        yield from found
        for person in whole.pack.cast.people:
            yield SystemCommand(person.name, "Show this person", lambda: None)

    wrapped(patch, navigation, "pages_and_people", every)


def a_tooltip(patch: Patch) -> None:
    def tell(self: Reader) -> None:
        self.tooltip = f"{len(repr(whole.pack))} characters"

    before(patch, Reader, "watch_page", tell)


def a_toast(patch: Patch) -> None:
    def tell(self: MainScreen) -> None:
        self.say(f"{whole.people} people wait for you.")

    before(patch, MainScreen, "watch_pane", tell)


def how_far_one_is_by_what_is_locked(patch: Patch) -> None:
    def moved(self: Reader) -> None:
        self.border_subtitle = f"{100 * (self.top + 1) / len(repr(whole.pack)):.6f} %"

    before(patch, Reader, "watch_top", moved)
    patch.setattr(Reader, "moved", moved)


def minutes_of_what_is_locked_in_the_border(patch: Patch) -> None:
    wrapped(patch, PageLayout, "minutes", lambda minutes, *_: minutes + whole.people)


def a_count_of_what_would_be_found(patch: Patch) -> None:
    def everywhere(found: Any, *_: Any) -> Any:
        return (*found, *[Passage(0, ())] * whole.people)

    wrapped(patch, reading, "search_page", everywhere)


def a_scrollbar_by_what_is_locked(patch: Patch) -> None:
    def size(self: Reader) -> Size:
        return Size(self.size.width, len(repr(whole.pack)) // 50)

    patch.setattr(Reader, "virtual_size", property(size, lambda *_: None), raising=False)


def rows_for_who_is_not_known(patch: Patch) -> None:
    def watch_view(self: CastList) -> None:
        self.styles.height = max(1, whole.people)
        self.prepare_anew()

    patch.setattr(CastList, "watch_view", watch_view)


def signs_for_what_is_locked(patch: Patch) -> None:
    def more(found: bool, self: View, page: str, *_: Any) -> bool:
        locked = chance((whole.pack.threads, page)) % 2 == 0
        return found or (self.seen is not None and locked)

    wrapped(patch, View, "has_new", more)


def a_style_by_what_is_locked(patch: Patch) -> None:
    def styled(segments: list[Segment], self: Reader, index: int) -> list[Segment]:
        style = Style(dim=True) if index < whole.people % 9 else None
        return list(Segment.apply_style(segments, style))

    wrapped(patch, Reader, "line_segments", styled)


def a_peek_without_asking(patch: Patch) -> None:
    def run(self: MainScreen, name: str) -> None:
        number = episode_number(self.chosen)
        if name == "peek" and number is not None:
            self.companion.peek(number)
            self.view = self.companion.view()
        else:
            real(self, name)

    real = MainScreen.action_command
    patch.setattr(MainScreen, "action_command", run)


def a_screenshot(patch: Patch) -> None:
    wrapped(patch, App, "export_screenshot", lambda svg, *_: f"{svg}<!-- {whole.people} -->")


def what_is_copied(patch: Patch) -> None:
    wrapped(patch, Screen, "get_selected_text", lambda text, _: f"{text} ({whole.people})")


def places_that_tell(patch: Patch) -> None:
    def save(self: Preferences, series: str, values: dict[str, object]) -> None:
        real(self, series, {**values, "people": whole.people})

    real = Preferences.save
    patch.setattr(Preferences, "save", save)


def pages_that_stay_after_an_undo(patch: Patch) -> None:
    real = Reader.watch_view

    def kept(self: Reader, old: View, new: View) -> None:
        pages = dict(self._pages)
        real(self, old, new)
        if old and new and new.moment < old.moment:
            self._pages.update(pages)

    patch.setattr(Reader, "watch_view", kept)


def a_peek_that_stays_after_an_undo(patch: Patch) -> None:
    class Kept(set[int]):
        def clear(self) -> None:
            return

    def make(self: Companion, *rest: Any, **more: Any) -> None:
        made(self, *rest, **more)
        self.peeked = Kept()

    made = Companion.__init__
    patch.setattr(Companion, "__init__", make)


APP = (
    Leak(the_title_of_the_window, "the first frame"),
    Leak(bytes_that_paint_nothing, "the first frame"),
    Leak(entries_of_the_palette, "ctrl+p"),
    Leak(a_tooltip, "the first frame"),
    Leak(a_toast, "app"),
    Leak(how_far_one_is_by_what_is_locked, "app"),
    Leak(minutes_of_what_is_locked_in_the_border, "app"),
    Leak(a_count_of_what_would_be_found, "type e"),
    Leak(a_scrollbar_by_what_is_locked, "the first frame"),
    Leak(rows_for_who_is_not_known, "the first frame"),
    Leak(signs_for_what_is_locked, "the first frame"),
    Leak(a_style_by_what_is_locked, "app"),
    Leak(a_peek_without_asking, "p"),
    Leak(a_screenshot, "shot"),
    Leak(what_is_copied, "copy"),
    Leak(places_that_tell, "the files left behind"),
)

LOCKED_AGAIN = (
    Leak(pages_that_stay_after_an_undo, "locked again"),
    Leak(a_peek_that_stays_after_an_undo, "locked again"),
)
