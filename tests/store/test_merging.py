"""Merging: the laws of the union, and what a record does with it."""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from itertools import permutations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bigcity_tui.domain.errors import ReadOnlyError
from bigcity_tui.domain.history import fold
from bigcity_tui.domain.operations import WORDS, Change, Merged, Operation, change
from bigcity_tui.store.merge import BEYOND, LARGEST, LONGEST, Held, united
from tests.store.support import DAY, NOW, SERIES, open_record, rate, scores

EMPTY = Held(frozenset())
DEVICES = ("1" * 32, "2" * 32, "3" * 32)

# Few ids and few values, so that histories meet: the same operation on several devices, one id
# with several contents, notes that are forgotten before they are known, texts of one writing.
_IDS = st.integers(0, 7).map(lambda number: f"{number:032x}")
_BATCHES = st.sampled_from(["b" * 32, "c" * 32])
_WORDS = st.builds(
    lambda field, text, over, source, gone: change(
        "first",
        field[0],
        field[1],
        text=None if gone else text,
        over=over,
        **({"from": source} if source else {}),
        **({"forgotten": True} if gone else {}),
    ),
    st.sampled_from([("1", "note"), ("1.1", "answer"), ("1.2", "answer")]),
    st.sampled_from(["one", "two"]),
    st.lists(_IDS, max_size=1),
    st.none() | _IDS,
    st.sampled_from([False, False, False, True]),
)
_CHANGES = st.one_of(
    _WORDS,
    st.lists(_IDS, max_size=3).map(lambda ids: change("first", 1, "forget", notes=ids)),
    st.sampled_from([7, 8]).map(lambda score: change("first", 1, "rating", score=score)),
    st.just(change("first", 2, "progress", state="watched", on=None)),
    st.just(Change("first", "1", "dance", '{"steps":[1,2]}')),
    st.sampled_from(["{", '"\\ud800"', "NaN"]).map(lambda text: Change("first", "1", "x", text)),
)
OPERATIONS = st.builds(
    Operation,
    id=_IDS,
    batch=_BATCHES,
    hlc=st.sampled_from([1, 2, 3, NOW + DAY, BEYOND - 1, BEYOND]),
    device=st.sampled_from(DEVICES),
    wall=st.just(NOW),
    series=st.sampled_from([SERIES, "another"]),
    change=_CHANGES,
    undoes=st.none() | _IDS,
)
HISTORIES = st.lists(OPERATIONS, max_size=6)


def merged(*histories: Sequence[Operation]) -> Held:
    """What a record holds that took these in, one after the other."""
    held = EMPTY
    for history in histories:
        held, _ = united(held, history, NOW)
    return held


def told(held: Held) -> tuple[Operation, ...]:
    """What a record tells another one."""
    return (*held.active, *held.conflicts)


def check_laws(first: list[Operation], second: list[Operation], third: list[Operation]) -> None:
    whole = merged([*first, *second, *third])
    # Commutative: neither the order of devices nor that of their operations makes a difference.
    for histories in permutations((first, second, third)):
        assert merged(*histories) == whole
    assert merged([*third, *second, *first][::-1]) == whole
    # Associative: it makes none either who merged with whom before.
    pair = told(merged(second, third))
    assert merged(first, pair) == merged(told(merged(first, second)), third) == whole
    # Idempotent.
    after, again = united(whole, told(whole), NOW)
    assert after == whole
    assert (again.added, again.conflicts, again.refused) == (0, 0, ())
    assert united(whole, first, NOW)[0] == whole
    # And what it comes to: one operation an id, none lost, no forgotten word left.
    ids = [operation.id for operation in whole.active]
    assert len(set(ids)) == len(ids)
    forgotten = {operation.id for operation in told(whole) if operation.is_blank}
    for operation in told(whole):
        if operation.id in forgotten and operation.change.kind in WORDS:
            assert operation.is_blank
    fold(whole.active)


