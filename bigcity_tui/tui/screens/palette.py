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

    CSS_PATH = "palette.tcss"

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
