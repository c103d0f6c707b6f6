"""The page of an episode that is not over: what one may do next, and the card of tonight's."""

import re
from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import NamedTuple

from bigcity_tui.domain.blocks import ActionLink, Block, Document
from bigcity_tui.domain.history import episode_number
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.text import Parts, short
from bigcity_tui.domain.view import View

_TIPS = {"unwatched": ("start", "when it begins: people appear"),
         "watching": ("cast", "to see its people")}  # fmt: skip
_MORE = (("watched", "when it is over: notes open"), ("ask", "to ask before you watch"))

_POINTS = (
    "25755 65656 34443 65556 74647 74644 34553 55755 72227 11152 55655 44447 57755 65555"
    " 25552 65644 25563 65655 34216 72222 55557 55552 55775 55255 55222 71247"
    " 75557 26227 61247 61216 55711 74616 34652 71222 25252 25316 00700 22000 22000"
)
_LETTERS = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-’'", _POINTS.split(), strict=True))
"""Five rows of three points each, as octal digits."""


def asks(number: int) -> str:
    return "your marked question" if number == 1 else f"your {number} marked questions"


def with_tips(view: View, page: str, keys: Mapping[str, str], topics: int) -> Document:
    """A page as a viewer's document has it, and under an episode to come what one may do."""
    document = view.document(page)
    number = episode_number(page)
    if number is None or view.as_of is not None or view.moment >= Moment.end(number):
        return document
    first_tip = _TIPS.get(view.progress.state(number))
    if first_tip is None or number in view.peeked:
        return document
    coming = view.rows[number - 1].coming
    waits = coming or view.progress.missing_before(number)  # marked or not, it opens nothing
    offered = _MORE[1:] if waits else (first_tip, *_MORE)
    own = {"ask": f"to ask {asks(topics)}"} if topics else {}
    lines = tuple(
        Block("tip", f"{keys.get(action, action)} {own.get(action, when)}", to=ActionLink(action))
        for action, when in offered
    )
    first, facts, *rest, last = document.blocks
    series = view.edition.series
    if view.status.next == number:
        # As many blocks before what follows as there were: places in a page are kept by them.
        first = first._replace(chart=TitleCard(series.title, series.original_title or ""))
        when = "On now" if view.status.watching else "Next" if coming else "Tonight"
        facts = Block("hint", f"{when}: {document.title} · {facts.text}")
        if number == 1:
            rest += [Block("text", text) for text in series.blurb[:1]]
    return document._replace(blocks=(first, facts, *rest, *lines, last))


class TitleCard(NamedTuple):
    """The title of a series, as large as there is room for, above its original title."""

    title: str
    original: str

    def lines(self, width: int) -> tuple[Parts, ...]:
        # A letter takes as much room as two spaces.
        spread = re.sub(r"(\S)", r"\1\1", self.title.upper())
        rows = wrap(spread, max(1, width // 2), break_long_words=False, break_on_hyphens=False)
        large = all(char in _LETTERS for row in rows for char in row if char != " ")
        if not large or len(rows) > 2 or max(map(len, rows)) > width // 2:
            return ((short(self.title, width), "chart"),), ((short(self.original, width), "meta"),)
        drawn = [line for row in rows for line in _large(re.sub(r"(\S)\1", r"\1", row))]
        return (*[((line, "chart"),) for line in drawn], ((short(self.original, width), "meta"),))


def _large(row: str) -> Iterator[str]:
    """A row of letters as three lines of half blocks."""
    for upper in (0, 2, 4):
        line = ""
        for char in row:
            points = f"{_LETTERS.get(char, '')}0"
            above, below = (int(points[at : at + 1] or "0", 8) for at in (upper, upper + 1))
            for bit in (4, 2, 1) if char != " " else (0,):
                line += " ▀▄█"[bool(above & bit) + 2 * bool(below & bit)]
            line += " "
        yield line.rstrip()
