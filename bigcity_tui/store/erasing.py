"""Taking forgotten words out of the backups.

The record itself loses them in the transaction that forgets them, which also makes a mark that
stays until every backup has lost them too: so a program that was killed in between, or a backup
that could not be rewritten, is seen to with the next change.
"""

import os
import sqlite3
from contextlib import suppress
from functools import partial

from bigcity_tui.domain.errors import StoreError
from bigcity_tui.domain.forgetting import blank, forgotten
from bigcity_tui.domain.operations import Operation
from bigcity_tui.store import backups, permissions, restoring, rows, schema
from bigcity_tui.store.faults import UnsoundError, shown
from bigcity_tui.store.paths import backups_dir


def erase_in_backups(home: str, connection: sqlite3.Connection) -> str | None:
    """Take what a record forgot out of its backups; `connection` holds the record's write lock.

    Returns one line that names the files which may hold it still, None if there are none. Raises
    sqlite3.Error where the record itself cannot be read, and OSError.
    """
    folder = backups_dir(home)
    with suppress(FileNotFoundError, NotADirectoryError):
        backups.sweep(folder)
    gone = forgotten((*rows.everything(connection), *rows.aside(connection)))
    left = restoring.damaged(home)
    for path in backups.paths(home):
        try:
            permissions.check_file(path, os.lstat(path))
            found = schema.read(path, partial(_worded, gone), writable=False)
            if found and any(found.values()):
                backups.rewrite(path, partial(_blank, found))
        except (OSError, sqlite3.Error, StoreError, UnsoundError):
            left.append(path)
    if not left:
        return None
    return (
        "the words are forgotten, but copies of the record that cannot be rewritten may still hold"
        f" them: {', '.join(map(shown, left))}; delete what you do not need"
    )


def _worded(gone: frozenset[str], connection: sqlite3.Connection) -> dict[str, list[Operation]]:
    """The notes of these ids that have words still, by table."""
    tables = {"op": rows.everything(connection), "aside": rows.aside(connection)}
    return {
        table: [each for each in found if each.id in gone and blank(each) != each]
        for table, found in tables.items()
    }


def _blank(found: dict[str, list[Operation]], copy: sqlite3.Connection) -> None:
    for table, worded in found.items():
        if worded:  # an older copy has but one table
            rows.delete(copy, worded, table)
            rows.insert(copy, map(blank, worded), table)
