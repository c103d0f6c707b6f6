"""Operations dated beyond any clock: set aside, and devices that had taken one in are healed."""

from pathlib import Path

from bigcity_tui.domain.history import fold
from bigcity_tui.domain.operations import Operation, change
from bigcity_tui.store import backups, doctor
from bigcity_tui.store.location import record_path
from bigcity_tui.store.merge import BEYOND, LATEST
from bigcity_tui.store.record import Record
from bigcity_tui.store.sync import sync
from tests.store.support import DAY, NOW, SERIES, Device, encoded, rate
from tests.store.test_recovery import older

RATED = change("first", 8, "rating", score=1)
POISON = Operation("f" * 32, "f" * 32, BEYOND - 1, "e" * 32, NOW, SERIES, RATED, None)


def poisoned(home: str) -> Record:
    """A device that an earlier version let take in such an operation, and that rated since."""
    rows = [
        ("rating", '{"score":7.0}', "a" * 32),
        ("rating", '{"score":8.0}', "b" * 32, BEYOND),
        ("rating", '{"score":9.0}', "c" * 32, BEYOND + 1),
    ]
    return older(home, rows, POISON)


def rating(record: Record, item: str) -> float | None:
    return fold(record.operations(SERIES)).current.ratings.get(item)


def test_one_is_set_aside_and_what_is_done_next_is_dated_today(device: Device) -> None:
    record = device("here")
    merged = record.merge([POISON])
    assert (merged.added, merged.beyond, merged.refused) == (0, 1, ())
    assert record.everything() == ()
    (mine,) = rate(record, 7)
    assert mine.hlc == NOW
    assert record.merge([POISON]).beyond == 0


def test_a_device_that_has_one_is_told_and_healed(home: str) -> None:
    record = poisoned(home)
    assert rating(record, "8") is None
    assert rating(record, "1") == 9
    rate(record, 6)
    assert "dated beyond any clock is set aside" in str(record.notice)
    assert all(each.hlc <= LATEST for each in record.everything())
    assert record.held().conflicts == {POISON}
    found = {each.check: each.text for each in doctor.examine(home, lambda: NOW)}
    assert "1 dated beyond any clock" in found["record"]
    rate(record, 5)
    assert record.notice is None


def test_three_devices_come_to_the_same(device: Device, folder: str, home: str) -> None:
    """One poisoned, one that was restored from a backup, and the file of an older version."""
    sick, restored = poisoned(home), device("restored")
    rate(restored, 4)
    sync(restored, folder)
    rate(device("restored", NOW + DAY), 5)  # after the day's backup
    with open(record_path(restored.home), "r+b") as file:
        file.write(b"\xff" * 50)
    assert "doctor --restore" in str(device("restored").notice)
    assert backups.restore(restored.home).backup is not None
    old = "9" * 32
    theirs = POISON._replace(id="8" * 32, hlc=NOW + 5, device=old, batch="8" * 32)
    lines = encoded(old, "", [theirs])
    Path(folder, f"ops-{old}.jsonl").write_bytes(lines)
    found = [sync(each, folder).merged for each in (sick, restored, sick, restored)]
    assert not any(each.refused for each in found)
    assert sick.everything() == restored.everything()
    assert rating(sick, "1") == rating(restored, "1")
    assert rating(restored, "8") == 1
    assert {4, 9} <= {each.data["score"] for each in restored.everything()}
    assert POISON not in restored.held().everything
    for each in (sick, restored):
        assert not sync(each, folder).written


def test_another_content_under_a_known_id_is_said(device: Device) -> None:
    record = device("here")
    (mine,) = rate(record, 7)
    other = mine._replace(change=change("first", 1, "rating", score=5))
    merged = record.merge([other])
    assert (merged.conflicts, merged.replaced) == (1, 1)
    assert record.held().conflicts == {mine}
    assert record.merge([other, mine]).replaced == 0


def test_a_clock_beyond_them_all_dates_nothing_so(device: Device) -> None:
    record = device("here", 2**60)
    (mine,) = rate(record, 7)
    assert mine.hlc <= LATEST
