"""Views of a pack: as much of it as a moment opens, read when it is needed."""

from collections.abc import Callable, Collection

from bigcity_tui.domain.edition import Edition, edition_of
from bigcity_tui.domain.errors import PackError
from bigcity_tui.domain.history import fold
from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.domain.pack import Cast, Episode, Pack
from bigcity_tui.domain.series import Series
from bigcity_tui.domain.view import View

Reader = Callable[[Collection[int] | None], Pack]  # reads a pack with some of its episodes, or all


def edition_at(reader: Reader, moment: Moment, episodes: int) -> Edition:
    # An episode's file holds nothing that opens before the end of the episode before it.
    wanted = range(1, min(moment.position // 2 + 1, episodes) + 1)
    try:
        pack = reader(wanted)
    except PackError:
        if moment != Moment.end(len(wanted) - 1):
            raise
        pack = reader(wanted[:-1])  # the last would show its recap: `doctor` says what is wrong
    return edition_of(pack, moment)


def peek(reader: Reader, number: int) -> Episode:
    return edition_of(reader({number}), Moment.end(number)).episodes[number - 1]


def locked_view(reader: Reader, series: Series, notice: str, as_of: Moment | None) -> View:
    """Return a view of what anybody may see, or of even less where the pack cannot be read."""
    try:
        pack = reader(())
    except PackError:
        episodes = tuple(Episode(number, BEFORE) for number in range(1, series.episodes + 1))
        pack = Pack(series, Cast(people=()), episodes, (), (), ())
    return View(edition_of(pack, BEFORE), fold(()), notice, as_of and BEFORE, peeked={})
