"""The companion: the one service that both front ends use, and the only owner of pack and record.

It answers with views, which are immutable and hold an edition: nothing that is locked can be
reached from one. Every change is decided inside the record's own transaction.
"""

import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from bigcity_tui.domain import edits
from bigcity_tui.domain.dates import date_asked, date_text
from bigcity_tui.domain.errors import CompanionError, UsageError
from bigcity_tui.domain.history import History, fold
from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.domain.operations import SERIES_ITEM, Change, Operation
from bigcity_tui.domain.progress import Progress
from bigcity_tui.domain.scores import SCORES_TEXT, is_score
from bigcity_tui.domain.series import Series
from bigcity_tui.domain.status import Status, status_of

# What `typing.TYPE_CHECKING` means, without importing typing on the way to `status`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from bigcity_tui.domain.diary import LogEntry
    from bigcity_tui.domain.pack import Answer, Episode, Pack
    from bigcity_tui.domain.view import View
    from bigcity_tui.interchange.deciding import Weighed
    from bigcity_tui.interchange.entries import Incoming
    from bigcity_tui.interchange.forms import Exported
    from bigcity_tui.store.record import Record
    from bigcity_tui.store.sync import Synced


@dataclass(frozen=True, slots=True)
class Done:
    """What an action came to, in words; `changed` is false if all was so before."""

    message: str
    changed: bool = True


