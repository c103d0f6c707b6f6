"""Archives, folders and several files as one import: within limits, and nothing is written."""

import io
import os
import random
import stat
import string
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from bigcity_tui.domain.errors import FileError
from bigcity_tui.interchange.incoming import Incoming
from bigcity_tui.interchange.reader import read_all
from bigcity_tui.interchange.shows import Wanted
from bigcity_tui.interchange.sources import MOST_FILES
from tests.interchange.support import SERIES, exported, table

HEAD = "title,season,episode,watched_at"
ROW = "The Quay at Dusk,1,{},2024-10-2{}"


def page(number: int = 1) -> bytes:
    return table(HEAD, ROW.format(number, number))


def packed(members: Mapping[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", how) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def of(folder: Path, data: bytes) -> Incoming:
    (folder / "file.zip").write_bytes(data)
    return read_all([str(folder / "file.zip")], Wanted(SERIES))


def passed_over(found: Incoming) -> dict[str, str]:
    return {each.place: each.why for each in found.passed_over}


@pytest.mark.parametrize(
    "how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_the_pages_of_an_archive_are_one_import(tmp_path: Path, how: int) -> None:
    found = of(
        tmp_path, packed({"a/page-2.csv": page(2), "a/page-1.csv": page(), "b.CSV": page()}, how)
    )
    assert {each.episode for each in found.plays} == {1, 2}
    assert (found.rows, found.files) == (3, ("a/page-2.csv", "a/page-1.csv", "b.CSV"))


def test_what_is_not_wanted_is_listed_and_not_opened(tmp_path: Path) -> None:
    members = {
        "page.csv": page(),
        "photo.jpg": b"x",
        "__MACOSX/._page.csv": b"x",
        "user.csv": page(2),
        "data/access-token.json": b"{}",
        "inner.zip": packed({"page.csv": page(3)}),
        "broken.json": b"[",
        "other.json": b"{}",
        "\x1b]0;x\x07.csv": b"a,b",
        "letterboxd.csv": b"Name,Letterboxd URI\n",
    }
    found = of(tmp_path, packed(members))
    assert [each.episode for each in found.plays] == [1]
    told = passed_over(found)
    assert told.keys() == {*members} - {"page.csv", "\x1b]0;x\x07.csv"} | {r"'\x1b]0;x\x07.csv'"}
    assert told["user.csv"] == told["data/access-token.json"] == "is personal, and was not opened"
    assert told["inner.zip"] == "is neither a table nor JSON"
    assert told["broken.json"].startswith("line 1, column 2")
    assert "Letterboxd" in told["letterboxd.csv"]


def test_no_name_in_an_archive_becomes_a_path(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    names = ("../out.csv", "/tmp/out.csv", "C:\\out.csv", "..\\..\\out.csv", "a/../../out.csv")
    found = of(inside, packed(dict.fromkeys(names, page())))
    assert len(found.files) == len(names)
    assert [path.name for path in tmp_path.rglob("*")] == ["inside", "file.zip"]


def test_a_link_in_an_archive_is_no_link(tmp_path: Path) -> None:
    file, link = io.BytesIO(), zipfile.ZipInfo("link.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    (tmp_path / "secret.csv").write_bytes(page(2))
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(link, str(tmp_path / "secret.csv"))
        archive.writestr("page.csv", page())
    assert [each.episode for each in of(tmp_path, file.getvalue()).plays] == [1]


def flagged(data: bytes) -> bytes:
    """The same archive, said to be encrypted."""
    at = data.index(b"PK\x01\x02") + 8
    return data[:at] + bytes([data[at] | 1]) + data[at + 1 :]


def long_members() -> bytes:
    """Files of 30 MB each that can be packed, but not too well."""
    letters = random.Random(1).choices(string.ascii_letters.encode(), k=5_000)
    return packed({f"{n}.csv": bytes(letters) * 6_000 for n in range(3)})


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "cut off": (lambda: packed({"a.csv": page()})[:60], "is a damaged ZIP archive"),
    "empty": (lambda: packed({}), "nothing in it can be imported"),
    "nothing wanted": (lambda: packed({"a.jpg": b"x"}), "nothing in it can be imported"),
    "encrypted": (lambda: flagged(packed({"a.csv": page()})), "is encrypted: unpack it with its"),
    "many": (lambda: packed({f"{n}.csv": b"" for n in range(1_001)}), "holds more than 1,000"),
    "large": (lambda: packed({"a.csv": b" " * 32_000_001}), "nothing in it can be imported"),
    "swollen": (lambda: packed({"a.csv": b" " * 31_000_000}), "nothing in it can be imported"),
    "large together": (long_members, "the files are larger than 64 MB"),
    "foreign": (lambda: packed({"a.csv": b"Name,Letterboxd URI\n"}), "is an export of Letterboxd"),
    "gzip": (lambda: b"\x1f\x8b" + b"x" * 99, "is packed"),
    "7z": (lambda: b"7z\xbc\xaf" + b"x" * 99, "is packed"),
    "XML": (lambda: b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", "is packed, or XML"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_as_a_whole(tmp_path: Path, case: str) -> None:
    make, says = REFUSED[case]
    with pytest.raises(FileError, match=says) as caught:
        of(tmp_path, make())
    assert str(caught.value).isprintable()


def test_a_damaged_or_swollen_member_costs_itself_alone(tmp_path: Path) -> None:
    data = packed({"a.csv": page(), "b.csv": page(2)}, zipfile.ZIP_STORED)
    broken = data.replace(b"The Quay at Dusk,1,2", b"The Quay at Dusk,1,3")
    assert passed_over(of(tmp_path, broken)) == {"b.csv": "is damaged in the archive"}
    swollen = packed({"a.csv": page(), "b.csv": b" " * 9_000_000})
    assert passed_over(of(tmp_path, swollen)) == {
        "b.csv": "is too large, or would unpack to far more than it holds"
    }


def test_a_folder_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    (folder / "deep" / "deeper").mkdir(parents=True)
    (folder / "page.csv").write_bytes(page())
    (folder / "deep" / "deeper" / "page.csv").write_bytes(page(2))
    os.symlink("/", folder / "deep" / "root")
    os.symlink("/dev/zero", folder / "zero.csv")
    os.mkfifo(folder / "fifo.csv")
    found = read_all([str(folder)], Wanted(SERIES))
    assert {each.episode for each in found.plays} == {1, 2}
    told = passed_over(found)
    assert told == dict.fromkeys(("zero.csv", "fifo.csv"), "is not a regular file")
    for number in range(MOST_FILES):
        (folder / f"{number}.jpg").touch()
    with pytest.raises(FileError, match="holds more than 1,000 files or"):
        read_all([str(folder)], Wanted(SERIES))


def test_a_record_of_our_own_comes_alone(tmp_path: Path) -> None:
    (tmp_path / "record.json").write_text(exported("json", ()).text)
    (tmp_path / "page.csv").write_bytes(page())
    assert read_all([str(tmp_path / "record.json")], Wanted(SERIES)).operations == ()
    with pytest.raises(FileError, match=r"record\.json: is a record of our own: import it by"):
        read_all([str(tmp_path)], Wanted(SERIES))