def saves(*texts: tuple[int, str]) -> list[Operation]:
    """Texts of one note that were saved while it was written, by the numbers of their ids."""
    return [
        Operation(
            f"{number:032x}",
            "b" * 32,
            1,
            "1" * 32,
            NOW,
            SERIES,
            change("first", 1, "note", text=text),
        )
        for number, text in texts
    ]


@settings(max_examples=100, deadline=None)
@given(HISTORIES, HISTORIES, HISTORIES)
@example([], saves((0, "two")), saves((0, "one"), (1, "one")))
def test_merging_is_commutative_associative_and_idempotent(
    first: list[Operation], second: list[Operation], third: list[Operation]
) -> None:
    check_laws(first, second, third)


@pytest.mark.long
@pytest.mark.timeout(1800)
@settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(HISTORIES, HISTORIES, HISTORIES)
def test_the_laws_of_merging_at_length(
    first: list[Operation], second: list[Operation], third: list[Operation]
) -> None:
    check_laws(first, second, third)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(HISTORIES, max_size=3))
def test_a_record_holds_what_the_union_says(
    tmp_path_factory: pytest.TempPathFactory, histories: list[list[Operation]]
) -> None:
    record = open_record(str(tmp_path_factory.mktemp("top") / "home"))
    held = EMPTY
    for history in histories:
        held, expected = united(held, history, NOW)
        assert record.merge(history) == expected
        assert record.held() == held
        assert frozenset(record.everything()) == held.active
    assert record.trusted


def some(score: float = 7, **how: object) -> Operation:
    operation = Operation(
        "a" * 32, "b" * 32, NOW, DEVICES[0], NOW, SERIES, change("first", 1, "rating", score=score)
    )
    return operation._replace(**how)  # type: ignore[arg-type]


def test_what_others_did_is_added_once(home: str, tmp_path: os.PathLike[str]) -> None:
    here, there = open_record(home), open_record(os.path.join(tmp_path, "there"))
    rate(here, 1, 2)
    rate(there, 3, series="another")
    assert here.merge(there.everything()) == Merged(1, 0, (), 0)
    assert here.merge(there.everything()) == Merged(0, 1, (), 0)
    assert there.merge(here.everything()) == Merged(2, 1, (), 0)
    assert there.everything() == here.everything() == open_record(home).everything()
    assert scores(here) == [1, 2]
    assert scores(here, "another") == [3]


def test_a_merge_that_brings_nothing_writes_nothing(home: str) -> None:
    record = open_record(home)
    rate(record, 7)
    path = os.path.join(home, "record.sqlite3")
    with open(path, "rb") as file:
        before = file.read()
    record.merge(record.everything())
    record.merge([])
    with open(path, "rb") as file:
        assert file.read() == before


def test_a_record_that_begins_with_a_merge_keeps_its_device(home: str) -> None:
    record = open_record(home)
    record.merge([some()])
    assert open_record(home).device == record.device != DEVICES[0]


def test_a_device_can_be_given_another_id(home: str) -> None:
    record = open_record(home)
    (first,) = rate(record, 7)
    record.merge([], anew=True)
    assert open_record(home).device == record.device != first.device
    (second,) = rate(record, 8)
    assert second.device == record.device


def test_a_local_change_wins_over_what_is_dated_ahead(home: str) -> None:
    record = open_record(home)
    ahead = NOW + 900 * DAY
    found = record.merge([some(9, hlc=ahead, wall=ahead), some(8, id="c" * 32, hlc=ahead)])
    assert (found.added, found.ahead) == (2, 1)
    rate(record, 5)
    assert scores(record)[-1] == 5


