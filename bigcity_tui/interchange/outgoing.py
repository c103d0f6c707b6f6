"""A record that goes out, and texts that neither a terminal nor a spreadsheet obeys."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bigcity_tui.domain.history import History, Viewing, episode_number, fold
from bigcity_tui.domain.operations import SERIES_ITEM, Operation
from bigcity_tui.domain.series import Series
from bigcity_tui.domain.text import HEAP
from bigcity_tui.domain.values import date_text

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # of spreadsheets


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A series and its operations; `headings` are those of the open episodes, by number."""

    series: Series
    operations: tuple[Operation, ...]
    headings: Mapping[int, str] = field(default_factory=dict)

    @property
    def history(self) -> History:
        return fold(self.operations)


@dataclass(frozen=True, slots=True)
class Exported:
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
    text = re.sub(rf"{HEAP}[^\w\s\x00-\u02ff]*", _escape, text)
    return re.sub(
        r"[^\x20-\x7e\n]",
        lambda found: found[0] if found[0].isprintable() else _escape(found),
        text,
    )


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
    return json.dumps(found[0])[1:-1]
