"""The service: what may be seen at the moment that the record has reached, and all changes."""

import os
from binascii import crc32
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from bigcity_tui.domain import edits, history, values
from bigcity_tui.domain.diary import LogEntry, describe, log_of, values_of, words_on
from bigcity_tui.domain.errors import CompanionError, PackError, UsageError
from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.domain.operations import GONE, SERIES_ITEM, WORDS, Operation
from bigcity_tui.domain.progress import Progress
from bigcity_tui.domain.series import Series
from bigcity_tui.domain.text import count, named
from bigcity_tui.pack import load_pack, load_series, pack_reader
from bigcity_tui.pack.location import stamp_of
from bigcity_tui.store.record import Record, Transaction

if TYPE_CHECKING:
    # Imported where they are used, since `status`, `watch` and `rate` are to start quickly: all
    # that a view needs takes 20 ms.
    from bigcity_tui.domain.edition import Reader
    from bigcity_tui.domain.pack import Answer, Pack
    from bigcity_tui.domain.view import View
    from bigcity_tui.store.sync import Synced


Clock = Callable[[], int]  # gives milliseconds since 1970, UTC


class Outcome(NamedTuple):
    """What an action came to, in words; `changed` is false if all was so before."""

    message: str
    changed: bool = True


class Companion:
    """One series and one viewer: what may be seen now, and what the viewer has to say."""

    def __init__(
        self, pack: "str | Pack | None", record: Record, clock: Clock, *, author: bool = False
    ) -> None:
        """Serve a pack, or the one in a folder (None: the bundled one), with the viewer's record.

        The caller closes the record. An `author` may look back from the end, without a record.
        Raises PackError if the pack cannot be used.
        """
        self._source, self._stamp = pack, stamp_of(pack)
        self.unsound: str | None = None  # why another pack is shown than the one on the disk
        self.series = load_series(pack) if pack is None or isinstance(pack, str) else pack.series
        self.record, self.clock, self.author = record, clock, author
        self.doubt: str | None = None
        """Why marks may be those of another pack; as long as there is one, none of them counts."""
        self.peeked: set[int] = set()
        self._previous_moment = BEFORE
        self._undone: frozenset[str] = frozenset()

    # -- what may be seen -------------------------------------------------------------------

    def note_place(self, item: str) -> str:
        """How the paths of folders begin in which a note, or an answer, is edited, or kept."""
        series = f"{crc32(self.series.id.encode()):08x}"  # short: paths are for people to type
        return os.path.join(self.record.home, f"note-{item.partition('.')[0]}-{series}-")

    @property
    def notice(self) -> str | None:
        """One line on why the record cannot be trusted or written; None when all is well."""
        return self.record.notice

    def version(self) -> object:
        """Return what changes whenever any process has changed the record or the pack's folder."""
        return self.record.version(), stamp_of(self._source)

    def status(self, as_of: Moment | None = None) -> history.Status:
        state = self._fold(self._operations(*history.HOW_FAR))
        moment = self._moment(state.current.progress, as_of)
        then = history.returned(state, moment, self.series.episodes, then=as_of is not None)
        return then.current.status(self.series, moment)

    def view(self, as_of: Moment | None = None) -> "View":
        """Return what may be shown now, or could be at an earlier moment (not a later one)."""
        from bigcity_tui.domain.edition import edition_at, peek
        from bigcity_tui.domain.view import View

        operations = self._operations()
        state = self._fold(operations)
        moment = self._moment(state.current.progress, as_of)
        if self.author:
            self._reader(None)  # an author is told what is wrong in any file
        undone = frozenset(each.undoes for each in operations if each.undoes is not None)
        if moment < self._previous_moment or undone != self._undone:
            self.peeked.clear()  # what locks, or is taken back, closes what was peeked at
        self._previous_moment, self._undone = moment, undone
        return View(
            edition=edition_at(self._reader, moment, self.series.episodes),
            history=history.returned(state, moment, self.series.episodes, then=as_of is not None),
            notice=self.notice or self.unsound,
            as_of=as_of,
            peeked={n: peek(self._reader, n) for n in self.peeked if moment < Moment.end(n)},
            today=self.today(),
        )

    def look(self, as_of: Moment | None = None) -> "View":
        """Return what `view` does, or where that fails, a view of nothing that says why."""
        from bigcity_tui.domain.edition import locked_edition
        from bigcity_tui.domain.view import View

        try:
            self._renew(as_of)
            return self.view(as_of)
        except Exception as error:  # noqa: BLE001 (every doubt locks)
            why = str(error) if isinstance(error, CompanionError) else type(error).__name__
        self.peeked.clear()
        self._previous_moment = BEFORE
        notice = f"everything is locked, since what may be shown cannot be told: {why}"
        locked = locked_edition(self._reader, self.series)
        return View(locked, history.fold(()), notice, as_of and BEFORE, peeked={})

    def log(self) -> tuple[LogEntry, ...]:
        """Return what the viewer did, oldest first, without words that are still to return."""
        operations = self._operations()
        state = history.progress_of(operations)
        return log_of(operations, state, self._told(state), self.series.unit)

    def ask(self, number: int, episode: int | None = None) -> "Answer":
        """Return the answer to a question (from 1), once confirmed, of the series or an episode."""
        asks = self._reader(()).asks
        if not 1 <= number <= len(asks):
            raise UsageError(f"there is no question {number}: they run from 1 to {len(asks)}")
        found = asks[number - 1]
        return found.series if episode is None else found.of_episode(self._episode(episode))

    def peek(self, number: int) -> Outcome:
        """Open one episode's document, once confirmed, until this program ends or locks."""
        self._reader({self._episode(number)})  # refused now if it cannot be read, and not later
        self.peeked.add(number)
        part = self.series.part(number).capitalize()
        return Outcome(f"{part} is open until you quit; p closes it.")

    def unpeek(self, number: int) -> Outcome:
        """Lock an episode again that was peeked at."""
        self.peeked.discard(number)
        return Outcome(f"{self.series.part(number).capitalize()} is closed again.")

    def today(self) -> str:
        return values.day_of(self.clock())

    # -- what the viewer does ---------------------------------------------------------------

    def start(self, number: int) -> Outcome:
        self._released([number])
        with self._changing() as tx:
            tx.append(edits.started(tx.operations, number, self.series.unit))
        if not tx.written:
            return Outcome(f"{self.series.part(number).capitalize()} is on already.", changed=False)
        return Outcome(f"Started {self.series.part(number)}.")

    def watch(
        self, numbers: Iterable[int], on: str | None = None, *, through: bool = False
    ) -> Outcome:
        """Mark episodes, and those before them (`through`) on an unknown date, as watched.

        A date, as `date_asked` reads it, replaces one that is there; None is today, and leaves one.
        """
        numbers = self._released(numbers)
        day = self.today() if on is None else values.date_asked(on, self.today())
        dated = on is not None
        with self._changing() as tx:
            tx.append(edits.watched(tx.operations, numbers, day, dated=dated, through=through))
        if not tx.written:
            return Outcome("Marked already.", changed=False)
        if dated:
            return Outcome(f"Marked {self._named(numbers)} as watched {values.date_text(day)}.")
        marked = (*numbers, *(int(each.change.item) for each in tx.written))
        return Outcome(f"Marked {self._named(marked)} as watched.")

    def unwatch(self, numbers: Iterable[int]) -> Outcome:
        numbers = [self._episode(number) for number in numbers]
        with self._changing() as tx:
            tx.append(edits.unwatched(tx.operations, numbers))
        self.peeked.clear()
        if not tx.written:
            return Outcome("Not marked.", changed=False)
        return Outcome(f"Took the mark off {self._named(numbers)}.")

    def rate(self, item: str, score: float | None) -> Outcome:
        """Rate an episode (its number as text) or the series; None takes the rating off."""
        name = self._item_name(item)
        if score is not None and not values.is_score(score):
            raise UsageError(values.SCORES_TEXT)
        with self._changing() as tx:
            tx.append(edits.rated(tx.operations, item, score))
        done = bool(tx.written)
        if score is not None:
            return Outcome(f"Rated {name}: {values.score_text(score)}.", done)
        return Outcome(f"Took the rating off {name}." if done else f"No rating on {name}.", done)

    def note(
        self,
        item: str,
        text: str | None,
        batch: str | None = None,
        seen: Iterable[str] | None = None,
        *,
        append: bool = False,
    ) -> Outcome:
        """Write the note on an episode or the series, or the answer to an open question (`3.2`).

        Blank removes it. What is written under one `batch` is one change to take back. It replaces
        the `heads` that were `seen` before (None: all), and keeps what was written elsewhere since.
        `append` adds a line, with its minute if the episode is on.
        """
        self._item_name(item.partition(".")[0])
        if batch is None and history.question_place(item) is not None:
            self.view().question(item)
        with self._changing() as tx:
            if append and text and text.strip():
                on = history.progress_of(tx.operations).current.progress
                minute = on.minute(item, self.clock())
                text = text.strip() if minute is None else f"{minute}: {text.strip()}"
            changes = edits.noted(tx.operations, item, text, seen=seen, batch=batch, append=append)
            tx.append(changes, batch=batch)
        if not tx.written:
            return self.left_note(item)
        done = "Saved" if text and text.strip() else "Removed"
        return Outcome(f"{done} {words_on(item, self.series.unit)}.")

    def is_written(self, item: str) -> bool:
        """Whether there is a note on an episode or the series, or an answer."""
        return history.fold(self._operations()).current.words(item) is not None

    def left_note(self, item: str) -> Outcome:
        """Say that the note on an episode or the series, or an answer, was left as it is."""
        name = words_on(item, self.series.unit)
        if self.is_written(item):
            return Outcome(f"{name[0].upper()}{name[1:]} is as it was.", changed=False)
        return Outcome(f"No {name.removeprefix('the ')}.", changed=False)

    def rewatch(self, *, is_open: bool = False) -> Outcome:
        """Begin a new viewing, or the present empty one anew; all locks unless it is to be open."""
        with self._changing() as tx:
            tx.append(edits.begun_again(tx.operations, os.urandom(16).hex(), is_open=is_open))
        self.peeked.clear()
        if not tx.written:
            return Outcome("This viewing has only just begun.", changed=False)
        what = "all is open" if is_open else "all is locked until you reach it again"
        number = history.fold(self._operations()).current.number
        return Outcome(f"Viewing {number} begins: {what}.")

    def forget(self, item: str, *, every_viewing: bool = False) -> Outcome:
        """Erase every text on an episode or the series for good, once that was confirmed.

        Here, in backups (`notice` names what could not be rewritten), in files that an editor left
        and, with the next merging, elsewhere.
        """
        from bigcity_tui.files.editor import erase_left

        name = self._item_name(item, self.last_episode())
        with self._changing() as tx:
            tx.append(edits.forgot(tx.operations, item, every_viewing=every_viewing))
        if not (erase_left(self.note_place(item)) or tx.written):
            return Outcome(f"Nothing written on {name} to forget.", changed=False)
        return Outcome(f"Forgot what was written on {name}.")

    def last_episode(self) -> int:
        """Return the highest number of an episode, also of one that is gone but has words left."""
        items = (each.change.item.partition(GONE)[0] for each in self._operations(*WORDS))
        numbers = (history.episode_number(item.partition(".")[0]) or 0 for item in items)
        return max(self.series.episodes, *numbers, 0)

    def can_forget(self, item: str) -> bool:
        from bigcity_tui.files.editor import left_behind

        noted = edits.forgot(self._operations(), item, every_viewing=False)
        return bool(noted or left_behind(self.note_place(item)))

    def forget_all(self) -> Outcome:
        """Erase the record of all series, with all beside it; once that was confirmed."""
        from bigcity_tui.files.editor import erase_left

        device = self.record.device
        self.peeked.clear()
        erased = self.record.erase() + erase_left(os.path.join(self.record.home, "note-"))
        if not erased:
            return Outcome("There is nothing to erase.", changed=False)
        return Outcome(
            f"Erased {count(erased, 'file')}: everything that was kept here. Exports stay, and so"
            f" does ops-{device}.jsonl in folders that you synced through: delete it there, and on"
            " your other devices forget too, or the next sync brings everything back."
        )

    def undo(self, *, again: bool = False) -> Outcome:
        """Take back the last change; or, to do it `again`, the last taking back."""
        with self._changing() as tx:
            reversal = edits.reverse(tx.operations, self.record.device, redo=again)
            if reversal is not None:
                tx.append(reversal.changes, undoes=reversal.batch)
        self.peeked.clear()
        if reversal is None:
            return Outcome(f"There is nothing to {'redo' if again else 'undo'}.", changed=False)
        told = filter(self._told(history.progress_of(tx.operations)), reversal.meant)
        fields = {each.change.field for each in reversal.meant}
        same = (each for each in tx.operations if each.change.field in fields)
        meaning = describe(told, values_of(same), self.series.unit)
        done = "Redone" if again else "Undone"
        return Outcome(f"{done}: {meaning or 'something that is not shown now'}.")

    def redo(self) -> Outcome:
        return self.undo(again=True)

    def sync(self, folder: str, most: int | None = None) -> "Synced":
        """Come to hold the same record as the viewer's other devices, by way of a folder."""
        from bigcity_tui.store.sync import MOST, sync

        self.peeked.clear()
        return sync(self.record, folder, most or MOST)

    @cached_property
    def _reader(self) -> "Reader":
        pack = self._source
        return pack_reader(pack) if pack is None or isinstance(pack, str) else lambda _: pack

    def _operations(self, *kinds: str) -> tuple[Operation, ...]:
        if self.doubt:
            return ()
        return self.record.operations(self.series.id, *kinds, ids=self.series.episode_ids)

    def _changing(self) -> AbstractContextManager[Transaction]:
        if self.doubt:
            raise CompanionError(self.doubt)
        return self.record.transaction(self.series.id, self.series.episode_ids)

    def _renew(self, as_of: Moment | None) -> None:
        """Read a pack anew that its author has saved; where it is unsound, the last one stays."""
        stamp, before = stamp_of(self._source), (self.series, self._reader)
        if stamp == self._stamp or not isinstance(self._source, str):
            return
        self._stamp, self.unsound = stamp, None
        del self._reader  # which is made anew
        try:
            self.series = load_series(self._source)
            self.view(as_of)
            same = (self.series.id, self.series.episodes) == (before[0].id, before[0].episodes)
            why = "" if same else "its id or number of episodes is another: open it again"
        except PackError as error:
            why = error.problems[0]
        if why:
            self.series, self._reader = before
            self.unsound = f"the pack is shown as it was: {why}"

    def _fold(self, operations: Iterable[Operation]) -> history.History:
        """The state of the record; to an author everything is watched, and nothing is recorded."""
        if not self.author:
            return history.fold(operations)
        every = Progress(dict.fromkeys(range(1, self.series.episodes + 1)), open=True)
        return history.History((history.fold(()).current._replace(progress=every),))

    def _moment(self, progress: Progress, as_of: Moment | None) -> Moment:
        reached = progress.reached(self.series.episodes) if self.record.trusted else BEFORE
        if as_of is None:
            return reached
        if as_of > reached:
            raise UsageError(f"only an earlier moment can be looked back at: you are at {reached}")
        return as_of

    def _told(self, state: history.History) -> Callable[[Operation], bool]:
        moment = self._moment(state.current.progress, None)
        return lambda operation: history.may_be_told(operation, state, moment, self.series.episodes)

    def _episode(self, number: int, last: int | None = None) -> int:
        last = last or self.series.episodes
        if not 1 <= number <= last:
            raise UsageError(f"there is no {self.series.part(number)}: choose 1 to {last}")
        return number

    def _released(self, numbers: Iterable[int]) -> list[int]:
        """Episodes that can be watched; UsageError for those that are not out yet."""
        found = [self._episode(number) for number in numbers]
        coming = [each for each in found if self.series.coming(each, self.today())]
        if coming:
            verb = "is" if len(coming) == 1 else "are"
            raise UsageError(f"{self._named(coming)} {verb} not out yet")
        return found

    def _named(self, numbers: Iterable[int]) -> str:
        return named(sorted(set(numbers)), self.series.unit)

    def _item_name(self, item: str, last: int | None = None) -> str:
        if item == SERIES_ITEM:
            return "the series"
        return self.series.part(self._episode(int(item), last))


def sound_series(pack: str | None) -> Series:
    """Return what is public about a series, once its whole pack was read; PackError."""
    return load_pack(pack).series
