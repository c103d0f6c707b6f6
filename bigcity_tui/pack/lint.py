"""The editorial lint: what a pack may contain, and a careful editor would not let pass.

It is for authors and looks at the whole pack, so what it says may spoil. A pack that it finds
fault with still opens; whether a text was stamped too early, only a reader can tell.
"""

from dataclasses import dataclass

from bigcity_tui.domain.pack import Pack
from bigcity_tui.files.problems import place_text
from bigcity_tui.pack.lint_lines import Level, files_of, lines_of
from bigcity_tui.pack.lint_marks import marks
from bigcity_tui.pack.lint_shape import shape
from bigcity_tui.pack.lint_words import Words
from bigcity_tui.pack.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: its level, a file, the place in it (empty for all of it), a message."""

    level: Level
    file: str
    place: str
    message: str

    def __str__(self) -> str:
        """The finding as one line: "file: place: what is wrong"."""
        return ": ".join(part for part in (self.file, self.place, self.message) if part)


def lint(pack: Pack, vocabulary: Vocabulary) -> list[Finding]:
    """Everything that an editor would change in a sound pack, file by file; empty if nothing."""
    lines = list(lines_of(pack))
    words = Words(pack, vocabulary)
    found = [
        Finding(level, line.file, place_text(path), message)
        for line in lines
        for level, path, message in (*words.look(line), *marks(line))
    ]
    found += [
        Finding(level, file, place_text(path), message)
        for file, (level, path, message) in shape(pack, lines)
    ]
    order = {file: index for index, (file, _) in enumerate(files_of(pack))}
    return sorted(found, key=lambda finding: order[finding.file])
