"""Writing a note in the viewer's own editor, in a file that only they can read."""

import os
import shlex
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from bigcity_tui.domain.errors import CompanionError, UsageError

_LARGEST = 1_000_000
"""The most that is read back, in bytes; a note is refused at far less, with its length named."""


@contextmanager
def edited(present: str, item: str) -> Iterator[str]:
    """Let the viewer edit a text; what they saved is there for the body of the `with`.

    The file is gone afterwards, unless the body fails: then it stays, so that nothing that was
    written is lost, and the error says where.
    """
    command = _command(item)
    # A folder of its own, so that what an editor writes beside the file is private and goes too.
    folder = tempfile.mkdtemp(prefix="bigcity-tui-")
    path = os.path.join(folder, "note.txt")
    try:
        _write(path, present)
        _run(command, path)
        text = _read(path)
    except BaseException:
        _remove(folder)
        raise
    try:
        yield text
    except CompanionError as error:
        # The same kind of error, so that it ends the program in the same way.
        raise type(error)(f"{error}; what you wrote is kept in {path}") from error
    _remove(folder)


def decoded(data: bytes) -> str:
    """A text from outside: UTF-8, with any line ends."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError("a note has to be UTF-8 text; it is left as it was") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _command(item: str) -> list[str]:
    """The editor and its arguments; never run by a shell."""
    for variable in ("VISUAL", "EDITOR"):
        given = os.environ.get(variable, "")
        if given.strip():
            try:
                return shlex.split(given)
            except ValueError:
                raise CompanionError(
                    f"${variable} cannot be read as a command: {given!a}; put its quotes right"
                ) from None
    raise CompanionError(
        f"no editor is known: set $VISUAL or $EDITOR, or write 'bigcity-tui note {item} TEXT'"
    )


def _write(path: str, text: str) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        file.write(f"{text}\n".encode() if text else b"")


def _run(command: list[str], path: str) -> None:
    try:
        code = subprocess.run([*command, path], check=False).returncode  # noqa: S603 (theirs)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no command"
        raise CompanionError(
            f"the editor {command[0]!a} did not start ({reason}); the note is as it was"
        ) from None
    if code:
        how = f"with status {code}" if code > 0 else f"by signal {-code}"
        raise CompanionError(f"the editor {command[0]!a} ended {how}; the note is as it was")


def _read(path: str) -> str:
    try:
        with open(path, "rb") as file:
            return decoded(file.read(_LARGEST))
    except OSError:
        raise CompanionError("the editor left no file; the note is as it was") from None


def _remove(folder: str) -> None:
    with suppress(OSError):
        for name in os.listdir(folder):
            with suppress(OSError):
                os.unlink(os.path.join(folder, name))
        os.rmdir(folder)
