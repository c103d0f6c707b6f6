"""Where one is in each document, as far as it is open."""

from collections.abc import Mapping

from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.view import View
from bigcity_tui.tui.widgets.layout import Place


class ReadingPlaces:
    def __init__(self) -> None:
        self._places: dict[str, Place] = {}
        self._returning: dict[tuple[str, Moment], dict[str, Place]] = {}

    def follow(self, old: View, new: View) -> None:
        """Let go of all places where something locked, and of what was opened early.

        These come back with the moment, as when a change is taken back and done again.
        """
        if new.moment < old.moment:
            self._returning[old.current.id, old.moment] = self._places
            self._places = {}
        else:
            returned = self._returning.pop((new.current.id, new.moment), {})
            self._places = {**returned, **self._places}
        for number in old.peeked.keys() - new.peeked:
            self._places.pop(str(number), None)

    def get(self, key: str) -> Place | None:
        return self._places.get(key)

    def keep(self, key: str, place: Place | None) -> None:
        if place is not None:
            self._places[key] = place
        else:
            self._places.pop(key, None)

    def kept(self, view: View | None) -> dict[str, list[int]]:
        """Return what may be stored of it: of a peek, nothing is."""
        peeked = {str(number) for number in view.peeked} if view else set()
        return {
            key: [place.block, place.above]
            for key, place in self._places.items()
            if key not in peeked
        }

    def restore(self, places: Mapping[str, object]) -> None:
        """Take up the places that were kept; anything else in there is passed over."""
        for key, value in places.items():
            match value:
                case [int(block), int(above)]:
                    self._places[key] = Place(block, above)
