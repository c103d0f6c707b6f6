"""Watching again: `rewatch`."""

from bigcity_tui.cli.command import Argument, Command
from bigcity_tui.cli.outcomes import change

TYPE_CHECKING = False
if TYPE_CHECKING:
    from bigcity_tui.cli.session import Session


def rewatch(session: "Session") -> None:
    """Begin a new viewing."""
    companion, is_open = session.companion, session.flag("--open")
    change(session, lambda: companion.rewatch(is_open=is_open), effect=False)


COMMANDS = (
    Command(
        "rewatch",
        "watch again from the beginning",
        rewatch,
        arguments=(Argument("--open", "leave everything open this time"),),
        detail=(
            "Everything locks again, and what you marked, rated and wrote so far is kept as an"
            " earlier viewing. Your ratings and notes of it return as you reach their episodes"
            " again, that of the series with the last."
        ),
        examples=("rewatch", "rewatch --open"),
    ),
)
