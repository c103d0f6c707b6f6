"""Typing ahead: keys wait while a dialogue is still dealing with the one before.

Textual hands a key to the focused widget and looks at the next. What closes a dialogue comes out a
few messages later; by then, the keys behind it would have gone into a field that is on its way out.
So a key that a dialogue gets is followed until it has done all that it does, and the keys behind it
wait and reach, in order, whatever is there then. The panes need none of this: their keys act at
once.
"""

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Any

from textual import events
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import ModalScreen, Screen

if TYPE_CHECKING:
    from bigcity_tui.tui.app import BigCityApp

ROUNDS = 2
"""How often a message follows a key from its widget up to the app: behind the key itself, which is
bound to an action there, and behind what that action has told the widget to do."""

PATIENCE = 2.0
"""Seconds after which a message that does not come back counts as lost."""


class Dealt(Message):
    """Follows a key upwards; when it arrives, what went before it has been dealt with."""

    def __init__(self) -> None:
        """Begin at a widget."""
        super().__init__()
        self.arrived = asyncio.Event()


class TypeAhead:
    """The keys that wait."""

    def __init__(self, app: "BigCityApp") -> None:
        """Begin with none, and hear of every dialogue that opens or closes."""
        self._app = app
        self._waiting: deque[events.Event] = deque()
        self._following: asyncio.Task[None] | None = None
        self._dialogue: Screen[Any] | None = None
        self._moved = asyncio.Event()
        app.screen_change_signal.subscribe(app, lambda _: self._has_moved())

    def _has_moved(self) -> bool:
        """Whether the dialogue is no longer on top; the signal tells of it late, or of others."""
        if self._app.screen is not self._dialogue:
            self._moved.set()
        return self._moved.is_set()

    def keeps(self, event: events.Event) -> bool:
        """Keep a key or a pasted text back, if one before it is not done."""
        if self._following is None and not self._waiting:
            return False
        self._waiting.append(event)
        return True

    def forget(self) -> None:
        """Let the keys go that wait."""
        self._waiting.clear()

    def follow(self, dialogue: ModalScreen[Any], start: MessagePump) -> None:
        """Keep what comes until what a dialogue's widget has been given is done."""
        self._dialogue = dialogue
        self._moved.clear()
        self._has_moved()
        self._following = asyncio.create_task(self._follow(dialogue, start))

    async def _follow(self, dialogue: ModalScreen[Any], start: MessagePump) -> None:
        for _ in range(ROUNDS):
            follower = Dealt()
            if not self._has_moved() and start.post_message(follower):
                await self._either(follower.arrived, PATIENCE)
        if not self._has_moved():
            from bigcity_tui.tui.screens.dialogue import Dialogue

            if isinstance(dialogue, Dialogue):
                await self._either(dialogue.settled)
        if self._has_moved():
            if dialogue in self._app.screen_stack:
                # Another dialogue has opened over it, which nobody had seen when they typed on.
                self._waiting.clear()
            # What the app itself was told to do when the dialogue closed comes first, then whoever
            # asked: it goes on until it asks again, or has begun to write, or has come to an end.
            asked = asyncio.Event()
            self._app.call_later(asked.set)
            await asked.wait()
            await self._app.main.under_way.wait()
        # A dialogue that is over is let go of, with all that it shows.
        self._dialogue = self._following = None
        self._app.call_later(self._go_on)

    async def _either(self, event: asyncio.Event, seconds: float | None = None) -> None:
        """Wait for an event, or for another screen, or until so many seconds have passed."""
        waits = [asyncio.create_task(each.wait()) for each in (event, self._moved)]
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()

    async def _go_on(self) -> None:
        """Give the app what has waited, until a dialogue has something to do again."""
        while self._waiting and self._following is None:
            await self._app.take(self._waiting.popleft())
