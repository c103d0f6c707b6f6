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


def largest_hlc(connection: sqlite3.Connection) -> int | None:
    """The largest logical time of all operations; None if there are none."""
    largest: int | None = connection.execute("SELECT max(hlc) FROM op").fetchone()[0]
    return largest


def device(connection: sqlite3.Connection) -> str | None:
    """This device's id; None before the first change."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'device'").fetchone()
    return row[0] if row else None


def set_device(connection: sqlite3.Connection, name: str) -> None:
    """Keep this device's id."""
    connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('device', ?)", (name,))


def is_erasing(connection: sqlite3.Connection) -> bool:
    """Whether backups may still hold words that are forgotten; raises sqlite3.Error."""
    return connection.execute("SELECT 1 FROM meta WHERE key = 'erasing'").fetchone() is not None


def set_erasing(connection: sqlite3.Connection) -> None:
    """Keep in mind that words were forgotten that backups may hold; raises sqlite3.Error."""
    connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('erasing', '')")


def unset_erasing(connection: sqlite3.Connection) -> None:
    """Keep in mind that no backup holds forgotten words; raises sqlite3.Error."""
    connection.execute("DELETE FROM meta WHERE key = 'erasing'")


def operations(
    connection: sqlite3.Connection, series: str, kinds: tuple[str, ...] = ()
) -> tuple[Operation, ...]:
    """The operations of a series, in order: of these kinds, or all if none are named.

    Raises sqlite3.DatabaseError for rows that are none.
    """
    among = f" AND kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
    return _operations(connection, f"op WHERE series = ?{among}", (series, *kinds))


def everything(connection: sqlite3.Connection) -> tuple[Operation, ...]:
    """All operations of all series, in order; raises as `operations` does."""
    return _operations(connection, "op")


def aside(connection: sqlite3.Connection) -> tuple[Operation, ...]:
    """What has the id of an operation and another content; raises as `operations` does."""
    return _operations(connection, "aside")


def _operations(
    connection: sqlite3.Connection, where: str, values: tuple[str, ...] = ()
) -> tuple[Operation, ...]:
    rows = connection.execute(f"SELECT {_COLUMNS} FROM {where}", values).fetchall()  # noqa: S608
    if not {tuple(map(type, row)) for row in rows} <= _TYPES:
        raise sqlite3.DatabaseError("a row that is no operation")
    # Sorted here: SQLite would move whole rows about for it.
    return in_order(
        Operation(
            ident, batch, hlc, made_by, wall, series, Change(in_pass, item, kind, value), back
        )
        for ident, batch, hlc, made_by, wall, series, in_pass, item, kind, value, back in rows
    )


def delete(connection: sqlite3.Connection, gone: Iterable[Operation], table: str = "op") -> None:
    """Take operations out, for others of the same ids; raises sqlite3.Error."""
    connection.executemany(
        f"DELETE FROM {table} WHERE ({_COLUMNS}) IS ({_PLACES})",  # noqa: S608
        map(_row, gone),
    )


def insert(connection: sqlite3.Connection, added: Iterable[Operation], table: str = "op") -> None:
    """Add operations. Raises StoreError for one that cannot be stored, and sqlite3.Error."""
    try:
        connection.executemany(
            f"INSERT INTO {table} ({_COLUMNS}) VALUES ({_PLACES})",  # noqa: S608
            map(_row, added),
        )
    except UnicodeEncodeError as error:
        raise StoreError("nothing was saved: half a character (a lone surrogate)") from error
    except OverflowError as error:
        raise StoreError("nothing was saved: a time beyond what the record can hold") from error


def _row(operation: Operation) -> tuple[str | int | None, ...]:
    made = operation.change
    return (
        *(operation.id, operation.batch, operation.hlc, operation.device),
        *(operation.wall, operation.series, made.viewing_id),
        *(made.item, made.kind, made.value),
        operation.undoes,
    )
