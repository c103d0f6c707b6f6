"""The end of the series, celebrated: the whole city is lit, and how it was for the viewer."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from bigcity_tui.domain.operations import SERIES_ITEM
from bigcity_tui.domain.text import count, duration, short
from bigcity_tui.domain.values import day_text, score_text
from bigcity_tui.domain.view import View
from bigcity_tui.tui.dialogs.dialog import Dialog
from bigcity_tui.tui.widgets.episodes import City


class FinaleDialog(Dialog[str]):  # answers with what is to be done with the series, if anything
    foot = (("r", "rate", "leave('rate')"), ("n", "note", "leave('note')"),
            ("enter", "closes", "leave"))  # fmt: skip

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, does, show=False) for key, _, does in (*foot, ("q", "", "leave"))
    ]

    def __init__(self, view: View) -> None:
        super().__init__()
        city = City()
        city.set_reactive(City.view, view)
        title = f"{short(view.edition.series.title, 100)}: the whole city is lit."
        facts = Static(Content("\n".join(_facts(view))))
        self.body = (city, Static(Content(title), classes="dialog--title"), facts)


def _facts(view: View) -> Iterator[str]:
    rows, series = view.rows, view.own(SERIES_ITEM)
    length = sum(row.minutes or 0 for row in rows)
    facts = [count(len(rows), view.edition.series.unit), *([duration(length)] if length else [])]
    yield f"{', '.join(facts)}."
    days = sorted({row.on for row in rows if row.on})
    if len(days) == 1:
        yield f"One evening: {day_text(days[0])}."
    elif days:
        yield f"The first evening: {day_text(days[0])}; the last: {day_text(days[-1])}."
    scores = [row.rating for row in rows if row.rating is not None]
    if len(scores) > 1:
        yield f"Your ratings, on average: {score_text(sum(scores) / len(scores))}."
    if series.rating is not None:
        yield f"The series, by you: {score_text(series.rating)}."
    yield short(series.note, 200) if series.note else "What you say of it is kept in your record."
