"""ZIP archives: their files are read into memory, within limits, and none is ever unpacked."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial

from bigcity_tui.files.reading import refuse, shown

HIGHEST_RATIO = 200  # of a file's size to that in its archive,
SMALL = 1_000_000  # if it has more bytes than this

_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


def is_archive(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def members(
    name: str, data: bytes, most: int, most_bytes: int
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Give the place of each file in an archive, and what reads it; both raise FileError.

    `most` is how many there may be, `most_bytes` the size of each.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (*_DAMAGED, ValueError):
        refuse(name, "is a damaged ZIP archive: fetch it again")
    found = [each for each in archive.infolist() if not each.is_dir()]
    if len(found) > most:
        refuse(name, f"holds more than {most:,} files")
    if any(each.flag_bits & 1 for each in found):
        refuse(name, "is encrypted: unpack it with its password first, then name the folder")
    for each in found:
        place = each.filename.replace("\\", "/")
        yield place, partial(_read, archive, each, shown(place, 200), most_bytes)


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, most: int) -> bytes:
    if member.file_size > most:
        refuse(name, f"is larger than {most // 1_000_000} MB")
    if member.file_size > max(SMALL, HIGHEST_RATIO * member.compress_size):
        refuse(name, "would unpack to far more than it holds")
    try:
        with archive.open(member) as file:
            # No more than it says that it has, whatever else is in there.
            return file.read(member.file_size)
    except (*_DAMAGED, ValueError):
        refuse(name, "is damaged in the archive")
