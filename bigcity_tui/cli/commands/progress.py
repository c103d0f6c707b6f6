"""How far the viewer is: `start`, `watch` and `unwatch`."""

from bigcity_tui.cli.command import Argument, Command
from bigcity_tui.cli.outcomes import change
from bigcity_tui.cli.values import episode_asked, episodes_asked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from bigcity_tui.cli.session import Session

_NUMBERS = Argument(
    "numbers", "an episode's number, several (1,2) or a range (1-3)", metavar="N", nargs="+"
)


def start(session: "Session") -> None:
    """Make an episode the one being watched."""
    companion = session.companion
    number = episode_asked(session.needed("number"), companion.series.episodes)
    change(session, lambda: companion.start(number))


def watch(session: "Session") -> None:
    """Mark episodes as watched."""
    companion = session.companion
    day = session.option("--on")
    numbers = episodes_asked(session.words("numbers"), companion.series.episodes)
    through = session.flag("--through")
    change(session, lambda: companion.watch(numbers, day, through=through))


def unwatch(session: "Session") -> None:
    """Take marks off episodes."""
    companion = session.companion
    numbers = episodes_asked(session.words("numbers"), companion.series.episodes)
    change(session, lambda: companion.unwatch(numbers))


COMMANDS = (
    Command(
        "start",
        "say that you are watching an episode",
        start,
        arguments=(Argument("number", "the episode", metavar="N"),),
        detail="The people whom it introduces open at once, so that you can look them up.",
        examples=("start 1",),
    ),
    Command(
        "watch",
        "mark episodes as watched",
        watch,
        arguments=(
            _NUMBERS,
            Argument(
                "--on",
                "the day (2024-10-21), month or year, 'yesterday' or 'unknown'; today if absent",
                metavar="DATE",
            ),
            Argument("--through", "mark the earlier ones too, on a date that is not known"),
        ),
        detail="An episode opens once it and all before it are marked.",
        examples=(
            "watch 1",
            "watch 1-3 --on 2024-10-21",
            "watch 4 --on yesterday",
            "watch 6 --through",
        ),
    ),
    Command(
        "unwatch",
        "take the mark off episodes",
        unwatch,
        arguments=(_NUMBERS,),
        detail="What they had opened is locked again at once.",
        examples=("unwatch 3", "unwatch 2-4"),
    ),
)
