"""What a command stands on: the main screen, as far as commands may know it."""

from collections.abc import Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

from textual.app import App

from bigcity_tui.companion import Companion, Outcome
from bigcity_tui.domain.view import View
from bigcity_tui.tui.command import Command
from bigcity_tui.tui.dialogs.dialog import Dialog
from bigcity_tui.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from bigcity_tui.tui.following import Following

T = TypeVar("T")

Severity = Literal["information", "warning", "error"]

BACK = "u takes it back."


class Host(Protocol):
    commands: Sequence[Command]
    companion: Companion
    view: View
    page: str
    pane: str
    """The pane that has the keys: `episodes`, `reader` or `cast`."""
    begun: frozenset[str]
    """The pages with something new that one is in the middle of."""
    visiting: bool
    """Whether one came from the reader to the person who is shown in the cast."""
    answered: set[int]
    """The questions to ask that were answered since the app was opened, or something locked."""
    topics: set[int]
    """The questions to ask that are marked, by what they are kept by."""
    wide: bool
    cast_hidden: bool
    list_width: int
    """Columns of the list of episodes; 0 leaves that to the screen."""
    asked: bool
    """Whether the first question, how far one is, has been answered."""
    following: "Following | None"
    """What looks at the player, if that was chosen."""

    @property
    def app(self) -> App[Any]: ...

    @property
    def chosen(self) -> str:
        """The page that keys are about: the one under the highlight."""

    @property
    def reader(self) -> Reader: ...

    def say(self, message: str, severity: Severity = "information") -> None: ...

    def may_change(self) -> bool:
        """Whether anything can be changed from here; if not, that is said."""

    def start(self, act: Callable[[], Coroutine[Any, Any, None] | None]) -> None: ...

    async def ask(self, dialog: Dialog[T]) -> T | None: ...

    async def change(
        self, act: Callable[[], Outcome], more: str = BACK, *, known: bool = False
    ) -> bool:
        """Do something to the record and show what came of it; whether it was done.

        What it opens is new, unless it is `known`.
        """

    async def write(self, act: Callable[[], Outcome]) -> Outcome:
        """Do the same, and show nothing; raises CompanionError."""

    def mark_all_read(self) -> bool:
        """Mark everything that is open as read; whether anything was new."""

    def turn_to(self, key: str) -> None:
        """Show a page in the reader, and stay in the pane."""

    def show_page(self, key: str) -> None: ...

    def show_person(self, name: str) -> None: ...

    def jump(self, by: int) -> None:
        """Go back (-1) or forward (1) among the pages that were gone to."""

    def go_to_pane(self, name: str) -> None: ...

    def go_by_panes(self, by: int, *, around: bool = False) -> None:
        """Go to a pane beside this one, or to the other part of the cast."""
