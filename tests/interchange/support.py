"""An invented series, histories of watching it, and files of other services about it."""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from bigcity_tui.domain import edits
from bigcity_tui.domain.history import fold
from bigcity_tui.domain.operations import Operation
from bigcity_tui.domain.series import Link, Series
from bigcity_tui.interchange import write
from bigcity_tui.interchange.incoming import Incoming
from bigcity_tui.interchange.outgoing import Exported, Outgoing
from bigcity_tui.interchange.plan import ImportPlan, plan_changes
from bigcity_tui.interchange.reader import read
from bigcity_tui.interchange.shows import Wanted
from tests.domain.ledger import Ledger
from tests.packs import made_up_pack

EPISODES = 4
SERIES = replace(
    made_up_pack(EPISODES).series,
    id="series",
    title="The Quay at Dusk",
    original_title="저녁의 부두",
    year=2021,
    links=(
        Link("Trakt", "Quay", "https://trakt.tv/shows/the-quay-at-dusk"),
        Link("IMDb", "Quay", "https://www.imdb.com/title/tt0000042/"),
        Link("TMDB", "부두", "https://www.themoviedb.org/tv/42"),
    ),
)
SHOW = {"title": SERIES.title, "year": SERIES.year, "ids": {}}


def play(number: object = 1, at: object = "2024-10-21T12:00:00.000Z", **more: Any) -> Any:
    """An item of Trakt's history."""
    episode = {"season": 1, "number": number, "title": "zqsecret"}
    item = {"id": 1, "watched_at": at, "action": "watch", "type": "episode", "episode": episode}
    return {**item, "show": SHOW, **more}


def rated(number: int | None, rating: object, at: object = "2024-10-22T12:00:00.000Z") -> Any:
    """An item of Trakt's ratings: of an episode, or of the series (None)."""
    item = {"rated_at": at, "rating": rating, "show": SHOW, "type": "show"}
    if number is None:
        return item
    return {**item, "type": "episode", "episode": {"season": 1, "number": number}}


def table(*rows: str) -> bytes:
    """A CSV file of these lines."""
    return "".join(f"{row}\n" for row in rows).encode()


def cells(text: str) -> list[dict[str, str]]:
    """A CSV text as a spreadsheet reads it."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def of(value: object) -> Incoming:
    """What a JSON value, or the bytes of a file, says of the series."""
    data = value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode()
    return read("file", data, Wanted(SERIES))


def exported(name: str, operations: Iterable[Operation], series: Series = SERIES) -> Exported:
    """A record in the format of a name, the heading of its first episode being open."""
    return write(name, Outgoing(series, tuple(operations), {1: "The Quay"}))


def apply_import(ledger: Ledger, value: object) -> ImportPlan:
    """Import a file into a record in memory."""
    changes, weighed = plan_changes(of(value), ledger.operations)
    ledger.write(changes)
    return weighed


def marked(ledger: Ledger) -> dict[int, str | None]:
    """What is watched, and when, in the present viewing."""
    return dict(fold(ledger.operations).current.progress.watched)


def scored(ledger: Ledger) -> dict[str, float]:
    """What is rated in the present viewing."""
    return dict(fold(ledger.operations).current.ratings)


items = st.sampled_from([*map(str, range(1, EPISODES + 1)), "series"])
numbers = st.integers(1, EPISODES)
scores = st.integers(1, 20).map(lambda halves: halves / 2)
# Programs write the year 1 for a date that is not known.
days = (
    st.dates(min_value=date(2, 1, 1)).map(str)
    | st.none()
    | st.sampled_from(["2024", "2024-10", "2024-10-21"])
)
notes = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12
) | st.sampled_from(["=1+1", "@x", "# head\n> quote\n- item", 'a,b;c\t"\'d"', "\x1b[31m‮서울\x9b"])

_STEPS = st.one_of(
    st.tuples(st.just("watch"), numbers, days),
    st.tuples(st.just("unwatch"), numbers, st.none()),
    st.tuples(st.just("start"), numbers, st.none()),
    st.tuples(st.just("rate"), items, scores | st.none()),
    st.tuples(st.just("note"), items | st.sampled_from(["1.1", "1.3"]), notes),
    st.tuples(st.just("undo"), st.none(), st.none()),
    st.tuples(st.just("redo"), st.none(), st.none()),
)
_PASS = st.tuples(st.just("rewatch"), st.booleans(), st.none())


@st.composite
def histories(draw: st.DrawFn, *, viewings: bool = True) -> tuple[Operation, ...]:
    """Records of one device: anything done, taken back and redone, in one viewing or several."""
    ledger = Ledger()
    steps: list[tuple[str, Any, Any]]
    steps = draw(st.lists(_STEPS | _PASS if viewings else _STEPS, max_size=12))
    for turn, (what, item, value) in enumerate(steps):
        match what:
            case "watch":
                ledger.write(
                    edits.watched(ledger.operations, [item], value, dated=True, through=False)
                )
            case "unwatch":
                ledger.write(edits.unwatched(ledger.operations, [item]))
            case "start":
                ledger.write(
                    () if item in marked(ledger) else edits.started(ledger.operations, item)
                )
            case "rate":
                ledger.write(edits.rated(ledger.operations, item, value))
            case "note":
                ledger.write(edits.noted(ledger.operations, item, value))
            case "rewatch":
                ledger.write(edits.begun_again(ledger.operations, f"pass-{turn}", is_open=item))
            case "undo":
                ledger.undo()
            case "redo":
                ledger.redo()
    return tuple(ledger.operations)