@pytest.mark.parametrize("turned", [False, True])
def test_one_id_with_two_contents_is_decided_alike_and_both_are_kept(
    home: str, turned: bool
) -> None:
    record = open_record(home)
    pair = [some(7), some(8)]
    found = [record.merge([one]) for one in (pair[::-1] if turned else pair)]
    assert [(each.added, each.conflicts) for each in found] == [(1, 0), (0, 1)]
    assert record.everything() == (some(7),)
    assert record.held().conflicts == {some(8)}
    assert [record.merge([one]).known for one in pair] == [1, 1]


@pytest.mark.parametrize(
    ("operation", "reason"),
    [
        (some(hlc=BEYOND), "no clock"),
        (some(hlc=-BEYOND), "no clock"),
        (some(wall=BEYOND), "no clock"),
        (some(id=""), "id"),
        (some(id="\x1b[2J"), "id"),
        (some(batch="x" * (LONGEST + 1)), "id"),
        (some(device="서"), "id"),
        (some(series=""), "id"),
        (some(undoes="a\nb"), "id"),
        (some(change=Change("p" * (LONGEST + 1), "1", "note", "{}")), "field"),
        (some(change=Change("first", "\ud800", "note", "{}")), "field"),
        (some(change=Change("first", "1", "note", "{")), "value"),
        (some(change=Change("first", "1", "note", '"\ud800"')), "value"),
        (some(change=Change("first", "1", "note", '{"text":"\\ud800"}')), "value"),
        (some(change=Change("first", "1", "note", '{"\\udfff":1}')), "value"),
        (some(change=Change("first", "1", "note", "[" * 100_000)), "value"),
        (some(change=Change("first", "1", "note", "[" * 30 + "]" * 30)), "value"),
        (some(change=Change("first", "1", "note", '"' + "x" * LARGEST + '"')), "value"),
        (some(change=Change("first", "1", "note", "1" * 5000)), "value"),
    ],
)
def test_what_no_record_can_hold_is_refused_with_a_reason_and_the_rest_taken(
    home: str, operation: Operation, reason: str
) -> None:
    record = open_record(home)
    found = record.merge([operation, some(id="c" * 32)])
    assert (found.added, len(found.refused)) == (1, 1)
    assert reason in found.refused[0]
    assert len(record.everything()) == 1
    rate(record, 5)


def test_kinds_that_are_not_known_are_kept_and_passed_on(home: str) -> None:
    record = open_record(home)
    unknown = some(change=Change("first", "1", "dance", '{"steps": [1, 2]}'))
    record.merge([unknown])
    assert record.everything() == (unknown,)
    assert not fold(record.operations(SERIES)).current.progress.watched


@pytest.mark.parametrize("first", [0, 1])
def test_a_forgotten_note_is_blank_whichever_comes_first(home: str, first: int) -> None:
    record = open_record(home)
    note = some(change=change("first", 1, "note", text="secret", over=[]))
    tombstone = some(id="c" * 32, change=change("first", 1, "forget", notes=[note.id]))
    rate(record, 1)
    pair = [note, tombstone]
    for operation in (pair[first], pair[1 - first], note):
        record.merge([operation])
    (left,) = (each for each in record.everything() if each.change.kind == "note")
    assert left.is_blank
    assert record.held().conflicts == set()
    for folder, _, names in os.walk(home):
        for name in names:
            with open(os.path.join(folder, name), "rb") as file:
                assert b"secret" not in file.read(), name


def test_a_damaged_record_takes_nothing_in(home: str) -> None:
    record = open_record(home)
    rate(record, 7)
    with open(os.path.join(home, "record.sqlite3"), "r+b") as file:
        file.write(b"x" * 100)
    with pytest.raises(ReadOnlyError, match="is damaged"):
        record.merge([some()])


def test_merging_backs_up_first(home: str) -> None:
    rate(open_record(home), 7)
    open_record(home, NOW + DAY).merge([some()])
    (name,) = os.listdir(os.path.join(home, "backups"))
    with closing(sqlite3.connect(os.path.join(home, "backups", name))) as backup:
        assert backup.execute("SELECT count(*) FROM op").fetchone() == (1,)
