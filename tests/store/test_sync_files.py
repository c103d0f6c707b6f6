"""The files that devices share: whole lines are read, whatever happened, and nothing else is."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bigcity_tui.store.sync as sync_files
from bigcity_tui.domain.errors import FileError
from bigcity_tui.domain.operations import FIELDS, Change, Operation, change
from bigcity_tui.store.sync import SyncFile, device_of, file_name, read
from tests.store.support import decoded, encoded

DEVICE = "d" * 32
NAME = file_name(DEVICE)


def some(number: int, **how: object) -> Operation:
    value = change("first", number, "note", text=f"Über 서울 {number}\n\"'", over=[])
    fields: dict[str, object] = {
        "id": f"{number:032x}",
        "batch": "b" * 32,
        "hlc": number,
        "device": DEVICE,
        "wall": -number,
        "series": "some-series",
        "change": value,
        "undoes": None if number % 2 else "u" * 32,
    }
    return Operation(**{**fields, **how})  # type: ignore[arg-type]


OPERATIONS = tuple(map(some, range(6)))
DATA = encoded(DEVICE, "host", OPERATIONS)


def test_a_file_holds_what_was_written_and_each_line_is_json() -> None:
    assert decoded(NAME, DATA) == SyncFile(NAME, "host", OPERATIONS, 6)
    assert [set(json.loads(line)) for line in DATA.splitlines()] == [
        {"sum", "bigcity-tui", "device", "host", "operations"},
        *[{"sum", *FIELDS}] * 6,
    ]
    assert encoded(DEVICE, "host", OPERATIONS[::-1]) == DATA


def test_any_text_comes_back() -> None:
    odd = [
        some(n, change=Change("p\0", "i\n", "k\u2028", text))
        for n, text in enumerate("\r\x1b\u0085")
    ]
    assert decoded(NAME, encoded(DEVICE, "", odd)).operations == tuple(odd)


def test_of_a_file_cut_at_any_byte_the_whole_lines_are_read_and_the_rest_counted() -> None:
    ends = [index + 1 for index, byte in enumerate(DATA) if byte == 10]
    for size in range(len(DATA)):
        found = decoded(NAME, DATA[:size])
        lines = sum(end - 1 <= size for end in ends)  # the line feed itself says nothing
        assert found.operations == OPERATIONS[: max(lines - 1, 0)]
        assert found.lost == (1 if lines == 0 else 6 - len(found.operations)), size


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_of_a_garbled_file_nothing_is_read_that_was_not_written(data: st.DataObject) -> None:
    garbled = bytearray(DATA)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(garbled) - 1))
        end = place + data.draw(st.integers(0, 300))
        garbled[place:end] = data.draw(st.binary(max_size=20))
        if not garbled:
            break
    found = decoded(NAME, bytes(garbled))
    assert set(found.operations) <= set(OPERATIONS)
    assert found.lost >= len(OPERATIONS) - len(found.operations) or found.host == ""


@given(st.binary(max_size=200))
def test_bytes_that_are_no_file_hold_nothing(data: bytes) -> None:
    found = decoded(NAME, data)
    assert found.operations == ()
    assert found.lost > 0


def test_line_ends_of_windows_and_doubled_lines_do_no_harm() -> None:
    assert decoded(NAME, DATA.replace(b"\n", b"\r\n")) == SyncFile(NAME, "host", OPERATIONS, 6)
    assert set(decoded(NAME, DATA + DATA).operations) == set(OPERATIONS)
    marked = b"<<<<<<< ours\n" + DATA + b"=======\n" + DATA + b">>>>>>> theirs\n"
    found = decoded(NAME, marked)
    assert (set(found.operations), found.lost) == (set(OPERATIONS), 3)


def line(**how: object) -> bytes:
    """A line with a right checksum, whatever it says."""
    return sync_files._line({**OPERATIONS[0].fields, **how})


@pytest.mark.parametrize(
    "hostile",
    [
        {"hlc": True},
        {"hlc": 1.5},
        {"hlc": "1"},
        {"hlc": None},
        {"wall": [1]},
        {"id": 7},
        {"value": {"text": "no"}},
        {"undoes": 0},
        {"more": 1},
        {"operations": 10**30},
        {"value": [[]]},
    ],
)
def test_a_line_that_is_no_operation_is_counted_and_left_out(hostile: dict[str, object]) -> None:
    found = decoded(NAME, line(**hostile) + line())
    assert (found.operations, found.lost) == (OPERATIONS[:1], 1)


@pytest.mark.parametrize(
    "rest",
    [b'"a":' + b"[" * 200_000 + b"]" * 200_000 + b"}", b'"a":' + b"9" * 5000 + b"}", b"}\xff"],
)
def test_a_line_that_breaks_a_parser_is_counted_too(rest: bytes) -> None:
    whole = sync_files._summed(rest) + b"\n"
    assert decoded(NAME, whole + line()).operations == OPERATIONS[:1]


def test_the_file_of_a_newer_version_is_left_alone() -> None:
    newer = sync_files._line({"bigcity-tui": 2, "device": DEVICE, "host": "", "operations": 1})
    with pytest.raises(FileError, match="update this one"):
        decoded(NAME, newer + line())


def test_a_file_of_something_else_is_given_up_soon() -> None:
    with pytest.raises(FileError, match="no file of bigcity-tui"):
        decoded(NAME, b"\n" * 20_000)


@pytest.mark.parametrize(
    ("name", "is_ours"),
    [
        (NAME, True),
        (f"ops-{DEVICE} (somebody's conflicted copy 2024-10-21).jsonl", True),
        (f"ops-{DEVICE}.sync-conflict-20241021-101500-ABCDEFG.jsonl", True),
        (f"ops-{DEVICE} (1).jsonl", True),
        (f"ops-{DEVICE}\n.jsonl", True),
        (f"Copy of {NAME}", True),
        (f"ops-{DEVICE} (conflict 1).jsonl", True),
        (f"{NAME}.sb-1a2b3c4d-XyZ123", True),
        (NAME.upper(), True),
        (f".{NAME}", False),
        (f"{NAME}.0123456789abcdef.tmp", False),
        (f"~syncthing~{NAME}.tmp", False),
        (f"ops-{DEVICE[1:]}.jsonl", False),
        ("ops-.jsonl", False),
        ("record.sqlite3", False),
    ],
)
def test_which_files_are_read(name: str, is_ours: bool) -> None:
    assert device_of(name) == (DEVICE if is_ours else None)


def test_only_real_files_of_a_bearable_size_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "real").write_bytes(DATA)
    os.symlink(tmp_path / "real", tmp_path / "link")
    os.symlink(tmp_path / "nowhere", tmp_path / "dangling")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    assert read(str(tmp_path), "real").operations == OPERATIONS
    for name, problem in (
        ("link", "symbolic link"),
        ("dangling", "symbolic link"),
        ("pipe", "not a regular file"),
        ("folder", "not a regular file"),
        ("missing", "is missing"),
    ):
        found = read(str(tmp_path), name)
        assert found.operations == ()
        assert found.problem is not None
        assert problem in found.problem
    monkeypatch.setattr(sync_files, "LARGEST_FILE", len(DATA) - 1)
    assert "larger than" in str(read(str(tmp_path), "real").problem)
    monkeypatch.setattr(sync_files, "LONGEST_LINE", 200)
    assert decoded(NAME, DATA).operations == ()
