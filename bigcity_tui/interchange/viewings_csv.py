"""The record as a table for spreadsheets: a row for every viewing. It only goes out.

What was rated or noted without having been watched has a row too, so that no word is missing.
"""

import csv
import io
from collections.abc import Iterator

from bigcity_tui.domain.history import History, Viewing, episode_number
from bigcity_tui.domain.operations import SERIES_ITEM
from bigcity_tui.domain.scores import score_text
from bigcity_tui.domain.text import clean

HEAD = ("pass", "episode", "state", "date", "rating", "note")
"""The columns."""
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula, full-width forms included."""


def write(history: History) -> str:
    """The table as CSV text; dates are the viewer's own, empty where they are not known."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEAD)
    writer.writerows(row for each in history.viewings for row in _rows(each))
    return text.getvalue()


def is_this(names: set[str]) -> bool:
    """Whether a table with these columns is one of ours."""
    return names == set(HEAD)


def harmless(text: str) -> str:
    """A text that no spreadsheet runs: an apostrophe stands before what may be a formula."""
    return f"'{text}" if text.startswith(_RISKY) else text


def _rows(each: Viewing) -> Iterator[tuple[str, ...]]:
    progress = each.progress
    items = {*map(str, progress.watched), *each.ratings, *each.notes}
    if progress.watching is not None:
        items.add(str(progress.watching))
    # The series comes last, whatever else another version may have kept in between.
    for item in sorted(items, key=lambda item: (item == SERIES_ITEM, episode_number(item) or 0)):
        number = episode_number(item)
        note = each.notes.get(item)
        texts = (note.text, *note.others) if note else ()
        yield (
            str(each.number),
            harmless(clean(item)),
            "" if number is None else progress.state(number),
            "" if number is None else progress.watched.get(number) or "",
            score_text(each.ratings[item]) if item in each.ratings else "",
            harmless("\n\n".join(clean(text) for text in texts)),
        )
