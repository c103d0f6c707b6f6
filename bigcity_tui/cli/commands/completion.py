"""Completion: a shell's script asks how a line goes on, which the table of commands alone tells."""

from collections.abc import Iterator

from bigcity_tui.cli import table
from bigcity_tui.cli.session import Session
from bigcity_tui.files.reading import read_installed

EPISODES = 8  # of the bundled series, whose pack is not to be read; a test compares

_NUMBERS = tuple(str(number) for number in range(1, EPISODES + 1))
_OFFERED: dict[str | None, tuple[str, ...]] = {
    "N": _NUMBERS,
    "N|series": (*_NUMBERS, "series"),
    "DOCUMENT": (*table.PAGES, *_NUMBERS),
    "MOMENT": ("before", *(f"{edge}:{number}" for number in _NUMBERS for edge in ("start", "end"))),
    # For these the shell itself offers what is on the disk.
    "FILE": ("FILE",),
    "DIR": ("DIR",),
}


def completion(session: Session) -> None:
    if session.args.line is None:
        session.out.document(read_installed(f"completion/{table.PROGRAM}.{session.args.shell}"))
    else:
        lines = ("\t".join(filter(None, each)) for each in continuations(session.args.line))
        session.out.document("".join(f"{line}\n" for line in lines))


def continuations(line: str) -> Iterator[tuple[str, str]]:
    """What the last word of a line may become, and what that does; FILE and DIR stand for paths."""
    words = line.split()
    current = words.pop() if words and not line[-1].isspace() else ""
    name, expects = "", None
    for word in words[1:]:
        if expects is not None:
            expects = None
        elif word.startswith("-"):
            expects = _valued(name, word)
        elif name not in table.COMMANDS and _beginning(f"{name} {word}".strip()):
            name = f"{name} {word}".strip()
    option, equals, typed = current.partition("=")
    if expects is None and equals:
        expects, current = _valued(name, option), typed
    before = f"{option}=" if equals else ""
    command = table.COMMANDS.get(name)
    if expects is not None:
        found = [(word, "") for word in _offered(expects)]
    elif current.startswith("-"):
        found = [(argument.name, argument.help) for argument in _options(name)]
    elif command is not None:
        loose = (argument for argument in command.arguments if not argument.is_option)
        found = [(word, "") for argument in loose for word in _offered(argument)]
    else:
        found = _next_words(name)
    for word, about in found:
        if word in ("FILE", "DIR"):
            yield word, ""
        elif word.startswith(current):
            yield before + word, about


def _beginning(name: str) -> list[table.Subcommand]:
    return [
        each for each in table.COMMANDS.values() if f"{each.name} ".startswith(f"{name} ".lstrip())
    ]


def _next_words(name: str) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for command in _beginning(name):
        word, _, more = command.name.removeprefix(name).strip().partition(" ")
        found.setdefault(word, "" if more else command.summary)
    return list(found.items())


def _options(name: str) -> tuple[table.Argument, ...]:
    command = table.COMMANDS.get(name)
    if command is None:
        return () if name else (*table.ANYWHERE, table.VERSION)
    own = (argument for argument in command.arguments if argument.is_option)
    return (
        *own,
        *(option for option in table.ANYWHERE if command.as_of or option is not table.AS_OF),
    )


def _valued(name: str, word: str) -> table.Argument | None:
    for option in (*_options(name), *table.ANYWHERE):
        if word in option.names and option.metavar is not None:
            return option
    return None


def _offered(argument: table.Argument) -> tuple[str, ...]:
    return argument.choices or _OFFERED.get(argument.metavar, ())
