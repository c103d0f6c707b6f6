"""Saying which marked episodes are still locked, and what they wait for."""

from bigcity_tui.cli.command import PROGRAM
from bigcity_tui.domain.text import named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from bigcity_tui.domain.view import Status


def locked_lines(status: "Status") -> "Iterator[str]":
    """A line if an episode stays locked because earlier ones are not marked; else none."""
    reached = status.moment.episode
    marked = {*status.watched, *([status.watching] if status.watching else [])}
    locked = sorted(number for number in marked if number > reached)
    if not locked:
        return
    missing = [number for number in range(1, locked[-1]) if number not in status.watched]
    if not missing:  # then the record is not trusted, which is said elsewhere
        return
    one = len(locked) == 1
    through = locked[-1] if locked[-1] in status.watched else missing[-1]
    yield (
        f"{named(locked).capitalize()} {'stays' if one else 'stay'} locked until"
        f" {named(missing)} {'is' if len(missing) == 1 else 'are'} marked as watched too:"
        f" '{PROGRAM} watch {through} --through' marks all up to there."
    )
