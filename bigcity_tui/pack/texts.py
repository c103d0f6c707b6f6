"""The texts of a pack: the one walk over them, the rules for each, and how they are made safe."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import NamedTuple

from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.domain.text import LONGEST, REPLACEMENT, clean, clean_line
from bigcity_tui.files.reading import Path

PROSE = frozenset(("about", "blurb", "body", "film", "honours", "text"))
"""The fields whose texts are paragraphs, in which a line may end."""

LINES = frozenset(("heading", "later_aliases", "later_names"))
"""The fields in which nothing is a paragraph, whatever lies within."""

CODES = frozenset((
    "aired", "answer", "born", "episode_ids", "id", "kind", "language", "people", "person",
    "released", "unit", "url",
))  # fmt: skip
"""Fields whose texts are no words for a reader; in a relation, `people` are ids."""

LONGEST_LINE = 300
"""Of a title, a name or a heading, in characters."""

Wrong = Iterator[tuple[Path, str]]
"""Places in one file, and what is wrong there."""


class Spot(NamedTuple):
    """A text or a record found in a pack, and the moments that matter for it.

    `path` leads to the `value` from the top of its file.
    `opens` is its own unlock, or else that of the nearest record around it, which is `around`.
    """

    path: Path
    value: object
    opens: Moment
    around: Moment


def walk(value: object, path: Path = (), around: Moment = BEFORE) -> Iterator[Spot]:
    """Every record and every text inside a value, outer ones first, in the order of the file."""
    if isinstance(value, str):
        yield Spot(path, value, around, around)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from walk(item, (*path, index), around)
    elif names := _field_names(type(value)):  # type: ignore[arg-type] # a type can be hashed
        opens: Moment = getattr(value, "unlock", None) or around
        yield Spot(path, value, opens, around)
        for name in names:
            yield from walk(getattr(value, name), (*path, name), opens)


def field_of(path: Path) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def text_rules(value: object, end: Moment) -> Wrong:
    """The rules for every text and every stamp: nothing blank, long, early, or after the end."""
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


def early(opens: Moment, than: str, least: Moment) -> str:
    return f"is {opens}, earlier than {than}: write {least} or later"


def cleaned(value: object, field: str = "", *, lines: bool = False) -> object:
    """A value from JSON with every text in it safe for a terminal, and of a bearable length.

    `field` is the field that holds the value; `lines` says that nothing in it is a paragraph.
    """
    if isinstance(value, str):
        is_prose = field in PROSE and not lines
        return clean(value, LONGEST) if is_prose else clean_line(value, LONGEST)
    if isinstance(value, list):
        return [cleaned(item, field, lines=lines) for item in value]
    if isinstance(value, dict):
        return {
            name: cleaned(item, name, lines=lines or name in LINES) for name, item in value.items()
        }
    return value


def _is_line(path: Path) -> bool:
    names = [step for step in path if isinstance(step, str)]
    if names[-1:] == ["id"]:
        return False  # has a rule of its own
    return not PROSE.intersection(names[-1:]) or not LINES.isdisjoint(names)


def _is_blank(text: str) -> bool:
    """Whether a text shows nothing: all in it is blank, or stands for what may not be shown."""
    return not any(
        mark.isprintable() and not mark.isspace() and mark != REPLACEMENT for mark in text
    )
