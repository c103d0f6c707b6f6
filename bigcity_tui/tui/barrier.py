"""The input barrier: keys that come faster than the app acts reach what they were meant for."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any

from textual.app import App
from textual.dom import DOMNode
from textual.events import Event
from textual.message_pump import MessagePump

PATIENCE = 2.0  # seconds after which a pump that does not answer is no longer waited for


class InputBarrier:
    """Keeps keys and pasted texts while something is opening, closing or about to ask.

    Textual looks at the next key before what the last one brought about (a dialog) is there.
    So a command holds the barrier from its key on, and after each answer, until its dialog has the
    focus, it has begun to write, or it has ended (`MainScreen.start`, `ask` and `change`); a dialog
    while it deals with a key (`follow`) or with what takes its time (`Dialog.barrier`). What comes
    meanwhile is delivered in order; it is dropped only where a question comes unexpected.
    """

    def __init__(self, app: App[Any], deliver: Callable[[Event], Awaitable[None]]) -> None:
        self._app = app
        self._deliver = deliver
        self._waiting: deque[Event] = deque()
        self._holders: set[object] = set()

    def hold(self, holder: object) -> None:
        self._holders.add(holder)

    def release(self, holder: object) -> None:
        self._holders.discard(holder)
        if self._waiting and not self._holders:
            self._app.call_later(self._go_on)

    def drop(self) -> None:
        """Forget what waits: it was typed before its reader could see what is there now."""
        self._waiting.clear()

    def put_first(self, events: Sequence[Event]) -> None:
        """Deliver some behind the one that is being delivered, and before all that wait."""
        self._waiting.extendleft(reversed(events))
        self.release(self)  # which holds nothing: they go on if nobody else does

    async def take(self, event: Event) -> None:
        if self._holders or self._waiting:
            self._waiting.append(event)
        else:
            await self._deliver(event)

    async def _go_on(self) -> None:
        while self._waiting and not self._holders:
            await self._deliver(self._waiting.popleft())

    def follow(self, start: DOMNode) -> None:
        """Hold until a dialog has dealt with the key that its widget was just given."""
        way = asyncio.create_task(self._follow(start.ancestors_with_self))
        self.hold(way)
        way.add_done_callback(self.release)

    async def _follow(self, way: Sequence[MessagePump]) -> None:
        # Twice: behind the key itself, which may be bound to an action at its end, and behind what
        # that action has told the widget to do.
        for pump in [*way, *way]:
            handled = asyncio.Event()
            if pump.call_later(handled.set):  # behind all that it has been given so far
                with suppress(TimeoutError):
                    await asyncio.wait_for(handled.wait(), PATIENCE)
