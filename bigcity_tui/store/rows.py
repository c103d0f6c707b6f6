"""The rows of the record's tables: operations, and what the record keeps in mind.

Checksums, and a seal over their number and sum, tell a row that is not as it was written or gone:
sqlite3.DatabaseError.
"""

import sqlite3
import zlib
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from bigcity_tui.domain.errors import StoreError
from bigcity_tui.domain.operations import FIELDS, Operation, in_order

_COLUMNS = ", ".join(("id", "sum", *FIELDS[1:]))
_PLACES = ", ".join("?" * 12)


def operations(connection: sqlite3.Connection, series: str, *kinds: str) -> tuple[Operation, ...]:
    among = f" AND kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
    return select(connection, f"op WHERE series = ?{among}", (series, *kinds))


def select(
    connection: sqlite3.Connection, where: str = "op", values: tuple[str, ...] = ()
) -> tuple[Operation, ...]:
    """Return operations; in the table `aside` is what has the id of one and another content."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM {where}", values)  # noqa: S608 (ours)
    found = [operation_in(row) for row in rows]
    if None in found:
        raise sqlite3.DatabaseError("a row that is not as it was written")
    return in_order(filter(None, found))  # sorted here: SQLite would move whole rows about for it


def delete(connection: sqlite3.Connection, gone: Iterable[Operation], table: str = "op") -> None:
    statement = f"DELETE FROM {table} WHERE ({_COLUMNS}) IS ({_PLACES})"  # noqa: S608 (ours)
    connection.executemany(statement, map(_row, gone))


def insert(connection: sqlite3.Connection, added: Iterable[Operation], table: str = "op") -> None:
    """Add operations; StoreError for one that cannot be stored."""
    statement = f"INSERT INTO {table} ({_COLUMNS}) VALUES ({_PLACES})"  # noqa: S608 (ours)
    try:
        connection.executemany(statement, map(_row, added))
    except UnicodeEncodeError as error:
        raise StoreError("nothing was saved: half a character (a lone surrogate)") from error
    except OverflowError as error:
        raise StoreError("nothing was saved: a time beyond what the record can hold") from error


def largest_hlc(connection: sqlite3.Connection) -> int | None:
    largest: int | None = connection.execute("SELECT max(hlc) FROM op").fetchone()[0]
    return largest


def kept(connection: sqlite3.Connection, key: str) -> str | None:
    """Return what is kept under a name: the `device`, the `seal`, that `erasing` is due."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None


def keep(connection: sqlite3.Connection, key: str, value: str | None) -> None:
    if value is None:
        connection.execute("DELETE FROM meta WHERE key = ?", (key,))
    else:
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


def checksum(*fields: object) -> int:
    return zlib.crc32("\0".join(map(str, fields)).encode())


@lru_cache(1 << 16)  # a change reads again all that there was
def operation_in(row: tuple[Any, ...]) -> Operation | None:
    """Return the operation that a row holds; None for one that is not as it was written."""
    values = (row[0], *row[2:])
    return Operation.of(values) if row[1] == checksum(*values) else None


def commit(connection: sqlite3.Connection) -> str:
    sealed = seal(connection)
    connection.execute("COMMIT")
    return sealed


def seal(connection: sqlite3.Connection) -> str:
    keep(connection, "seal", sealed := _seal(connection))
    return sealed


def check_seal(connection: sqlite3.Connection) -> None:
    if kept(connection, "seal") != _seal(connection):
        raise sqlite3.DatabaseError("not the rows that were written")


def check(connection: sqlite3.Connection) -> None:
    check_seal(connection)
    for table in ("op", "aside"):
        select(connection, table)


def _seal(connection: sqlite3.Connection) -> str:
    counts = "SELECT count(*), coalesce(sum(sum), 0) FROM"
    parts = [
        *connection.execute(f"{counts} op").fetchone(),
        *connection.execute(f"{counts} aside").fetchone(),
        *connection.execute("SELECT key, value FROM meta WHERE key != 'seal' ORDER BY key"),
    ]
    return f"{checksum(*parts):08x}"


def _row(operation: Operation) -> tuple[str | int | None, ...]:
    id_, *rest = operation.values
    return (id_, checksum(id_, *rest), *rest)
