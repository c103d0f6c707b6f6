"""What a viewer has read: up to which moment, page by page. What opened later is new."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from bigcity_tui.domain.moments import BEFORE, Moment


class Seen(NamedTuple):
    """The moments up to which `pages` (episodes, people …) were read, and all others (`base`)."""

    base: Moment = BEFORE
    pages: Mapping[str, Moment] = MappingProxyType({})

    def of(self, page: str) -> Moment:
        return max(self.base, self.pages.get(page, BEFORE))

    def read(self, pages: Iterable[str], moment: Moment) -> "Seen":
        return Seen(self.base, {**self.pages, **dict.fromkeys(pages, moment)})

    def until(self, moment: Moment) -> "Seen":
        """Return what is left of it once everything after a moment is locked again."""
        base = min(self.base, moment)
        pages = {page: min(at, moment) for page, at in self.pages.items()}
        return Seen(base, {page: at for page, at in pages.items() if at > base})

    def joined(self, other: "Seen") -> "Seen":
        pages = {*self.pages, *other.pages}
        own = {page: max(self.of(page), other.of(page)) for page in pages}
        return Seen(max(self.base, other.base), own)
