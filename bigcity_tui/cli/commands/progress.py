"""How far the viewer is: `start`, `watch`, `unwatch` and `rewatch`."""

from bigcity_tui.cli.changes import change
from bigcity_tui.cli.session import Session
from bigcity_tui.cli.values import episode_asked, episodes_asked


def start(session: Session) -> None:
    """Make an episode the one being watched."""
    companion = session.companion
    number = episode_asked(session.args.number, companion.series.episodes)
    change(session, lambda: companion.start(number))


def watch(session: Session) -> None:
    """Mark episodes as watched."""
    companion, args = session.companion, session.args
    numbers = episodes_asked(args.numbers, companion.series.episodes)
    change(session, lambda: companion.watch(numbers, args.on, through=args.through))


def unwatch(session: Session) -> None:
    """Take marks off episodes."""
    companion = session.companion
    numbers = episodes_asked(session.args.numbers, companion.series.episodes)
    change(session, lambda: companion.unwatch(numbers))


def rewatch(session: Session) -> None:
    """Begin a new viewing."""
    companion, is_open = session.companion, session.args.open
    change(session, lambda: companion.rewatch(is_open=is_open), effect=False)
