"""What goes out comes in again, for any history."""

import json
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bigcity_tui.domain.history import fold
from bigcity_tui.domain.operations import Change, Operation, change
from bigcity_tui.domain.text import clean
from bigcity_tui.interchange.outgoing import Exported
from bigcity_tui.interchange.trakt import points_of
from tests.domain.ledger import Ledger
from tests.interchange.support import apply_import, cells, exported, histories, of

quick = settings(max_examples=150, deadline=None)
long = settings(max_examples=10_000, deadline=None)
ZONES = ["UTC", "Asia/Seoul", "America/St_Johns", "Pacific/Kiritimati", "Etc/GMT+12"]


@pytest.fixture(autouse=True)
def home_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Asia/Seoul")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def back(operations: tuple[Operation, ...]) -> tuple[Operation, ...] | None:
    return of(exported("json", operations).text.encode()).operations


@given(histories())
@quick
def test_json_comes_back_exactly(operations: tuple[Operation, ...]) -> None:
    assert back(operations) == operations


@pytest.mark.long
@given(histories())
@long
def test_json_comes_back_exactly_long(operations: tuple[Operation, ...]) -> None:
    assert back(operations) == operations


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)
wild = st.one_of(
    values.map(json.dumps),
    values.map(lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":"))),
    st.text(st.characters(exclude_categories=["Cs"])),
    st.sampled_from(['{"a":1,"a":2}', '{"n":1e400}', '{"t":"\\ud800"}', '{"n":NaN}', "{" * 99]),
)


@given(st.lists(wild, max_size=4), st.integers(-(2**53) + 1, 2**53 - 1))
@quick
def test_values_of_other_versions_come_back_exactly(texts: list[str], hlc: int) -> None:
    operations = tuple(
        Operation(f"o{n}", "b", hlc, "d", -hlc, "series", Change("p\x1b", "‮", "later", text))
        for n, text in enumerate(texts)
    )
    assert back(operations) == operations


@given(histories())
@quick
def test_json_holds_nothing_that_a_terminal_obeys(operations: tuple[Operation, ...]) -> None:
    text = exported("json", operations).text
    assert text.replace("\n", "").isprintable()


def trakts_view(operations: tuple[Operation, ...]) -> tuple[object, object]:
    """What Trakt can be told of a record of one viewing."""
    current = fold(operations).current
    return (
        {
            number: on if on is not None and len(on) == 10 else None
            for number, on in current.progress.watched.items()
        },
        {item: float(points_of(score)) for item, score in current.ratings.items()},
    )


def check_trakt(operations: tuple[Operation, ...], sent: Exported) -> None:
    fresh = Ledger()
    apply_import(fresh, sent.text.encode())
    expected = trakts_view(operations)
    current = fold(fresh.operations).current
    assert (dict(current.progress.watched), dict(current.ratings)) == expected
    # What differs from the record has been said.
    here = fold(operations).current
    assert (dict(here.ratings) != expected[1]) == any("rounded" in line for line in sent.notices)
    assert (dict(here.progress.watched) != expected[0]) == any(
        "unknown date" in line for line in sent.notices
    )
    assert bool(here.notes or here.answers) == any("notes" in line for line in sent.notices)


@given(operations=histories(viewings=False))
@quick
def test_trakt_comes_back_but_for_what_it_says(operations: tuple[Operation, ...]) -> None:
    check_trakt(operations, exported("trakt", operations))
    check_trakt(operations, exported("trakt-csv", operations))


@pytest.mark.long
@given(operations=histories(viewings=False))
@long
def test_trakt_comes_back_but_for_what_it_says_long(operations: tuple[Operation, ...]) -> None:
    check_trakt(operations, exported("trakt", operations))
    check_trakt(operations, exported("trakt-csv", operations))


@pytest.mark.parametrize("zone", ZONES)
def test_a_date_stays_the_same_date_in_every_zone(
    monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    ledger = Ledger()
    dates = ["1970-01-03", "2024-03-31", "0002-01-01", "9999-12-31"]
    ledger.write(
        [
            change("first", number, "progress", state="watched", on=day)
            for number, day in enumerate(dates, start=1)
        ]
    )
    fresh = Ledger()
    apply_import(fresh, exported("trakt", ledger.operations).text.encode())
    assert list(fold(fresh.operations).current.progress.watched.values()) == dates


@given(histories())
@quick
def test_ones_own_trakt_files_change_nothing(operations: tuple[Operation, ...]) -> None:
    for name in ("trakt", "trakt-csv"):
        ledger = Ledger(operations=list(operations))
        weighed = apply_import(ledger, exported(name, operations).text.encode())
        assert weighed.changes == ()
        assert tuple(ledger.operations) == operations


@given(histories(), histories())
@quick
def test_a_second_time_changes_nothing_and_nothing_of_ones_own_is_lost(
    mine: tuple[Operation, ...], theirs: tuple[Operation, ...]
) -> None:
    file = exported("trakt", theirs).text.encode()
    ledger = Ledger(operations=list(mine))
    apply_import(ledger, file)
    again = apply_import(ledger, file)
    assert (again.added, again.changes) == (0, ())
    for old, new in zip(fold(mine).viewings, fold(ledger.operations).viewings, strict=True):
        assert old.ratings.items() <= new.ratings.items()
        assert (old.notes, old.answers) == (new.notes, new.answers)
        dated = {number: on for number, on in old.progress.watched.items() if on is not None}
        assert dated.items() <= new.progress.watched.items()
        assert old.progress.watched.keys() <= new.progress.watched.keys()


@given(histories())
@quick
def test_an_import_is_undone_as_a_whole(theirs: tuple[Operation, ...]) -> None:
    ledger = Ledger()
    ledger.write([change("first", 1, "progress", state="watched", on=None)])
    before = ledger.state
    weighed = apply_import(ledger, exported("trakt", theirs).text.encode())
    if weighed.added:
        ledger.undo()
    assert ledger.state == before


@given(histories())
@quick
def test_csv_is_read_by_spreadsheets_as_it_was(operations: tuple[Operation, ...]) -> None:
    history = fold(operations)
    rows = cells(exported("csv", operations).text)
    found = {
        (int(row["pass"]), row["episode"]): tuple(
            row[name] for name in ("state", "date", "rating", "note", "answers")
        )
        for row in rows
    }
    assert len(found) == len(rows)
    for each in history.viewings:
        progress = each.progress
        watching = [progress.watching] if progress.watching else []
        mentioned = {*map(str, [*progress.watched, *watching]), *each.ratings, *each.notes}
        mentioned |= set(each.answers)
        assert mentioned == {item for number, item in found if number == each.number}
        for item in mentioned:
            state, day, rating, note, answers = found[each.number, item]
            if item != "series":
                assert state == progress.state(int(item))
                assert day == (progress.watched.get(int(item)) or "")
            assert rating == (f"{each.ratings[item]:.1f}" if item in each.ratings else "")
            text = clean(each.notes[item].texts[0]) if item in each.notes else ""
            assert note.removeprefix("'") == text.removeprefix("'")
            assert not note.startswith(tuple("=+-@\t\r\n"))
            given = each.answers.get(item, {}).items()
            assert answers == "\n\n".join(clean(f"{n}. {found.texts[0]}") for n, found in given)
