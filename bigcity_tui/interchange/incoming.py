"""A file that was read: its rows in any format, and the plays and ratings found in them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bigcity_tui.domain.operations import SERIES_ITEM, Operation
from bigcity_tui.domain.series import Series
from bigcity_tui.domain.text import clean_line, count
from bigcity_tui.files.reading import shown
from bigcity_tui.interchange import limits
from bigcity_tui.interchange.fields import is_nothing, local_day, next_day, score_of, whole
from bigcity_tui.interchange.import_file import ImportFile
from bigcity_tui.interchange.shows import Show, ShowMatcher

_WHOLE_SERIES = "it marks the whole series, and does not say which episodes"
_TITLE_WIDTH = 60
_REPORT_EVERY = 1_000


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A row as it stands in a file: numbers, dates and ratings as they are written there.

    `kind` is `episode`, `show`, `season` or `movie`; `plays` is how often it was watched in all,
    `again` how often after the first time. What is `special` is no episode, whatever its season.
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
    plays: object = None
    again: object = None
    special: bool = False
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    place: str
    why: str


@dataclass(frozen=True, slots=True)
class Play:
    episode: int
    on: str | None


@dataclass(frozen=True, slots=True)
class Rating:
    """A score for an item, and when: `at` is as the file has it, and orders those of a day."""

    item: str
    score: float
    on: str | None
    at: str = ""


@dataclass(slots=True)
class Incoming:
    """What was read from files, not yet compared with the record.

    Of the `rows`, `matched` are about this series, and `empty_rows` of these say nothing. `faults`
    are those that cannot be taken (the first of `faulty`), `partial` fields changed or left out
    (the first of `mended`), `others` the other titles with their rows, `near` those that may be
    this series. `times` is how often an episode was watched, where that is more than once;
    `operations` is what a record's own export holds.
    """

    form: str
    rows: int = 0
    matched: int = 0
    empty_rows: int = 0
    plays: list[Play] = field(default_factory=list)
    ratings: list[Rating] = field(default_factory=list)
    times: Counter[int] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    faulty: int = 0
    partial: list[Fault] = field(default_factory=list)
    mended: int = 0
    others: Counter[str] = field(default_factory=Counter)
    near: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    ignored_columns: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    passed_over: tuple[Fault, ...] = ()
    operations: tuple[Operation, ...] | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """The series whose rows are wanted, a further title (`also`) that is its, and today's date."""

    series: Series
    also: str | None = None
    today: str | None = None


def gather(
    form: str,
    rows: Iterable[ImportRow | Fault],
    file: ImportFile,
    wanted: Wanted,
    meanings: Mapping[str, str] | None = None,
) -> Incoming:
    names, known = file.table.names if file.table else [], meanings or {}
    found = Incoming(
        form,
        columns=tuple(each for each in names if each in known),
        ignored_columns=tuple(shown(each) for each in names if each and each not in known),
        files=(file.name,),
    )
    matcher = ShowMatcher(wanted.series, wanted.also)
    others: dict[str, Show] = {}
    place = ""
    for row in rows:
        is_new, place = row.place != place, row.place
        found.rows += is_new
        if isinstance(row, Fault):
            _refuse(found, row)
        elif not matcher.matches(row.show) or (row.kind == "movie" and is_nothing(row.number)):
            title = _title(row)
            found.others[title] += is_new
            if row.kind != "movie" and len(others) < limits.MOST_TITLES:
                others.setdefault(title, row.show)
        else:
            found.matched += is_new
            try:
                _take(found, row, wanted)
            except ValueError as error:
                _refuse(found, Fault(row.place, str(error)))
        if file.report_progress is not None and found.rows % _REPORT_EVERY == 0:
            file.report_progress(found.rows, max(found.rows, file.size))
    found.near = tuple(title for title, show in others.items() if matcher.is_near(show))
    return found


_ADDED = ["rows", "matched", "empty_rows", "faulty", "mended", "plays", "ratings", "others"]


