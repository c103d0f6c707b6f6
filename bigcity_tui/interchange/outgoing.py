"""A record that goes out; for people as a diary in Markdown and as a table (CSV).

Neither a terminal nor a spreadsheet obeys the texts. Of the pack the diary has the headings of what
is open. The viewer's own words stand there as quotations, line by line, so that none is a heading.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from bigcity_tui.domain.history import History, UserNote, Viewing, episode_number, fold
from bigcity_tui.domain.operations import SERIES_ITEM, Operation
from bigcity_tui.domain.series import Series
from bigcity_tui.domain.text import HEAP, clean, clean_line, count
from bigcity_tui.domain.values import date_text

HEAD = ("pass", "episode", "state", "date", "rating", "note", "answers")
_MARKS = re.compile(r"([\\`*_\[\]<>#|~&])")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # of spreadsheets


class Outgoing(NamedTuple):
    """A series and its operations; `headings` are those of the open episodes, by number."""

    series: Series
    operations: tuple[Operation, ...]
    headings: Mapping[int, str]

    @property
    def history(self) -> History:
        return fold(self.operations)


class Exported(NamedTuple):
    """A record in another format: the text of a file, and notices on what it could not hold."""

    text: str
    notices: tuple[str, ...] = ()


def items_of(*viewings: Viewing) -> list[str]:
    """The items of which viewings say anything: episodes in order, and last the series."""
    items: set[str] = set()
    for each in viewings:
        numbers = filter(None, (*each.progress.watched, each.progress.watching))
        items.update(map(str, numbers), each.ratings, each.notes, each.answers)
    # Another version may have kept other items, which come before the episodes.
    return sorted(items, key=lambda item: (item == SERIES_ITEM, episode_number(item) or 0, item))


def state_text(each: Viewing, number: int) -> str:
    if number in each.progress.watched:
        return f"watched {date_text(each.progress.watched[number])}"
    return "being watched" if each.progress.watching == number else "not watched"


def json_text(value: object, indent: int | None = None) -> str:
    """A value as JSON; what a terminal could obey, or nobody could see, is escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return re.sub(rf"{HEAP}[^\w\s\x00-\u02ff]*|[^\x20-\x7e\n]", _escape, text)


def csv_text(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()


def harmless(text: str) -> str:
    """A text that no spreadsheet runs: an apostrophe precedes what may be a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _escape(found: re.Match[str]) -> str:
    is_plain = len(found[0]) == 1 and found[0].isprintable()
    return found[0] if is_plain else json.dumps(found[0])[1:-1]


def write_markdown(outgoing: Outgoing) -> Exported:
    series, viewings = outgoing.series, outgoing.history.viewings
    lines = [
        "# " + " · ".join(map(_plain, filter(None, (series.title, series.original_title)))),
        f"{_plain(series.country)}, {series.year}. {count(series.episodes, series.unit)}.",
    ]
    written, several = [each for each in viewings if items_of(each)], len(viewings) > 1
    for each in written:
        lines += [f"## Viewing {each.number}"] * several
        lines += _viewing(each, outgoing, "###" if several else "##")
    lines += [] if written else ["Nothing yet."]
    return Exported("\n\n".join(lines) + "\n")


def _viewing(each: Viewing, outgoing: Outgoing, level: str) -> Iterator[str]:
    for item in items_of(each):
        number = episode_number(item)
        if number is None:
            yield f"{level} {'The series' if item == SERIES_ITEM else _plain(item)}"
        else:
            heading = outgoing.headings.get(number)
            name = outgoing.series.part(number).capitalize()
            yield f"{level} {name}{f' · {_plain(heading)}' if heading else ''}"
        facts = [] if number is None else [state_text(each, number).capitalize()]
        if item in each.ratings:
            facts.append(f"{each.ratings[item]:.1f} of 10")
        if facts:
            yield f"{' · '.join(facts)}."
        if item in each.notes:
            yield from _quoted(each.notes[item])
        for place, answer in each.answers.get(item, {}).items():
            yield f"Question {place}:"
            yield from _quoted(answer)


def _quoted(note: UserNote) -> Iterator[str]:
    for text in note.texts:
        # Two spaces at its end keep a line a line.
        yield "  \n".join(f"> {_plain(line)}".rstrip() for line in clean(text).split("\n"))


def _plain(text: str) -> str:
    escaped = _MARKS.sub(r"\\\1", clean_line(text))
    # What would begin a list, a rule or a heading of the line above.
    return re.sub(r"^(\s*)(\d+(?=[.)])|(?=[-+=]))", r"\1\2\\", escaped)


def write_csv(outgoing: Outgoing) -> Exported:
    viewings = outgoing.history.viewings
    return Exported(csv_text(HEAD, (row for each in viewings for row in _rows(each))))


def _rows(viewing: Viewing) -> Iterator[tuple[str, ...]]:
    progress = viewing.progress
    for item in items_of(viewing):
        number, answers = episode_number(item), viewing.answers.get(item, {})
        yield (
            str(viewing.number),
            harmless(clean(item)),
            "" if number is None else progress.state(number),
            "" if number is None else progress.watched.get(number) or "",
            f"{viewing.ratings[item]:.1f}" if item in viewing.ratings else "",
            _joined(viewing.notes[item].texts if item in viewing.notes else ()),
            _joined(f"{place}. {text}" for place in answers for text in answers[place].texts),
        )


def _joined(texts: Iterable[str]) -> str:
    return harmless("\n\n".join(map(clean, texts)))
