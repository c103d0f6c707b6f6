"""Reading the arguments: the options that hold anywhere, the command, and what belongs to it.

Written by hand because of what argparse costs: 4 ms of a start, half of what an empty Python
takes, for a parser whose help, messages and shortening of names would all be overruled. It knows
`--name VALUE`, `--name=VALUE`, `--switch` and `--`; options and other words may be mixed.
"""

from bigcity_tui.cli.command import ANYWHERE, PROGRAM, VERSION, Argument, Command
from bigcity_tui.domain.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SHORT = {"-h": "--help", "-o": "--output"}
"""Options that have a short name too."""

_FRONT = {argument.name: argument for argument in (*ANYWHERE, VERSION)}


class Request:
    """What was asked for: a command or none (the app), its arguments, and the options around it.

    `words` has the command's own words by the name of their argument, `options` what was given of
    all options; a switch that was given is an empty text there. With `--help` or `--version`
    nothing is to be run, and words may be missing. `help` is taken for `--help`.
    """

    __slots__ = ("command", "options", "words")

    def __init__(
        self, command: Command | None, words: dict[str, list[str]], options: dict[str, str]
    ) -> None:
        self.command = command
        self.words = words
        self.options = options


def parse(arguments: "Sequence[str]") -> Request:
    """Read the arguments; UsageError for what makes no sense."""
    options: dict[str, str] = {}
    rest = list(arguments)
    while rest and (_is_option(rest[0]) or rest[0] == "help"):
        if rest[0] == "help":
            rest[0] = "--help"
        _take_option(rest, _FRONT, options, PROGRAM)
    if rest[:1] == ["--"]:
        del rest[0]
    if not rest or VERSION.name in options:
        return Request(None, {}, options)
    command, rest = _named(rest)
    name = f"{PROGRAM} {command.name}"
    known = {argument.name: argument for argument in (*command.arguments, *ANYWHERE)}
    loose: list[str] = []
    while rest:
        if rest[0] == "--":
            loose += rest[1:]
            break
        if _is_option(rest[0]):
            _take_option(rest, known, options, name)
        else:
            loose.append(rest.pop(0))
    if "--help" in options:
        return Request(command, {}, options)
    return Request(command, _dealt(loose, command.arguments, name), options)


def _is_option(text: str) -> bool:
    """Whether a word names an option; one with a space in its name is text, such as a note."""
    name = text.partition("=")[0]
    return text.startswith("-") and text not in ("-", "--") and not any(map(str.isspace, name))


def _take_option(
    rest: list[str], known: dict[str, Argument], options: dict[str, str], name: str
) -> None:
    """Move the option at the front of the words, and its value, to the options."""
    text = rest.pop(0)
    key, equals, value = text.partition("=")
    option = known.get(SHORT.get(key, key))
    if option is None:
        raise _wrong(f"there is no option {text!a}", name)
    if option.metavar is None:
        if equals:
            raise _wrong(f"{option.name} takes no value", name)
    elif not equals:
        if not rest or rest[0] in known:
            raise _wrong(f"{option.name} needs a value: {option.shown}", name)
        value = rest.pop(0)
    options[option.name] = value


def _dealt(words: list[str], arguments: "Iterable[Argument]", name: str) -> dict[str, list[str]]:
    """Deal the words out to the arguments they are for; only the last may take many."""
    dealt: dict[str, list[str]] = {}
    for argument in arguments:
        if argument.is_option:
            continue
        most = len(words) if argument.nargs in ("*", "+") else 1
        dealt[argument.name] = words[:most]
        if not words and argument.nargs in (None, "+"):
            raise _wrong(f"{argument.shown} is missing: {argument.about}", name)
        words = words[most:]
    if words:
        raise _wrong(f"{words[0]!a} is one word too many", name)
    return dealt


def _named(words: list[str]) -> tuple[Command, list[str]]:
    """The command that words begin with, of two words or one, and the words after it."""
    from bigcity_tui.cli.commands import find

    for length in (2, 1):
        command = find(" ".join(words[:length]))
        if command is not None:
            return command, words[length:]
    raise _wrong(_unknown(words[0]), PROGRAM)


def _unknown(word: str) -> str:
    from difflib import get_close_matches

    from bigcity_tui.cli.commands import NAMES

    longer = [name for name in NAMES if name.startswith(f"{word} ")]
    if longer:
        return f"{word!a} alone is no command: choose {' or '.join(map(repr, longer))}"
    near = get_close_matches(word, NAMES, n=1)
    return f"there is no command {word!a}" + (f": did you mean {near[0]!r}?" if near else "")


def _wrong(message: str, name: str) -> UsageError:
    return UsageError(f"{message}; see '{name} --help'")