def united(found: list[Incoming], passed_over: tuple[Fault, ...] = ()) -> Incoming:
    """Return several files as one import; the order of the files makes no difference to it."""
    several = len(found) + len(passed_over) > 1
    total = Incoming(", ".join(dict.fromkeys(each.form for each in found)))
    for each in found:
        start = f"{each.files[0]} " if several else ""
        for name in _ADDED:
            setattr(total, name, getattr(total, name) + getattr(each, name))
        total.times |= each.times
        total.faults += [Fault(start + fault.place, fault.why) for fault in each.faults]
        total.partial += [Fault(start + fault.place, fault.why) for fault in each.partial]
        for name in ("near", "columns", "ignored_columns", "files"):
            together = dict.fromkeys((*getattr(total, name), *getattr(each, name)))
            setattr(total, name, tuple(together))
    total.passed_over = passed_over
    return total


def _refuse(found: Incoming, fault: Fault) -> None:
    found.faulty += 1
    if len(found.faults) < limits.MOST_LISTED:
        found.faults.append(fault)


def _take(found: Incoming, row: ImportRow, wanted: Wanted) -> None:
    score, remark = score_of(row.rating)
    remarks = [row.remark, remark]
    if row.watched or score is not None:
        item = _item(row, wanted.series.episodes)
    else:
        found.empty_rows += 1
        item = ""
    if row.watched and row.kind == "show":
        remarks.append(_WHOLE_SERIES)
    elif row.watched:
        on, remark = _day(row.watched_at, "watched on an unknown date")
        remarks.append(remark)
        if on is not None and wanted.today and on > next_day(wanted.today):
            raise ValueError(f"it is dated in the future, {on}")
        found.plays.append(Play(int(item), on))
        times = max(_often(row.plays), 1 + _often(row.again))
        if times > 1:
            found.times[int(item)] = max(found.times[int(item)], times)
    if score is not None:
        rated_on, remark = _day(row.rated_at, "which is passed over")
        remarks.append(remark and f"of its rating, {remark}")
        at = str(row.rated_at) if rated_on else ""
        found.ratings.append(Rating(item, score, rated_on, at))
    for remark in filter(None, remarks):
        found.mended += 1
        if len(found.partial) < limits.MOST_LISTED:
            found.partial.append(Fault(row.place, remark))


def _day(given: object, otherwise: str) -> tuple[str | None, str]:
    try:
        return local_day(given), ""
    except ValueError as error:
        return None, f"{error}: {otherwise}"


def _often(given: object) -> int:
    """A count; none at all where it cannot be read, which is no reason to lose a viewing."""
    try:
        return min(whole(given, "count"), 99)
    except ValueError:
        return 0


def _item(row: ImportRow, episodes: int) -> str:
    if row.kind == "movie":
        raise ValueError(f"it is marked as a film, and as episode {clean_line(str(row.number), 9)}")
    if row.kind == "show":
        if row.watched and is_nothing(row.rating):
            raise ValueError(_WHOLE_SERIES)
        return SERIES_ITEM
    if row.kind != "episode":
        kind = clean_line(row.kind, 20)
        if not kind:
            raise ValueError("it says neither which episode it is about, nor that it is a series")
        raise ValueError(f"it is about a {kind}, not an episode")
    if row.special:
        raise ValueError(f"it is a special, numbered {clean_line(str(row.number or '?'), 9)}")
    season = whole(row.season, "season")
    if season != 1:
        raise ValueError("it is a special" if season == 0 else f"there is no season {season}")
    number = whole(row.number, "episode")
    if not 1 <= number <= episodes:
        raise ValueError(
            f"there is no episode {number}: the series has {count(episodes, 'episode')}"
        )
    return str(number)


def _title(row: ImportRow) -> str:
    title = clean_line(row.show.title, _TITLE_WIDTH).strip() or "without a title"
    year = f" ({row.show.year})" if row.show.year else ""
    return f"{title}{year}{', a film' if row.kind == 'movie' else ''}"
