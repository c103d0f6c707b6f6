"""Fewer bytes for the same picture.

Textual sets every run of text in its full style and takes that back after it (`Strip.render`,
textual/strip.py, 8.2.8), so that a line of a border costs forty bytes a cell. A slow line feels it:
a first screen of 30 KB becomes one of 10.
"""

import re
from functools import lru_cache
from typing import NamedTuple

_STYLE = re.compile(r"\x1b\[([\d;]*)m")
_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "7": "27", "9": "29"}
"""What takes a mark back, where that is one code: bold, dim, italic, underline, reverse, strike."""

_SEEN_ON_SPACES = {"4", "7", "9"}
"""The marks that show where there is no ink."""


class _Style(NamedTuple):
    ink: str = ""
    ground: str = ""
    marks: frozenset[str] = frozenset()


_PLAIN = _Style()


def compact(data: str) -> str:
    """The same output with only the changes of style that change anything; it ends in none."""
    parts = _STYLE.split(data)
    if len(parts) < 5:
        return data
    now = then = _PLAIN
    kept = [parts[0]]
    for style, text in zip(parts[1::2], parts[2::2], strict=True):
        then = _style(style)
        if text:
            wanted = then
            if text.isspace() and not (then.marks | now.marks) & _SEEN_ON_SPACES:
                wanted = _Style(now.ink, then.ground, now.marks)
            kept += (_change(now, wanted), text)
            now = wanted
    kept.append(_change(now, then))
    return "".join(kept)


@lru_cache(maxsize=1024)
def _style(parameters: str) -> _Style:
    """What a sequence says, beginning from nothing, as each of Textual's does."""
    ink = ground = ""
    marks = set()
    codes = iter(parameters.split(";"))
    for code in codes:
        if code in ("38", "48"):
            kind = next(codes, "")
            colour = ";".join([code, kind, *(next(codes, "0") for _ in range(_SIZE.get(kind, 0)))])
            ink, ground = (colour, ground) if code == "38" else (ink, colour)
        elif code in ("39", "49", "0", ""):
            continue
        elif len(code) > 1 and code[0] in "39":
            ink = code
        elif len(code) > 1 and code[:-1] in ("4", "10"):
            ground = code
        else:
            marks.add(code)
    return _Style(ink, ground, frozenset(marks))


_SIZE = {"2": 3, "5": 1}
"""How many numbers a colour has, by its kind."""


@lru_cache(maxsize=4096)
def _change(now: _Style, then: _Style) -> str:
    if now == then:
        return ""
    fresh = ["0", then.ink, then.ground, *sorted(then.marks)]
    gone = now.marks - then.marks
    if then == _PLAIN or not gone <= _OFF.keys():
        return _sequence(fresh)
    # What takes bold back takes dim back too, so that all marks are set again.
    marks = then.marks if gone else then.marks - now.marks
    codes = [*sorted({_OFF[mark] for mark in gone}), *sorted(marks)]
    codes += ["" if now.ink == then.ink else then.ink or "39"]
    codes += ["" if now.ground == then.ground else then.ground or "49"]
    return min(_sequence(codes), _sequence(fresh), key=len)


def _sequence(codes: list[str]) -> str:
    return f"\x1b[{';'.join(filter(None, codes))}m"
