"""What can still be read of a damaged record: every row that is whole, wherever in the file it is.

SQLite gives up where a page, or the description of the tables, makes no sense. Here each page is
looked at by itself (https://www.sqlite.org/fileformat2.html), and each row by its checksum.
"""

from collections.abc import Iterator
from contextlib import closing, suppress

from bigcity_tui.domain.operations import Operation
from bigcity_tui.store import database, rows
from bigcity_tui.store.errors import SQLITE_ERRORS
from bigcity_tui.store.location import record_path
from bigcity_tui.store.merge import LARGEST, fault

_LEAF = 13  # the first byte of a page of rows
_MOST = 2 * LARGEST  # the longest row, in bytes


def salvage(home: str) -> tuple[Operation, ...]:
    """Return the operations that are whole, else those of an older version, without checksums."""
    # As it is once SQLite has taken back a change that was cut short.
    with database.copied(record_path(home)) as copy:
        with suppress(*SQLITE_ERRORS), closing(database.connect(copy, "rw")) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema")
        with open(copy, "rb") as file:
            data = file.read()
    found = list(_rows(data))
    whole = [one for row in found if len(row) == 12 and (one := rows.operation_in(row))]
    older = [one for row in found if (one := Operation.of(row)) and fault(one) is None]
    return tuple(dict.fromkeys(whole or older))


def _rows(data: bytes) -> Iterator[tuple[str | int | None, ...]]:
    """Everything that may be a row of texts and numbers."""
    size = int.from_bytes(data[16:18], "big")
    size = {1: 65536}.get(size, size if size in (512 << bits for bits in range(7)) else 4096)
    pages = [data[start : start + size] for start in range(0, len(data), size)]
    for number, page in enumerate(pages):
        head = 100 if number == 0 else 0
        if len(page) < size or page[head] != _LEAF:
            continue
        for cell in range(int.from_bytes(page[head + 3 : head + 5], "big")):
            place = head + 8 + 2 * cell
            with suppress(IndexError, UnicodeDecodeError):
                start = int.from_bytes(page[place : place + 2], "big")
                yield _row(_payload(page, start, pages))


def _payload(page: bytes, place: int, pages: list[bytes]) -> bytes:
    """The bytes of a row, the further pages of a long one included."""
    length, place = _varint(page, place)
    _, place = _varint(page, place)
    usable = len(page)
    if length > _MOST:
        raise IndexError
    if length <= usable - 35:
        return page[place : place + length]
    least = (usable - 12) * 32 // 255 - 23
    local = least + (length - least) % (usable - 4)
    end = place + (local if local <= usable - 35 else least)
    found, following = page[place:end], page[end : end + 4]
    while len(found) < length:
        number = int.from_bytes(following, "big")
        if not 1 <= number <= len(pages) or len(pages[number - 1]) <= 4:
            raise IndexError
        following, more = pages[number - 1][:4], pages[number - 1][4:]
        found += more[: length - len(found)]
    return found


def _row(payload: bytes) -> tuple[str | int | None, ...]:
    """The values in a row; UnicodeDecodeError or IndexError where there are none."""
    # The kinds of so few columns take less than 128 bytes; their values follow.
    values, head, place = list[str | int | None](), 1, payload[0]
    while head < payload[0]:
        kind, head = _varint(payload, head)
        if kind in (7, 10, 11, 12) or (kind > 12 and kind % 2 == 0):
            raise IndexError  # fractions and blobs are none of ours
        size = (kind - 13) // 2 if kind > 12 else (0, 1, 2, 3, 4, 6, 8, 0, 0, 0)[kind]
        value = payload[place : place + size]
        if len(value) < size:
            raise IndexError
        number = int.from_bytes(value, "big", signed=True) + (kind == 9)  # which is a 1
        values.append(value.decode() if kind > 12 else number if kind else None)
        place += size
    return tuple(values)


def _varint(data: bytes, place: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    value = 0
    for count in range(8):
        byte = data[place + count]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + count + 1
    return value << 8 | data[place + 8], place + 9
