"""Where one was and how the screen was laid out: what is kept of it, and taken up next time."""

from collections.abc import Container, Mapping
from typing import TypeVar

from bigcity_tui.domain.typeset import MEASURE
from bigcity_tui.tui.commands.host import Host
from bigcity_tui.tui.commands.navigation import WIDTHS, page_keys
from bigcity_tui.tui.dialogs.asks import marked
from bigcity_tui.tui.widgets.reader import MEASURES, Reader

T = TypeVar("T")


def kept(host: Host) -> dict[str, object]:
    return {
        "asked": host.asked,
        "page": host.page,
        "moment": host.view.moment.position,
        "places": host.reader.places.kept(host.view),
        "begun": sorted(host.begun),
        "topics": sorted(host.topics),
        "measure": host.reader.measure,
        "list": host.list_width,
        "cast": not host.cast_hidden,
    }


def restore(host: Host, found: Mapping[str, object]) -> None:
    """Take up what was kept, as far as it still makes sense; anything may be in there."""

    def value(name: str, otherwise: T, within: Container[T] | None = None) -> T:
        kept = found.get(name)
        if type(kept) is type(otherwise) and (within is None or kept in within):
            return kept
        return otherwise

    progress = host.view.progress
    host.asked = value("asked", otherwise=False) or bool(progress.watched or progress.watching)
    if host.view.moment.position >= value("moment", 0):
        host.reader.places.restore(value("places", {}))
    host.begun = frozenset(map(str, value("begun", [])))
    host.topics = {each for each in value("topics", list[object]()) if isinstance(each, int)}
    host.reader.set_reactive(Reader.topics, len(marked(host.view.edition.asks, host.topics)))
    host.page = value("page", str(host.view.status.next or "review"), page_keys(host))
    measure = value("measure", MEASURE, range(MEASURES[0], MEASURES[1] + 1))
    host.reader.set_reactive(Reader.measure, measure)
    host.list_width = value("list", 0, range(WIDTHS[0], WIDTHS[1] + 1))
    host.cast_hidden = not value("cast", otherwise=True)
