"""Where the command line writes, and how it ends: all that knows about streams, widths, styles."""

import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import TextIO

from bigcity_tui.cli.table import PROGRAM
from bigcity_tui.domain.errors import CompanionError
from bigcity_tui.domain.text import breaks, cells, clean, clean_line

MEASURE = 72  # the widest line that reads well, and the width where there is no terminal

_STYLES = {"bold": "1", "dim": "2", "italic": "3", "underline": "4"}


class Output:
    """Standard output, safe for a terminal."""

    def __init__(self, stream: TextIO, *, as_json: bool = False) -> None:
        self._stream = stream
        self.as_json = as_json
        plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        self._styled = stream.isatty() and not plain
        self.width = MEASURE
        if stream.isatty():
            from shutil import get_terminal_size  # heavy, and a pipe has no need of it

            self.width = min(MEASURE, get_terminal_size((MEASURE, 24)).columns)

    def line(self, *pieces: str | tuple[str, str]) -> None:
        if not self.as_json:
            self._stream.write("".join(map(self._piece, pieces)).rstrip() + "\n")

    def prose(self, text: str, indent: str = "", style: str = "") -> None:
        for line in wrap(clean_line(text), self.width - cells(indent)):
            self.line(indent, (line, style))

    def table(self, rows: Iterable[tuple[str, str]], style: str = "") -> None:
        """Write pairs of a name, in a style, and what it is as two columns; the second wraps."""
        rows = () if self.as_json else rows  # which may be many, and take their time
        rows = [(clean_line(name), clean_line(about)) for name, about in rows]
        first = max((cells(name) for name, _ in rows), default=0)
        for name, about in rows:
            shown = name
            for line in wrap(about, self.width - first - 2, " · "):
                self.line((shown, style), " " * (first - cells(shown) + 2) + line)
                shown = ""

    def value(self, value: object) -> None:
        """Write a value, if JSON is asked for; no line, table or prose is written then."""
        if self.as_json:
            is_ascii = not _holds_unicode(self._stream)
            text = json.dumps(_cleaned(value), ensure_ascii=is_ascii, indent=2)
            self._stream.write(f"{text}\n")

    def tell(self, value: object, *paragraphs: str) -> None:
        """Write a value as JSON, or what it comes to in words."""
        self.value(value)
        for text in paragraphs:
            self.prose(text)

    def document(self, text: str) -> None:
        """Write a text of our own as it is, to a file or a pipe always as UTF-8."""
        binary = getattr(self._stream, "buffer", None)
        if binary is None or self._stream.isatty():
            self._stream.write(text)
        else:
            self._stream.flush()
            binary.write(text.encode())

    def flush(self) -> None:
        self._stream.flush()

    def _piece(self, piece: str | tuple[str, str]) -> str:
        text, style = (piece, "") if isinstance(piece, str) else piece
        text = clean_line(text)
        code = _STYLES.get(style)
        return f"\x1b[{code}m{text}\x1b[0m" if code and text and self._styled else text


def standard(*, as_json: bool = False) -> Output:
    stream = sys.stdout or io.StringIO()  # closed before the program began
    if not _holds_unicode(stream) and hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")
    return Output(stream, as_json=as_json)


def hindrance() -> str | None:
    """Why a full-screen app cannot run here; None if it can."""
    for stream, name in ((sys.stdin, "input"), (sys.stdout, "output")):
        if stream is None or not stream.isatty():
            return f"standard {name} is not a terminal"
    if os.environ.get("TERM") == "dumb":
        return "this terminal can only print lines (TERM=dumb)"
    is_utf_8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    return None if is_utf_8 else "this terminal is not set to UTF-8"


def complain(text: str) -> None:
    if sys.stderr is not None:
        encoding = sys.stderr.encoding or "ascii"
        shown = clean_line(text).encode(encoding, "backslashreplace").decode(encoding)
        sys.stderr.write(f"{shown}\n")
        sys.stderr.flush()


def guarded(action: Callable[[], int]) -> int:
    """Run the program: 0 done, 1 not done, 2 wrong usage, 130 interrupted; faults in a line."""
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


def wrap(text: str, width: int, best: str = "\n") -> Iterator[str]:
    return (text[begin:end] for begin, end in breaks(text, width, best, whole=True))


def _holds_unicode(stream: TextIO) -> bool:
    return (stream.encoding or "utf-8").lower().replace("-", "").startswith(("utf8", "utf16"))


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(key): _cleaned(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple, map)):
        return [_cleaned(entry) for entry in value]
    return value
