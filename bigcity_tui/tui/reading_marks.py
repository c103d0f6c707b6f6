"""What was read here, kept as soon as it changes, and where one is: followed from view to view."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.progress import Seen
from bigcity_tui.domain.view import View
from bigcity_tui.store.preferences import Preferences

Place = tuple[int, int]
"""Where one is in a document, whatever the width: a block, and the characters of it above."""


class ReadingMarks:
    def __init__(self, preferences: Preferences, series: str) -> None:
        self._preferences = preferences
        self._series = series
        self._returning: dict[tuple[str, Moment], Seen] = {}

    def follow(self, view: View, before: View | None = None) -> View:
        """Return a view with what was read up to now; `before` is the one that it comes after.

        What was locked again is no longer read, until it opens as it was.
        """
        if view.as_of is not None or view.notice is not None:
            return view  # in which nothing is new
        seen = self._preferences.seen(self._series, view.current, view.moment)
        if before is not None and before.seen is not None and before.current.id == view.current.id:
            seen = seen.joined(before.seen.until(view.moment))
            if view.moment < before.moment:
                self._returning[before.current.id, before.moment] = before.seen
        seen = seen.joined(self._returning.pop((view.current.id, view.moment), Seen()))
        return self._save_seen(view, seen)

    def read(self, view: View, pages: Iterable[str]) -> View:
        """Return the view once pages were read; and what was read in another window."""
        seen = self.follow(view, view).seen or Seen(view.moment)
        return self._save_seen(view, seen.read(pages, view.moment))

    def read_all(self, view: View) -> View:
        return self._save_seen(view, Seen(view.moment))

    def _save_seen(self, view: View, seen: Seen) -> View:
        self._preferences.keep_seen(self._series, view.current, seen)
        return replace(view, seen=seen)


class ReadingPlaces(dict[str, Place]):
    def __init__(self) -> None:
        super().__init__()
        self._returning: dict[tuple[str, Moment], dict[str, Place]] = {}

    def follow(self, old: View, new: View) -> None:
        """Let go of all places where something locked, until that opens again; and of peeks."""
        if new.moment < old.moment:
            self._returning[old.current.id, old.moment] = {**self}
            self.clear()
        else:
            returned = self._returning.pop((new.current.id, new.moment), {})
            self.update({**returned, **self})
        for number in old.peeked.keys() - new.peeked:
            self.pop(str(number), None)

    def to_store(self, view: View) -> dict[str, Place]:
        """Return what may be stored of it: of a peek, nothing is."""
        return {key: place for key, place in self.items() if key not in map(str, view.peeked)}

    def restore(self, places: Mapping[str, object]) -> None:
        """Take up the places that were kept; anything else in there is passed over."""
        for key, value in places.items():
            match value:
                case [int(block), int(above)]:
                    self[key] = block, above
