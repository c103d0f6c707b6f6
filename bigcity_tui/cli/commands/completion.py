"""Completion: a shell's script asks how a line goes on, which the table of commands alone tells."""

from collections.abc import Iterator
from itertools import chain

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
        elif word in _words_after(name):
            name = f"{name} {word}".strip()
    option, equals, typed = current.partition("=")
    if expects is None and equals:
        expects, current = _valued(name, option), typed
    before = f"{option}=" if equals else ""
    if expects is not None:
        found = _offered(expects)
    elif current.startswith("-"):
        found = {argument.name: argument.help for argument in _options(name)}
    elif name in table.COMMANDS:
        found = _offered(*table.COMMANDS[name].words)
    else:
        found = _words_after(name)
    for word, about in found.items():
        if word in ("FILE", "DIR"):
            yield word, ""
        elif word.startswith(current):
            yield before + word, about


def _words_after(name: str) -> dict[str, str]:
    """The words that go on with the name of a command, and what it does."""
    found: dict[str, str] = {}
    for command in table.COMMANDS.values():
        if command.name.startswith(f"{name} ".lstrip()):
            word, _, more = command.name.removeprefix(name).strip().partition(" ")
            found.setdefault(word, "" if more else command.summary)
    return found


def _options(name: str) -> tuple[table.Argument, ...]:
    if name in table.COMMANDS:
        return table.COMMANDS[name].options
    return () if name else (*table.ANYWHERE, table.VERSION)


def _valued(name: str, word: str) -> table.Argument | None:
    options = (each for each in (*_options(name), *table.ANYWHERE) if each.metavar)
    return next((each for each in options if word in (each.name, each.short)), None)


def _offered(*arguments: table.Argument) -> dict[str, str]:
    words = (each.choices or _OFFERED.get(each.metavar, ()) for each in arguments)
    return dict.fromkeys(chain.from_iterable(words), "")
