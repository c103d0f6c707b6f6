"""The files of an import, read into memory within limits; what may hold secrets is never opened."""

import io
import os
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from bigcity_tui.domain.errors import FileError
from bigcity_tui.domain.text import clean_line
from bigcity_tui.files.reading import read_file, refuse, shown
from bigcity_tui.interchange.incoming import Fault

MOST_NAMED = 256_000_000  # bytes of a file that is named: of forty years of long notes, in JSON
MOST_BYTES = 32_000_000  # of any other: what one of 50,000 viewings needs as Trakt's JSON
MOST_FILES = 1_000  # in one folder or archive
MOST_UNPACKED = 64_000_000  # bytes of all the files of folders and archives
HIGHEST_RATIO = 200  # of a file's size to that in its archive,
SMALL = 1_000_000  # if it has more bytes than this

_ENDINGS = (".json", ".csv", ".tsv", ".txt")
_SECRET = re.compile(
    r"(^|[-_./])(user|users|auth|login|logins|password|token|tokens|access|device|devices|session"
    r"|sessions|ip|mail|email|profile|settings|oauth|credential|credentials)([-_./]|$)"
)
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError)


@dataclass(slots=True)
class Sources:
    paths: Sequence[str]
    passed_over: list[Fault] = field(default_factory=list)

    def files(self) -> Iterator[tuple[str, bytes]]:
        size = 0
        for path in self.paths:
            if os.path.isdir(path):
                held = self._folder(path)
            else:
                name = "standard input" if path == "-" else shown(path, 200)
                data = _content(path, name)
                if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
                    yield name, data
                    continue
                held = self._archive(name, data)
            for name, data in held:
                size += len(data)
                if size > MOST_UNPACKED:
                    refuse(name, f"the files are larger than {MOST_UNPACKED // 1_000_000} MB")
                yield name, data

    def pass_over(self, name: str, why: str) -> None:
        self.passed_over.append(Fault(shown(clean_line(name), 200), why))

    def _folder(self, path: str) -> Iterator[tuple[str, bytes]]:
        found: list[str] = []
        for number, (place, folders, files) in enumerate(os.walk(path)):
            folders.sort()
            found += [os.path.relpath(os.path.join(place, each), path) for each in sorted(files)]
            if max(number, len(found)) > MOST_FILES:
                refuse(shown(path, 200), f"holds more than {MOST_FILES:,} files or folders")
        for each in filter(self._is_wanted, found):
            name = shown(each, 200)
            try:
                data = read_file(os.path.join(path, each), name, MOST_BYTES)
            except FileError as error:
                self.pass_over(each, str(error).removeprefix(f"{name}: "))
            else:
                yield name, data

    def _archive(self, name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED:
            refuse(name, "is a damaged ZIP archive: fetch it again")
        members = [each for each in archive.infolist() if not each.is_dir()]
        if len(members) > MOST_FILES:
            refuse(name, f"holds more than {MOST_FILES:,} files")
        if any(each.flag_bits & 1 for each in members):
            refuse(name, "is encrypted: unpack it with its password first, then import the folder")
        for each in members:
            place = each.filename.replace("\\", "/")
            if not self._is_wanted(place):
                continue
            swollen = each.file_size > max(SMALL, HIGHEST_RATIO * each.compress_size)
            if swollen or each.file_size > MOST_BYTES:
                self.pass_over(place, "is too large, or would unpack to far more than it holds")
                continue
            try:
                with archive.open(each) as member:
                    # No more than it says that it has, whatever else is in there.
                    found = member.read(each.file_size)
            except _DAMAGED:
                self.pass_over(place, "is damaged in the archive")
            else:
                yield shown(place, 200), found

    def _is_wanted(self, place: str) -> bool:
        base = place.replace(os.sep, "/").rpartition("/")[2].lower()
        if base.startswith("._") or not base.endswith(_ENDINGS):
            self.pass_over(place, "is neither a table nor JSON")
            return False
        if secret := _SECRET.search(base):
            self.pass_over(place, "is personal, and was not opened")
        return not secret


def _content(path: str, name: str) -> bytes:
    if path != "-":
        return read_file(path, name, MOST_NAMED)
    data = b""
    if sys.stdin is not None:
        with suppress(OSError):
            data = sys.stdin.buffer.read(MOST_NAMED + 1)
    if len(data) > MOST_NAMED:
        refuse(name, f"is larger than {MOST_NAMED // 1_000_000} MB")
    return data
