"""Search as you type, over everything that is open."""

import asyncio

from textual import on, work
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from bigcity_tui.domain.search import MOST_HITS, Hit
from bigcity_tui.domain.text import cells, count, fit
from bigcity_tui.domain.view import View
from bigcity_tui.tui.dialogs.dialog import BACK, Finder

LEAD = 12  # how many characters at most stand before the first match, so that it is always in sight


class SearchDialog(Finder[tuple[Hit, str]]):
    """Answers with the result that was chosen and the query that found it, or None.

    The words of all documents are listed by a thread when the screen opens; what is typed before
    that is done waits for it, the enter key too.
    """

    SHAPE = "-tall -wide"
    foot = (("↑ ↓", "choose", ""), ("enter", "opens", "choose"), BACK)

    def __init__(self, view: View, query: str = "") -> None:
        super().__init__("Search what is open", query)
        self._view = view
        # Its size stays, so that no key has to wait for everything to be laid out again.
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
            otherwise = "All that is open, and your notes."
        elif not self._is_listed:
            otherwise = "…"
        column = min(self.list.size.width * 2 // 5, 32)
        self.show_found([Option(_row(hit, column)) for hit, _ in self.values], otherwise)
        self._follow()
        number = len(self.values)
        found = f"the best {number}" if number == MOST_HITS else count(number, "result")
        self.box.border_subtitle = found if number else ""

    def on_resize(self) -> None:
        self.call_after_refresh(self.show)

    @on(OptionList.OptionHighlighted)
    def _follow(self) -> None:
        index, passage = self.list.highlighted, Content("")
        if index is not None and self.values:
            hit, _ = self.values[index]
            spots, room, cut = hit.spots, self._passage.content_size, 0
            if spots[0][1] > room.width * (room.height - 2):
                # It would be out of sight: begin with the words on the line before.
                cut = max(0, hit.text.find(" ", max(0, spots[0][0] - room.width), spots[0][0]))
            passage = Content(f"…{hit.text[cut + 1 :]}" if cut > 0 else hit.text)
            for start, end in spots:
                if start >= cut:
                    passage = passage.stylize("bold $accent", start - cut, end - cut)
            if not hit.place.endswith(hit.text):
                passage = Content.assemble((hit.place, "$text-muted"), "\n", passage)
        self._passage.update(passage, layout=False)

    def action_choose(self) -> None:
        self._is_entered = not self._is_listed
        if self._is_entered:
            self.barrier.hold(self)  # what is typed behind it waits for the answer
            return
        if self.list.highlighted is not None:
            self.answer(self.values[self.list.highlighted])
        self.barrier.release(self)


def _row(hit: Hit, column: int) -> Content:
    """A result on one line: where it stands, and the words around the match."""
    # What a heading is the place of is the heading itself.
    place = hit.title if hit.place.endswith(hit.text) else hit.place
    name, dot, _ = hit.title.partition(" · ")
    if dot and cells(place) > column:
        # Of an episode, its number says enough, and leaves room for what is found in it.
        place = name + place.removeprefix(hit.title)
    words = Content(hit.excerpt)
    for start, end in hit.matches:
        words = words.stylize("bold", start, end)
    at = hit.excerpt.rfind(" ", 0, max(0, hit.matches[0][0] - LEAD)) + 1
    ahead = "…" if at else ""
    return Content.assemble((fit(place, column), "$text-muted"), f"  {ahead}", words[at:])
