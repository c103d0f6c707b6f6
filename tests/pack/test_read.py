"""Files that are refused before anything looks at what they say."""

import os
import time
from pathlib import Path

import pytest

from bigcity_tui.domain.errors import PackError
from bigcity_tui.pack.findings import MOST_BYTES
from bigcity_tui.pack.validate import MOST_VALUES, validate_pack
from tests.pack.support import problems

NAME = "asks.json"

REFUSED: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is empty"),
    "blank": (b" \n\t ", "is empty"),
    "no JSON": (b"hello", "line 1, column 1: is not JSON"),
    "cut off": (b'[{"question": "a', "line 1, column 15: is not JSON: Unterminated string"),
    "no comma": (b"[\n1 2]", "line 2, column 3: is not JSON: Expecting ',' delimiter"),
    "no colon": (b'{"a" 1}', "line 1, column 6: is not JSON: Expecting ':' delimiter"),
    "single quotes": (b"{'a': 1}", "line 1, column 2: is not JSON: Expecting property name"),
    "escape": (b'["\\x"]', "line 1, column 3: is not JSON: Invalid "),
    "line break": (b'["a\nb"]', "line 1, column 4: is not JSON: Invalid control"),
    "trailing": (b"[] []", "line 1, column 4: is not JSON: Extra data"),
    "not UTF-8": (b'[\n"\xff"]', "line 2: is not UTF-8"),
    "UTF-16": ("[]".encode("utf-16"), "line 1: is not UTF-8"),
    "mark": (b"\xef\xbb\xbf[]", "line 1, column 1: is not JSON: Unexpected UTF-8 BOM"),
    "NaN": (b"[NaN]", "[0]: must be a number, and NaN is none"),
    "infinite": (b'{"a": -Infinity}', "a: must be a number, and -Infinity is none"),
    "too large": (b"[1e999]", "[0]: must be a number of at most 15 digits"),
    "16 digits": (b"[1000000000000000]", "[0]: must be a number of at most 15 digits"),
    "5,000 digits": (b"[-" + b"9" * 5_000 + b"]", "[0]: must be a number of at most 15 digits"),
    "fraction": (b"[0." + b"9" * 5_000 + b"]", "[0]: must be a number of at most 15 digits"),
    "twice": (b'[{"a": {"b": 1, "b": 1}}]', "[0].a: gives a name twice"),
    "half": (b'[{"a": "\\ud800"}]', "[0].a: holds half a character (a lone surrogate)"),
    "half name": (b'{"\\udfff": 1}', "'\\udfff': holds half a character (a lone surrogate)"),
    "33 deep": (b"[" * 33 + b"]" * 33, "[0]" * 32 + ": is nested deeper than 32 levels"),
    "90,000 deep": (b"[" * 90_000, "is nested deeper than 32 levels"),
    "endless lists": (b"[" + b"[]," * 1_000_000 + b"[]]", "holds more than 100,000 values"),
    "endless objects": (b"[" + b"{}," * 1_000_000 + b"{}]", "holds more than 100,000 values"),
    "endless numbers": (b"[" + b"1," * 2_000_000 + b"1]", "holds more than 100,000 values"),
    "endless texts": (b"[" + b'"",' * 1_600_000 + b"1]", "holds more than 100,000 values"),
    "6 MB": (b'["' + b"a" * 6_000_000 + b'"]', "is larger than 5 MB"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_place(folder: str, case: str) -> None:
    data, says = REFUSED[case]
    Path(folder, NAME).write_bytes(data)
    started = time.process_time()
    found = problems(validate_pack, folder)
    assert time.process_time() - started < 1
    assert len(found) == 1
    assert found[0].startswith(f"{NAME}: {says}")


def test_all_faults_of_a_file_are_listed(folder: str) -> None:
    Path(folder, NAME).write_bytes(b'[NaN, {"a": 1, "a": 2}, {"b": 12345678901234567890}]')
    assert [line.split(": ")[1] for line in problems(validate_pack, folder)] == [
        "[0]",
        "[1]",
        "[2].b",
    ]


def test_the_largest_file_is_read(folder: str) -> None:
    path = Path(folder, NAME)
    data = path.read_bytes()
    path.write_bytes(data + b" " * (MOST_BYTES - len(data)))
    validate_pack(folder)
    path.write_bytes(data + b" " * (MOST_BYTES - len(data) + 1))
    assert problems(validate_pack, folder) == (f"{NAME}: is larger than 5 MB",)


def test_as_many_faults_as_values_may_be(folder: str) -> None:
    Path(folder, NAME).write_bytes(b"[" + b"1," * (MOST_VALUES - 2) + b"1]")
    started = time.process_time()
    found = problems(validate_pack, folder)
    assert time.process_time() - started < 2
    assert len(found) == 201
    assert found[0] == f"{NAME}: [0]: must be an object"
    assert found[-1] == "and more: only the first 200 are listed"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no fifos")
def test_fifo(folder: str) -> None:
    path = os.path.join(folder, NAME)
    os.remove(path)
    os.mkfifo(path)
    assert problems(validate_pack, folder) == (f"{NAME}: is not a regular file",)


def test_directory(folder: str) -> None:
    path = os.path.join(folder, NAME)
    os.remove(path)
    os.mkdir(path)
    assert problems(validate_pack, folder) == (f"{NAME}: is not a regular file",)


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("/dev/zero", "is a link to something outside the pack"),
        ("../elsewhere.json", "is a link to something outside the pack"),
        ("nowhere.json", "is missing"),
        (NAME, "is missing"),
        ("episodes", "is not a regular file"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_links(folder: str, target: str, says: str) -> None:
    Path(folder, "..", "elsewhere.json").write_text("[]")
    os.remove(os.path.join(folder, NAME))
    os.symlink(target, os.path.join(folder, NAME))
    found = problems(validate_pack, folder)
    if target == NAME:
        says = "cannot be read (Too many levels of symbolic links)"
    assert found == (f"{NAME}: {says}",)


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_inside_the_pack_and_to_the_pack(folder: str, tmp_path: Path) -> None:
    pack = validate_pack(folder)
    os.rename(os.path.join(folder, NAME), os.path.join(folder, "other.json"))
    os.symlink("other.json", os.path.join(folder, NAME))
    os.symlink(folder, tmp_path / "link")
    assert validate_pack(str(tmp_path / "link")) == pack


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_episodes_elsewhere(folder: str, tmp_path: Path) -> None:
    os.rename(os.path.join(folder, "episodes"), tmp_path / "away")
    os.symlink(tmp_path / "away", os.path.join(folder, "episodes"))
    assert problems(validate_pack, folder) == ("episodes: is a link to something outside the pack",)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_unreadable(folder: str) -> None:
    os.chmod(os.path.join(folder, NAME), 0)
    assert problems(validate_pack, folder) == (f"{NAME}: cannot be read (Permission denied)",)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("nowhere", "is missing"),
        ("", "is missing"),
        ("pack/asks.json", "cannot be read"),
        ("a\0b", "is no path"),
        ("\x1b[31m", "is missing"),
    ],
)
def test_no_folder(folder: str, tmp_path: Path, name: str, says: str) -> None:
    with pytest.raises(PackError) as caught:
        validate_pack(str(tmp_path / name) if name else "")
    assert says in str(caught.value)
    assert str(caught.value).isprintable()
