"""What may be seen: views of a pack, cut down to the moment that the record has reached."""

import time
from collections.abc import Callable, Collection
from functools import cached_property

from bigcity_tui.domain.diary import LogEntry, log_of
from bigcity_tui.domain.edition import edition_of
from bigcity_tui.domain.errors import UsageError
from bigcity_tui.domain.history import HOW_FAR, History, fold, progress_of
from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.domain.operations import Operation
from bigcity_tui.domain.pack import Answer, Episode, Pack
from bigcity_tui.domain.past_entries import looking_back, may_be_told, returned
from bigcity_tui.domain.progress import Progress
from bigcity_tui.domain.series import Series
from bigcity_tui.domain.values import date_asked
from bigcity_tui.domain.view import Status, View, status_of
from bigcity_tui.pack import load_pack, load_series, pack_reader
from bigcity_tui.store.record import Record


class Viewing:
    """Holds the pack and the record, and answers with views."""

    def __init__(
        self,
        pack: str | Pack | None,
        record: Record,
        clock: Callable[[], int],
    ) -> None:
        """Serve a pack, or the one in a folder (None: the bundled one), with the caller's record.

        `clock` gives milliseconds since 1970, UTC. Raises PackError if the pack cannot be used.
        """
        self.series: Series = (
            load_series(pack) if pack is None or isinstance(pack, str) else pack.series
        )
        self._source = pack
        self._record = record
        self._clock = clock
        self._peeked: set[int] = set()
        self._last = BEFORE

    @cached_property
    def _reader(self) -> Callable[[Collection[int] | None], Pack]:
        pack = self._source
        if pack is not None and not isinstance(pack, str):
            return lambda _: pack

        return pack_reader(pack)

    def _pack(self, moment: Moment) -> Pack:
        """The pack, as far as anything in it can be open at a moment, or at an earlier one."""
        # An episode's file holds nothing that opens before the end of the episode before it.
        return self._reader(range(1, min(moment.position // 2 + 1, self.series.episodes) + 1))

    # -- what may be seen -------------------------------------------------------------------

    @property
    def notice(self) -> str | None:
        """One line on why the record cannot be trusted or written; None when all is well."""
        return self._record.notice

    def version(self) -> int:
        """A number that changes whenever the record has changed, here or in another process."""
        return self._record.version()

    def status(self, as_of: Moment | None = None) -> Status:
        """Where the viewer is, or was at an earlier moment; reads no more than `series.json`."""
        history = fold(self._record.operations(self.series.id, *HOW_FAR))
        moment = self._moment(history.current.progress, as_of)
        if as_of is not None:
            history = looking_back(history, moment, self.series.episodes)
        return status_of(self.series, history.current, moment)

    def view(self, as_of: Moment | None = None) -> View:
        """Everything that may be shown now, or could be at an earlier moment.

        Raises UsageError if `as_of` is later than the moment that has been reached.
        """
        history = self._history()
        moment = self._moment(history.current.progress, as_of)
        shown = returned if as_of is None else looking_back
        if moment < self._last:
            self._peeked.clear()
        self._last = moment
        return View(
            edition=edition_of(self._pack(moment), moment),
            history=shown(history, moment, self.series.episodes),
            notice=self.notice,
            as_of=as_of,
            peeked=self._peeks(moment),
        )

    def log(self) -> tuple[LogEntry, ...]:
        """What the viewer did, oldest first, without words of earlier viewings still to return."""
        operations = self._record.operations(self.series.id)
        history = progress_of(operations)
        return log_of(operations, history, self._told(history), self._day)

    def _told(self, history: History) -> Callable[[Operation], bool]:

        moment = self._moment(history.current.progress, None)
        return lambda operation: may_be_told(operation, history, moment, self.series.episodes)

    def _history(self) -> History:
        return fold(self._record.operations(self.series.id))

    def _moment(self, progress: Progress, as_of: Moment | None) -> Moment:
        reached = progress.reached(self.series.episodes) if self._record.trusted else BEFORE
        if as_of is None:
            return reached
        if as_of > reached:
            raise UsageError(f"only an earlier moment can be looked back at: you are at {reached}")
        return as_of

    # -- opened on purpose ------------------------------------------------------------------

    def peek(self, number: int) -> None:
        """Open one episode's document, as at its end, until this program ends or locks something.

        The caller has had it confirmed. Nothing of it is stored, and nothing else opens.
        """
        self._reader({self._episode(number)})  # refused now if it cannot be read, and not later
        self._peeked.add(number)

    def ask(self, number: int, episode: int | None = None) -> Answer:
        """The answer to a question (from 1), of the series or of one episode alone.

        The caller has had it confirmed. Raises UsageError for no such question or episode.
        """
        asks = self._reader(()).asks
        if not 1 <= number <= len(asks):
            raise UsageError(f"there is no question {number}: they run from 1 to {len(asks)}")
        found = asks[number - 1]
        if episode is None:
            return found.series
        self._episode(episode)
        texts = [answer.text for answer in found.episodes if answer.episode == episode]
        if texts:
            return Answer(mentioned=True, text=texts[0])
        return Answer(mentioned=False, text=f"Our source mentions none in episode {episode}.")

    def _peeks(self, moment: Moment) -> dict[int, Episode]:

        return {
            number: next(
                episode
                for episode in edition_of(self._reader({number}), Moment.end(number)).episodes
                if episode.number == number
            )
            for number in self._peeked
            if moment < Moment.end(number)
        }

    def today(self) -> str:
        """The viewer's own date (ISO 8601)."""
        return self._day(self._clock())

    def day_asked(self, text: str) -> str | None:
        """A date that the viewer typed: a day (ISO 8601), a month or year, `today`, `yesterday`.

        None is for `unknown`. Raises UsageError for no date.
        """
        return date_asked(text, self.today())

    @staticmethod
    def _day(wall: int) -> str:
        """The viewer's date at a wall clock; empty for a time that no calendar has."""
        try:
            return time.strftime("%Y-%m-%d", time.localtime(wall / 1000))
        except (OverflowError, ValueError, OSError):
            return ""

    def _episode(self, number: int) -> int:
        if not 1 <= number <= self.series.episodes:
            raise UsageError(f"there is no episode {number}: choose 1 to {self.series.episodes}")
        return number


def sound_series(pack: str | None) -> Series:
    """What is public about a series, once its whole pack was read (None: the bundled one).

    Raises PackError where the pack cannot be used.
    """
    return load_pack(pack).series
