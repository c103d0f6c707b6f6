"""What a running command has at hand."""

import sys
from argparse import Namespace
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from bigcity_tui.cli.output import Output, complain
from bigcity_tui.cli.table import PROGRAM, Subcommand
from bigcity_tui.domain.errors import CompanionError, UsageError
from bigcity_tui.domain.moments import Moment

if TYPE_CHECKING:  # 50 ms, which completion has no need of
    from bigcity_tui.companion import Companion
    from bigcity_tui.domain.pack import Pack
    from bigcity_tui.domain.view import View
    from bigcity_tui.store.preferences import Preferences


class Session:
    """One run of one command; the companion is opened on first use, since not all touch a file."""

    def __init__(
        self,
        command: Subcommand,
        args: Namespace,
        out: Output,
        connect: "Callable[[str | Pack | None], Companion]",
        pack: "str | Pack | None",
    ) -> None:
        """`connect` opens the companion to a pack by name, folder or itself, by default `pack`."""
        self.args, self.out, self.connect, self._pack = args, out, connect, pack
        self.as_of = None if args.as_of is None else Moment.asked(args.as_of)
        if self.as_of is not None and not command.as_of:
            raise UsageError(
                f"--as-of looks back and changes nothing: it does not go with '{command.name}'"
            )

    @cached_property
    def companion(self) -> "Companion":
        return self.connect(self._pack)

    @cached_property
    def preferences(self) -> "Preferences":
        from bigcity_tui.store.location import data_home
        from bigcity_tui.store.preferences import Preferences

        return Preferences(data_home())

    @property
    def notice(self) -> str | None:
        """What the viewer has to know of the record; None also where it was not opened."""
        return self.companion.notice if "companion" in self.__dict__ else None

    def view(self) -> "View":
        return self.companion.view(self.as_of)

    def confirm(
        self, word: str, what: str, instead: str, otherwise: str = "nothing was shown"
    ) -> None:
        """Go on only with --yes, or if a word is typed: no key of habit answers that."""
        if self.args.yes:
            return
        if sys.stdin is None or not sys.stdin.isatty():
            raise UsageError(f"{what}; if that is what you want, write '{PROGRAM} {instead} --yes'")
        sys.stderr.write(f"{what[0].upper()}{what[1:]}. To go on, type {word}: ")
        sys.stderr.flush()
        if sys.stdin.readline().strip() != word:
            raise CompanionError(f"{otherwise}, since {word!r} was not typed")


def say_waiting() -> None:
    complain(f"{PROGRAM}: waiting for another program that uses the record")
