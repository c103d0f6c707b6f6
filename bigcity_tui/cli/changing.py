"""Saying what a change did, how to take it back, and what that opened or locked."""

from bigcity_tui.cli.command import PROGRAM

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from bigcity_tui.cli.session import Session
    from bigcity_tui.companion import Done


def change(session: "Session", act: "Callable[[], Done]", back: str = "undo") -> None:
    """Make a change and report it; `back` is the command that takes it back."""
    before = session.companion.status().moment
    done = act()
    after = session.companion.status()
    out = session.out
    if out.as_json:
        out.value({"message": done.message, "changed": done.changed, "moment": str(after.moment)})
        return
    out.prose(
        f"{done.message} ('{PROGRAM} {back}' takes it back.)" if done.changed else done.message
    )
    if not done.changed:
        return
    if after.moment > before:
        number = after.moment.episode
        out.prose(f"'{PROGRAM} read {number}' and '{PROGRAM} cast' show what has opened.")
    elif after.moment < before:
        out.prose("What that had opened is locked again.")
    from bigcity_tui.cli.waiting import locked_lines

    for line in locked_lines(after):
        out.prose(line)
