"""Waiting for another program that uses the record: a moment in silence, then it is said."""

import os
import sqlite3
from collections.abc import Callable
from typing import TypeVar

from bigcity_tui.store.faults import TIMEOUT, is_busy

PATIENCE = 1.0
"""Seconds to wait for another program before saying so."""

T = TypeVar("T")


def retry_while_locked(
    path: str, act: Callable[[float], T], waiting: Callable[[], None] | None
) -> T:
    """Do what waits, for as many seconds as it is given, until no other program holds a record.

    `waiting` is called, in the same thread, after the first second. Raises sqlite3.Error: that of a
    lock once 30 s have gone by in which nobody changed the record. While many take turns at it, one
    waits for one's own.
    """
    try:
        return act(PATIENCE)
    except sqlite3.OperationalError as error:
        if not is_busy(error):
            raise
    if waiting is not None:
        waiting()
    while True:
        before = _changed(path)
        try:
            return act(TIMEOUT)
        except sqlite3.OperationalError as error:
            if not is_busy(error) or _changed(path) == before:
                raise


def _changed(path: str) -> int:
    """When a file was last changed; the same number each time where that is not to be known."""
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return 0
