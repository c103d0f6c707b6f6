"""Writing a note in the viewer's own editor, in a file that only they can read."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

from bigcity_tui.domain.errors import CompanionError, UsageError
from bigcity_tui.domain.history import kind_of_words
from bigcity_tui.files.reading import shown

_LARGEST = 1_000_000  # bytes read back; a note is refused at far less, with its length named

# In seconds: an editor that leaves the file untouched for no longer may not have waited at all.
_AT_ONCE = 2.0
_GRACE = 0.8  # in which an editor has to end, once told to
_LOOK = 0.5  # between looks at the terminal
_DAY = 24 * 3600.0

_HINT = (
    "The editor came back at once and changed nothing. If it has opened a window, have it wait"
    " (such as 'code --wait'); until then, what you save there stays in"
)
_FOLDER = re.compile(r"note-[a-z0-9]+-[0-9a-f]{8}-[a-z0-9_]{8}")
_NAME = "note.txt"


@contextmanager
def edited(present: str, item: str, place: str) -> Iterator[tuple[str | None, str]]:
    """Let the viewer edit a text; the body of the `with` has it (None: unchanged), and a hint.

    The file is in a folder whose path begins with `place`, if that can be. It stays only where the
    body fails, what was saved could not be read, or the editor may not have waited: then the error
    or the hint says where. A signal that ends this program ends the editor too; what that had saved
    counts, and the signal is sent again once the body is done.
    """
    command = _command(item)
    # A folder of its own, so that what an editor writes beside the file is private and goes too.
    folder = _folder(place)
    path = os.path.join(folder, _NAME)
    data = f"{present}\n".encode() if present else b""
    where = f"; what you wrote is kept in {path}"
    told: list[int] = []
    kept = False
    try:
        _write(path, data)
        began = time.monotonic()
        wrong = _run(command, path, told)
        at_once = time.monotonic() - began < _AT_ONCE
        found, untouched = _read(path)
        saved = found is not None and found != data
        if wrong and not (saved and told):
            kept = saved or _has_more(folder)
            raise CompanionError(f"{wrong}; the note is as it was{where if kept else ''}")
        if found is None:
            raise CompanionError("the editor left no file; the note is as it was")
        kept = saved or (at_once and untouched)
        if saved:
            try:
                if len(found) > _LARGEST:
                    raise UsageError("that is far too long for a note; it is left as it was")
                yield decoded(found), ""
            except CompanionError as error:
                # The same kind of error, so that it ends the program in the same way.
                raise type(error)(f"{error}{where}") from error
            kept = bool(wrong) and _has_more(folder)
        else:
            yield None, f"{_HINT} {path}" if kept else ""
    finally:
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)
        for number in told[:1]:
            os.kill(os.getpid(), number)


def left_behind(place: str) -> list[str]:
    home, start = os.path.split(place)
    names = next(os.walk(home), ("", [], []))[1]  # none where there is no such place
    left = (name for name in names if name.startswith(start) and _FOLDER.fullmatch(name))
    return [os.path.join(home, name) for name in left]


def erase_left(place: str) -> int:
    folders = left_behind(place)
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
        if os.path.lexists(folder):
            raise CompanionError(f"not everything is erased: delete {shown(folder)} yourself")
    return len(folders)


def keep_text(text: str, place: str) -> str:
    """Put a text that cannot be saved where it should be into such a file; its path."""
    path = os.path.join(_folder(place), _NAME)
    _write(path, text.encode())
    os.utime(path)
    return path


def decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError("a note has to be UTF-8 text; it is left as it was") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _command(item: str) -> list[str]:
    for variable in ("VISUAL", "EDITOR"):
        if (given := os.environ.get(variable, "")).strip():
            try:
                return shlex.split(given)
            except ValueError:
                says = f"${variable} cannot be read as a command: {given!r}; put its quotes right"
                raise CompanionError(says) from None
    for name in ("editor", "nano", "vi"):
        if shutil.which(name):
            return [name]
    instead = f"{kind_of_words(item)} {item.replace('.', ' ')}"
    says = f"set $VISUAL or $EDITOR, or write 'bigcity-tui {instead} TEXT'"
    raise CompanionError(f"no editor is known: {says}")


def _folder(place: str) -> str:
    home, start = os.path.split(place)
    with suppress(OSError):
        # What was left for an editor goes where that has saved nothing for a day.
        for folder in left_behind(os.path.join(home, "")):
            is_old = os.path.getmtime(folder) < time.time() - _DAY
            if is_old and _read(os.path.join(folder, _NAME))[1] and not _has_more(folder):
                shutil.rmtree(folder, ignore_errors=True)
        return tempfile.mkdtemp(prefix=start, dir=home)
    return tempfile.mkdtemp(prefix="bigcity-tui-")


def _write(path: str, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
    os.utime(path, ns=(0, 0))  # so that one can tell whether anything was saved, also much later


def _read(path: str) -> tuple[bytes | None, bool]:
    """What is in a file (None: it is gone), and whether nothing was saved to it."""
    try:
        with open(path, "rb") as file:
            return file.read(_LARGEST + 1), os.fstat(file.fileno()).st_mtime_ns == 0
    except OSError:
        return None, False


def _has_more(folder: str) -> bool:
    """Whether an editor that ended badly has saved something beside the file, as many do."""
    with suppress(OSError):
        return any(each.name != _NAME and os.lstat(each).st_size for each in os.scandir(folder))
    return False


def _run(command: list[str], path: str, told: list[int]) -> str:
    """Run an editor; what went wrong, or "". Signals that end a program are added to `told`."""
    name = f"the editor {command[0]!r}"
    process: subprocess.Popen[bytes] | None = None

    def tell(number: int, _frame: FrameType | None = None) -> None:
        told.append(number)
        if process is not None:
            process.send_signal(number)

    had_terminal = _has_terminal()
    ends: dict[str, Any] = dict.fromkeys(("SIGINT", "SIGQUIT", "SIGTERM", "SIGHUP"), tell)
    with handled({**ends, **(TYPED if had_terminal else STOPS)}):
        try:
            process = subprocess.Popen([*command, path])  # noqa: S603 (theirs)
        except (OSError, ValueError) as error:
            return f"{name} did not start ({getattr(error, 'strerror', 'it is no command')})"
        for number in told:  # heard while the editor was starting
            process.send_signal(number)
        while (code := _code(process, _LOOK)) is None and not told:
            if had_terminal and not _has_terminal():
                tell(signal.SIGHUP)
        if code is None and (code := _code(process, _GRACE)) is None:
            return f"{name} was told to end"
    ended = f"with status {code}" if code > 0 else f"by signal {-code}"
    return f"{name} ended {ended}" if code else ""


def _code(process: "subprocess.Popen[bytes]", seconds: float) -> int | None:
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        return None


def _has_terminal() -> bool:
    """Whether there is a terminal: one that has been closed is none any more."""
    return sys.__stdin__ is not None and sys.__stdin__.isatty()


STOPS = {"SIGTSTP": signal.SIG_DFL, "SIGCONT": signal.SIG_DFL}
TYPED = {**dict.fromkeys(("SIGINT", "SIGQUIT"), lambda *_: None), **STOPS}
"""What keys do while the terminal is an editor's: ctrl+c is for that alone, although the terminal
sends it to all (SIG_IGN would be inherited); ctrl+z stops both."""


@contextmanager
def handled(handlers: Mapping[str, Any]) -> Iterator[None]:
    """Handle signals otherwise for a while, except those that are ignored or not there."""
    before: dict[int, Any] = {}
    try:
        for name, handler in handlers.items():
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) not in (signal.SIG_IGN, None):
                with suppress(ValueError):  # not the main thread, which alone hears of signals
                    before[number] = signal.signal(number, handler)
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
