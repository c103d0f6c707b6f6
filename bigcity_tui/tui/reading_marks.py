"""What was read on this device: followed from view to view, and kept as soon as it changes."""

from collections.abc import Iterable
from dataclasses import replace

from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.progress import Seen
from bigcity_tui.domain.view import View
from bigcity_tui.store.preferences import Preferences


class ReadingMarks:
    def __init__(self, preferences: Preferences, series: str) -> None:
        self._preferences = preferences
        self._series = series
        self._returning: dict[tuple[str, Moment], Seen] = {}

    def follow(self, view: View, before: View | None = None) -> View:
        """Return a view with what was read up to now; `before` is the one that it comes after.

        What was locked again is no longer read, until it opens as it was. Nothing is new to one
        who looks back, or where the record cannot be trusted.
        """
        if view.as_of is not None or view.notice is not None:
            return view
        seen = self._preferences.seen(self._series, view.current, view.moment)
        if before is not None and before.seen is not None and before.current.id == view.current.id:
            seen = seen.joined(before.seen.until(view.moment))
            if view.moment < before.moment:
                self._returning[before.current.id, before.moment] = before.seen
        seen = seen.joined(self._returning.pop((view.current.id, view.moment), Seen()))
        return self._kept(view, seen)

    def read(self, view: View, pages: Iterable[str]) -> View:
        """Return the view once pages were read; and what was read in another window."""
        seen = self.follow(view, view).seen or Seen(view.moment)
        return self._kept(view, seen.read(pages, view.moment))

    def read_all(self, view: View) -> View:
        return self._kept(view, Seen(view.moment))

    def _kept(self, view: View, seen: Seen) -> View:
        self._preferences.keep_seen(self._series, view.current, seen)
        return replace(view, seen=seen)
