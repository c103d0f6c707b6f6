"""What a shell may offer to complete, at every place of a line: words alike for every viewer.

They come from the declarations of the commands alone, and never from a record: whoever looks over
a shoulder, or at the script, learns nothing.
"""

from bigcity_tui.cli.command import ANYWHERE, AS_OF, VERSION, Argument, Command

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

EPISODES = 8
"""How many the bundled series has, said here too since reading its pack would take longer than the
rest of a completion; a test compares."""

FILES, FOLDERS = "FILE", "DIR"
"""The metavars for which a shell offers what is on the disk."""


class Place:
    """A place in a line, after these words of a command's name (none: after the program's).

    `options` and `words` may come here, each word with what it does, or nothing; `path` is FILES,
    FOLDERS or None.
    """

    __slots__ = ("name", "options", "path", "words")

    def __init__(
        self, name: str, options: tuple[Argument, ...], words: dict[str, str], path: str | None
    ) -> None:
        self.name = name
        self.options = options
        self.words = words
        self.path = path


def places(commands: "Iterable[Command]") -> list[Place]:
    """Every place in a line."""
    commands = list(commands)
    heads: dict[str, dict[str, str]] = {"": {}}
    for command in commands:
        first, _, second = command.name.partition(" ")
        if second:
            heads[""].setdefault(first, "")
            heads.setdefault(first, {})[second] = command.summary
        else:
            heads[""][first] = command.summary
    front = [
        Place(name, () if name else (*ANYWHERE, VERSION), words, None)
        for name, words in heads.items()
    ]
    return front + [_place(command) for command in commands]


def offered(argument: Argument) -> tuple[str, ...]:
    """The words that an argument may be; none where they are anybody's own."""
    numbers = tuple(str(number) for number in range(1, EPISODES + 1))
    moments = (f"{edge}:{number}" for number in numbers for edge in ("start", "end"))
    known = {
        "N": numbers,
        "N|series": (*numbers, "series"),
        "DOCUMENT": numbers,
        "MOMENT": ("before", *moments),
    }
    return (*argument.choices, *known.get(argument.metavar or "", ()))


def _place(command: Command) -> Place:
    own = [argument for argument in command.arguments if argument.is_option]
    around = [option for option in ANYWHERE if command.as_of or option is not AS_OF]
    loose = [argument for argument in command.arguments if not argument.is_option]
    words = {word: "" for argument in loose for word in offered(argument)}
    paths = [argument.metavar for argument in loose if argument.metavar in (FILES, FOLDERS)]
    return Place(command.name, (*own, *around), words, paths[0] if paths else None)
