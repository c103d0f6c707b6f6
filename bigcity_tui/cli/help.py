"""Help and version, set from the declarations of the commands."""

import os
import sys

from bigcity_tui import __version__
from bigcity_tui.cli.command import ANYWHERE, PROGRAM, VERSION, Argument, Command
from bigcity_tui.cli.output import Output

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_LIBRARIES = ("textual", "rich", "pydantic", "platformdirs")


def write_version(out: Output) -> None:
    """The version, and those of what it stands on."""
    import sqlite3

    found = _installed()
    out.line(f"{PROGRAM} {__version__}")
    out.line(f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}")
    out.line(", ".join(f"{name} {found.get(name, 'missing')}" for name in _LIBRARIES))


def write_help(out: Output, command: Command | None = None) -> None:
    """Help on one command, or on all of the command line."""
    if command is None:
        _whole(out)
    else:
        _one(out, command)


def _whole(out: Output) -> None:
    from bigcity_tui.cli.commands import NAMES, groups

    out.line("usage: ", (PROGRAM, "bold"), " [OPTION...] [COMMAND ...]")
    out.line()
    out.prose(
        "A companion for Love in the Big City that never shows more than you have seen."
        " Without a command it opens the app."
    )
    least = max(map(len, NAMES))
    for title, commands in groups():
        rows = [(command.name, command.summary) for command in commands]
        _part(out, title, rows, least=least)
    _part(out, "Options", _rows((*ANYWHERE, VERSION)))
    _examples(out, ("", "watch 1", "read 1", "status --json"))
    out.line()
    out.prose(f"'{PROGRAM} COMMAND --help' says more about one of them.")


def _one(out: Output, command: Command) -> None:
    usage = " ".join(argument.usage for argument in command.arguments)
    out.line("usage: ", (f"{PROGRAM} {command.name}", "bold"), f" {usage}" if usage else "")
    out.line()
    out.prose(f"{command.summary[0].upper()}{command.summary[1:]}. {command.detail}")
    options = [argument for argument in command.arguments if argument.is_option]
    _part(out, "Arguments", _rows(a for a in command.arguments if not a.is_option))
    _part(out, "Options", _rows((*options, *ANYWHERE)))
    _examples(out, command.examples)


def _rows(arguments: "Iterable[Argument]") -> list[tuple[str, str]]:
    return [(argument.shown, argument.about) for argument in arguments]


def _part(out: Output, title: str, rows: list[tuple[str, str]], least: int = 0) -> None:
    if not rows:
        return
    out.line()
    out.line((title, "bold"))
    out.table(rows, indent="  ", least=least)


def _examples(out: Output, examples: tuple[str, ...]) -> None:
    out.line()
    out.line(("Examples", "bold"))
    for example in examples:
        out.line(f"  {PROGRAM} {example}")


def _installed() -> dict[str, str]:
    """The versions of the libraries, from the names of the folders that installing them left.

    `importlib.metadata` reads the same, and takes longer to import than all of this program's
    own start.
    """
    found: dict[str, str] = {}
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        for entry in names:
            if entry.endswith(".dist-info"):
                name, _, version = entry.removesuffix(".dist-info").partition("-")
                found.setdefault(name.lower(), version)
    return found
