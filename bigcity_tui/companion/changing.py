"""What the viewer does: marks, ratings, notes, passes, undo; each is one write to the record."""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bigcity_tui.companion.viewing import Viewing
from bigcity_tui.domain import edits
from bigcity_tui.domain.dates import date_text
from bigcity_tui.domain.errors import UsageError
from bigcity_tui.domain.history import progress_of
from bigcity_tui.domain.operations import SERIES_ITEM, Change, Operation
from bigcity_tui.domain.scores import SCORES_TEXT, is_score
from bigcity_tui.domain.value import Value


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Done(Value):
    """What an action came to: a `message` in words; `changed` is false if all was so before."""

    message: str
    changed: bool = True


class Changing(Viewing):
    """Changes the record, and says what came of it."""

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
        on: str | None = None,
        *,
        through: bool = False,
    ) -> Done:
        """Mark episodes as watched.

        `on` is a date as `day_asked` reads it, which replaces one that is there; None is today, and
        leaves one. `through` marks the unwatched episodes before them too, on an unknown date.
        Raises UsageError for no date.
        """
        numbers = [self._episode(number) for number in numbers]
        day = self.today() if on is None else self.day_asked(on)
        marked = set(numbers)

        def decide(operations: tuple[Operation, ...]) -> Sequence[Change]:
            changes = edits.watched(operations, numbers, day, dated=on is not None, through=through)
            marked.update(int(each.item) for each in changes)
            return changes

        if not self._write(decide):
            return Done("Marked already.", changed=False)
        when = "" if on is None else f" {date_text(day)}"
        return Done(f"Marked {self._named(numbers if when else sorted(marked))} as watched{when}.")

    def unwatch(self, numbers: Iterable[int]) -> Done:
        """Take marks off episodes; what they opened locks again at once."""
        numbers = [self._episode(number) for number in numbers]
        done = self._write(lambda operations: edits.unwatched(operations, numbers))
        self._peeked.clear()
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

    def note(self, item: str, text: str | None, batch: str | None = None) -> Done:
        """Write the note on an episode (its number as text) or the series; blank removes it.

        All that is written under one `batch` (128 random bits in hexadecimal) is one change to
        take back: a note that is saved as it grows.
        """
        name = self._item(item)
        done = self._write(lambda operations: edits.noted(operations, item, text), batch)
        kept = bool(text and text.strip())
        if not done:
            return self.left_note(item)
        return Done(f"Saved the note on {name}." if kept else f"Removed the note on {name}.", done)

    def left_note(self, item: str) -> Done:
        """Say that the note on an episode or the series was left as it is."""
        name, noted = self._item(item), item in self._history().current.notes
        return Done(
            f"The note on {name} is as it was." if noted else f"No note on {name}.", changed=False
        )

    def rewatch(self, *, is_open: bool = False) -> Done:
        """Begin a new pass, which locks everything again unless it is to be open.

        The earlier passes stay as they are. Where nothing has been marked, rated or written in the
        present one, that one becomes open, or gated.
        """
        pass_id = os.urandom(16).hex()
        done = self._write(
            lambda operations: edits.begun_again(operations, pass_id, is_open=is_open)
        )
        self._peeked.clear()
        if not done:
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

    def can_forget(self, item: str) -> bool:
        """Whether there is a note in the present pass to forget, or was one."""
        operations = self._record.operations(self.series.id)
        return bool(edits.forgot(operations, item, every_pass=False))

    def forget_all(self) -> Done:
        """Erase the whole record of all series, its backups, and where one was reading.

        The caller has had it confirmed. Files elsewhere stay, those of `sync` too.
        """
        from bigcity_tui.domain.text import count
        from bigcity_tui.store.wiping import wipe

        device = self._record.device
        self._peeked.clear()
        erased = wipe(self._record.home, self._record.waiting)
        if not erased:
            return Done("There is nothing to erase.", changed=False)
        return Done(
            f"Erased {count(erased, 'file')}: everything that was kept here. Exports stay, and so"
            f" does ops-{device}.jsonl in folders that you synced through: delete it there, and on"
            " your other devices forget too, or the next sync brings everything back."
        )

    def undo(self) -> Done:
        """Take back this device's newest change; it stays in the record, and so does this."""
        return self._reverse(redo=False)

    def redo(self) -> Done:
        """Do again what was undone last."""
        return self._reverse(redo=True)

    def _reverse(self, *, redo: bool) -> Done:
        from bigcity_tui.domain.diary import Beside, describe
        from bigcity_tui.domain.undo import redo as redone
        from bigcity_tui.domain.undo import undo as undone

        reverse = redone if redo else undone
        words: list[str] = []

        def decide(operations: tuple[Operation, ...]) -> tuple[Sequence[Change], str | None]:
            reversal = reverse(operations, self._record.device)
            if reversal is None:
                return (), None
            meant = tuple(filter(self._told(progress_of(operations)), reversal.meant))
            fields = {operation.change.field for operation in meant}
            beside = Beside(self._day)
            for operation in operations:
                if operation.change.field in fields:
                    beside.add(operation)
            words.append(describe(meant, beside) or "something of an earlier viewing")
            return reversal.changes, reversal.batch

        self._record.append(self.series.id, decide)
        self._peeked.clear()
        if not words:
            return Done(f"There is nothing to {'redo' if redo else 'undo'}.", changed=False)
        return Done(f"{'Redone' if redo else 'Undone'}: {words[0]}.")

    def _write(
        self,
        decide: Callable[[tuple[Operation, ...]], Sequence[Change]],
        batch: str | None = None,
    ) -> bool:
        return bool(
            self._record.append(
                self.series.id,
                lambda operations: (decide(operations), None),
                batch=batch,
            )
        )

    def _item(self, item: str) -> str:
        if item == SERIES_ITEM:
            return "the series"
        return f"episode {self._episode(int(item))}"

    def _named(self, numbers: list[int]) -> str:
        from bigcity_tui.domain.diary import item_text

        return item_text(str(number) for number in numbers)
