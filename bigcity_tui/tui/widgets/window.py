"""The window on a page: what of it is in sight, where the cursor is, and what follows from both."""

import sys
from dataclasses import dataclass

from bigcity_tui.domain.history import question_place
from bigcity_tui.domain.links import EntryLink
from bigcity_tui.domain.text import cells, short
from bigcity_tui.domain.view import View
from bigcity_tui.tui.widgets.layout import ROOM, PageLayout

LEAST = 5
"""Lines of the room for an answer that are in sight, even if a long question is not."""


@dataclass(frozen=True, slots=True)
class Window:
    page: PageLayout
    top: int
    size: int
    cursor: int | None

    @property
    def paragraph(self) -> int | None:
        """The block that the cursor is on, while any of it is in sight."""
        if self.cursor is None:
            return None
        lines = self.page.lines_of(self.cursor)
        in_sight = lines.start < self.top + self.size and lines.stop > self.top
        return self.cursor if in_sight else None

    @property
    def block(self) -> int:
        """The block under the cursor, or the first in sight."""
        inside = (line.block for line in self.page.lines[self.top :] if line.spans)
        here = self.paragraph
        return next(inside, 0) if here is None else here

    @property
    def blocks(self) -> list[int]:
        """Of every line in sight that has words, the block."""
        lines = self.page.lines[self.top : self.top + self.size]
        return [line.block for line in lines if line.spans]

    def start(self, by: int) -> int:
        """The block from which one goes on (1) or back (-1)."""
        if not self.page.lines:  # not laid out yet: all of it lies ahead
            return -1 if by > 0 else sys.maxsize
        here = self.paragraph
        if here is None and not self.page.lines:
            return -1 if by > 0 else len(self.page.document.blocks)
        if here is None:
            # From between what begins above the window and what begins in it.
            here = self.page.lines[self.top].block
            here += (self.page.lines_of(here).start < self.top) - (by > 0)
        return here

    def top_with(self, block: int) -> int:
        """The nearest top with which a block is in sight."""
        lines = self.page.lines_of(block)
        if lines.start < self.top or lines.stop <= self.top + self.size:
            return min(self.top, lines.start)
        return min(lines.start, lines.stop - self.size)

    def top_of_room(self, block: int) -> tuple[int, int]:
        """The top with which the room below a question is in sight, and the first line of it."""
        lines = self.page.lines_of(block)
        free = lines.stop - ROOM
        top = min(lines.start, max(self.top, free + ROOM - self.size))
        return max(top, free + LEAST - self.size), free

    def match(self, by: int) -> int:
        """The passage found from which one goes on (1) or back (-1) if one has been to none."""
        return sum(self.page.line_of(each) < self.top for each in self.page.found) - (by > 0)

    def question(self, view: View | None, *, anywhere: bool = False) -> str | None:
        """The question one is at, or the first in sight or anywhere, as the item of its answer."""
        if view is None or view.as_of is not None:
            return None
        blocks = self.page.document.blocks
        sight = [*range(len(blocks))] if anywhere else self.blocks
        here = self.paragraph
        if here is not None:
            # On an answer one is at the question that it is to.
            while blocks[here].kind in ("own", "subheading"):
                here -= 1
            sight.insert(0, here)
        for to in (blocks[at].to for at in sight):
            place = question_place(to.item) if isinstance(to, EntryLink) else None
            if isinstance(to, EntryLink) and place and place[1] <= len(view.questions(place[0])):
                return to.item
        return None

    def title(self, room: int, *, is_early: bool) -> str:
        """The page, the part of it one is at, and how far through it that is."""
        part = self.page.document.blocks[self.page.heading(self.block)]
        last = len(self.page.lines) - self.size
        end = " · opened early" if is_early else ""
        end += f" · {round(100 * self.top / last)} %" if last > 0 else ""
        title, room = self.page.document.title, room - cells(end)
        if part.kind == "heading":
            # Where there is no room for both, it is the part that one cannot tell otherwise.
            wide = f"{title} › {part.text}"
            title = wide if cells(wide) <= room else f"{title.partition(' · ')[0]} › {part.text}"
        return short(title, room) + end

    def subtitle(self, answers: str, match: int | None, room: int) -> str:
        """What can be done here, what was found and what is left to read, from the end on."""
        which = "" if match is None else f"{match + 1} of "
        found = f"{which}{len(self.page.found)} found" if self.page.found else ""
        goes_on = self.top < len(self.page.lines) - self.size
        minutes = self.page.minutes(self.top) if goes_on else 0
        parts = [*filter(None, (answers, found, f"{minutes} min left" if minutes else ""))]
        while parts and cells(" · ".join(parts)) > room:
            del parts[0]
        return " · ".join(parts)
