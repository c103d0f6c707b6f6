"""What is told of an unexpected error: what kind it is and where it arose, and nothing else.

A message, a line of source, a local variable or a path may hold a note, or what is still locked.
The names of modules and functions cannot.
"""

import platform
from collections.abc import Iterator
from importlib.metadata import version
from traceback import walk_tb
from types import FrameType

from bigcity_tui import __version__


def where(error: BaseException) -> str:
    frames = list(walk_tb(error.__traceback__))
    if not frames:
        return type(error).__name__
    frame, line = frames[-1]
    return f"{type(error).__name__} in {_module(frame)}, line {line}"


def report(error: BaseException) -> str:
    python, textual = platform.python_version(), version("textual")
    lines = [
        f"bigcity-tui {__version__}, Textual {textual}, Python {python}, {platform.system()}",
        "Where an unexpected error arose. It holds no text of yours, and none of a pack.",
    ]
    for role, each in _chain(error):
        lines += ["", f"{role}{type(each).__module__}.{type(each).__qualname__}"]
        lines += [
            f"  {_module(frame)}, line {line}, in {frame.f_code.co_qualname}"
            for frame, line in walk_tb(each.__traceback__)
        ]
    return "\n".join(lines) + "\n"


def _chain(error: BaseException | None) -> Iterator[tuple[str, BaseException]]:
    """An error and those that are behind it, each with what it is to the one before."""
    role = ""
    while error is not None:
        yield role, error
        role = "caused by " if error.__cause__ else "while handling "
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _module(frame: FrameType) -> str:
    return str(frame.f_globals.get("__name__", "an unknown module"))
