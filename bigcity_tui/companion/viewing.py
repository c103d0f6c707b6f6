"""What may be seen: views of a pack, cut down to the moment that the record has reached."""

import os
import time
from collections.abc import Callable, Collection
from functools import cached_property

from bigcity_tui.domain.errors import UsageError
from bigcity_tui.domain.history import HOW_FAR, History, fold, progress_of
from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.domain.operations import Operation
from bigcity_tui.domain.progress import Progress
from bigcity_tui.domain.series import Series
from bigcity_tui.domain.status import Status, status_of

# What `typing.TYPE_CHECKING` means, without importing typing on the way to `status`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from bigcity_tui.domain.diary import LogEntry
    from bigcity_tui.domain.pack import Answer, Episode, Pack
    from bigcity_tui.domain.view import View
    from bigcity_tui.store.record import Record


class Viewing:
    """Holds the pack and the record, and answers with views."""

    def __init__(
        self,
        pack: "str | Pack | None",
        record: "Record",
        clock: Callable[[], int],
        places: str | None = None,
    ) -> None:
        """Serve a pack, or the one in a folder (None: the bundled one), with the caller's record.

        `clock` gives milliseconds since 1970, UTC. `places` is the file that keeps where one was
        reading, apart from the record (None: nowhere). Raises PackError if the pack cannot be used.
        """
        from bigcity_tui.content import load_series

        self.series: Series = (
            load_series(pack) if pack is None or isinstance(pack, str) else pack.series
        )
        self._source = pack
        self._record = record
        self._clock = clock
        self._places = places
        self._peeked: set[int] = set()
        self._last = BEFORE

    @cached_property
    def _reader(self) -> "Callable[[Collection[int] | None], Pack]":
        pack = self._source
        if pack is not None and not isinstance(pack, str):
            return lambda _: pack
        from bigcity_tui.content import pack_reader

        return pack_reader(pack)

    def _pack(self, moment: Moment) -> "Pack":
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
            from bigcity_tui.domain.returning import looking_back

            history = looking_back(history, moment, self.series.episodes)
        return status_of(self.series, history.current, moment)

    def view(self, as_of: Moment | None = None) -> "View":
        """Everything that may be shown now, or could be at an earlier moment.

        Raises UsageError if `as_of` is later than the moment that has been reached.
        """
        from bigcity_tui.domain.edition import edition_of
        from bigcity_tui.domain.returning import looking_back, returned
        from bigcity_tui.domain.view import View

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

    def log(self) -> "tuple[LogEntry, ...]":
        """What the viewer did, oldest first, without words of earlier passes still to return."""
        from bigcity_tui.domain.diary import log_of

        operations = self._record.operations(self.series.id)
        history = progress_of(operations)
        return log_of(operations, history, self._told(history), self._day)

    def _told(self, history: History) -> Callable[[Operation], bool]:
        from bigcity_tui.domain.returning import may_be_told

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

    # -- where one was reading --------------------------------------------------------------

    def places(self) -> dict[str, object]:
        """What the app kept of this series when it was left; empty where that is unknown."""
        from bigcity_tui.store.reading_places import load_places

        kept = load_places(self._places).get(self.series.id) if self._places else None
        return kept if isinstance(kept, dict) else {}

    def keep_places(self, places: dict[str, object]) -> None:
        """Keep where one is reading; that this fails is no reason to say so."""
        from bigcity_tui.store.reading_places import load_places, save_places

        if self._places:
            save_places(self._places, {**load_places(self._places), self.series.id: places})

    @property
    def home(self) -> str | None:
        """The folder of the viewer's data, which may not be there yet; None if there is none."""
        return os.path.dirname(self._places) if self._places else None

    def keep_report(self, text: str) -> str | None:
        """Keep what tells of an unexpected end of the app; its file as it may be shown.

        None where it could not be kept.
        """
        from bigcity_tui.store.faults import shown
        from bigcity_tui.store.paths import report_path
        from bigcity_tui.store.permissions import keep_private

        if self._places is None:
            return None
        path = report_path(os.path.dirname(self._places))
        return shown(path) if keep_private(path, text.encode()) else None

    def keys(self) -> dict[str, tuple[str, ...]]:
        """The keys that the viewer chose for the app's commands; StoreError for a bad file."""
        from bigcity_tui.store.keys import load_keys
        from bigcity_tui.store.paths import keys_path

        return load_keys(keys_path(os.path.dirname(self._places))) if self._places else {}

    # -- opened on purpose ------------------------------------------------------------------

    def peek(self, number: int) -> None:
        """Open one episode's document, as at its end, until this program ends or locks something.

        The caller has had it confirmed. Nothing of it is stored, and nothing else opens.
        """
        self._reader({self._episode(number)})  # refused now if it cannot be read, and not later
        self._peeked.add(number)

    def ask(self, number: int, episode: int | None = None) -> "Answer":
        """The answer to a question (from 1), of the series or of one episode alone.

        The caller has had it confirmed. Raises UsageError for no such question or episode.
        """
        from bigcity_tui.domain.pack import Answer

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

    def _peeks(self, moment: Moment) -> "dict[int, Episode]":
        from bigcity_tui.domain.edition import edition_of

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
        from bigcity_tui.domain.dates import date_asked

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
    from bigcity_tui.content import load_pack

    return load_pack(pack).series
