"""The palette: everything by name, and every name to the letter.

Textual's own provider reads names as markup, in which that of a page or a person could be an action
(textual/command.py and textual/fuzzy.py, 8.2.8).
"""

from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual import on
from textual.app import SystemCommand
from textual.command import Command, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.worker import Worker, WorkerError

from bigcity_tui.tui.styles import sheet
from bigcity_tui.tui.styles.themes import DAY, NIGHT

if TYPE_CHECKING:
    from bigcity_tui.tui.app import BigCityApp

ABOUT = {
    NIGHT.name: "The city at night",
    DAY.name: "The city by day",
    "ansi-dark": "The terminal’s own colours, on a dark ground",
    "ansi-light": "The terminal’s own colours, on a light ground",
}


class Palette(CommandPalette):
    """Finds everything by name, in the look of every other dialog and without an emoji."""

    DEFAULT_CSS = sheet("palette")

    def __init__(
        self, offers: "type[Offers] | None" = None, hint: str = "Find a command, a page, a person"
    ) -> None:
        super().__init__([offers or Offers], placeholder=hint, id="--command-palette")

    def on_mount(self) -> None:
        self.query_one("#--container").border_subtitle = "enter chooses · esc back"

    @on(Input.Submitted)
    def _choose_what_was_typed(self, event: Input.Submitted) -> None:
        """Choose once it has been looked for: until then, others are under the highlight.

        Textual chooses what is there (`CommandPalette._select_or_command`, 8.2.8).
        """
        group = self._GATHER_COMMANDS_GROUP
        looking = [each for each in self.workers if each.group == group and not each.is_finished]
        if looking:
            event.stop()
            event.prevent_default()
            self._companion_app.barrier.hold(self)
            self.run_worker(self._choose_behind(looking[-1]))

    async def _choose_behind(self, looking: Worker[Any]) -> None:
        try:
            with suppress(WorkerError):
                await looking.wait()
            self._select_or_command()
        finally:
            self._companion_app.barrier.follow(self)
            self._companion_app.barrier.release(self)

    @property
    def _companion_app(self) -> "BigCityApp":
        return cast("BigCityApp", self.app)


class Offers(Provider):
    """Finds what the app offers by name, in the order in which it is declared."""

    def entries(self) -> Iterable[SystemCommand]:
        return self.app.get_system_commands(self.screen)

    async def discover(self) -> Hits:
        for title, about, callback, _ in self.entries():
            yield DiscoveryHit(Content(title), callback, text=title, help=f"  {about}")

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for title, about, callback, _ in self.entries():
            score, offsets = matcher.fuzzy_search.match(query, title)
            if score > 0:
                name = Content(title)
                for offset in offsets:
                    name = name.stylize(self.match_style or "", offset, offset + 1)
                yield Hit(score, name, callback, text=title, help=f"  {about}")


class Colours(Offers):
    """The themes: the one in use, ours, the terminal's own colours, then all others by name."""

    def entries(self) -> Iterable[SystemCommand]:
        app = cast("BigCityApp", self.app)
        names = app.available_themes
        for name in dict.fromkeys((app.chosen_theme, *ABOUT, *sorted(names))):
            if name in names:
                about = ABOUT.get(name, "A theme of Textual’s")
                now = " · in use" if name == app.chosen_theme else ""
                yield SystemCommand(name, f"{about}{now}", partial(app.choose_theme, name))


class ThemePalette(Palette):
    """Finds themes; everything is seen in the one under the highlight."""

    def __init__(self) -> None:
        super().__init__(Colours, "Find a theme")

    @on(OptionList.OptionHighlighted)
    def _try_on(self, event: OptionList.OptionHighlighted) -> None:
        if isinstance(event.option, Command):
            self.app.theme = str(event.option.hit.text)
            # Textual dresses anew every screen but the one on top (`App.refresh_css`, 8.2.8).
            self.app.call_next(self.app.update_styles, self)

    def on_unmount(self) -> None:
        """Go back to the theme in use, which is another by now if one was chosen."""
        app = cast("BigCityApp", self.app)
        app.call_later(lambda: app.choose_theme(app.chosen_theme))
