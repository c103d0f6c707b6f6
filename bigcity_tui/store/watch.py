"""Noticing that the record was changed, by this process or another one."""

import os
import sqlite3
from _thread import allocate_lock  # threading itself would cost every command a millisecond

from bigcity_tui.store import schema
from bigcity_tui.store.faults import is_busy


class Watch:
    """Looks at one SQLite file now and then, holding it open but never locked."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._lock = allocate_lock()
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None
        self._seen: tuple[tuple[int, int] | None, int] = (None, 0)
        self._version = 0

    def version(self) -> int:
        """A number that grows when the file was changed, replaced or removed; never waits."""
        with self._lock:
            try:
                seen = self._look()
            except sqlite3.Error as error:
                if is_busy(error):  # being written: the next look will tell
                    return self._version
                seen = (self._file, -1)
            if seen != self._seen:
                self._seen = seen
                self._version += 1
            return self._version

    def close(self) -> None:
        """Let go of the file; what happens to it from now on counts as a change."""
        with self._lock:
            self._close()
            self._seen = (None, 0)  # another connection counts from another number

    def _look(self) -> tuple[tuple[int, int] | None, int]:
        try:
            status = os.stat(self._path)
        except OSError:
            self._close()
            return (None, 0)
        file = (status.st_dev, status.st_ino)
        if self._connection is None or file != self._file:
            self._close()
            self._file = file
            self._connection = schema.connect(self._path, "ro", 0)
        (changes,) = self._connection.execute("PRAGMA data_version").fetchone()
        return (file, changes)

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None
        self._file = None
