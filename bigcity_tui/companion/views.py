"""Views of a pack: as much of it as a moment opens, read when it is needed."""

from collections.abc import Callable, Collection, Iterable

from bigcity_tui.domain.edition import edition_of
from bigcity_tui.domain.errors import PackError
from bigcity_tui.domain.history import History, fold, looking_back, returned
from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.domain.pack import Cast, Episode, Pack
from bigcity_tui.domain.series import Series
from bigcity_tui.domain.view import View
from bigcity_tui.pack import pack_reader

Reader = Callable[[Collection[int] | None], Pack]
"""Reads a pack with some of its episodes, or all."""


def reader_of(pack: str | Pack | None) -> Reader:
    return (lambda _: pack) if isinstance(pack, Pack) else pack_reader(pack)


def view_of(
    reader: Reader,
    series: Series,
    history: History,
    moment: Moment,
    as_of: Moment | None,
    peeked: Iterable[int],
    notice: str | None,
) -> View:
    # An episode's file holds nothing that opens before the end of the episode before it.
    episodes = range(1, min(moment.position // 2 + 1, series.episodes) + 1)
    shown = returned if as_of is None else looking_back
    try:
        pack = reader(episodes)
    except PackError:
        if moment != Moment.end(len(episodes) - 1):
            raise
        pack = reader(episodes[:-1])  # the last would show its recap: `doctor` says what is wrong
    return View(
        edition=edition_of(pack, moment),
        history=shown(history, moment, series.episodes),
        notice=notice,
        as_of=as_of,
        peeked={number: _peek(reader, number) for number in peeked if moment < Moment.end(number)},
    )


def locked_view(reader: Reader, series: Series, notice: str, *, looking_back: bool) -> View:
    """Return a view of what anybody may see, or of even less where the pack cannot be read."""
    try:
        pack = reader(())
    except PackError:
        episodes = tuple(Episode(number, BEFORE) for number in range(1, series.episodes + 1))
        pack = Pack(series, Cast(people=()), episodes, (), (), ())
    as_of = BEFORE if looking_back else None
    return View(edition_of(pack, BEFORE), fold(()), notice, as_of, peeked={})


def _peek(reader: Reader, number: int) -> Episode:
    episodes = edition_of(reader({number}), Moment.end(number)).episodes
    return next(episode for episode in episodes if episode.number == number)
