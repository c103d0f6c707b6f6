"""Saying what a change did, how to take it back, and what it opened or locked."""

from collections.abc import Callable, Iterator

from bigcity_tui.cli.session import Session
from bigcity_tui.cli.table import PROGRAM
from bigcity_tui.companion import Outcome
from bigcity_tui.domain.history import Status
from bigcity_tui.domain.progress import Seen
from bigcity_tui.domain.text import named


def change(
    session: Session,
    act: Callable[[], Outcome],
    back: str | None = "undo",
    *,
    effect: bool = True,
    known: bool = False,
) -> None:
    """Make a change; say its `effect` on what is open (new, if not `known`) and its way `back`."""
    out, status = session.out, session.companion.status
    before = status() if effect else None
    done = act()
    opened = follow(session, before, known=known) if before and done.changed else ""
    again = f" ('{PROGRAM} {back}' takes it back.)" if back and done.changed else ""
    after = status()
    out.tell(done._asdict() | {"moment": str(after.moment)}, done.message + again)
    if out.as_json or before is None or not done.changed:
        return
    if opened:
        out.prose(f"New: {opened}. '{PROGRAM} new' shows it.")
    elif after.moment < before.moment:
        out.prose("What that had opened is locked again.")
    for line in locked_lines(after):
        out.prose(line)


def follow(session: Session, before: Status, *, known: bool = False) -> str:
    """Keep what a change opened as new, unless it is `known`; return that in a few words."""
    companion, preferences = session.companion, session.preferences
    status = companion.status()
    view = companion.look() if status.moment != before.moment else None
    if view is None or view.notice is not None or view.status.viewing != before.viewing:
        return ""
    seen = Seen(status.moment)
    if not known:
        seen = preferences.seen(companion.series.id, view.current, before.moment)
    preferences.keep_seen(companion.series.id, view.current, seen.until(status.moment))
    return "" if known else view.opened_since(before.moment)


def locked_lines(status: Status) -> Iterator[str]:
    """A line if an episode stays locked because earlier ones are not marked; else none."""
    reached = status.moment.episode
    marked = {*status.watched, *([status.watching] if status.watching else [])}
    locked = sorted(number for number in marked if number > reached)
    if not locked:
        return
    missing = [number for number in range(1, locked[-1]) if number not in status.watched]
    if not missing:  # then the record is not trusted, which is said elsewhere
        return
    through = locked[-1] if locked[-1] in status.watched else missing[-1]
    yield (
        f"{named(locked).capitalize()} {'stays' if len(locked) == 1 else 'stay'} locked until"
        f" {named(missing)} {'is' if len(missing) == 1 else 'are'} marked as watched too:"
        f" '{PROGRAM} watch {through} --through' marks all up to there."
    )
