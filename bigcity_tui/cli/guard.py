"""How a run ends: 0 done, 1 not done, 2 wrong usage, 130 interrupted; and faults in a line."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TextIO

from bigcity_tui.cli.output import complain
from bigcity_tui.cli.table import PROGRAM
from bigcity_tui.domain.errors import CompanionError


def guarded(action: Callable[[], int]) -> int:
    try:
        return action()
    except CompanionError as error:
        says, code = str(error), error.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Who read our output has seen enough. What was asked for is done.
        _drop(sys.stdout)
        return 0
    except OSError as error:
        _drop(sys.stdout)
        file = f": {error.filename!r}" if error.filename else ""
        says, code = f"{error.strerror or type(error).__name__}{file}", 1
    except ImportError as error:
        # What is not needed by every command is loaded late: by then the files may be out of reach.
        part = f"a part of {PROGRAM} cannot be loaded ({error.name or 'unknown'})"
        says, code = f"{part}: try again, and install it again if that does not help", 1
    except Exception as error:  # noqa: BLE001 (the last line of defence)
        # Type and place alone: a message, a line of source or a local variable may hold content.
        says, code = f"this is a fault in {PROGRAM}: {type(error).__name__} at {_place(error)}", 1
    try:
        complain(f"{PROGRAM}: error: {says}")
    except OSError:
        _drop(sys.stderr)
    return code


def _place(error: Exception) -> str:
    from traceback import extract_tb  # heavy, and only wanted here

    last = extract_tb(error.__traceback__)[-1]
    return f"{'/'.join(last.filename.split(os.sep)[-2:])}:{last.lineno}"


def _drop(stream: TextIO | None) -> None:
    """Point a broken stream at nothing: Python flushes it once more at its end, and would fail."""
    if stream is not None:
        with suppress(OSError, ValueError), open(os.devnull, "wb") as nothing:
            os.dup2(nothing.fileno(), stream.fileno())