class Companion:
    """One series and one viewer: what may be seen now, and what the viewer has to say."""

    def __init__(
        self,
        pack: "str | Pack | None",
        record: "Record",
        clock: Callable[[], int],
        places: str | None = None,
        waiting: Callable[[], None] | None = None,
    ) -> None:
        """Serve a pack, or the one in a folder (None: the bundled one), with the caller's record.

        `clock` gives milliseconds since 1970, UTC. `places` is the file that keeps where one was
        reading, apart from the record (None: nowhere). `waiting` is called when a change has to
        wait for another program. Raises PackError if the pack cannot be used.
        """
        from bigcity_tui.content import load_series

        self.series: Series = (
            load_series(pack) if pack is None or isinstance(pack, str) else pack.series
        )
        self._source = pack
        self._record = record
        self._clock = clock
        self._places = places
        self._waiting = waiting
        self._peeked: set[int] = set()
        self._last = BEFORE

    @cached_property
    def _pack(self) -> "Pack":
        if self._source is not None and not isinstance(self._source, str):
            return self._source
        from bigcity_tui.content import load_pack

        return load_pack(self._source)

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
        history = self._history()
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
            edition=edition_of(self._pack, moment),
            history=shown(history, moment, self.series.episodes),
            notice=self.notice,
            as_of=as_of,
            peeked=self._peeks(moment),
        )

    def log(self) -> "tuple[LogEntry, ...]":
        """What the viewer did, oldest first, without words of earlier passes still to return."""
        from bigcity_tui.domain.diary import log_of

        operations = self._record.operations(self.series.id)
        history = fold(operations)
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
        from bigcity_tui.store.places import load_places

        kept = load_places(self._places).get(self.series.id) if self._places else None
        return kept if isinstance(kept, dict) else {}

    def keep_places(self, places: dict[str, object]) -> None:
        """Keep where one is reading; that this fails is no reason to say so."""
        from bigcity_tui.store.places import load_places, save_places

        if self._places:
            save_places(self._places, {**load_places(self._places), self.series.id: places})

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
        self._peeked.add(self._episode(number))

    def ask(self, number: int, episode: int | None = None) -> "Answer":
        """The answer to a question (from 1), of the series or of one episode alone.

        The caller has had it confirmed. Raises UsageError for no such question or episode.
        """
        from bigcity_tui.domain.pack import Answer

        asks = self._pack.asks
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
                for episode in edition_of(self._pack, Moment.end(number)).episodes
                if episode.number == number
            )
            for number in self._peeked
            if moment < Moment.end(number)
        }

    # -- changes ----------------------------------------------------------------------------

    def start(self, number: int) -> Done:
        """Make an episode the one being watched, so that its people unlock."""
        self._episode(number)
        done = self._write(lambda operations: edits.started(operations, number))
        return Done(
            f"Started episode {number}." if done else f"Episode {number} is on already.", done
        )

    def watch(
        self,
        numbers: Iterable[int],
        on: str | None = "today",
        *,
        through: bool = False,
    ) -> Done:
        """Mark episodes as watched.

        `on` is a date (ISO 8601), a month or year of one, None (or `unknown`) where it is not
        known, or `today`, which leaves a date that is there: any other replaces it. `through` marks
        the unwatched episodes before them too, on an unknown date. Raises UsageError for no date.
        """
        numbers = [self._episode(number) for number in numbers]
        day = self.today() if on == "today" else date_asked(on or "unknown")
        done = self._write(
            lambda operations: edits.watched(
                operations, numbers, day, dated=on != "today", through=through
            )
        )
        if not done:
            return Done("Marked already.", changed=False)
        when = "" if on == "today" else f" {date_text(day)}"
        return Done(f"Marked {self._named(numbers)} as watched{when}.")

    def unwatch(self, numbers: Iterable[int]) -> Done:
        """Take marks off episodes; what they opened locks again at once."""
        numbers = [self._episode(number) for number in numbers]
        self._peeked.clear()
        done = self._write(lambda operations: edits.unwatched(operations, numbers))
        return Done(f"Took the mark off {self._named(numbers)}." if done else "Not marked.", done)

    def rate(self, item: str, score: float | None) -> Done:
        """Rate an episode (its number as text) or the series; None takes the rating off."""
        name = self._item(item)
        if score is not None and not is_score(score):
            raise UsageError(SCORES_TEXT)
        done = self._write(lambda operations: edits.rated(operations, item, score))
        if score is None:
            return Done(f"Took the rating off {name}." if done else f"No rating on {name}.", done)
        return Done(f"Rated {name}: {score:.1f}.", done)

    def note(self, item: str, text: str | None) -> Done:
        """Write the note on an episode (its number as text) or the series; blank removes it."""
        name = self._item(item)
        done = self._write(lambda operations: edits.noted(operations, item, text))
        kept = bool(text and text.strip())
        if not done:
            return Done(
                f"The note on {name} is as it was." if kept else f"No note on {name}.", done
            )
        return Done(f"Saved the note on {name}." if kept else f"Removed the note on {name}.", done)

    def rewatch(self, *, is_open: bool = False) -> Done:
        """Begin a new pass, which locks everything again unless it is to be open.

        The earlier passes stay as they are. Where nothing has been marked, rated or written in the
        present one, that one becomes open, or gated.
        """
        self._peeked.clear()
        pass_id = os.urandom(16).hex()
        if not self._write(
            lambda operations: edits.begun_again(operations, pass_id, is_open=is_open)
        ):
            return Done("This viewing has only just begun.", changed=False)
        what = "everything is open" if is_open else "everything is locked until you reach it again"
        return Done(f"Viewing {self._history().current.number} begins: {what}.")

    def forget(self, item: str, *, every_pass: bool = False) -> Done:
        """Erase every text that the note on an episode or the series ever had, for good.

        That is in the present pass, or in all of them; here, in the backups and, with the next
        merging, on other devices. The caller has had it confirmed. Where a backup could not be
        rewritten, `notice` names it.
        """
        name = self._item(item)
        done = self._write(lambda operations: edits.forgot(operations, item, every_pass=every_pass))
        return Done(
            f"Forgot the note on {name}." if done else f"No note on {name} to forget.", done
        )

    def forget_all(self) -> Done:
        """Erase the whole record of all series, its backups, and where one was reading.

        The caller has had it confirmed. Files elsewhere stay, those of `sync` too.
        """
        from bigcity_tui.domain.text import count
        from bigcity_tui.store.wiping import wipe

        device = self._record.device
        self._peeked.clear()
        erased = wipe(self._record.home)
        if not erased:
            return Done("There is nothing to erase.", changed=False)
        return Done(
            f"Erased {count(erased, 'file')}: everything that was kept here. Exports stay, and so"
            f" does ops-{device}.jsonl in folders that you synced through: delete it there, and on"
            " your other devices forget too, or the next sync brings everything back."
        )

    def sync(self, folder: str) -> "Synced":
        """Come to hold the same record as the viewer's other devices, by way of a folder."""
        from bigcity_tui.store.sync import sync

        self._peeked.clear()
        return sync(self._record, folder, self._waiting)

    # -- other forms ------------------------------------------------------------------------

    def export(self, form: str) -> "Exported":
        """The whole record of the series in another form, by its name in `FORMS`.

        Raises CompanionError where the record cannot be read.
        """
        from bigcity_tui.interchange.forms import MARKDOWN, OWN, exported

        operations = self._trusted(self._record.operations(self.series.id))
        if form == OWN:
            everything = self._record.everything()
            operations = tuple(each for each in everything if each.series == self.series.id)
        rows = self.view().rows() if form == MARKDOWN else ()
        headings = {row.number: row.heading for row in rows if row.heading}
        return exported(form, self.series, operations, headings)

    def read_import(
        self, path: str, progress: Callable[[int, int], None] | None = None
    ) -> "Incoming":
        """What a file of any known format says of the series; nothing is changed.

        `progress` is told of how many rows, and of how many in all, it has got to. Raises
        FileError, one line with file and place, if it cannot be used.
        """
        from bigcity_tui.files.places import shown
        from bigcity_tui.files.reading import read_file
        from bigcity_tui.interchange.reading import MOST_BYTES, read

        name = shown(path, 200)
        return read(name, read_file(path, name, MOST_BYTES), self.series, progress)

    def weigh(self, incoming: "Incoming") -> "Weighed":
        """What bringing a file in would change; nothing is changed."""
        from bigcity_tui.interchange.deciding import decide, merging

        present = self._trusted(self._record.operations(self.series.id))
        if incoming.operations is None:
            return decide(incoming, present)[1]
        from bigcity_tui.store.merging import Held, united

        everything = frozenset(self._record.everything())
        after, merged = united(Held(everything), incoming.operations, self._clock())
        counting = [each for each in after.counting if each.series == self.series.id]
        return merging(present, counting, incoming, merged)

    def bring_in(self, incoming: "Incoming") -> "Weighed":
        """Do what `weigh` tells of, in one transaction, and tell of it."""
        from bigcity_tui.interchange.deciding import decide, merging

        self._peeked.clear()
        if incoming.operations is not None:
            before = self._record.operations(self.series.id)
            merged = self._record.merge(incoming.operations, waiting=self._waiting)
            after = self._record.operations(self.series.id)
            return merging(before, after, incoming, merged)
        weighed: list[Weighed] = []

        def decided(operations: tuple[Operation, ...]) -> Sequence[Change]:
            changes, found = decide(incoming, operations)
            weighed.append(found)
            return changes

        self._write(decided)
        return weighed[0]

    def _trusted(self, operations: tuple[Operation, ...]) -> tuple[Operation, ...]:
        """Operations just read; CompanionError where the record cannot be trusted."""
        if not self._record.trusted:
            raise CompanionError(f"the record cannot be read: {self.notice}")
        return operations

    def undo(self) -> Done:
        """Take back this device's newest change; it stays in the record, and so does this."""
        return self._reverse(redo=False)

    def redo(self) -> Done:
        """Do again what was undone last."""
        return self._reverse(redo=True)

    def today(self) -> str:
        """The viewer's own date (ISO 8601)."""
        return self._day(self._clock())

    @staticmethod
    def _day(wall: int) -> str:
        """The viewer's date at a wall clock; empty for a time that no calendar has."""
        try:
            return time.strftime("%Y-%m-%d", time.localtime(wall / 1000))
        except (OverflowError, ValueError, OSError):
            return ""

    def _reverse(self, *, redo: bool) -> Done:
        from bigcity_tui.domain.diary import describe
        from bigcity_tui.domain.undo import redo as redone
        from bigcity_tui.domain.undo import undo as undone

        reverse = redone if redo else undone
        words: list[str] = []

        def decide(operations: tuple[Operation, ...]) -> tuple[Sequence[Change], str | None]:
            reversal = reverse(operations, self._record.device)
            if reversal is None:
                return (), None
            meant = filter(self._told(fold(operations)), reversal.meant)
            words.append(describe(meant) or "something of an earlier viewing")
            return reversal.changes, reversal.batch

        self._peeked.clear()
        self._record.append(self.series.id, decide, waiting=self._waiting)
        if not words:
            return Done(f"There is nothing to {'redo' if redo else 'undo'}.", changed=False)
        return Done(f"{'Redone' if redo else 'Undone'}: {words[0]}.")

    def _write(self, decide: Callable[[tuple[Operation, ...]], Sequence[Change]]) -> bool:
        return bool(
            self._record.append(
                self.series.id,
                lambda operations: (decide(operations), None),
                waiting=self._waiting,
            )
        )

    def _episode(self, number: int) -> int:
        if not 1 <= number <= self.series.episodes:
            raise UsageError(f"there is no episode {number}: choose 1 to {self.series.episodes}")
        return number

    def _item(self, item: str) -> str:
        if item == SERIES_ITEM:
            return "the series"
        return f"episode {self._episode(int(item))}"

    def _named(self, numbers: list[int]) -> str:
        from bigcity_tui.domain.diary import item_text

        return item_text(str(number) for number in numbers)


def sound_series(pack: str | None) -> Series:
    """What is public about a series, once its whole pack was read (None: the bundled one).

    Raises PackError where the pack cannot be used.
    """
    from bigcity_tui.content import load_pack

    return load_pack(pack).series
