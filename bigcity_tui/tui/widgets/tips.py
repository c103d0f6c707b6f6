"""The page of an episode that is not over: what one may do next, and the card of tonight's."""

from collections.abc import Mapping
from dataclasses import replace

from bigcity_tui.domain.blocks import Block, Document
from bigcity_tui.domain.history import episode_number
from bigcity_tui.domain.links import ActionLink
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.view import View
from bigcity_tui.tui.widgets.lettering import TitleCard

_TIPS = {
    "unwatched": (
        ("start", "when it begins: people appear"),
        ("watched", "when it is over: notes open"),
        ("ask", "to ask before you watch"),
    ),
    "watching": (
        ("cast", "to see its people"),
        ("watched", "when it is over: notes open"),
        ("ask", "to ask before you watch"),
    ),
}


def asks(number: int) -> str:
    return "your marked question" if number == 1 else f"your {number} marked questions"


def with_tips(view: View, page: str, keys: Mapping[str, str], topics: int = 0) -> Document:
    """A page as a viewer's document has it, and under an episode to come what one may do.

    The tips are of the app alone: no search finds them, and the command line has its own.
    """
    document = view.document(page)
    number = episode_number(page)
    if number is None or view.as_of is not None or view.moment >= Moment.end(number):
        return document
    tips = _TIPS.get(view.progress.state(number), ())
    if number in view.peeked or not tips:
        return document
    own = {"ask": f"to ask {asks(topics)}"} if topics else {}
    lines = tuple(
        Block("tip", f"{keys.get(action, action)} {own.get(action, when)}", to=ActionLink(action))
        for action, when in tips
    )
    first, facts, *rest, last = document.blocks
    series = view.edition.series
    if view.status.next == number:
        # As many blocks before what follows as there were: places in a page are kept by them.
        first = replace(first, chart=TitleCard(series.title, series.original_title or ""))
        when = "Tonight" if view.status.watching is None else "On now"
        facts = Block("hint", f"{when}: {document.title} · {facts.text}")
        if number == 1:
            rest += [Block("text", text) for text in series.blurb[:1]]
    return replace(document, blocks=(first, facts, *rest, *lines, last))
