"""What one may do next, on the page of an episode that is not over."""

from collections.abc import Mapping
from dataclasses import replace

from bigcity_tui.domain.blocks import Block, Document
from bigcity_tui.domain.history import episode_number
from bigcity_tui.domain.links import ActionLink
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.view import View

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


def with_tips(view: View, page: str, keys: Mapping[str, str]) -> Document:
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
    lines = tuple(
        Block("tip", f"{keys.get(action, action)} {when}", to=ActionLink(action))
        for action, when in tips
    )
    return replace(document, blocks=(*document.blocks[:-1], *lines, *document.blocks[-1:]))
