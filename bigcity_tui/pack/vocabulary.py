"""The words that a pack's authors watch (the file `vocabulary.json`, which readers never see)."""

from dataclasses import dataclass

from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.series import STRICT


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase (`term`) that no text may use if it opens before the moment `unlock`."""

    __pydantic_config__ = STRICT

    term: str
    unlock: Moment


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name as the pack writes it (`right`), and the ways that are `wrong`."""

    __pydantic_config__ = STRICT

    right: str
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that the lint looks for: `terms` that tell too much, and `spellings` of names."""

    __pydantic_config__ = STRICT

    terms: tuple[Term, ...] = ()
    spellings: tuple[Spelling, ...] = ()
