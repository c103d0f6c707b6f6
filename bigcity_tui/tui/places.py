"""Where one was and how the screen was laid out: what is kept of it, and taken up next time."""

from collections.abc import Mapping

from bigcity_tui.domain.typeset import MEASURE
from bigcity_tui.domain.view import View
from bigcity_tui.tui.commands.host import Host
from bigcity_tui.tui.commands.navigation import WIDTHS, page_keys
from bigcity_tui.tui.dialogs.asks import marked
from bigcity_tui.tui.widgets.reader import MEASURES, Reader


def first_page(view: View) -> str:
    return str(view.status.next or "review")


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
    progress = host.view.progress
    host.asked = found.get("asked") is True or bool(progress.watched or progress.watching)
    places = found.get("places")
    if isinstance(places, dict) and host.view.moment.position >= _whole(found.get("moment"), 0):
        host.reader.places.restore(places)
    begun = found.get("begun")
    host.begun = frozenset(str(each) for each in begun) if isinstance(begun, list) else frozenset()
    topics = found.get("topics")
    if isinstance(topics, list):
        host.topics = {each for each in topics if isinstance(each, int)}
    host.reader.set_reactive(Reader.topics, len(marked(host.view.edition.asks, host.topics)))
    page = found.get("page")
    known = isinstance(page, str) and page in page_keys(host)
    host.page = str(page) if known else first_page(host.view)
    host.reader.set_reactive(Reader.measure, _whole(found.get("measure"), MEASURE, MEASURES))
    host.list_width = _whole(found.get("list"), 0, WIDTHS)
    host.cast_hidden = found.get("cast") is False


def _whole(value: object, otherwise: int, within: tuple[int, int] | None = None) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        return otherwise
    return value if within is None or within[0] <= value <= within[1] else otherwise
