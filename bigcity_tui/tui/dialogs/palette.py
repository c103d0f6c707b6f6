"""The palette: everything by name, and every name to the letter.

Textual's own looks for what was typed in its own time, so that an enter key on its heels chooses
something else, and reads names as markup (textual/command.py, 8.2.8).
"""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import SystemCommand
from textual.content import Content
from textual.fuzzy import FuzzySearch
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from bigcity_tui.tui.dialogs.dialog import AROUND, Finder
from bigcity_tui.tui.styles.themes import DAY, MUTED, NIGHT

if TYPE_CHECKING:
    from bigcity_tui.tui.app import BigCityApp

ABOUT = {
    NIGHT.name: "The city at night",
    DAY.name: "The city by day",
    "ansi-dark": "The terminal’s own colours, on a dark ground",
    "ansi-light": "The terminal’s own colours, on a light ground",
}


class Palette(Finder[SystemCommand]):
    def __init__(
        self, entries: Iterable[SystemCommand], hint: str = "Find a command, a page, a person"
    ) -> None:
        super().__init__(hint)
        self._entries = list(entries)
        self._matcher = FuzzySearch()

    def show(self) -> None:
        query = self.field.value.strip()
        ranked = []
        for entry in self._entries:
            score, places = self._matcher.match(query, entry.title) if query else (1.0, ())
            if score:
                ranked.append((score, entry, places))
        ranked.sort(key=lambda found: -found[0])
        self.values = [entry for _, entry, _ in ranked]
        options = []
        for _, entry, places in ranked:
            name = Content(entry.title)
            for at in places:
                name = name.stylize("bold $accent", at, at + 1)
            options.append(Option(Content.assemble(name, (f"\n  {entry.help}", MUTED))))
        self.show_found(options, "No matches.")
        self.box.styles.height = AROUND + max(1, 2 * len(options))


class ThemePalette(Palette):
    """Finds themes; everything is seen in the one under the highlight."""

    HOLDS_NO_CONTENT = True

    def __init__(self, app: "BigCityApp") -> None:
        super().__init__(_themes(app), "Find a theme")

    @on(OptionList.OptionHighlighted)
    def _try_on(self, event: OptionList.OptionHighlighted) -> None:
        self.app.theme = self.values[event.option_index].title
        # Textual dresses anew every screen but the one on top (`App.refresh_css`, 8.2.8).
        self.app.call_next(self.app.update_styles, self)

    def on_unmount(self) -> None:
        """Go back to the theme in use, which is another by now if one was chosen."""
        app = cast("BigCityApp", self.app)
        app.call_later(lambda: app.choose_theme(app.chosen_theme))


def _themes(app: "BigCityApp") -> Iterable[SystemCommand]:
    """The theme in use, ours, the terminal's own colours, then all others by name."""
    for name in dict.fromkeys((app.chosen_theme, *ABOUT, *sorted(app.available_themes))):
        about = ABOUT.get(name, "One of the stock themes")
        now = " · in use" if name == app.chosen_theme else ""
        yield SystemCommand(name, f"{about}{now}", partial(app.choose_theme, name))
