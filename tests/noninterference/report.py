"""What a campaign has found, or how much it has looked at without finding anything."""

from dataclasses import dataclass, field

from bigcity_tui.domain.text import clean_line

AROUND = 60
"""How many bytes of both sides are shown around the first that differ."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The first thing that told two packs apart: in which state, on which surface.

    `one` is what the pack showed and `other` what the twin of that name did.
    """

    state: str
    surface: str
    twin: str
    one: bytes
    other: bytes

    def __str__(self) -> str:
        """The difference in one line; it may spoil."""
        at = first_difference(self.one, self.other)
        one, other = (clean_line(_cut(side, at)) for side in (self.one, self.other))
        return f"{self.state} › {self.surface} › {self.twin}: …{one}… against …{other}…"


@dataclass(slots=True)
class Tally:
    """How much has been compared: states, surfaces by name, twins, comparisons.

    `size` counts the bytes of one of two packs, each time.
    """

    states: int = 0
    surfaces: set[str] = field(default_factory=set)
    twins: int = 0
    comparisons: int = 0
    size: int = 0

    def count(self, surface: str, shown: bytes) -> None:
        """Count one comparison."""
        self.surfaces.add(surface)
        self.comparisons += 1
        self.size += len(shown)


class Found(Exception):  # noqa: N818 (it is no error of the program)
    """Ends a campaign at the first difference."""

    def __init__(self, difference: Difference) -> None:
        super().__init__(str(difference))
        self.difference = difference


def first_difference(one: bytes, other: bytes) -> int:
    """Where two differ first."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _cut(text: bytes, at: int) -> str:
    return text[max(0, at - AROUND) : at + AROUND].decode(errors="replace")
