"""What widgets tell the screen: things that have happened, in the past tense."""

from dataclasses import dataclass

from textual.message import Message

from bigcity_tui.domain.links import Target
from bigcity_tui.domain.search import Hit


@dataclass
class PageHighlighted(Message):
    """The highlight of the list of episodes has moved to a page, by the key of its document."""

    key: str


@dataclass
class PageChosen(Message):
    """A page was chosen: the reader is wanted."""

    key: str


@dataclass
class PersonHighlighted(Message):
    """The highlight of the cast has moved to a person."""

    name: str


@dataclass
class PersonChosen(Message):
    """A person was chosen: their page is wanted."""

    name: str


@dataclass
class HitHighlighted(Message):
    """The highlight of a search's results has moved to one."""

    hit: Hit


@dataclass
class HitChosen(Message):
    """A result of a search was chosen: its place is wanted."""

    hit: Hit


@dataclass
class LinkChosen(Message):
    """A link in the reader was chosen."""

    to: Target
