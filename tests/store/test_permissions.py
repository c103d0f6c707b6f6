"""Who may read and write the record."""

import os
import sys
from contextlib import closing

import pytest

from bigcity_tui.domain.errors import StoreError
from tests.store.support import (
    DAY,
    NOBODY,
    NOW,
    ROOT,
    SERIES,
    contents,
    open_record,
    python,
    rate,
    result,
    scores,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a profile is private there")

WRITE = """
os.umask(int(sys.argv[2], 8))
for day in range(2):
    rate(open_record(home, NOW + day * DAY), day)
preferences.Preferences(home).save("a", {"a": 1})
modes = {}
for place, folders, names in os.walk(os.path.dirname(home)):
    for name in (*folders, *names):
        path = os.path.join(place, name)
        modes[os.path.relpath(path, home)] = oct(os.stat(path).st_mode & 0o7777)
print(json.dumps([modes, scores(open_record(home))]))
"""


@pytest.mark.parametrize("umask", ["0", "022", "0777"])
def test_everything_is_private_whatever_the_umask(open_home: str, umask: str) -> None:
    home = os.path.join(open_home, "new", "home")
    modes, found = result(python(WRITE, home, umask, "--nobody"))
    assert found == [0, 1]
    assert modes == {
        ".": "0o700",
        "record.sqlite3": "0o600",
        "places.json": "0o600",
        "backups": "0o700",
        "backups/record-2024-10-22.sqlite3": "0o600",
    }
    assert os.stat(os.path.dirname(home)).st_mode & 0o777 == 0o700


def test_a_record_that_others_could_read_is_made_private(home: str) -> None:
    rate(open_record(home), 7)
    path = os.path.join(home, "record.sqlite3")
    os.chmod(path, 0o664)
    rate(open_record(home), 8)
    assert os.stat(path).st_mode & 0o777 == 0o600


def test_a_linked_record_is_refused_with_the_fix(home: str, tmp_path: os.PathLike[str]) -> None:
    target = os.path.join(tmp_path, "target")
    rate(open_record(home), 7)
    record = open_record(home)
    path = os.path.join(home, "record.sqlite3")
    os.rename(path, target)
    os.symlink(target, path)
    for attempt in (
        lambda: open_record(home),
        lambda: record.operations(SERIES),
        lambda: rate(record, 8),
    ):
        with pytest.raises(StoreError, match=r"is a symbolic link.*move the file here"):
            attempt()
    os.remove(target)
    with pytest.raises(StoreError, match="is a symbolic link"):
        rate(record, 8)
    assert not os.path.exists(target)


def test_a_linked_folder_is_as_good_as_its_target(home: str, tmp_path: os.PathLike[str]) -> None:
    target = os.path.join(tmp_path, "target")
    os.mkdir(target, 0o700)
    os.makedirs(os.path.dirname(home))
    os.symlink(target, home)
    rate(open_record(home), 7)
    assert scores(open_record(target)) == [7]


@pytest.mark.parametrize("mode", [0o720, 0o702, 0o1777])
def test_a_folder_that_others_may_write_is_refused_with_the_fix(home: str, mode: int) -> None:
    rate(open_record(home), 7)
    record = open_record(home)
    os.chmod(home, mode)
    for attempt in (lambda: open_record(home), lambda: rate(record, 8)):
        with pytest.raises(StoreError) as raised:
            attempt()
        assert str(raised.value).endswith(f"run chmod go-w {home}")
    os.chmod(home, 0o755)
    assert scores(record) == [7]


def test_the_fix_can_be_pasted(tmp_path: os.PathLike[str]) -> None:
    home = os.path.join(tmp_path, "it's mine; rm -r")
    os.mkdir(home)
    os.chmod(home, 0o777)
    with pytest.raises(StoreError) as raised:
        open_record(home)
    assert str(raised.value).endswith(f"'{tmp_path}/it'\"'\"'s mine; rm -r'")


@pytest.mark.skipif(not ROOT, reason="only root can give a folder away")
def test_somebody_elses_folder_is_refused(open_home: str) -> None:
    os.chmod(open_home, 0o755)
    os.chown(open_home, NOBODY - 1, NOBODY - 1)
    found = result(
        python("print(json.dumps(tried(lambda: open_record(home))))", open_home, "--nobody")
    )
    assert found.startswith(f"StoreError: {open_home} belongs to another user")


LOOK = """
record = open_record(home)
print(json.dumps([
    scores(record), record.trusted, record.writable, record.notice,
    tried(lambda: [rate(record, 9), scores(record)][1]), record.notice,
]))
record.version()
record.close()
"""


def filled(home: str) -> None:
    rate(open_record(home), 7)
    if ROOT:
        os.chown(os.path.join(home, "record.sqlite3"), NOBODY, NOBODY)


def test_a_read_only_folder_is_read(open_home: str) -> None:
    filled(open_home)
    os.chmod(open_home, 0o500)
    found, trusted, writable, notice, tried, after = result(python(LOOK, open_home, "--nobody"))
    assert (found, trusted, writable) == ([7], True, False)
    assert notice.startswith(f"nothing can be saved: {open_home} may not be written; ")
    assert tried == f"ReadOnlyError: {notice}"
    assert after == notice


def test_a_read_only_file_is_read(open_home: str) -> None:
    filled(open_home)
    os.chmod(os.path.join(open_home, "record.sqlite3"), 0o400)
    found, trusted, writable, notice, tried, _ = result(python(LOOK, open_home, "--nobody"))
    assert (found, trusted, writable) == ([7], True, False)
    assert f"{open_home}/record.sqlite3 may not be written" in notice
    assert tried == f"ReadOnlyError: {notice}"


@pytest.mark.parametrize("what", ["folder", "file"])
def test_what_may_not_be_read_counts_as_nothing(open_home: str, what: str) -> None:
    filled(open_home)
    path = os.path.join(open_home, "record.sqlite3")
    os.chmod(open_home if what == "folder" else path, 0)
    found, trusted, writable, notice, tried, _ = result(python(LOOK, open_home, "--nobody"))
    assert (found, trusted, writable) == ([], False, False)
    assert f"{path} cannot be read" in notice
    assert tried == f"ReadOnlyError: {notice}"


def test_a_folder_that_cannot_be_made_is_told_before_trying(open_home: str) -> None:
    os.chmod(open_home, 0o500)
    home = os.path.join(open_home, "a", "b")
    found, trusted, writable, notice, tried, _ = result(python(LOOK, home, "--nobody"))
    assert (found, trusted, writable) == ([], True, False)
    assert f"{open_home} may not be written" in notice
    assert tried == f"ReadOnlyError: {notice}"


def test_a_folder_made_writable_again_is_written(open_home: str) -> None:
    filled(open_home)
    os.chmod(open_home, 0o500)
    script = """
record = open_record(home)
before = record.writable
os.chmod(home, 0o700)
rate(record, 8)
print(json.dumps([before, record.writable, record.notice, scores(record)]))
"""
    assert result(python(script, open_home, "--nobody")) == [False, True, None, [7, 8]]


CUT_SHORT = """
import signal
rate(open_record(home), *range(200))
connection = database.begin(location.record_path(home), 1)
connection.execute("PRAGMA cache_size = 1")
connection.execute("PRAGMA cache_spill = 1")
connection.execute("UPDATE op SET value = hex(randomblob(400))")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_change_cut_short_is_rolled_back_in_a_copy_where_nothing_may_be_written(
    open_home: str,
) -> None:
    program = python(CUT_SHORT, open_home, "--nobody")
    program.communicate(timeout=60)
    assert program.returncode == -9
    before = contents(open_home)
    assert len(before["record.sqlite3-journal"]) > 512
    os.chmod(open_home, 0o500)
    found, trusted, writable, _, _, _ = result(python(LOOK, open_home, "--nobody"))
    assert (found, trusted, writable) == (list(range(200)), True, False)
    assert contents(open_home) == before
    os.chmod(open_home, 0o700)
    found, trusted, writable, notice, _, _ = result(python(LOOK, open_home, "--nobody"))
    assert (found, trusted, writable, notice) == (list(range(200)), True, True, None)
    assert not os.path.exists(os.path.join(open_home, "record.sqlite3-journal"))


def test_a_folder_readable_by_others_is_left_as_the_user_made_it(home: str) -> None:
    os.makedirs(home)
    os.chmod(home, 0o755)
    with closing(open_record(home, NOW + DAY)) as record:
        rate(record, 7)
    assert os.stat(home).st_mode & 0o777 == 0o755


UNSEEN = """
record = open_record(home)
note(record, "secret")
record = open_record(home, NOW + DAY)
rate(record, 8)
os.chmod(location.backups_dir(home), 0)
wiped = tried(record.erase)
forget(record)
forgot = record.notice
os.remove(location.record_path(home))
began = tried(lambda: rate(open_record(home), 9) and "began anew")
gone = open_record(home).notice
with open(location.record_path(home), "wb") as file:
    file.write(b"damaged")
damaged = open_record(home).notice
os.chmod(location.backups_dir(home), 0o700)
print(json.dumps([wiped, forgot, began, gone, damaged, os.listdir(location.backups_dir(home))]))
"""


def test_backups_that_cannot_be_listed_are_not_taken_for_none(open_home: str) -> None:
    wiped, forgot, began, gone, damaged, left = result(python(UNSEEN, open_home, "--nobody"))
    folder = f"{open_home}/backups"
    assert wiped.startswith(f"StoreError: nothing is erased: {folder}: Permission denied; ")
    assert forgot.startswith("backups may still hold words that are forgotten (Permission denied)")
    assert f"{folder} cannot be read (Permission denied)" in gone
    assert began == f"ReadOnlyError: {gone}"
    assert damaged.endswith(f"backup cannot be told: check the permissions of {folder}")
    assert left == ["record-2024-10-22.sqlite3"]


LOST_DRIVE = """
os.path.isdir = lambda _: False
print(json.dumps(tried(lambda: len(rate(open_record(home), 9)))))
"""


def test_a_folder_without_any_above_it_is_an_error_and_no_endless_search(open_home: str) -> None:
    said = result(python(LOST_DRIVE, os.path.join(open_home, "new"), "--nobody"))
    assert said.startswith("StoreError: nothing can be saved: /: ")
