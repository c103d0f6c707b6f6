"""The viewer's record as a list in which every entry can be changed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from bigcity_tui.domain.operations import SERIES_ITEM
from bigcity_tui.domain.text import fit
from bigcity_tui.domain.values import day_text, is_date, score_text
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


@dataclass(frozen=True, slots=True)
class RecordEntry:
    """One row; `item` is as in the record, or the number of an earlier viewing."""

    item: str | int
    mark: str
    name: str
    when: str
    """A day (ISO 8601), or other words."""
    rating: float | None
    noted: bool


SLIM = 64  # below so many columns the rows are short
Change = Callable[[str, str | int], None]  # of an action, and the item that it is about


class RecordDialog(Dialog[str | int]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "leave", show=False),
        *(Binding(key, f"want('{name}')", show=False) for key, name, _ in ACTIONS[1:]),
    ]

    HOLDS_NO_CONTENT = True

    def __init__(self, view: View, item: str | int, change: Change) -> None:
        super().__init__()
        self._entries = list(entries(view))
        self._item = item
        self._change = change

    def compose(self) -> ComposeResult:
        rows = (Option(self._row(entry)) for entry in self._entries)
        with box_of(len(self._entries)):
            yield Static(Content("Your record"), classes="dialog--title")
            yield Options(*rows)
            yield Foot(
                *((key, words, f"want('{name}')") for key, name, words in ACTIONS),
                ("esc", "back", "leave"),
            )

    def _row(self, entry: RecordEntry) -> Content:
        slim = self.app.size.width < SLIM
        when = entry.when if slim or not is_date(entry.when) else day_text(entry.when)
        score = "" if entry.rating is None else score_text(entry.rating)
        return Content.assemble(
            (f"{entry.mark} ", "$warning"),
            fit(entry.name, 11 if slim else 14),
            fit(when, 12 if slim else 20),
            (fit(score, 4, right=True), "bold"),
            ("*" if slim else "  note") if entry.noted else "",
        )

    def on_resize(self) -> None:
        options = self.query_one(Options)
        for index, entry in enumerate(self._entries):
            options.replace_option_prompt_at_index(index, self._row(entry))

    def show_view(self, view: View) -> None:
        self._entries = list(entries(view))
        for options in self.query(Options):  # none, if it has only just been asked for
            index = options.highlighted or 0
            options.set_options(Option(self._row(entry)) for entry in self._entries)
            options.highlighted = min(index, len(self._entries) - 1)

    def on_mount(self) -> None:
        items = [entry.item for entry in self._entries]
        self.query_one(Options).highlighted = items.index(self._item) if self._item in items else 0

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        item = self._entries[event.option_index].item
        idle = frozenset(f"want('{name}')" for _, name, _ in ACTIONS if not _fits(name, item))
        self.query_one(Foot).rest(idle)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_want("open")

    def action_want(self, action: str) -> None:
        index = self.query_one(Options).highlighted
        if index is None:
            return
        item = self._entries[index].item
        if action == "open":
            self.answer(item)
        elif _fits(action, item):
            self._change(action, item)


def _fits(action: str, item: str | int) -> bool:
    if isinstance(item, int):
        return action in ("open", "again")
    return action not in ("mark", "date", "unmark") or item != SERIES_ITEM


def entries(view: View) -> Iterator[RecordEntry]:
    for row in view.rows():
        when = {"watched": row.on or "no date", "watching": "on now"}.get(row.state, "not watched")
        mark = {"watched": "✓", "watching": "▸"}.get(row.state, " ")
        name = view.part(row.number).capitalize()
        yield RecordEntry(str(row.number), mark, name, when, row.rating, bool(row.note))
    own = view.own(SERIES_ITEM)
    yield RecordEntry(SERIES_ITEM, " ", "The series", "", own.rating, bool(own.note))
    for earlier in reversed(view.history.viewings[:-1]):
        watched = f"{len(earlier.progress.watched)} watched"
        number = earlier.number
        yield RecordEntry(number, " ", f"Viewing {number}", watched, None, noted=False)
