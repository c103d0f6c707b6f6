"""A record in memory, for laws about folding: one device's operations in order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bigcity_tui.domain.history import fold
from bigcity_tui.domain.operations import Change, Operation
from bigcity_tui.domain.undo import Reversal, redo, undo

State = tuple[dict[int, str | None], int | None, dict[str, float], dict[str, tuple[str, ...]]]
"""What a viewer sees of a pass: what is watched, what is on, ratings, notes."""


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
        return bool(changes)

    def reverse(self, way: Callable[[list[Operation], str], Reversal | None]) -> bool:
        """Undo or redo; whether there was anything to."""
        reversal = way(self.operations, self.device)
        return reversal is not None and self.write(reversal.changes, reversal.batch)

    def undo(self) -> bool:
        return self.reverse(undo)

    def redo(self) -> bool:
        return self.reverse(redo)

    @property
    def state(self) -> State:
        """What the operations come to."""
        return state_of(self.operations)


def state_of(operations: Sequence[Operation]) -> State:
    current = fold(operations).current
    return (
        dict(current.progress.watched),
        current.progress.watching,
        dict(current.ratings),
        {item: (note.text, *note.others) for item, note in current.notes.items()},
    )
