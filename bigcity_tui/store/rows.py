"""The rows of the record's tables: operations, and what the record keeps in mind."""

import sqlite3
from collections.abc import Iterable

from bigcity_tui.domain.errors import StoreError
from bigcity_tui.domain.operations import Change, Operation, in_order

_COLUMNS = "id, batch, hlc, device, wall, series, pass, item, kind, value, undoes"
_PLACES = ", ".join("?" * 11)
_TYPES = {
    (str, str, int, str, int, str, str, str, str, str, undoes) for undoes in (str, type(None))
}


def operations(
    connection: sqlite3.Connection, series: str, kinds: tuple[str, ...] = ()
) -> tuple[Operation, ...]:
    """Return the operations of a series in order: of these kinds, or all if none are named.

    Raises sqlite3.DatabaseError for rows that are none.
    """
    among = f" AND kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
    return _select(connection, f"op WHERE series = ?{among}", (series, *kinds))


def everything(connection: sqlite3.Connection) -> tuple[Operation, ...]:
    """Return all operations of all series, in order; raises as `operations` does."""
    return _select(connection, "op")


def conflicts(connection: sqlite3.Connection) -> tuple[Operation, ...]:
    """Return what has the id of an operation and another content; raises as `operations` does."""
    return _select(connection, "aside")


def delete(connection: sqlite3.Connection, gone: Iterable[Operation], table: str = "op") -> None:
    """Take operations out, for others of the same ids; raises sqlite3.Error."""
    connection.executemany(
        f"DELETE FROM {table} WHERE ({_COLUMNS}) IS ({_PLACES})",  # noqa: S608 (ours)
        map(_row, gone),
    )


def insert(connection: sqlite3.Connection, added: Iterable[Operation], table: str = "op") -> None:
    """Add operations. Raises StoreError for one that cannot be stored, and sqlite3.Error."""
    try:
        connection.executemany(
            f"INSERT INTO {table} ({_COLUMNS}) VALUES ({_PLACES})",  # noqa: S608 (ours)
            map(_row, added),
        )
    except UnicodeEncodeError as error:
        raise StoreError("nothing was saved: half a character (a lone surrogate)") from error
    except OverflowError as error:
        raise StoreError("nothing was saved: a time beyond what the record can hold") from error


def largest_hlc(connection: sqlite3.Connection) -> int | None:
    """Return the largest logical time of all operations; None if there are none."""
    largest: int | None = connection.execute("SELECT max(hlc) FROM op").fetchone()[0]
    return largest


def device(connection: sqlite3.Connection) -> str | None:
    """Return this device's id; None before the first change."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'device'").fetchone()
    return row[0] if row else None


def set_device(connection: sqlite3.Connection, name: str) -> None:
    """Keep this device's id; nothing is written where it is kept already."""
    connection.execute(
        "INSERT INTO meta (key, value) VALUES ('device', ?) ON CONFLICT (key)"
        " DO UPDATE SET value = excluded.value WHERE value != excluded.value",
        (name,),
    )


def is_erasing(connection: sqlite3.Connection) -> bool:
    """Whether backups may still hold words that are forgotten."""
    return connection.execute("SELECT 1 FROM meta WHERE key = 'erasing'").fetchone() is not None


def set_erasing(connection: sqlite3.Connection, erasing: bool) -> None:
    """Keep in mind whether backups may still hold words that are forgotten."""
    if erasing:
        connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('erasing', '')")
    else:
        connection.execute("DELETE FROM meta WHERE key = 'erasing'")


def _select(
    connection: sqlite3.Connection, where: str, values: tuple[str, ...] = ()
) -> tuple[Operation, ...]:
    rows = connection.execute(f"SELECT {_COLUMNS} FROM {where}", values).fetchall()  # noqa: S608
    if not {tuple(map(type, row)) for row in rows} <= _TYPES:
        raise sqlite3.DatabaseError("a row that is no operation")
    # Sorted here: SQLite would move whole rows about for it.
    return in_order(Operation._make((*row[:6], Change._make(row[6:10]), row[10])) for row in rows)


def _row(operation: Operation) -> tuple[str | int | None, ...]:
    return (*operation[:6], *operation.change, operation.undoes)
