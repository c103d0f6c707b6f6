"""Erasing everything that is kept of a viewer."""

import os
import threading
from contextlib import closing
from pathlib import Path

import pytest

from bigcity_tui.domain.errors import StoreError
from bigcity_tui.store import database, location
from bigcity_tui.store.preferences import Preferences
from tests.store.support import DAY, NOW, contents, open_record, rate, scores


def filled(home: str) -> None:
    rate(open_record(home), 1)
    rate(open_record(home, NOW + DAY), 2)
    Preferences(home).save("series", {"scroll": 1})


def test_everything_goes_and_what_others_made_stays(home: str) -> None:
    filled(home)
    kept = ("record-damaged-2024-10-20.sqlite3", ".record-0123.tmp", "record.sqlite3-journal")
    for name in kept:
        Path(home, name).write_bytes(b"x")
    Path(home, "backups", ".record-0123.tmp").write_bytes(b"x")
    Path(home, "keys.toml").write_bytes(b"[keys]\n")
    Path(home, "notes.txt").write_bytes(b"mine")
    os.remove(os.path.join(home, "record.sqlite3-journal"))
    assert open_record(home).erase() == 6
    assert contents(home) == {"keys.toml": b"[keys]\n", "notes.txt": b"mine"}
    assert not os.path.exists(os.path.join(home, "backups"))
    record = open_record(home)
    assert (record.trusted, record.writable, scores(record)) == (True, True, [])
    rate(record, 3)
    assert open_record(home).erase() == 1
    assert open_record(home).erase() == 0


def test_nowhere_is_nothing_to_erase(home: str) -> None:
    assert open_record(home).erase() == 0
    assert not os.path.exists(home)


@pytest.mark.parametrize("damage", [b"damaged", b""])
def test_a_damaged_record_goes_too(home: str, damage: bytes) -> None:
    filled(home)
    Path(location.record_path(home)).write_bytes(damage)
    assert open_record(home).erase() == 3
    assert open_record(home).trusted


def test_who_is_in_the_middle_of_a_change_is_waited_for(home: str) -> None:
    filled(home)
    erased: list[int] = []
    with closing(database.begin(location.record_path(home), 1)) as other:
        thread = threading.Thread(target=lambda: erased.append(open_record(home).erase()))
        thread.start()
        thread.join(0.1)
        assert erased == []
        assert os.path.exists(location.record_path(home))
        other.execute("ROLLBACK")
        thread.join(20)
    assert erased == [3]


def test_what_cannot_be_erased_is_named(home: str) -> None:
    filled(home)
    os.mkdir(os.path.join(home, "record-damaged-x"))
    with pytest.raises(StoreError, match=r"not everything is erased: .*record-damaged-x"):
        open_record(home).erase()
    assert os.path.exists(location.record_path(home))


def test_a_record_behind_a_link_is_refused(home: str, tmp_path: Path) -> None:
    filled(home)
    path = location.record_path(home)
    os.rename(path, tmp_path / "elsewhere")
    os.symlink(tmp_path / "elsewhere", path)
    with pytest.raises(StoreError, match="symbolic link"):
        open_record(home).erase()
    assert (tmp_path / "elsewhere").exists()
