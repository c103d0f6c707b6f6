"""Reading the arguments, and the help that goes with them, by argparse.

Two parsers in turn: one for the options before the command, one for the command that was found.
Not subparsers, because with these argparse cannot take options and other words in any order; and
only the arguments of one command are ever added, where adding all takes 18 ms.
"""

import re
import sys
from argparse import PARSER, SUPPRESS, ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

from bigcity_tui import __version__
from bigcity_tui.cli import table
from bigcity_tui.cli.output import MEASURE, wrap
from bigcity_tui.domain.errors import UsageError

_TEXT = "\0"
"""Stands before a word that argparse must not take for an option; no process is given one so."""

_MESSAGES = (
    (r"the following arguments are required: (.*)", r"\1 is missing"),
    (r"argument (.*): expected one argument", r"\1 needs a value"),
    (r"argument (.*): ignored explicit argument .*", r"\1 takes no value"),
    (
        r"argument (.*): invalid choice: (.*) \(choose from (.*)\)",
        r"\2 is not known here: choose \3",
    ),
)


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

    def add(self, title: str, arguments: Iterable[table.Argument], *hidden: table.Argument) -> None:
        group = self.add_argument_group(title)
        for argument in arguments:
            how: dict[str, Any] = {"action": "store_true"}
            if argument.metavar is not None:
                how = {"metavar": argument.metavar, "nargs": argument.nargs}
            if argument.choices:
                how["choices"] = argument.choices
            shown = SUPPRESS if argument in hidden else argument.help
            group.add_argument(*argument.names, **how, help=shown)

    def error(self, message: str) -> NoReturn:
        for pattern, words in _MESSAGES:
            message = re.sub(pattern, words, message)
        plain = message.replace(_TEXT, "")
        shown = "".join(c if c.isprintable() else f"{c!r}"[1:-1] for c in plain)
        raise UsageError(f"{shown}; see '{self.prog} --help'")

    def refuse(self, words: list[str]) -> None:
        if words:
            if words[0].startswith("-"):
                self.error(f"there is no option {words[0]!r}")
            self.error(f"{words[0].removeprefix(_TEXT)!r} is one word too many")


def parse(arguments: Sequence[str]) -> tuple[table.Subcommand | None, Namespace]:
    """Return the command (None: the app) and what was given, which `help` leaves unchecked."""
    front = _front()
    front.add("Options", (*table.ANYWHERE, table.AUTHOR, table.VERSION))
    front.add_argument("words", nargs=PARSER).required = False
    args, strange = front.parse_known_args(arguments)
    front.refuse(strange)
    words: list[str] = args.words or []
    if words[:1] == ["--"]:  # Python 3.11 leaves it there
        del words[0]
    if words[:1] == ["help"]:
        return parse(["--help", *words[1:]])
    if args.version or not words:
        return None, args
    command, rest = _named(front, words)
    end = rest.index("--") if "--" in rest else len(rest)
    args.help |= not {"-h", "--help"}.isdisjoint(rest[:end])
    if args.help:
        return command, args
    parser = _parser_of(command)
    plain = [_TEXT + word if _is_text(word) else word for word in rest[:end]]
    plain += [_TEXT + word for word in rest[end + 1 :]]
    args, strange = parser.parse_known_intermixed_args(plain, args)
    parser.refuse(strange)
    return command, Namespace(**{name: _unmarked(value) for name, value in vars(args).items()})


def help_text(command: table.Subcommand | None) -> str:
    if command is not None:
        return _parser_of(command).format_help()
    front = _front()
    for title, commands in table.GROUPS:
        group = front.add_argument_group(title)
        for each in commands:
            group.add_argument(each.name, help=each.summary)
    front.add("Options", (*table.ANYWHERE, table.AUTHOR, table.VERSION))
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
    parser.add("Arguments", (each for each in command.arguments if not each.is_option))
    options = (each for each in command.arguments if each.is_option)
    parser.add("Options", (*options, *table.ANYWHERE), *(() if command.as_of else (table.AS_OF,)))
    return parser


def _named(front: _Parser, words: list[str]) -> tuple[table.Subcommand, list[str]]:
    for length in (2, 1):
        command = table.COMMANDS.get(" ".join(words[:length]))
        if command is not None:
            return command, words[length:]
    longer = [name for name in table.COMMANDS if name.startswith(f"{words[0]} ")]
    from difflib import get_close_matches  # heavy, and only wanted here

    near = get_close_matches(words[0], table.COMMANDS, n=1)
    if longer:
        message = f"{words[0]!r} alone is no command: choose {' or '.join(map(repr, longer))}"
    else:
        message = f"there is no command {words[0]!r}"
        message += f": did you mean {near[0]!r}?" if near else ""
    return front.error(message)


def _is_text(word: str) -> bool:
    """Whether a word is text, such as a note, even with a dash: there is a space in its name."""
    return word.startswith(_TEXT) or any(map(str.isspace, word.partition("=")[0]))


def _unmarked(value: Any) -> Any:
    if isinstance(value, list):
        return [_unmarked(each) for each in value]
    return value.removeprefix(_TEXT) if isinstance(value, str) else value
