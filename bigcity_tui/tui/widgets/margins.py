"""What stands beside a page that has room on either side: its sections, and one's own note."""

from collections.abc import Mapping
from itertools import pairwise, zip_longest

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from bigcity_tui.domain.blocks import Block, Document, PageLink
from bigcity_tui.domain.typeset import Line, Span, typeset
from bigcity_tui.tui.widgets.layout import Margins, Window

NARROWEST = 18  # columns on either side


def margins(window: Window, width: int, roles: Mapping[str, Style]) -> Margins:
    """What stands left and right of the lines of a window that have anything, each so wide."""
    if width < NARROWEST:
        return {}
    page, room = window.page, window.size - 1
    kinds = [(head.kind, block.kind) for head, block in pairwise(page.document.blocks)]
    # One's note where it is out of sight: the words right below a heading are.
    own = kinds.index(("heading", "own")) if ("heading", "own") in kinds else None
    shown = own if own is not None and own + 1 not in window.blocks else None
    key = (page.heading(window.block), shown, width, room)
    if key not in page.margins:
        page.margins[key] = _drawn(page.document, key, roles)
    return page.margins[key]


def _drawn(
    document: Document, key: tuple[int, int | None, int, int], roles: Mapping[str, Style]
) -> Margins:
    (here, own, width, room), blocks = key, document.blocks
    heads = [at for at, block in enumerate(blocks) if block.kind == "heading"]
    links = [Block("link", blocks[at].text, PageLink(document.key, at)) for at in heads]
    rows = typeset(Document("", "", tuple(links)), width - 2) if len(links) > 1 else ()
    # The present section is among them, however many there are.
    at = next((at for at, row in enumerate(rows) if heads[row.block] == here), 0)
    rows = rows[max(0, min(at - room // 2, len(rows) - room)) :][:room]
    left = [_strip(row, width, roles, present=heads[row.block] == here) for row in rows]
    noted = blocks[own : own + 2] if own is not None else ()
    lines = typeset(Document("", "", noted), width - 2)
    if len(lines) > room:
        lines = (*lines[: room - 1], Line((Span("…", "meta"),), 0))
    right = [_strip(line, width, roles) for line in lines]
    blank = Strip.blank(width, roles["base"])
    return dict(enumerate(zip_longest(left, right, fillvalue=blank), start=1))


def _strip(line: Line, width: int, roles: Mapping[str, Style], *, present: bool = False) -> Strip:
    segments = [Segment(" ▐"[present], roles["bar"])]
    for span in line.spans:
        role = "title" if present else "meta" if span.to else span.role
        segments.append(Segment(span.text, roles[role] + Style(meta={"to": span.to})))
    return Strip(segments).adjust_cell_length(width, roles["base"])
