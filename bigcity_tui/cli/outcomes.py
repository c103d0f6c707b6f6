"""Saying what a change did, how to take it back, and what that opened or locked."""

from bigcity_tui.cli.command import PROGRAM

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from bigcity_tui.cli.session import Session
    from bigcity_tui.companion import Outcome


def change(
    session: "Session",
    act: "Callable[[], Outcome]",
    back: str | None = "undo",
    *,
    effect: bool = True,
) -> None:
    """Make a change and report it; `back` is the command that takes it back, None for no way.

    `effect` says that what it opened or locked is to be told too.
    """
    before = session.companion.status().moment
    done = act()
    after = session.companion.status()
    out = session.out
    if out.as_json:
        out.value({"message": done.message, "changed": done.changed, "moment": str(after.moment)})
        return
    again = f" ('{PROGRAM} {back}' takes it back.)" if back and done.changed else ""
    out.prose(done.message + again)
    if not done.changed or not effect:
        return
    if after.moment > before:
        number = after.moment.episode
        out.prose(f"'{PROGRAM} read {number}' and '{PROGRAM} cast' show what has opened.")
    elif after.moment < before:
        out.prose("What that had opened is locked again.")
    from bigcity_tui.cli.waiting import locked_lines

    for line in locked_lines(after):
        out.prose(line)
