"""The palette: everything by name, and every name to the letter.

Textual's own provider reads names as markup, in which that of a page or a person could be an action
(textual/command.py and textual/fuzzy.py, 8.2.8).
"""

from collections.abc import Iterable

from textual.app import SystemCommand
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content


class Palette(CommandPalette):
    """Finds everything by name, in the look of every other dialogue and without an emoji."""

    DEFAULT_CSS = """
Palette, Palette:ansi { background: $background 70%; }
Palette SearchIcon, Palette LoadingIndicator { display: none; }
Palette > Vertical, Palette > Vertical:dark {
    width: 72;
    max-width: 96%;
    height: auto;
    margin-top: 1;
    visibility: visible;
    border: round $primary;
    background: $surface;
    padding: 0 1;
}
Palette #--input, Palette #--input.--list-visible { border: none; padding: 0; }
Palette CommandInput, Palette CommandInput:focus {
    border: none;
    height: 1;
    padding: 0 1;
    margin: 0 0 1 0;
    background: $panel;
}
Palette #--results { overlay: none; height: auto; }
Palette CommandList, Palette CommandList:focus {
    border: none;
    max-height: 50vh;
    background: $surface;
    scrollbar-size-vertical: 1;
}
Palette CommandList > .option-list--option { padding: 0 1; text-style: none; }
"""

    def __init__(self) -> None:
        """Find what the app offers, and nothing of Textual's."""
        super().__init__([Everything], id="--command-palette")


class Everything(Provider):
    """Finds what the app offers by its name."""

    async def discover(self) -> Hits:
        """Offer everything, before anything is typed."""
        for title, about, callback, _ in sorted(self._commands(), key=lambda found: found.title):
            yield DiscoveryHit(Content(title), callback, text=title, help=about)

    async def search(self, query: str) -> Hits:
        """Offer what fits the letters that were typed, and set these off."""
        matcher = self.matcher(query)
        for title, about, callback, _ in self._commands():
            score, offsets = matcher.fuzzy_search.match(query, title)
            if score > 0:
                name = Content(title)
                for offset in offsets:
                    name = name.stylize(self.match_style or "", offset, offset + 1)
                yield Hit(score, name, callback, text=title, help=about)

    def _commands(self) -> Iterable[SystemCommand]:
        return self.app.get_system_commands(self.screen)
