"""Reading and adding to the record."""

import os
import string
import sys
import threading
from contextlib import closing
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bigcity_tui.domain.errors import StoreError
from bigcity_tui.domain.operations import GONE, Change, Operation, change
from bigcity_tui.store.record import Record
from tests.store.support import DAY, NOW, SERIES, open_record, rate, scores, write


def refuse(record: Record, error: Exception) -> None:
    """Write something, and think better of it."""
    with record.transaction(SERIES) as tx:
        tx.append([change("first", 1, "rating", score=4)])
        raise error


HEX = set(string.hexdigits.lower())


def test_opening_and_reading_create_nothing(home: str) -> None:
    with closing(open_record(home)) as record:
        assert record.operations(SERIES) == ()
        assert record.version() == record.version()
        assert (record.trusted, record.writable, record.notice) == (True, True, None)
    assert not os.path.exists(os.path.dirname(home))


def test_what_was_written_is_read_by_the_next(home: str) -> None:
    first = open_record(home)
    written = rate(first, 7, 8)
    assert first.operations(SERIES) == written
    second = open_record(home)
    assert second.operations(SERIES) == written
    assert second.device == first.device == written[0].device


def test_a_batch_shares_its_stamp(home: str) -> None:
    record = open_record(home)
    first, second = rate(record, 7, 8)
    assert first.batch == second.batch
    assert first.id != second.id
    assert (first.hlc, second.hlc) == (NOW, NOW + 1)
    assert first.wall == second.wall == NOW
    assert first.undoes is None
    for name in (first.id, first.batch, first.device):
        assert len(name) == 32
        assert set(name) <= HEX


def test_the_undone_batch_is_named(home: str) -> None:
    record = open_record(home)
    (done,) = rate(record, 7)
    taken_back = [change("first", 1, "rating", score=None)]
    (undone,) = write(record, taken_back, done.batch)
    assert undone.undoes == done.batch
    assert record.operations(SERIES)[-1] == undone


def test_a_decision_sees_its_series_alone_and_time_runs_through_all(home: str) -> None:
    record = open_record(home)
    rate(record, 1, 2, 3, series="another")
    with record.transaction(SERIES) as tx:
        assert tx.operations == ()
        tx.append([change("first", 1, "rating", score=4)])
    (written,) = tx.written
    assert written.hlc == NOW + 3
    assert record.operations(SERIES) == (written,)


def test_the_device_is_known_when_deciding(home: str) -> None:
    rate(open_record(home), 1)
    other = open_record(home)
    one = open_record(home).device
    with other.transaction(SERIES):
        assert other.device == one


def test_two_that_begin_at_once_come_to_share_a_device(home: str) -> None:
    first, second = open_record(home), open_record(home)
    assert first.device != second.device
    (one,), (other,) = rate(first, 1), rate(second, 2)
    assert one.device == other.device == first.device == second.device


def test_no_changes_write_nothing(home: str) -> None:
    record = open_record(home)
    assert write(record, []) == ()
    rate(record, 7)
    with open(os.path.join(home, "record.sqlite3"), "rb") as file:
        before = file.read()
    assert write(record, []) == ()
    with open(os.path.join(home, "record.sqlite3"), "rb") as file:
        assert file.read() == before


@pytest.mark.parametrize("error", [ValueError("no"), StoreError("no"), OSError("no")])
def test_what_a_decision_raises_passes_through_and_writes_nothing(
    home: str, error: Exception
) -> None:
    record = open_record(home)

    for expected in ([], [7]):
        with pytest.raises(type(error)) as raised:
            refuse(record, error)
        assert raised.value is error
        assert scores(record) == expected
        if not expected:
            rate(record, 7)
    assert not os.path.exists(os.path.join(home, "record.sqlite3-journal"))


@pytest.mark.parametrize(
    "at",
    [NOW - DAY, 0, -5_000_000_000, 4_102_444_800_000],
    ids=["yesterday", "1970", "1911", "2100"],
)
def test_a_local_change_is_the_last_whatever_the_clock_says(home: str, at: int) -> None:
    rate(open_record(home), 7)
    record = open_record(home, at)
    (written,) = rate(record, 8)
    assert written.wall == at
    assert scores(record) == [7, 8]
    rate(open_record(home), 9)
    assert scores(record) == [7, 8, 9]
    assert record.notice is None


