"""A file that was read: its rows in any format, and the plays and ratings found in them."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bigcity_tui.domain.operations import SERIES_ITEM, Operation
from bigcity_tui.domain.series import Series
from bigcity_tui.domain.text import clean_line, count
from bigcity_tui.domain.values import is_score
from bigcity_tui.files.problems import shown
from bigcity_tui.interchange.import_file import ImportFile
from bigcity_tui.interchange.shows import Show, ShowMatcher
from bigcity_tui.interchange.times import local_day

MOST_LISTED = 200
"""No more rows than this are named one by one; all are counted."""

_NUMBER = re.compile(r"(\d{1,6})(?:\.0+)?", re.ASCII)
_SCORE = re.compile(r"\d{1,3}(?:\.\d{1,3})?", re.ASCII)
_LONGEST_TITLE = 60
_REPORT_EVERY = 1_000


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A row as it stands in a file: numbers, dates and ratings as they are written there.

    `place` is a line or an index; season and number say which episode of the show it is about;
    `watched_at` and `rated_at` are when; `kind` is `episode`, `show`, `season` or `movie`;
    `watched` says that it was; `again` is how often more, on dates that the file does not give.
    """

    place: str
    show: Show
    kind: str = "episode"
    season: object = None
    number: object = None
    watched: bool = False
    watched_at: object = None
    rating: object = None
    rated_at: object = None
    again: object = None


@dataclass(frozen=True, slots=True)
class Fault:
    """A row (its place) that cannot be taken, and why."""

    place: str
    why: str


@dataclass(frozen=True, slots=True)
class Play:
    """An episode watched on a date; None where it is not known."""

    episode: int
    on: str | None


@dataclass(frozen=True, slots=True)
class Rating:
    """A score for an item, an episode (its number as text) or `series`; `on` a date, if known."""

    item: str
    score: float
    on: str | None


@dataclass(slots=True)
class Incoming:
    """A file that was read, not yet compared with the record.

    `form` is the title of its format; plays and ratings are what it says. Of its `rows`, `matched`
    are about this series, and `empty_rows` of these say neither that something was watched nor how
    it was rated. `faults` are rows of this series that cannot be taken (the first of `faulty`),
    `others` the other titles with their rows. `again` counts further plays without a date.
    `columns` are those that were understood. `operations` is what a record's own export holds.
    """

    form: str
    rows: int = 0
    matched: int = 0
    empty_rows: int = 0
    plays: list[Play] = field(default_factory=list)
    ratings: list[Rating] = field(default_factory=list)
    again: int = 0
    faults: list[Fault] = field(default_factory=list)
    faulty: int = 0
    others: tuple[tuple[str, int], ...] = ()
    columns: tuple[str, ...] = ()
    ignored_columns: tuple[str, ...] = ()
    operations: tuple[Operation, ...] | None = None


def gather(
    form: str,
    rows: Iterable[ImportRow | Fault],
    file: ImportFile,
    series: Series,
    meanings: Mapping[str, str] | None = None,
) -> Incoming:
    """Gather what the rows of a file say of a series; `meanings` are those of its columns."""
    names, known = file.table.names if file.table else [], meanings or {}
    found = Incoming(
        form,
        columns=tuple(each for each in names if each in known),
        ignored_columns=tuple(shown(each) for each in names if each and each not in known),
    )
    matcher = ShowMatcher(series)
    others: Counter[str] = Counter()
    for row in rows:
        found.rows += 1
        if isinstance(row, Fault):
            _refuse(found, row)
        elif row.kind == "movie" or not matcher.matches(row.show):
            others[_title(row)] += 1
        else:
            found.matched += 1
            try:
                _take(found, row, series.episodes)
            except ValueError as error:
                _refuse(found, Fault(row.place, str(error)))
        if file.report_progress is not None and found.rows % _REPORT_EVERY == 0:
            file.report_progress(found.rows, max(found.rows, file.size))
    found.others = tuple(others.most_common(MOST_LISTED))
    return found


def _refuse(found: Incoming, fault: Fault) -> None:
    found.faulty += 1
    if len(found.faults) < MOST_LISTED:
        found.faults.append(fault)


def _take(found: Incoming, row: ImportRow, episodes: int) -> None:
    """Take a row of the series; ValueError, with what to say, if it makes no sense."""
    is_rated = not _is_blank(row.rating)
    if not row.watched and not is_rated:
        found.empty_rows += 1
        return
    item = _item(row, episodes)
    score = _score(row.rating) if is_rated else None
    on = local_day(row.watched_at) if row.watched else None
    rated_on = local_day(row.rated_at) if is_rated else None
    # Only now, when all of the row has been understood.
    if row.watched:
        found.again += 0 if _is_blank(row.again) else _whole(row.again, "rewatch count")
        found.plays.append(Play(int(item), on))
    if score is not None:
        found.ratings.append(Rating(item, score, rated_on))


def _item(row: ImportRow, episodes: int) -> str:
    if row.kind == "show":
        if row.watched:
            raise ValueError("it marks the whole series, and does not say which episodes")
        return SERIES_ITEM
    if row.kind != "episode":
        raise ValueError(f"it is about a {clean_line(row.kind, 20)}, not an episode")
    season = _whole(row.season, "season")
    if season != 1:
        raise ValueError("it is a special" if season == 0 else f"there is no season {season}")
    number = _whole(row.number, "episode")
    if not 1 <= number <= episodes:
        raise ValueError(
            f"there is no episode {number}: the series has {count(episodes, 'episode')}"
        )
    return str(number)


def _title(row: ImportRow) -> str:
    title = clean_line(row.show.title, _LONGEST_TITLE).strip() or "without a title"
    year = f" ({row.show.year})" if row.show.year else ""
    return f"{title}{year}{', a film' if row.kind == 'movie' else ''}"


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _whole(value: object, name: str) -> int:
    """A whole number, from JSON or as text."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1_000_000:
        return value
    found = _NUMBER.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise ValueError(f"its {name} is {'missing' if _is_blank(value) else 'no number'}")
    return int(found[1])


def _score(value: object) -> float:
    if isinstance(value, str) and _SCORE.fullmatch(value.strip()):
        value = float(value)
    if not is_score(value):
        raise ValueError("its rating is not from 1 to 10")
    return float(value)
