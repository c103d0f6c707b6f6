"""What a command is: one declaration, from which parser, help and completion are made.

Plain classes with slots: to import `dataclasses` alone takes nearly as long as an empty Python,
which `--help` and `--version` have no room for.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from bigcity_tui.cli.session import Session

PROGRAM = "bigcity-tui"
"""The name that a person types."""


class Argument:
    """One argument of a command.

    A name that begins with dashes is an option; an option without a metavar is a switch. `nargs`
    says how many words another argument takes: one (None), `?` at most one, `*` any, `+` some.
    `choices` are words that a shell may offer.
    """

    __slots__ = ("about", "choices", "metavar", "name", "nargs")

    def __init__(
        self,
        name: str,
        about: str,
        *,
        metavar: str | None = None,
        nargs: str | None = None,
        choices: tuple[str, ...] = (),
    ) -> None:
        self.name = name
        self.about = about
        self.metavar = metavar
        self.nargs = nargs
        self.choices = choices

    @property
    def is_option(self) -> bool:
        """Whether it is given by name."""
        return self.name.startswith("-")

    @property
    def shown(self) -> str:
        """The argument by itself, as help names it: `N`, `--on DATE`, `--through`."""
        if not self.is_option:
            return self.metavar or self.name.upper()
        return f"{self.name} {self.metavar}" if self.metavar else self.name

    @property
    def usage(self) -> str:
        """The argument as it stands in a line of usage: `N...`, `[TEXT]`, `[--on DATE]`."""
        optional = self.is_option or self.nargs in ("?", "*")
        shown = self.shown + ("..." if self.nargs in ("*", "+") else "")
        return f"[{shown}]" if optional else shown


class Command:
    """A command: its name (of one word or two), what it does, how it is called, what runs it.

    `summary` completes "what it does: …" in a few words; `detail` says the rest. `examples` leave
    the program's name out. `as_of` says that it can look back at an earlier moment.
    """

    __slots__ = ("arguments", "as_of", "detail", "examples", "name", "run", "summary")

    def __init__(
        self,
        name: str,
        summary: str,
        run: "Callable[[Session], None]",
        *,
        examples: tuple[str, ...],
        arguments: tuple[Argument, ...] = (),
        detail: str = "",
        as_of: bool = False,
    ) -> None:
        self.name = name
        self.summary = summary
        self.run = run
        self.examples = examples
        self.arguments = arguments
        self.detail = detail
        self.as_of = as_of


PACK = Argument("--pack", "open the pack in DIR in place of the bundled one", metavar="DIR")
AS_OF = Argument(
    "--as-of",
    "look back at an earlier moment: before, start:N or end:N",
    metavar="MOMENT",
)
JSON = Argument("--json", "print JSON in place of text")
HELP = Argument("--help", "show this help and end")
VERSION = Argument("--version", "show the version and end")
"""The options that belong to no single command."""

ANYWHERE = (PACK, AS_OF, JSON, HELP)
"""The options that stand before any command or after it."""
