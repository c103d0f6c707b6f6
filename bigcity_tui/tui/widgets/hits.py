"""The results of a search, one on each line: where it stands, and the words around the match."""

from rich.segment import Segment

from bigcity_tui.domain.links import PageLink
from bigcity_tui.domain.search import Hit
from bigcity_tui.domain.text import cells, fit
from bigcity_tui.tui.widgets.menu import Menu

LEAD = 12
"""How many characters at most stand before the first match, so that it is always in sight."""


class HitList(Menu, can_focus=False):
    """Shows results; the field in which one types keeps the keys."""

    _hits: tuple[Hit, ...] = ()
    _words: tuple[str, ...] = ()

    def show(self, hits: tuple[Hit, ...], words: tuple[str, ...]) -> None:
        """Show other results, the highlight on the first; or words, line by line, if none."""
        self._hits = hits
        self._words = words
        self.set_reactive(Menu.cursor, 0)
        self.show_anew()

    @property
    def hit(self) -> Hit | None:
        return self._hits[self.cursor] if self._hits else None

    def prepare(self) -> tuple[int, int]:
        hits = [PageLink(hit.document, hit.block) for hit in self._hits]
        return self.place(hits or [None] * len(self._words), None)

    def line_segments(self, index: int) -> list[Segment]:
        if self._hits:
            return super().line_segments(index)
        return [Segment(fit(self._words[index], self.line_width), self.roles["meta"])]

    def watch_cursor(self, row: int) -> None:
        self.light(row)
        super().watch_cursor(row)

    def row_parts(self, index: int) -> list[tuple[str, str]]:
        hit, width = self._hits[index], self.line_width
        column = min(width * 2 // 5, 32)
        # What a heading is the place of is the heading itself.
        place = hit.title if hit.place.endswith(hit.text) else hit.place
        name, dot, _ = hit.title.partition(" · ")
        if dot and cells(place) > column:
            # Of an episode, its number says enough, and leaves room for what is found in it.
            place = name + place.removeprefix(hit.title)
        return [(fit(place, column), "meta"), ("  ", "text"), *_around(hit, width - column - 2)]


def _around(hit: Hit, room: int) -> list[tuple[str, str]]:
    text = hit.excerpt
    at = text.rfind(" ", 0, max(0, hit.matches[0][0] - LEAD)) + 1
    parts = [("…", "text")] if at else []
    for start, end in hit.matches:
        parts += [(text[at:start], "text"), (text[start:end], "heading")]
        at = end
    parts.append((text[at:], "text"))
    fitting = []
    for part, role in parts:
        needed = cells(part)
        fitting.append((part if needed <= room else fit(part, room), role))
        room = max(0, room - needed)
    return [*fitting, (" " * room, "text")]