def test_the_first_change_may_be_made_before_1970(home: str) -> None:
    record = open_record(home, -5_000_000_000)
    assert scores(record) == []
    rate(record, 8)
    rate(record, 9)
    assert scores(record) == [8, 9]


def test_a_time_that_cannot_be_kept_is_an_error_of_ours(home: str) -> None:
    record = open_record(home, 2**63)
    with pytest.raises(StoreError, match="nothing was saved"):
        rate(record, 8)
    assert scores(record) == []


def test_half_a_character_is_an_error_of_ours(home: str) -> None:
    record = open_record(home)
    with pytest.raises(StoreError, match="half a character"):
        write(record, [Change("first", "1", "note", '{"text":"\udcff"}')])
    assert record.operations(SERIES) == ()


@pytest.mark.parametrize(
    "name",
    [
        "with space",
        "사랑법",
        "100%",
        "a%20b",
        "what?mode=ro",
        "a#b",
        "a;b&c=d",
        "'quoted\"",
        "é\u0301",
    ],
)
def test_any_name_of_a_folder_will_do(tmp_path: os.PathLike[str], name: str) -> None:
    home = os.path.join(tmp_path, name, "home")
    rate(open_record(home), 7)
    assert scores(open_record(home)) == [7]
    assert os.listdir(home) == ["record.sqlite3"]
    rate(open_record(home, NOW + DAY), 8)
    with closing(open_record(home)) as record:
        assert record.version()[1] > 0
        assert record.notice is None
    assert os.listdir(os.path.join(home, "backups")) == ["record-2024-10-22.sqlite3"]


@pytest.mark.skipif(sys.platform == "win32", reason="means a share there")
def test_two_leading_slashes_are_one(home: str) -> None:
    rate(open_record("/" + home), 7)
    assert scores(open_record(home)) == [7]


def test_a_record_may_be_written_from_many_threads_and_read_meanwhile(home: str) -> None:
    record = open_record(home)
    faults: list[StoreError] = []

    def work() -> None:
        try:
            for _ in range(5):
                rate(record, 7)
                record.operations(SERIES)
                record.version()
        except StoreError as error:
            faults.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(record.operations(SERIES)) == 20
    record.close()


def test_the_version_tells_of_every_change_and_of_nothing_else(home: str) -> None:
    with closing(open_record(home)) as record, closing(open_record(home)) as other:
        seen = [record.version()]
        for writer in (other, record, other):
            rate(writer, 7)
            seen.append(record.version())
            record.operations(SERIES)
            write(other, [])
            assert record.version() == seen[-1]
        assert len(set(seen)) == len(seen)
        os.rename(home, home + "-gone")
        seen.append(record.version())
        os.rename(home + "-gone", home)
        seen.append(record.version())
        assert len(set(seen)) == len(seen)


def test_a_closed_record_may_be_used_again(home: str) -> None:
    record = open_record(home)
    rate(record, 7)
    seen = record.version()
    record.close()
    rate(open_record(home), 8)
    assert scores(record) == [7, 8]
    assert record.version() != seen
    record.close()


# Any text but for lone surrogates, which no file can hold; NUL, bidi and astral included.
TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
ITEM = TEXT.filter(lambda text: GONE not in text)  # which stands for an id that is kept elsewhere
CHANGES = st.lists(st.builds(Change, TEXT, ITEM, TEXT, TEXT), min_size=1, max_size=4)
CLOCK = st.integers(min_value=-(10**14), max_value=10**14)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(batches=st.lists(st.tuples(CLOCK, TEXT, CHANGES), min_size=1, max_size=4))
def test_operations_come_back_as_written_and_in_the_order_of_writing(
    tmp_path_factory: pytest.TempPathFactory, batches: list[tuple[int, str, list[Change]]]
) -> None:
    home = str(tmp_path_factory.mktemp("home"))
    os.chmod(home, 0o700)
    walls = iter([wall for wall, _, _ in batches])
    record = Record.open(home, lambda: next(walls))
    written: list[Operation] = []
    for wall, series, changes in batches:
        added = write(record, changes, series=series)
        assert [operation.change for operation in added] == changes
        assert {operation.wall for operation in added} == {wall}
        assert added[0].hlc >= wall
        written += added
    times = [operation.hlc for operation in written]
    assert all(one < other for one, other in pairwise(times))
    assert len({operation.id for operation in written}) == len(written)
    again = Record.open(home, lambda: 0)
    for _, series, _ in batches:
        assert again.operations(series) == tuple(
            operation for operation in written if operation.series == series
        )
