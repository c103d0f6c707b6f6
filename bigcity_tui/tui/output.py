"""Fewer bytes for the same picture: a first screen of 30 KB becomes one of 10.

Textual sets every run of text in its full style and takes that back after it (`Strip.render`,
textual/strip.py, 8.2.8), so that a line of a border costs forty bytes a cell.
"""

import re
from functools import lru_cache
from typing import NamedTuple

_STYLE = re.compile(r"\x1b\[([\d;]*)m")
_COLOUR = r"8;(?:5|2;\d+;\d+);\d+"
_CODE = re.compile(rf"(?P<ink>3{_COLOUR}|[39]\d)|(?P<ground>4{_COLOUR}|4\d|10\d)|(?P<mark>\d+)")
_SEEN_ON_SPACES = {"4", "7", "9"}  # the marks that show where there is no ink


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
    for code in _CODE.finditer(parameters):
        if code["ink"]:
            ink = code["ink"].removeprefix("39")
        elif code["ground"]:
            ground = code["ground"].removeprefix("49")
        elif code["mark"] != "0":
            marks.add(code["mark"])
    return _Style(ink, ground, frozenset(marks))


@lru_cache(maxsize=4096)
def _change(now: _Style, then: _Style) -> str:
    if now == then:
        return ""
    ways = [["0", then.ink, then.ground, *sorted(then.marks)]]
    if now.marks <= then.marks:
        ink = "" if now.ink == then.ink else then.ink or "39"
        ground = "" if now.ground == then.ground else then.ground or "49"
        ways.append([*sorted(then.marks - now.marks), ink, ground])
    return min((f"\x1b[{';'.join(filter(None, codes))}m" for codes in ways), key=len)
