"""Search as you type, over everything that is open."""

import asyncio

from textual import on, work
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from bigcity_tui.domain.search import MOST_HITS, Hit, excerpt_of
from bigcity_tui.domain.text import cells, count, fit, short
from bigcity_tui.domain.view import View
from bigcity_tui.tui.dialogs.dialog import AROUND, BACK, Finder
from bigcity_tui.tui.styles.themes import MUTED

PASSAGE = 5  # lines of the passage and its border, as in the style sheet


class SearchDialog(Finder[tuple[Hit, str]]):
    """Answers with the result that was chosen and the query that found it, or None.

    The words of all documents are listed by a thread when the screen opens; what is typed before
    that is done waits for it, the enter key too.
    """

    SHAPE = "-tall -wide"
    foot = (("↑ ↓", "choose", ""), ("enter", "opens", "choose"), BACK)

    def __init__(self, view: View, query: str) -> None:
        super().__init__("Search what is open", query)
        self._view = view
        self._passage = Static(classes="dialog--passage")
        self.body = (*self.body, self._passage)
        self._is_listed = self._is_entered = False

    def on_mount(self) -> None:
        self._list_words()

    @work
    async def _list_words(self) -> None:
        await asyncio.to_thread(self._view.search, "")
        self._is_listed = True
        self.show()
        if self._is_entered:
            self.action_choose()

    def show(self) -> None:
        query, otherwise = self.field.value, "Nothing open has these words."
        self.values = [(hit, query) for hit in self._view.search(query)] if self._is_listed else []
        if not query.strip():
            otherwise = "Words in any order, in notes too."
        elif not self._is_listed:
            otherwise = "…"
        width = self.list.size.width
        self.show_found([Option(_row(hit, width)) for hit, _ in self.values], otherwise)
        self._passage.display = bool(self.values)
        self._follow()
        number = len(self.values)
        self.box.styles.height = AROUND + (number + PASSAGE if number else 1)
        found = f"the best {number}" if number == MOST_HITS else count(number, "result")
        self.box.border_subtitle = found if number else ""

    def on_resize(self) -> None:
        self.call_after_refresh(self.show)

    @on(OptionList.OptionHighlighted)
    def _follow(self) -> None:
        index, passage = self.list.highlighted, Content("")
        if index is not None and self.values:
            hit, _ = self.values[index]
            width, lines = self.list.size.width - 2, 3 if self.has_class("-roomy") else 2
            passage = _excerpt(hit, lines * width, "bold $accent")
            if not hit.place.endswith(hit.text):
                passage = Content.assemble((short(hit.place, width), MUTED), "\n", passage)
        self._passage.update(passage, layout=False)

    def action_choose(self) -> None:
        if not self._is_listed:
            self._is_entered = True
            self.barrier.hold(self)  # what is typed behind it waits for the answer
            return
        if self.list.highlighted is not None:
            self.answer(self.values[self.list.highlighted])
        self.barrier.release(self)


def _excerpt(hit: Hit, size: int, style: str) -> Content:
    """So much of what was found, cut so that the first match is in sight."""
    text, matches = excerpt_of(hit.text, hit.spots, size)
    words = Content(text)
    for start, end in matches:
        words = words.stylize(style, start, end)
    return words


def _row(hit: Hit, width: int) -> Content:
    """A result on one line: where it stands, and the words around the match."""
    column = min(width // 2 - 8, 32)
    # What a heading is the place of is the heading itself.
    place = hit.title if hit.place.endswith(hit.text) else hit.place
    name, dot, _ = hit.title.partition(" · ")
    if dot and cells(place) > column:
        # Of an episode, its number says enough, and leaves room for what is found in it.
        place = name + place.removeprefix(hit.title)
    words = _excerpt(hit, width - column, "bold")
    return Content.assemble((fit(place, column), MUTED), "  ", words)
