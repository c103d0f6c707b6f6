"""The viewer's own editor: it gets the terminal, and the app takes it back whatever happens."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

from textual.app import App

from bigcity_tui.files.editor import TYPED, edited, handled


@contextmanager
def edited_outside(
    app: App[Any], present: str, item: str, place: str
) -> Iterator[tuple[str | None, str]]:
    """As `edited`, with the app out of the way until the editor has ended.

    No exception crosses Textual's `suspend`, which takes the terminal back only where there is
    none (textual/app.py, 8.2.8: its `yield` has no `finally`).
    """
    failure: BaseException | None = None
    with ExitStack() as stack:
        # Around it all: as soon as the terminal is lent, its keys may send signals.
        with handled(TYPED), app.suspend():
            try:
                with _taken_back():
                    edit = stack.enter_context(edited(present, item, place))
            except BaseException as error:  # noqa: BLE001 (raised again below)
                failure = error
        if failure is not None:
            raise failure
        yield edit


@contextmanager
def _taken_back() -> Iterator[None]:
    """Have the terminal as it was, and forget what was typed while it was another program's."""
    try:
        import termios
    except ImportError:  # not on this system
        yield
        return
    assert sys.__stdin__ is not None
    terminal = sys.__stdin__.fileno()
    before = None
    with suppress(termios.error):
        before = termios.tcgetattr(terminal)
    try:
        yield
    finally:
        with suppress(termios.error, OSError):  # it may have gone
            # An editor that was killed leaves it as it had it.
            os.set_blocking(terminal, True)
            if before is not None:
                termios.tcsetattr(terminal, termios.TCSANOW, before)
            termios.tcflush(terminal, termios.TCIFLUSH)
