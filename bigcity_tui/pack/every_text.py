"""The rules for every text and every stamp of a pack, wherever they stand."""

import sys
from collections.abc import Iterator
from dataclasses import fields
from functools import cache

from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.domain.text import REPLACEMENT
from bigcity_tui.files.problems import Path
from bigcity_tui.pack.cleaning import LINES, PROSE
from bigcity_tui.pack.walking import field_names, walk

LONGEST_LINE = 300
"""Of a title, a name or a heading, in characters."""

_TEXTLESS = (int, float, bool, Moment)
"""Types of fields in which there is no text."""

Wrong = Iterator[tuple[Path, str]]
"""Places in one file, and what is wrong there."""


def text_rules(value: object) -> Wrong:
    """The rule for every text of a file: it says something."""
    for spot in walk(value):
        if isinstance(spot.value, str) and _is_blank(spot.value):
            yield spot.path, "must not be empty or blank"


def everywhere(value: object, end: Moment) -> Wrong:
    """The rules for every text and every stamp: nothing blank, early, or later than the end."""
    # Places are needed only where something is wrong, and finding them takes most of the time.
    if _is_sound(value, BEFORE.position, end.position):
        return
    for path, found, opens, around in walk(value):
        if isinstance(found, str):
            if _is_blank(found):
                yield path, "must not be empty or blank"
            elif len(found) > LONGEST_LINE and _is_line(path):
                yield path, f"must be one line of at most {LONGEST_LINE} characters"
        elif opens < around:
            yield (*path, "unlock"), early(opens, "what it is part of", around)
        elif opens > end:
            says = f"is {opens}, later than the end of the series: write {end} or earlier"
            yield (*path, "unlock"), says


def _is_sound(value: object, around: int, end: int, longest: int = sys.maxsize) -> bool:
    """Whether there is nothing blank, long, early or late in a value; moments as positions.

    `longest` is the length that a text may have, or each of a list of texts.
    """
    # Plain loops: this looks at every text of a pack, and a generator costs twice as much.
    if isinstance(value, str):
        return len(value) <= longest and not _is_blank(value)
    if isinstance(value, tuple):
        for item in value:  # noqa: SIM110 (see above)
            if not _is_sound(item, around, end, longest):
                return False
        return True
    is_stamped, parts = _looked_at(type(value))  # type: ignore[arg-type] # a type can be hashed
    if is_stamped:
        opens: int = value.unlock.position  # type: ignore[attr-defined] # as it is stamped
        if not around <= opens <= end:
            return False
        around = opens
    for name, longest in parts:
        part = getattr(value, name)
        if isinstance(part, str):
            if len(part) > longest or (not "!" <= part[0:1] <= "~" and _is_blank(part)):
                return False
            continue
        if name in LINES and len(getattr(part, "text", "")) > longest:
            return False
        if not _is_sound(part, around, end, longest):
            return False
    return True


@cache
def _looked_at(kind: type) -> tuple[bool, tuple[tuple[str, int], ...]]:
    """Of a kind of record: whether it is stamped; its fields that may hold texts.

    With each field is the length that a text in it may have; what is no record has none.
    """
    names = field_names(kind)
    plain = {each.name for each in fields(kind) if each.type in _TEXTLESS} if names else set()
    return "unlock" in names, tuple(
        (name, sys.maxsize if name in PROSE else LONGEST_LINE)
        for name in names
        if name not in plain
    )


def _is_line(path: Path) -> bool:
    """Whether the text at a place is one line and not a paragraph."""
    names = [step for step in path if isinstance(step, str)]
    if names[-1:] == ["id"]:
        return False  # has a rule of its own
    return not PROSE.intersection(names[-1:]) or not LINES.isdisjoint(names)


def early(opens: Moment, than: str, least: Moment) -> str:
    """What is wrong with a stamp that is earlier than something else allows."""
    return f"is {opens}, earlier than {than}: write {least} or later"


def _is_blank(text: str) -> bool:
    """Whether a text shows nothing: all in it is blank, or stands for what may not be shown."""
    first = text[:1]
    if first > " " and first != REPLACEMENT and first.isprintable():
        return False
    return not any(
        mark.isprintable() and not mark.isspace() and mark != REPLACEMENT for mark in text
    )
