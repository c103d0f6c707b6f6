"""Reading the arguments, and the help that goes with them, by argparse.

Two parsers in turn: one for the options before the command, one for the command that was found.
Not subparsers, because with these argparse cannot take options and other words in any order; and
only the arguments of one command are ever added, where adding all takes 18 ms.
"""

import sys
from argparse import PARSER, SUPPRESS, ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

from bigcity_tui import __version__
from bigcity_tui.cli import table
from bigcity_tui.cli.output import MEASURE, wrap
from bigcity_tui.domain.errors import UsageError

_OPTIONS = (*table.ANYWHERE, table.AUTHOR, table.VERSION)
_TEXT = "\0"
"""Stands before a word that argparse must not take for an option; no process is given one so."""


class _Parser(ArgumentParser):
    def __init__(
        self, prog: str, about: str, examples: Iterable[str], usage: str | None = None
    ) -> None:
        lines = "".join(f"\n  {table.PROGRAM} {example}".rstrip() for example in examples)
        super().__init__(
            prog,
            usage,
            "\n".join(wrap(about, MEASURE)),
            f"Examples:{lines}",
            formatter_class=lambda prog: RawDescriptionHelpFormatter(prog, width=MEASURE),
            add_help=False,
            allow_abbrev=False,
        )

    def add(self, title: str, arguments: Iterable[table.Argument]) -> None:
        group = self.add_argument_group(title)
        for each in arguments:
            how: dict[str, Any] = {"action": "store_true"}
            if each.metavar is not None:
                how = {"metavar": each.metavar, "nargs": each.nargs}
                how |= {"choices": each.choices or None, "type": lambda text: text.lstrip(_TEXT)}
            group.add_argument(*filter(None, (each.short, each.name)), **how, help=each.help)

    def error(self, message: str) -> NoReturn:
        plain = message.replace(_TEXT, "")
        shown = "".join(c if c.isprintable() else f"{c!r}"[1:-1] for c in plain)
        raise UsageError(f"{shown}; see '{self.prog} --help'")


def parse(arguments: Sequence[str]) -> tuple[table.Subcommand | None, Namespace]:
    """Return the command (None: the app) and what was given, which `help` leaves unchecked."""
    front = _front()
    front.add("Options", _OPTIONS)
    front.add_argument("words", nargs=PARSER).required = False
    args = front.parse_args(arguments)
    words: list[str] = args.words or []
    if words[:1] == ["--"]:  # Python 3.11 leaves it there
        del words[0]
    if words[:1] == ["help"]:
        return parse(["--help", *words[1:]])
    if args.version or not words:
        return None, args
    if words[0] == "pack" and {"-h", "--help"}.issuperset(words[1:]):
        args.help = True
        return None, args
    command = _named(front, words)
    rest = words[len(command.name.split()) :]
    end = rest.index("--") if "--" in rest else len(rest)
    args.help |= not {"-h", "--help"}.isdisjoint(rest[:end])
    if args.help:
        return command, args
    parser = _parser_of(command)
    # A word with a space in its name is text, such as a note, even where it begins with a dash.
    plain = [_TEXT * any(map(str.isspace, w.partition("=")[0])) + w for w in rest[:end]]
    plain += [_TEXT + word for word in rest[end + 1 :]]
    args = parser.parse_intermixed_args(plain, args)
    if args.as_of is not None and not command.as_of:
        raise UsageError(f"--as-of looks back: it does not go with '{command.name}'")
    return command, args


def help_text(command: table.Subcommand | None, words: Sequence[str] | None = None) -> str:
    """Return the help of a command, or the list of those that begin with `words`, or of all."""
    if command is not None:
        return _parser_of(command).format_help()
    front = _front()
    if words:
        about = "Install packs of other series, or write your own."
        examples = ("pack list", "pack add my-pack.zip", "pack new my-pack")
        front = _Parser(f"{table.PROGRAM} pack", about, examples, "%(prog)s COMMAND [ARGUMENT ...]")
    for title, commands in table.GROUPS.items():
        group = front.add_argument_group(title)
        for each in commands:
            if not words or each.name.startswith("pack "):
                group.add_argument(each.name, help=each.summary)
    front.add("Options", table.ANYWHERE if words else _OPTIONS)
    return f"{front.format_help()}\n'{table.PROGRAM} COMMAND --help' says more about one of them.\n"


def version_text() -> str:
    import sqlite3  # heavy, and only looked at here

    python = ".".join(map(str, sys.version_info[:3]))
    return f"{table.PROGRAM} {__version__}\nPython {python}, SQLite {sqlite3.sqlite_version}\n"


def _front() -> _Parser:
    return _Parser(
        table.PROGRAM,
        "A companion for Love in the Big City that never shows more than you have seen."
        " Without a command it opens the app.",
        ("", "watch 1", "read 1", "status --json"),
        "%(prog)s [OPTION...] [COMMAND ...]",
    )


def _parser_of(command: table.Subcommand) -> _Parser:
    about = f"{command.summary[0].upper()}{command.summary[1:]}. {command.detail}"
    parser = _Parser(f"{table.PROGRAM} {command.name}", about, command.examples)
    parser.add("Arguments", command.words)
    parser.add("Options", command.options)
    if not command.as_of:
        parser.add_argument("--as-of", help=SUPPRESS)  # which is refused with the reason
    return parser


def _named(front: _Parser, words: list[str]) -> table.Subcommand:
    command = table.COMMANDS.get(" ".join(words[:2])) or table.COMMANDS.get(words[0])
    if command is not None:
        return command
    longer = [name for name in table.COMMANDS if name.startswith(f"{words[0]} ")]
    if longer:
        front.error(f"there is no command {' '.join(words[:2])!r}: choose {', '.join(longer)}")
    from difflib import get_close_matches  # heavy, and only wanted here

    near = get_close_matches(words[0], table.COMMANDS, n=1)
    told = f" (did you mean {near[0]!r}?)" if near else ""
    return front.error(f"there is no command {words[0]!r}{told}")
