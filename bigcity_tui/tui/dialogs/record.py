"""The viewer's record as a list in which every entry can be changed."""

from collections.abc import Callable, Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList

from bigcity_tui.domain.operations import SERIES_ITEM
from bigcity_tui.domain.text import fit
from bigcity_tui.domain.values import score_text
from bigcity_tui.domain.view import View
from bigcity_tui.tui.dialogs.dialog import BACK, Foot, ListDialog
from bigcity_tui.tui.widgets.episodes import MARKS

ACTIONS = (
    ("w", "mark", "watched"),
    ("d", "date", "date"),
    ("r", "rate", "rate"),
    ("x", "unmark", "unmark"),
    ("n", "note", "note"),
    ("X", "forget", "forget"),
    ("R", "again", "again"),
)

Item = str | int  # an item as in the record, or the number of an earlier viewing


class RecordDialog(ListDialog[Item]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "leave", show=False),
        *(Binding(key, f"want('{name}')", show=False) for key, name, _ in ACTIONS),
    ]

    HOLDS_NO_CONTENT = True

    heading = "Your record"
    foot = (
        ("enter", "open", "choose"),
        *((key, words, f"want('{name}')") for key, name, words in ACTIONS),
        BACK,
    )

    def __init__(self, view: View, item: Item, change: Callable[[str, Item], None]) -> None:
        self.values, rows = zip(*entries(view), strict=True)
        super().__init__(rows)
        self._item = item if item in self.values else str(max(view.status.watched, default=1))
        self._change = change

    def show_view(self, view: View) -> None:
        self.values, rows = zip(*entries(view), strict=True)
        index = self.list.highlighted or 0
        self.list.set_options(rows)
        self.list.highlighted = min(index, len(rows) - 1)

    def on_mount(self) -> None:
        self.list.highlighted = self.values.index(self._item)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        item = self.values[event.option_index]
        idle = frozenset(f"want('{name}')" for _, name, _ in ACTIONS if not _fits(name, item))
        self.query_one(Foot).rest(idle)

    def action_want(self, action: str) -> None:
        index = self.list.highlighted
        if index is not None and _fits(action, self.values[index]):
            self._change(action, self.values[index])


def _fits(action: str, item: Item) -> bool:
    if isinstance(item, int):
        return action == "again"
    return action not in ("mark", "date", "unmark") or item != SERIES_ITEM


def entries(view: View) -> Iterator[tuple[Item, Content]]:
    for row in view.rows:
        when = {"watched": row.on or "unknown", "watching": "on now"}.get(row.state, "not watched")
        name = view.part(row.number).capitalize()
        yield str(row.number), _row(MARKS[row.state], name, when, row.rating, row.note)
    own = view.own(SERIES_ITEM)
    yield SERIES_ITEM, _row(" ", "The series", "", own.rating, own.note)
    for earlier in reversed(view.history.viewings[:-1]):
        watched = f"{len(earlier.progress.watched)} watched"
        yield earlier.number, _row(" ", f"Viewing {earlier.number}", watched, None, None)


def _row(mark: str, name: str, when: str, rating: float | None, note: str | None) -> Content:
    score = "" if rating is None else score_text(rating)
    return Content.assemble(
        (f"{mark} ", "$warning"),
        fit(name, 12) + fit(when, 12),
        (fit(score, 4, right=True), "bold"),
        " ¶" if note else "",
    )
