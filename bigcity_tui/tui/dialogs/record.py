"""The viewer's record as a list in which every entry can be changed."""

from collections.abc import Callable, Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from bigcity_tui.domain.operations import SERIES_ITEM
from bigcity_tui.domain.text import fit
from bigcity_tui.domain.values import score_text
from bigcity_tui.domain.view import View
from bigcity_tui.tui.dialogs.dialog import Dialog, Foot, Options, box_of

ACTIONS = (
    ("enter", "open", "open"),
    ("w", "mark", "watched"),
    ("d", "date", "date"),
    ("r", "rate", "rate"),
    ("n", "note", "note"),
    ("x", "unmark", "unmark"),
    ("X", "forget", "forget"),
    ("R", "again", "again"),
)


Item = str | int  # an item as in the record, or the number of an earlier viewing

Change = Callable[[str, Item], None]  # of an action, and the item that it is about


class RecordDialog(Dialog[Item]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "leave", show=False),
        *(Binding(key, f"want('{name}')", show=False) for key, name, _ in ACTIONS[1:]),
    ]

    HOLDS_NO_CONTENT = True

    def __init__(self, view: View, item: Item, change: Change) -> None:
        super().__init__()
        self._entries = dict(entries(view))
        self._item = item
        self._change = change

    def compose(self) -> ComposeResult:
        rows = map(Option, self._entries.values())
        with box_of(len(self._entries)):
            yield Static(Content("Your record"), classes="dialog--title")
            yield Options(*rows)
            yield Foot(
                *((key, words, f"want('{name}')") for key, name, words in ACTIONS),
                ("esc", "back", "leave"),
            )

    def show_view(self, view: View) -> None:
        self._entries = dict(entries(view))
        for options in self.query(Options):  # none, if it has only just been asked for
            index = options.highlighted or 0
            options.set_options(map(Option, self._entries.values()))
            options.highlighted = min(index, len(self._entries) - 1)

    def on_mount(self) -> None:
        items = list(self._entries)
        self.query_one(Options).highlighted = items.index(self._item) if self._item in items else 0

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        item = list(self._entries)[event.option_index]
        idle = frozenset(f"want('{name}')" for _, name, _ in ACTIONS if not _fits(name, item))
        self.query_one(Foot).rest(idle)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_want("open")

    def action_want(self, action: str) -> None:
        index = self.query_one(Options).highlighted
        if index is None:
            return
        item = list(self._entries)[index]
        if action == "open":
            self.answer(item)
        elif _fits(action, item):
            self._change(action, item)


def _fits(action: str, item: Item) -> bool:
    if isinstance(item, int):
        return action in ("open", "again")
    return action not in ("mark", "date", "unmark") or item != SERIES_ITEM


def entries(view: View) -> Iterator[tuple[Item, Content]]:
    for row in view.rows:
        when = {"watched": row.on or "no date", "watching": "on now"}.get(row.state, "not watched")
        mark = {"watched": "✓", "watching": "▸"}.get(row.state, " ")
        name = view.part(row.number).capitalize()
        yield str(row.number), _row(mark, name, when, row.rating, row.note)
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
