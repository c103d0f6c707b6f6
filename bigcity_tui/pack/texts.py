"""The texts of a pack: the one walk over them, the rules for each, and how they are made safe."""

from collections.abc import Iterator
from typing import NamedTuple

from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.domain.series import Strict
from bigcity_tui.domain.text import LONGEST, REPLACEMENT, clean, clean_line
from bigcity_tui.files.reading import Path

# The fields whose texts are paragraphs, in which a line may end.
PROSE = frozenset(("about", "blurb", "body", "film", "honours", "text"))
# The fields in which nothing is a paragraph, whatever lies within.
LINES = frozenset(("heading", "later_aliases", "later_names"))
# Fields whose texts are no words for a reader; in a relation, `people` are ids.
CODES = frozenset((
    "aired", "answer", "born", "episode_ids", "id", "kind", "language", "people", "person",
    "released", "unit", "url",
))  # fmt: skip
LONGEST_LINE = 300  # of a title, a name or a heading, in characters
Wrong = Iterator[tuple[Path, str]]  # places in one file, and what is wrong there


class Spot(NamedTuple):
    """A text or a record, its own unlock or else the nearest around it, and the latter."""

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
    elif isinstance(value, Strict):
        opens: Moment = getattr(value, "unlock", None) or around
        yield Spot(path, value, opens, around)
        for name in value.__match_args__:
            yield from walk(getattr(value, name), (*path, name), opens)


def field_of(path: Path) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def text_rules(value: object, end: Moment) -> Wrong:
    """The rules for all texts and stamps: nothing empty, too long, too early or after the end."""
    for path, found, opens, around in walk(value):
        if isinstance(found, str):
            field = field_of(path)  # an id has a rule of its own
            is_line = field != "id" and (field not in PROSE or not LINES.isdisjoint(path))
            # Of what may not be shown there are replacements by now.
            if not any(m.isprintable() and not m.isspace() and m != REPLACEMENT for m in found):
                yield path, "must not be empty or blank"
            elif is_line and len(found) > LONGEST_LINE:
                yield path, f"must be one line of at most {LONGEST_LINE} characters"
            continue
        for name in ("blurb", "body", "paragraphs", "entries"):
            if getattr(found, name, True) == ():
                thing = "entry" if name == "entries" else "paragraph"
                yield (*path, name), f"must have at least one {thing}"
        yield from early(path, opens, "what it is part of", around)
        if around <= opens and opens > end:
            says = f"is {opens}, later than the end of the series: write {end} or earlier"
            yield (*path, "unlock"), says


def early(path: Path, opens: Moment, than: str, least: Moment) -> Wrong:
    if opens < least:
        yield (*path, "unlock"), f"is {opens}, earlier than {than}: write {least} or later"


def cleaned(value: object, field: str = "") -> object:
    """A value from JSON with every text in it safe for a terminal, and of a bearable length."""
    if isinstance(value, str):
        return (clean if field in PROSE else clean_line)(value, LONGEST)
    if isinstance(value, list):
        return [cleaned(item, field) for item in value]
    if isinstance(value, dict):
        return {k: cleaned(item, field if field in LINES else k) for k, item in value.items()}
    return value
