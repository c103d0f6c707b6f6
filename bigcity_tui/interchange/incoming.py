"""A file that was read: the plays and ratings that its rows, in any format, come to."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from bigcity_tui.domain.operations import SERIES_ITEM, Operation
from bigcity_tui.domain.text import clean_line, count
from bigcity_tui.domain.values import day_number
from bigcity_tui.interchange.fields import is_nothing, local_day, score_of, whole
from bigcity_tui.interchange.import_file import Row
from bigcity_tui.interchange.shows import Show, Wanted

MOST_TITLES = 5_000  # that are not the series', of which it is asked whether they are near

_WHOLE_SERIES = "it marks the whole series, and does not say which episodes"


class Fault(NamedTuple):
    place: str
    why: str


class Play(NamedTuple):
    episode: int
    on: str | None


class Rating(NamedTuple):
    """A score for an item, and when: `at` is as the file has it, and orders those of a day."""

    item: str
    score: float
    on: str | None
    at: str = ""


@dataclass(slots=True)
class Incoming:
    """What was read from files, not yet compared with the record.

    Of the `rows`, `matched` are about this series, and `empty_rows` of these say nothing. `faults`
    are those that cannot be taken, `partial` fields changed or left out, `others` the other titles
    with their rows, `near` those that may be this series. `times` is how often an episode was
    watched, where that is more than once; `operations` is what a record's own export holds.
    """

    form: str
    rows: int = 0
    matched: int = 0
    empty_rows: int = 0
    plays: list[Play] = field(default_factory=list)
    ratings: list[Rating] = field(default_factory=list)
    times: Counter[int] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    partial: list[Fault] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)
    near: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    ignored_columns: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    passed_over: tuple[Fault, ...] = ()
    operations: tuple[Operation, ...] | None = None


def gather(form: str, file: str, rows: Iterable[Row | Fault], wanted: Wanted) -> Incoming:
    found = Incoming(form, files=(file,))
    others: dict[str, Show] = {}
    place = ""
    for row in rows:
        is_new, place = row.place != place, row.place
        found.rows += is_new
        if isinstance(row, Fault):
            found.faults.append(row)
            continue
        show, is_film = row["show"], row["kind"] == "movie"
        if not wanted.matches(show) or (is_film and is_nothing(row["episode"])):
            title = clean_line(show.title, 60).strip() or "without a title"
            title += f" ({show.year})" * bool(show.year) + ", a film" * is_film
            found.others[title] += is_new
            if not is_film and len(others) < MOST_TITLES:
                others.setdefault(title, show)
        else:
            found.matched += is_new
            try:
                _take(found, row, wanted)
            except ValueError as error:
                found.faults.append(Fault(row.place, str(error)))
    found.near = tuple(title for title, show in others.items() if wanted.is_near(show))
    return found


_ADDED = ("rows", "matched", "empty_rows", "plays", "ratings", "faults", "partial", "others")
_TOGETHER = ("near", "columns", "ignored_columns", "files")


def united(found: list[Incoming], passed_over: tuple[Fault, ...] = ()) -> Incoming:
    """Return several files as one import; the order of the files makes no difference to it."""
    forms = ", ".join(dict.fromkeys(each.form for each in found))
    total = Incoming(forms, passed_over=passed_over)
    for each in found:
        for faults in (each.faults, each.partial):
            faults[:] = (Fault(f"{each.files[0]} {place}", why) for place, why in faults)
        for name in _ADDED:
            setattr(total, name, getattr(total, name) + getattr(each, name))
        for name in _TOGETHER:
            together = dict.fromkeys((*getattr(total, name), *getattr(each, name)))
            setattr(total, name, tuple(together))
        total.times |= each.times
    return total


def _take(found: Incoming, row: Row, wanted: Wanted) -> None:
    score, remark = score_of(row["rating"])
    remarks = [row["remark"], remark]
    is_empty = not row["watched"] and score is None
    found.empty_rows += is_empty
    item = "" if is_empty else _item(row, wanted.series.episodes)
    if row["watched"] and row["kind"] == "show":
        remarks.append(_WHOLE_SERIES)
    elif row["watched"]:
        on, wrong = local_day(row["watched_at"])
        remarks.append(wrong and f"{wrong}: watched on an unknown date")
        # It may be tomorrow in the viewer's east.
        if on and wanted.today and (day_number(on) or 0) > (day_number(wanted.today) or 0) + 1:
            raise ValueError(f"it is dated in the future, {on}")
        found.plays.append(Play(int(item), on))
        times = max(_often(row["plays"]), 1 + _often(row["again"]))
        if times > 1:
            found.times[int(item)] = max(found.times[int(item)], times)
    if score is not None:
        rated_on, wrong = local_day(row["rated_at"])
        remarks.append(wrong and f"of its rating, {wrong}: which is passed over")
        found.ratings.append(Rating(item, score, rated_on, row["rated_at"] if rated_on else ""))
    found.partial += [Fault(row.place, remark) for remark in remarks if remark]


def _often(given: str) -> int:
    """A count; none at all where it cannot be read, which is no reason to lose a viewing."""
    try:
        return min(whole(given, "count"), 99)
    except ValueError:
        return 0


def _item(row: Row, episodes: int) -> str:
    """The item that a row is about; ValueError, with the reason, for one that has no place here."""
    kind, which = clean_line(row["kind"], 20), clean_line(row["episode"], 9)
    if kind == "show":
        if row["watched"] and is_nothing(row["rating"]):
            raise ValueError(_WHOLE_SERIES)
        return SERIES_ITEM
    season = whole(row["season"], "season") if kind == "episode" and not row["special"] else 0
    if season == 0:
        what = {"movie": "film", "episode": "special", "": "thing of no kind"}.get(kind, kind)
        which = f"episode {which}" if which else "an episode"
        raise ValueError(f"it is about a {what}, not {which}")
    if season != 1:
        raise ValueError(f"there is no season {season}")
    number = whole(row["episode"], "episode")
    if not 1 <= number <= episodes:
        has = count(episodes, "episode")
        raise ValueError(f"there is no episode {number}: the series has {has}")
    return str(number)
