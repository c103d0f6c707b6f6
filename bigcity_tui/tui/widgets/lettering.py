"""A title in large letters of half blocks, three lines high; it knows the alphabet and digits."""

from collections.abc import Iterator
from dataclasses import dataclass

from bigcity_tui.domain.text import Parts, short

_POINTS = (
    "25755 65656 34443 65556 74647 74644 34553 55755 72227 11152 55655 44447 57755 65555"
    " 25552 65644 25563 65655 34216 72222 55557 55552 55775 55255 55222 71247"
    " 75557 26227 61247 61216 55711 74616 34652 71222 25252 25316 00700 22000 22000"
)
_LETTERS = {
    letter: _POINTS[6 * at : 6 * at + 5]
    for at, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-’'")
}
"""Five rows of three points each, as octal digits."""

_MOST = 2
"""How many rows of large letters a title may take."""


@dataclass(frozen=True, slots=True)
class TitleCard:
    """The title of a series, as large as there is room for, above its original title."""

    title: str
    original: str

    def lines(self, width: int) -> tuple[Parts, ...]:
        rows = list(_wrapped(self.title.upper(), width))
        large = len(rows) <= _MOST and all(
            char in _LETTERS for char in "".join(rows) if char != " "
        )
        if not large or max(map(_width, rows)) > width:
            return ((short(self.title, width), "chart"),), ((short(self.original, width), "meta"),)
        drawn = [line for row in rows for line in _large(row)]
        return (*[((line, "chart"),) for line in drawn], ((short(self.original, width), "meta"),))


def _width(row: str) -> int:
    return sum(2 if char == " " else 4 for char in row)


def _wrapped(title: str, width: int) -> Iterator[str]:
    row = ""
    for word in title.split():
        if row and _width(f"{row} {word}") > width:
            yield row
            row = word
        else:
            row = f"{row} {word}".strip()
    yield row


def _large(row: str) -> Iterator[str]:
    """A row of letters as three lines of half blocks."""
    for upper in (0, 2, 4):
        line = ""
        for char in row:
            points = f"{_LETTERS.get(char, '')}0"
            above, below = (int(points[at : at + 1] or "0", 8) for at in (upper, upper + 1))
            for bit in (4, 2, 1) if char != " " else (0,):
                line += " ▀▄█"[bool(above & bit) + 2 * bool(below & bit)]
            line += " "
        yield line.rstrip()
