"""What a running command has at hand."""

from bigcity_tui.domain.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from bigcity_tui.cli.output import Output
    from bigcity_tui.cli.parser import Request
    from bigcity_tui.companion import Companion
    from bigcity_tui.domain.moments import Moment
    from bigcity_tui.domain.view import View


class Session:
    """One run of one command: its arguments, where it writes, and the companion when it asks.

    The companion is opened on first use, so that a command without need of it touches no file.
    """

    def __init__(
        self, request: "Request", out: "Output", opened: "Callable[[], Companion]"
    ) -> None:
        self._request = request
        self.pack: str | None = request.options.get("--pack")
        self.as_of: Moment | None = _moment(request)
        self.out = out
        self._opened = opened
        self._companion: Companion | None = None

    @property
    def companion(self) -> "Companion":
        """The companion over the pack and the record that this run is about."""
        if self._companion is None:
            self._companion = self._opened()
        return self._companion

    def view(self) -> "View":
        """What may be shown now, or at the earlier moment that was asked for."""
        return self.companion.view(self.as_of)

    def word(self, name: str) -> str | None:
        """The one word that was given for an argument; None if there was none."""
        return next(iter(self._request.words[name]), None)

    def needed(self, name: str) -> str:
        """The word for an argument that has to be there."""
        return self._request.words[name][0]

    def words(self, name: str) -> list[str]:
        """The words that were given for an argument."""
        return self._request.words[name]

    def flag(self, name: str) -> bool:
        """Whether a switch was given."""
        return name in self._request.options

    def option(self, name: str) -> str | None:
        """The value of an option; None if it was not given."""
        return self._request.options.get(name)


class Waiting:
    """Says, the first time that it is called, that another program has to be waited for."""

    def __init__(self) -> None:
        self._said = False

    def __call__(self) -> None:
        """Say it on standard error, unless it has been said."""
        from bigcity_tui.cli.command import PROGRAM
        from bigcity_tui.cli.output import complain

        if not self._said:
            self._said = True
            complain(f"{PROGRAM}: waiting for another program that uses the record")


def _moment(request: "Request") -> "Moment | None":
    given = request.options.get("--as-of")
    if given is None:
        return None
    from bigcity_tui.domain.moments import Moment

    moment = Moment.asked(given)
    if request.command is not None and not request.command.as_of:
        raise UsageError(
            f"--as-of looks back and changes nothing: it does not go with '{request.command.name}'"
        )
    return moment
