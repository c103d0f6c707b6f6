"""The record for people: as a diary in Markdown and as a table (CSV), which only go out.

Of the pack the diary has the headings of what is open. The viewer's own words stand there as
quotations, line by line, so that none of them becomes a heading.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from bigcity_tui.domain.history import UserNote, Viewing, episode_number
from bigcity_tui.domain.operations import SERIES_ITEM
from bigcity_tui.domain.text import clean, clean_line, count
from bigcity_tui.domain.values import score_text
from bigcity_tui.interchange.outgoing import (
    Exported,
    Outgoing,
    csv_text,
    harmless,
    items_of,
    state_text,
)

HEAD = ("pass", "episode", "state", "date", "rating", "note", "answers")
_MARKS = re.compile(r"([\\`*_\[\]<>#|~&])")


def write_markdown(outgoing: Outgoing) -> Exported:
    series, viewings = outgoing.series, outgoing.history.viewings
    lines = [
        "# " + " · ".join(map(_plain, filter(None, (series.title, series.original_title)))),
        f"{_plain(series.country)}, {series.year}. {count(series.episodes, series.unit)}.",
    ]
    several = len(viewings) > 1
    written = [each for each in viewings if items_of(each)]
    for each in written:
        if several:
            lines.append(f"## Viewing {each.number}")
        lines += _viewing(each, outgoing.headings, "###" if several else "##")
    if not written:
        lines.append("Nothing yet.")
    return Exported("\n\n".join(lines) + "\n")


def _viewing(each: Viewing, headings: Mapping[int, str], level: str) -> Iterator[str]:
    for item in items_of(each):
        number = episode_number(item)
        if number is None:
            yield f"{level} {'The series' if item == SERIES_ITEM else _plain(item)}"
        else:
            heading = f" · {_plain(headings[number])}" if number in headings else ""
            yield f"{level} Episode {number}{heading}"
        facts = [] if number is None else [state_text(each, number).capitalize()]
        if item in each.ratings:
            facts.append(f"{score_text(each.ratings[item])} of 10")
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
        number = episode_number(item)
        note = viewing.notes.get(item)
        answers = viewing.answers.get(item, {})
        yield (
            str(viewing.number),
            harmless(clean(item)),
            "" if number is None else progress.state(number),
            "" if number is None else progress.watched.get(number) or "",
            score_text(viewing.ratings[item]) if item in viewing.ratings else "",
            _joined(note.texts if note else ()),
            _joined(f"{place}. {text}" for place in answers for text in answers[place].texts),
        )


def _joined(texts: Iterable[str]) -> str:
    return harmless("\n\n".join(map(clean, texts)))
