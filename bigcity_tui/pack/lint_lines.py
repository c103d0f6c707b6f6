"""The texts of a pack as the lint sees them: each with its place and the moment it opens."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.pack import Pack
from bigcity_tui.files.problems import Path
from bigcity_tui.pack.file_names import (
    ASKS,
    CAST,
    REVIEW,
    SERIES,
    THREADS,
    episode_file,
)
from bigcity_tui.pack.walking import walk

Level = Literal["error", "style"]
"""An error misleads or spoils; style is what the bundled pack keeps to and others may not."""

Remark = tuple[Level, Path, str]
"""What one of the lint's parts says about a place in a file that is known."""

# Fields that hold no words for a reader.
_CODES = frozenset({"id", "kind", "url", "born", "released"})


@dataclass(frozen=True, slots=True)
class Line:
    """A text that somebody may read, its file and path there, the moment from which it opens."""

    file: str
    path: Path
    text: str
    opens: Moment

    @property
    def field(self) -> str:
        """The name of the field that holds it."""
        return next(step for step in reversed(self.path) if isinstance(step, str))


def lines_of(pack: Pack) -> Iterator[Line]:
    """Every text of a pack that somebody may read, in the order of the files."""
    for file, value in files_of(pack):
        for path, text, opens, _ in walk(value):
            if isinstance(text, str):
                line = Line(file, path, text, opens)
                # In a relation, "people" are ids.
                if line.field not in _CODES and line.field != "people":
                    yield line


def files_of(pack: Pack) -> Iterator[tuple[str, object]]:
    """The files of a pack, and what each holds."""
    yield SERIES, pack.series
    yield CAST, pack.cast
    for episode in pack.episodes:
        yield episode_file(episode.number), episode
    yield REVIEW, pack.review
    yield THREADS, pack.threads
    yield ASKS, pack.asks
