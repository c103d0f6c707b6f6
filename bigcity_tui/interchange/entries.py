"""What a row of any format says, as it stands there, and what it comes to."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bigcity_tui.domain.operations import SERIES_ITEM, Operation
from bigcity_tui.domain.scores import is_score
from bigcity_tui.domain.series import Series
from bigcity_tui.domain.text import clean_line, count
from bigcity_tui.interchange.matching import Matcher, Who
from bigcity_tui.interchange.times import local_day

MOST_LISTED = 200
"""No more rows than this are named one by one; all are counted."""

_NUMBER = re.compile(r"(\d{1,6})(?:\.0+)?", re.ASCII)
_SCORE = re.compile(r"\d{1,3}(?:\.\d{1,3})?", re.ASCII)
_TITLE = 60
_EVERY = 1_000

Progress = Callable[[int, int], None]
"""Told of how many rows, and of how many in all, it has got to."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as it stands in a file: numbers, dates and ratings as they are written there.

    `place` is a line or an index; `who` tells which title it is about, season and number which
    episode; `watched_at` and `rated_at` are when; `kind` is `episode`, `show`, `season` or `movie`;
    `watched` says that it was; `again` is how often more, on dates that the file does not give.
    """

    place: str
    who: Who
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


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that was read, not yet compared with the record.

    `form` names its format; plays and ratings are what it says. Of its `rows`, `matched` are
    about this series, and `idle` of these say neither that something was watched nor how it was
    rated. `faults` are rows of this series that cannot be taken (the first of `faulty`), `others`
    the other titles with their rows. `again` counts further plays without a date. `columns` are
    those that were understood, and `strange` the others. `operations` is what a record's own export
    holds.
    """

    form: str
    rows: int = 0
    matched: int = 0
    idle: int = 0
    plays: tuple[Play, ...] = ()
    ratings: tuple[Rating, ...] = ()
    again: int = 0
    faults: tuple[Fault, ...] = ()
    faulty: int = 0
    others: tuple[tuple[str, int], ...] = ()
    columns: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()
    operations: tuple[Operation, ...] | None = None


def gather(
    form: str,
    entries: Iterable[Entry | Fault],
    series: Series,
    *,
    total: int,
    progress: Progress | None = None,
    columns: tuple[str, ...] = (),
    strange: tuple[str, ...] = (),
) -> Incoming:
    """Take from rows what they say of one series; `total` is about how many rows there are."""
    gathering = _Gathering(series)
    rows = 0
    for entry in entries:
        rows += 1
        gathering.take(entry)
        if progress is not None and rows % _EVERY == 0:
            progress(rows, max(rows, total))
    return Incoming(
        form=form,
        rows=rows,
        matched=gathering.matched,
        idle=gathering.idle,
        plays=tuple(gathering.plays),
        ratings=tuple(gathering.ratings),
        again=gathering.again,
        faults=tuple(gathering.faults),
        faulty=gathering.faulty,
        others=tuple(gathering.others.most_common(MOST_LISTED)),
        columns=columns,
        strange=strange,
    )


class _Gathering:
    """What has been found so far."""

    def __init__(self, series: Series) -> None:
        self._last = series.episodes
        self._matcher = Matcher(series)
        self.matched = self.idle = self.again = self.faulty = 0
        self.plays: list[Play] = []
        self.ratings: list[Rating] = []
        self.faults: list[Fault] = []
        self.others: Counter[str] = Counter()

    def take(self, entry: Entry | Fault) -> None:
        """Look at one row."""
        if isinstance(entry, Fault):
            self._fault(entry)
        elif entry.kind == "movie" or not self._matcher.is_this(entry.who):
            self.others[_title(entry)] += 1
        else:
            self.matched += 1
            try:
                self._read(entry)
            except ValueError as error:
                self._fault(Fault(entry.place, str(error)))

    def _fault(self, fault: Fault) -> None:
        self.faulty += 1
        if len(self.faults) < MOST_LISTED:
            self.faults.append(fault)

    def _read(self, entry: Entry) -> None:
        """What a row of this series says; ValueError, with what to say, if that makes no sense."""
        rated = not _is_blank(entry.rating)
        if not entry.watched and not rated:
            self.idle += 1
            return
        item = self._item(entry)
        score = _score(entry.rating) if rated else None
        on = local_day(entry.watched_at) if entry.watched else None
        rated_on = local_day(entry.rated_at) if rated else None
        # Only now, when all of the row has been understood.
        if entry.watched:
            self.again += 0 if _is_blank(entry.again) else _whole(entry.again, "rewatch count")
            self.plays.append(Play(int(item), on))
        if score is not None:
            self.ratings.append(Rating(item, score, rated_on))

    def _item(self, entry: Entry) -> str:
        if entry.kind == "show":
            if entry.watched:
                raise ValueError("it marks the whole series, and does not say which episodes")
            return SERIES_ITEM
        if entry.kind != "episode":
            raise ValueError(f"it is about a {clean_line(entry.kind, 20)}, not an episode")
        season = _whole(entry.season, "season")
        if season != 1:
            raise ValueError("it is a special" if season == 0 else f"there is no season {season}")
        number = _whole(entry.number, "episode")
        if not 1 <= number <= self._last:
            raise ValueError(
                f"there is no episode {number}: the series has {count(self._last, 'episode')}"
            )
        return str(number)


def _title(entry: Entry) -> str:
    title = clean_line(entry.who.title, _TITLE).strip() or "without a title"
    year = f" ({entry.who.year})" if entry.who.year else ""
    return f"{title}{year}{', a film' if entry.kind == 'movie' else ''}"


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
