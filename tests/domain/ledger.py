"""A record in memory, for laws about folding: one device's operations in order."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bigcity_tui.domain.edits import reverse
from bigcity_tui.domain.history import Viewing, fold
from bigcity_tui.domain.operations import Change, Operation, blanked

State = tuple[dict[int, str | None], int | None, dict[str, float], dict[str, tuple[str, ...]], bool]
"""What is seen of a viewing: what is watched, what is on, ratings, notes, whether it is open."""


@dataclass
class Ledger:
    """The operations of one record, stamped as the store stamps them."""

    device: str = "here"
    operations: list[Operation] = field(default_factory=list)

    def write(self, changes: Sequence[Change], undoes: str | None = None) -> bool:
        """Add changes as one batch; whether there were any."""
        first = max((operation.hlc for operation in self.operations), default=0) + 1
        batch = f"{self.device}-{first}"
        self.operations += [
            Operation(f"{batch}-{n}", batch, first + n, self.device, first, "series", each, undoes)
            for n, each in enumerate(changes)
        ]
        self.operations = list(blanked(self.operations))
        return bool(changes)

    def reverse(self, *, redo: bool) -> bool:
        """Undo or redo; whether there was anything to."""
        reversal = reverse(self.operations, self.device, redo=redo)
        return reversal is not None and self.write(reversal.changes, reversal.batch)

    def undo(self) -> bool:
        return self.reverse(redo=False)

    def redo(self) -> bool:
        return self.reverse(redo=True)

    @property
    def state(self) -> list[State]:
        """What the operations come to, pass by pass."""
        return [state_in(each) for each in fold(self.operations).viewings]


def state_of(operations: Sequence[Operation]) -> State:
    """What operations come to in the current viewing."""
    return state_in(fold(operations).current)


def state_in(viewing: Viewing) -> State:
    return (
        dict(viewing.progress.watched),
        viewing.progress.watching,
        dict(viewing.ratings),
        {item: note.texts for item, note in viewing.notes.items()},
        viewing.progress.open,
    )
