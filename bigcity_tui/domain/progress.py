"""How far a viewer is, the moment that this has reached, and what was read of what is open."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from bigcity_tui.domain.moments import BEFORE, Moment

EpisodeState = Literal["unwatched", "watching", "watched"]


class Progress(NamedTuple):
    """The episodes that are watched, with the date (None: not known), and the one being watched.

    `open` says that everything is unlocked, `since` when the one being watched was started.
    """

    watched: Mapping[int, str | None]
    watching: int | None = None
    open: bool = False
    since: int | None = None

    def state(self, episode: int) -> EpisodeState:
        if episode in self.watched:
            return "watched"
        return "watching" if episode == self.watching else "unwatched"

    def minute(self, item: str, now: int) -> int | None:
        """How many minutes an episode has been on; None if it is not, or can hardly be still."""
        if self.since is None or item != str(self.watching):
            return None
        minutes = (now - self.since) // 60_000
        return minutes if 0 <= minutes <= 600 else None  # else it was left, and not paused

    def reached(self, episodes: int) -> Moment:
        """Skipping ahead opens nothing: an episode counts once all before it are watched too."""
        through = next((n for n in range(episodes) if n + 1 not in self.watched), episodes)
        last = episodes if self.open else through
        is_on = last < episodes and self.watching == last + 1
        return Moment.start(last + 1) if is_on else Moment.end(last)

    def missing_before(self, episode: int) -> tuple[int, ...]:
        return tuple(number for number in range(1, episode) if number not in self.watched)

    def next(self, episodes: int) -> int | None:
        if self.watching is not None and self.watching <= episodes:
            return self.watching
        return next((n for n in range(1, episodes + 1) if n not in self.watched), None)

    def until(self, moment: Moment) -> "Progress":
        last, begun = divmod(moment.position, 2)
        watched = {number: on for number, on in self.watched.items() if number <= last}
        return Progress(watched, last + 1 if begun else None)


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
        pages = {page: max(self.of(page), other.of(page)) for page in {*self.pages, *other.pages}}
        return Seen(max(self.base, other.base), pages)
