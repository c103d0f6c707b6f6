"""Where one was and how the screen was laid out: what is kept of it, and taken up next time."""

from collections.abc import Container, Mapping
from typing import TypeVar

from bigcity_tui.domain.typeset import MEASURE
from bigcity_tui.tui.command import Main
from bigcity_tui.tui.commands.navigation import WIDTHS, pages_in_order
from bigcity_tui.tui.dialogs.asks import marked
from bigcity_tui.tui.widgets.reader import MEASURES, Reader

T = TypeVar("T")


def to_store(screen: Main) -> dict[str, object]:
    return {
        "asked": screen.asked,
        "page": screen.page,
        "moment": screen.view.moment.position,
        "places": screen.reader.places.to_store(screen.view),
        "begun": sorted(screen.begun),
        "topics": sorted(screen.topics),
        "measure": screen.reader.measure,
        "list": screen.list_width,
        "cast": not screen.cast_hidden,
    }


def restore(screen: Main, found: Mapping[str, object]) -> None:
    """Take up what was kept, as far as it still makes sense; anything may be in there."""

    def value(name: str, otherwise: T, within: Container[T] | None = None) -> T:
        kept = found.get(name)
        if type(kept) is type(otherwise) and (within is None or kept in within):
            return kept
        return otherwise

    progress = screen.view.progress
    screen.asked = value("asked", otherwise=False) or bool(progress.watched or progress.watching)
    if screen.view.moment.position >= value("moment", 0):
        screen.reader.places.restore(value("places", {}))
    screen.begun = frozenset(map(str, value("begun", [])))
    screen.topics = {each for each in value("topics", list[object]()) if isinstance(each, int)}
    screen.reader.set_reactive(Reader.topics, len(marked(screen.view.edition.asks, screen.topics)))
    screen.page = value("page", str(screen.view.status.next or "review"), pages_in_order(screen))
    measure = value("measure", MEASURE, range(MEASURES[0], MEASURES[1] + 1))
    screen.reader.set_reactive(Reader.measure, measure)
    screen.list_width = value("list", 0, range(WIDTHS[0], WIDTHS[1] + 1))
    screen.cast_hidden = not value("cast", otherwise=True)
