"""What widgets tell the screen: things that have happened, in the past tense."""

from dataclasses import dataclass

from textual.message import Message

from bigcity_tui.domain.links import Target
from bigcity_tui.domain.search import Hit


@dataclass
class PageHighlighted(Message):
    key: str


@dataclass
class PageChosen(Message):
    key: str


@dataclass
class PersonHighlighted(Message):
    name: str


@dataclass
class PersonChosen(Message):
    name: str


@dataclass
class HitHighlighted(Message):
    hit: Hit


@dataclass
class HitChosen(Message):
    hit: Hit


@dataclass
class LinkChosen(Message):
    to: Target
