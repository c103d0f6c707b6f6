"""Waiting for another program that uses the record: a moment in silence, then it is said."""

import sqlite3
from collections.abc import Callable

from bigcity_tui.store.faults import TIMEOUT, is_busy

PATIENCE = 1.0
"""Seconds to wait for another program before saying so."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")


def patiently(act: "Callable[[float], T]", waiting: Callable[[], None] | None) -> "T":
    """Do what waits, for as many seconds as it is given, until another program lets go of its lock.

    `waiting` is called, in the same thread, after the first second. Raises sqlite3.Error, that of
    a lock after 30 s more.
    """
    try:
        return act(PATIENCE)
    except sqlite3.OperationalError as error:
        if not is_busy(error):
            raise
    if waiting is not None:
        waiting()
    return act(TIMEOUT)
