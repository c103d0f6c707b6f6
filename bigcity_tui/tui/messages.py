"""What widgets tell the screen: things that have happened, in the past tense."""

from textual.message import Message

from bigcity_tui.domain.links import Target
from bigcity_tui.domain.search import Hit


class PageHighlighted(Message):
    """The highlight of the list of episodes has moved to a page (the key of a document)."""

    def __init__(self, key: str) -> None:
        """Carry the key of the document."""
        super().__init__()
        self.key = key


class PageChosen(Message):
    """A page was chosen: the reader is wanted."""

    def __init__(self, key: str) -> None:
        """Carry the key of the document."""
        super().__init__()
        self.key = key


class PersonHighlighted(Message):
    """The highlight of the cast has moved to a person, or a name was chosen in the reader."""

    def __init__(self, name: str) -> None:
        """Carry the name as it is shown."""
        super().__init__()
        self.name = name


class PersonChosen(PersonHighlighted):
    """A person was chosen: their page is wanted."""


class HitHighlighted(Message):
    """The highlight of a search's results has moved to one."""

    def __init__(self, hit: Hit) -> None:
        """Carry the result."""
        super().__init__()
        self.hit = hit


class HitChosen(HitHighlighted):
    """A result of a search was chosen: its place is wanted."""


class LinkChosen(Message):
    """A link in the reader was chosen."""

    def __init__(self, to: Target) -> None:
        """Carry where it leads."""
        super().__init__()
        self.to = to
