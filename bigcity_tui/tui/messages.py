"""What widgets tell the screen: things that have happened, in the past tense."""

from dataclasses import dataclass

from textual.message import Message

from bigcity_tui.domain.links import Target


@dataclass
class LinkHighlighted(Message):
    to: Target


@dataclass
class LinkChosen(Message):
    to: Target
