"""Pages, and the places to which text leads."""

from dataclasses import dataclass
from enum import StrEnum


class Page(StrEnum):
    """A page that belongs to no single episode; an episode's page is its number as text."""

    NEW = "new"
    ABOUT = "about"
    REVIEW = "review"
    THREADS = "threads"
    PEOPLE = "people"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class PageLink:
    page: str
    block: int | None = None


@dataclass(frozen=True, slots=True)
class PersonLink:
    name: str


@dataclass(frozen=True, slots=True)
class EntryLink:
    """Leads to an item of the viewer's record: an episode's number as text, or `series`."""

    item: str


@dataclass(frozen=True, slots=True)
class ActionLink:
    action: str


Target = PageLink | PersonLink | EntryLink | ActionLink
