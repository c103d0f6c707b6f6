"""The record as a table for spreadsheets: a row for each item of a viewing. It only goes out."""

from collections.abc import Iterable, Iterator

from bigcity_tui.domain.history import Viewing, episode_number
from bigcity_tui.domain.text import clean
from bigcity_tui.domain.values import score_text
from bigcity_tui.interchange.outgoing import Exported, Outgoing, csv_text, harmless, items_of

HEAD = ("pass", "episode", "state", "date", "rating", "note", "answers")


def write(outgoing: Outgoing) -> Exported:
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
