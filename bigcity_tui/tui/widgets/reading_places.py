"""Where one is in each document, as far as it is open."""

from collections.abc import Mapping

from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.view import View
from bigcity_tui.tui.widgets.layout import Place


class ReadingPlaces(dict[str, Place]):
    def __init__(self) -> None:
        super().__init__()
        self._returning: dict[tuple[str, Moment], dict[str, Place]] = {}

    def follow(self, old: View, new: View) -> None:
        """Let go of all places where something locked, and of what was opened early.

        These come back with the moment, as when a change is taken back and done again.
        """
        if new.moment < old.moment:
            self._returning[old.current.id, old.moment] = {**self}
            self.clear()
        else:
            returned = self._returning.pop((new.current.id, new.moment), {})
            self.update({**returned, **self})
        for number in old.peeked.keys() - new.peeked:
            self.pop(str(number), None)

    def kept(self, view: View) -> dict[str, Place]:
        """Return what may be stored of it: of a peek, nothing is."""
        return {key: place for key, place in self.items() if key not in map(str, view.peeked)}

    def restore(self, places: Mapping[str, object]) -> None:
        """Take up the places that were kept; anything else in there is passed over."""
        for key, value in places.items():
            match value:
                case [int(block), int(above)]:
                    self[key] = block, above
