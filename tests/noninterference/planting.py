"""Planting leaks: what a leak is, and how to change a part of the program for one test.

What a leak tells comes from the pack that the companion was made with last; `whole` has it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from zlib import crc32

import pytest

from bigcity_tui.companion import Companion
from bigcity_tui.domain import edition
from bigcity_tui.domain.edition import Edition, edition_of
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.pack import Pack

Patch = pytest.MonkeyPatch


class Whole:
    """The pack of the companion that was made last."""

    pack: Pack

    @property
    def people(self) -> int:
        """How many people it has, known or not."""
        return len(self.pack.cast.people)

    @property
    def end(self) -> Edition:
        """All of it, open."""
        return REAL_EDITION(self.pack, Moment.end(self.pack.series.episodes))


whole = Whole()
REAL_EDITION = edition_of


def watched(patch: Patch) -> None:
    """Have `whole` follow the companions."""
    made = Companion.__init__

    def make(self: Companion, pack: Any, *rest: Any, **more: Any) -> None:
        made(self, pack, *rest, **more)
        whole.pack = self._reader(None)

    patch.setattr(Companion, "__init__", make)


def chance(value: object) -> int:
    """A number that hangs on all of a value."""
    return crc32(repr(value).encode())


def cut(patch: Patch, change: Callable[[Edition], Edition]) -> None:
    """Change every edition that is cut."""
    patch.setattr(edition, "edition_of", lambda pack, moment: change(REAL_EDITION(pack, moment)))


def wrapped(patch: Patch, owner: Any, name: str, change: Callable[..., Any]) -> None:
    """Change what a function gives: `change` gets that and the function's arguments."""
    real = getattr(owner, name)
    patch.setattr(owner, name, lambda *args, **kw: change(real(*args, **kw), *args, **kw))


def before(patch: Patch, owner: Any, name: str, act: Callable[[Any], None]) -> None:
    """Do something before a method."""
    real = getattr(owner, name)

    @wraps(real)
    def both(*args: Any, **kw: Any) -> Any:
        act(args[0])
        return real(*args, **kw)

    patch.setattr(owner, name, both)


@dataclass(frozen=True, slots=True)
class Leak:
    """A leak: what plants it, and the surface (or its beginning) that gives it away."""

    plant: Callable[[Patch], None]
    surface: str
