"""How a run ends: 0 done, 1 not done, 2 wrong usage, 130 interrupted; and faults in a line."""

import os
import sys
from collections.abc import Callable
from typing import TextIO

from bigcity_tui.cli.output import complain
from bigcity_tui.cli.table import PROGRAM
from bigcity_tui.domain.errors import CompanionError

_INTERRUPTED = 130


def guarded(action: Callable[[], int]) -> int:
    try:
        return action()
    except CompanionError as error:
        _say(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # Who read our output has seen enough. What was asked for is done.
        _drop(sys.stdout)
        return 0
    except OSError as error:
        _drop(sys.stdout)
        file = f": {error.filename!r}" if error.filename else ""
        _say(f"{error.strerror or type(error).__name__}{file}")
        return 1
    except ImportError as error:
        # What is not needed by every command is loaded late: by then the files may be out of reach.
        _say(
            f"a part of {PROGRAM} cannot be loaded ({error.name or 'unknown'}): try again, and"
            " install it again if that does not help"
        )
        return 1
    except Exception as error:  # noqa: BLE001 (the last line of defence)
        # Type and place alone: a message, a line of source or a local variable may hold content.
        _say(f"this is a fault in {PROGRAM}: {type(error).__name__} at {_place(error)}")
        return 1


def _say(message: str) -> None:
    try:
        complain(f"{PROGRAM}: error: {message}")
    except OSError:
        _drop(sys.stderr)


def _place(error: Exception) -> str:
    from traceback import extract_tb  # heavy, and only wanted here

    last = extract_tb(error.__traceback__)[-1]
    return f"{'/'.join(last.filename.split(os.sep)[-2:])}:{last.lineno}"


def _drop(stream: TextIO | None) -> None:
    """Point a broken stream at nothing: Python flushes it once more at its end, and would fail."""
    try:
        if stream is not None:
            nothing = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nothing, stream.fileno())
            os.close(nothing)
    except (OSError, ValueError):
        return
