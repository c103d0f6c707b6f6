"""Pages and their parts: where text leads, blocks, documents, the viewer's entries on items."""

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Literal, NamedTuple

from bigcity_tui.domain.chart import Chart
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.progress import EpisodeState
from bigcity_tui.domain.series import Strict

BlockKind = Literal[
    "title", "meta", "heading", "subheading", "text", "quote", "question", "hint", "own", "chart",
    "link", "tip", "closing",
]  # fmt: skip
"""The kind of a block: `meta` is a line of facts, `own` the viewer's words, `hint` what to do next,
`link` the name of something that it leads to, `tip` a key and when to press it."""

# The kinds of block in which a pack may mark emphasis; elsewhere a star is a star.
PROSE = ("text", "quote", "question")
EMPHASIS = re.compile(r"\*([^*\s](?:[^*]*[^*\s])?)\*")


class Page(StrEnum):
    """A page that belongs to no single episode; an episode's page is its number as text."""

    NEW = "new"
    ABOUT = "about"
    REVIEW = "review"
    THREADS = "threads"
    PEOPLE = "people"
    RECORD = "record"

    @property
    def label(self) -> str:
        return "Your record" if self is Page.RECORD else self.capitalize()


class PageLink(Strict):
    page: str
    block: int | None = None


class PersonLink(Strict):
    name: str


class EntryLink(Strict):
    """Leads to an item of the viewer's record: an episode's number as text, or `series`."""

    item: str


class ActionLink(Strict):
    action: str


Target = PageLink | PersonLink | EntryLink | ActionLink


class Opened(NamedTuple):
    """Since which moment (`at`) a passage has been open, and the `page` with which it is read."""

    page: str
    at: Moment


class Block(NamedTuple):
    """A paragraph or a line, and where it leads; `viewing` is the earlier one that begins here."""

    kind: BlockKind
    text: str
    to: Target | None = None
    chart: Chart | None = None
    viewing: int | None = None
    opened: Opened | None = None

    @property
    def plain(self) -> str:
        return EMPHASIS.sub(r"\1", self.text) if self.kind in PROSE else self.text


class Document(NamedTuple):
    """A page, or a part of one; `key` is a `Page`, or an episode's number as text."""

    key: str
    title: str
    blocks: tuple[Block, ...]


class UserEntry(NamedTuple):
    """The viewer's own words and ratings; `others` were written elsewhere at the same time."""

    rating: float | None = None
    note: str | None = None
    others: tuple[str, ...] = ()
    answers: Mapping[int, tuple[str, ...]] = MappingProxyType({})
    earlier: "tuple[tuple[int, UserEntry], ...]" = ()  # with the number of each viewing


class EpisodeRow(NamedTuple):
    """A line of the list of episodes; `waits_for` are the earlier ones that keep it locked."""

    number: int
    state: EpisodeState
    heading: str | None
    director: str | None
    minutes: int | None
    coming: str
    on: str | None
    rating: float | None
    note: str | None
    open: bool
    waits_for: tuple[int, ...]
    earlier: tuple[tuple[int, UserEntry], ...]
