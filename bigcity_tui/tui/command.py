"""A command: something that a viewer can do in the main screen, as its row in the table says."""

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from textual.keys import format_key

if TYPE_CHECKING:
    from bigcity_tui.tui.main import MainScreen

Main: TypeAlias = "MainScreen"
"""What commands act on, by name alone: it imports them, so none of them can import it."""


class RefusedError(Exception):
    """There is nothing to do, or nothing may be done; the message tells the viewer why."""


Group = Literal["Marking", "Reading", "Panes", "Program"]

ALL = ("episodes", "reader", "cast")

SIGNS = {"shift+tab": "⇧tab", "f9": "F9", "ctrl+p": "^p"}
"""How keys are shown where it is not as Textual shows them."""


class Command(NamedTuple):
    """One row; `footer` names the panes at whose foot it is offered."""

    run: Callable[..., Coroutine[Any, Any, None] | None]
    keys: str
    label: str
    help: str
    group: Group
    footer: tuple[str, ...] = ()
    by: int = 0  # what `run` takes, if anything: how far and which way, or the number of a pane

    def act(self, screen: Main) -> Coroutine[Any, Any, None] | None:
        return self.run(screen, self.by) if self.by else self.run(screen)

    @property
    def shown(self) -> str:
        key = self.keys.partition(",")[0]
        return SIGNS.get(key, format_key(key)) or "–"

    @property
    def name(self) -> str:
        """The command in the file of keys, and in actions: its label, in one word."""
        return self.label.replace(" ", "-")

    @property
    def action(self) -> str:
        return f"command('{self.name}')"
