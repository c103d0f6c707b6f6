"""What a running command has at hand, and what is said of a change."""

import sys
from argparse import Namespace
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from bigcity_tui.cli.output import complain, standard
from bigcity_tui.cli.table import PROGRAM
from bigcity_tui.domain.errors import CompanionError, UsageError
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.progress import Seen
from bigcity_tui.domain.text import named

if TYPE_CHECKING:  # 50 ms, which completion has no need of
    from bigcity_tui.companion import Companion, Outcome
    from bigcity_tui.domain.history import Status
    from bigcity_tui.domain.view import View


class Session:
    """One run of one command; the companion is opened on first use, since not all touch a file."""

    def __init__(self, args: Namespace, connect: "Callable[[str | None], Companion]") -> None:
        """`connect` opens the companion to a pack by name or folder; None: to that of the run."""
        self.args, self.connect, self.out = args, connect, standard(as_json=args.json)

    @cached_property
    def companion(self) -> "Companion":
        return self.connect(None)

    @cached_property
    def as_of(self) -> Moment | None:
        if self.args.as_of is None:
            return None
        from bigcity_tui.cli.values import moment_asked  # 50 ms, as above

        return moment_asked(self.args.as_of, self.companion.series)

    def view(self) -> "View":
        return self.companion.view(self.as_of)

    def confirm(self, word: str, what: str, instead: str, told: str = "nothing was shown") -> None:
        """Go on only with --yes, or if a word is typed: no key of habit answers that."""
        if self.args.yes:
            return
        if sys.stdin is None or not sys.stdin.isatty():
            raise UsageError(f"{what}; if that is what you want, write '{PROGRAM} {instead} --yes'")
        sys.stderr.write(f"{what[0].upper()}{what[1:]}. To go on, type {word}: ")
        sys.stderr.flush()
        if sys.stdin.readline().strip() != word:
            raise CompanionError(f"{told}, since {word!r} was not typed")

    def report(self, done: "Outcome", back: str | None = "undo") -> None:
        """Say what a change did, and which command takes it `back`."""
        again = f" ('{PROGRAM} {back}' takes it back.)" if back and done.changed else ""
        moment = str(self.companion.status().moment)
        self.out.tell(done._asdict() | {"moment": moment}, done.message + again)

    def change(
        self, act: "Callable[[], Outcome]", back: str = "undo", *, known: bool = False
    ) -> None:
        """Make a change of progress; say also what it opened (new, if not `known`) or locked."""
        before = self.companion.status()
        done = act()
        opened = self.keep_new(before, known=known)
        self.report(done, back)
        after = self.companion.status()
        if not done.changed:
            return
        if opened:
            self.out.prose(f"New: {opened}. '{PROGRAM} new' shows it.")
        elif after.moment < before.moment:
            self.out.prose("What that had opened is locked again.")
        self.tell_locked(after)

    def keep_new(self, before: "Status", *, known: bool = False) -> str:
        """Keep what a change opened as new, unless it is `known`; return that in a few words."""
        from bigcity_tui.store.preferences import Preferences

        companion, status = self.companion, self.companion.status()
        if status.moment == before.moment:
            return ""
        view, preferences = companion.look(), Preferences(companion.record.home)
        if view.notice is not None or view.status.viewing != before.viewing:
            return ""
        seen = Seen(status.moment)
        if not known:
            seen = preferences.seen(companion.series.id, view.current, before.moment)
        preferences.keep_seen(companion.series.id, view.current, seen.until(status.moment))
        return "" if known else view.opened_since(before.moment)

    def tell_locked(self, status: "Status") -> None:
        """Say if an episode stays locked because earlier ones are not marked."""
        marked, unit = {*status.watched, status.watching or 0}, self.companion.series.unit
        locked = sorted(number for number in marked if number > status.moment.episode)
        before = range(1, locked[-1]) if locked else ()
        missing = [number for number in before if number not in status.watched]
        if missing:  # else the record may not be trusted, which is said elsewhere
            stay = f"{named(locked, unit).capitalize()} {'stays' if len(locked) == 1 else 'stay'}"
            until = f"{named(missing, unit)} {'is' if len(missing) == 1 else 'are'}"
            through = locked[-1] if locked[-1] in status.watched else missing[-1]
            how = f"'{PROGRAM} watch {through} --through' marks all up to there"
            self.out.prose(f"{stay} locked until {until} marked as watched too: {how}.")


def say_waiting() -> None:
    complain(f"{PROGRAM}: waiting for another program that uses the record")
