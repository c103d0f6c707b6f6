"""The texts of a pack that is not ours, made safe to show: here they enter, and nowhere else."""

from dataclasses import replace
from typing import Any, TypeVar

from bigcity_tui.domain.text import LONGEST, clean, clean_line
from bigcity_tui.pack.walking import field_names

T = TypeVar("T")

PROSE = frozenset(("about", "blurb", "body", "film", "honours", "text"))
"""The fields whose texts are paragraphs, in which a line may end."""

LINES = frozenset(("heading",))
"""The fields in which nothing is a paragraph, whatever lies within."""

_ESCAPES = tuple(b"\\" + letter.encode() for letter in "bfnrtu")
"""How JSON writes characters that it cannot or need not hold."""

_ASCII = bytes(range(0x7F))
"""What needs no cleaning: raw controls are no JSON."""


def cleaned(value: T, source: bytes) -> T:
    """A value of a pack with every text in it safe for a terminal, and of a bearable length.

    `source` is the JSON text that it was read from.
    """
    if _is_harmless(source):
        return value
    made: T = _cleaned(value, prose=False, lines=False)
    return made


def _is_harmless(source: bytes) -> bool:
    """Whether no text in it can need cleaning; looking at each takes ten times as long."""
    if b"\\" in source and any(escape in source for escape in _ESCAPES):
        return False
    foreign = source.translate(None, _ASCII).decode()
    return clean(foreign, len(foreign)) == foreign and not _is_long(source)


def _is_long(source: bytes) -> bool:
    """Whether quotes ever stand so far apart that there may be a text between them to be cut."""
    at = 0
    while at + LONGEST < len(source):
        at = source.rfind(b'"', at, at + LONGEST) + 1
        if not at:
            return True
    return False


def _cleaned(value: Any, *, prose: bool, lines: bool) -> Any:
    if isinstance(value, str):
        return clean(value, LONGEST) if prose else clean_line(value, LONGEST)
    if isinstance(value, tuple):
        return tuple(_cleaned(item, prose=prose, lines=lines) for item in value)
    changed = {}
    for name in field_names(type(value)):
        before = getattr(value, name)
        within = lines or name in LINES
        after = _cleaned(before, prose=name in PROSE and not within, lines=within)
        if after != before:
            changed[name] = after
    return replace(value, **changed) if changed else value
