"""What the viewer does to the record from the main screen: marks, ratings, notes, undo, peeks."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Literal, TypeVar

from textual import work
from textual.reactive import var
from textual.screen import Screen

from bigcity_tui.companion import Companion, Done
from bigcity_tui.domain.errors import CompanionError
from bigcity_tui.domain.history import episode_number
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.operations import SERIES_ITEM
from bigcity_tui.domain.text import listed
from bigcity_tui.domain.view import View

POLL = 1.0
"""Seconds between two looks at whether another program has changed the record."""

T = TypeVar("T")
S = TypeVar("S", bound="CompanionScreen")

BACK = "u takes it back."


def in_order(
    action: "Callable[[S], Coroutine[None, None, None]]",
) -> "Callable[[S], Coroutine[None, None, None]]":
    """Run an action as a worker, but keep the next key until it has asked, or has begun to write.

    What one types ahead reaches the dialogue that is about to open and not the panes under it; and
    no key waits for a slow disk.
    """

    @wraps(action)
    async def ordered(screen: S) -> None:
        under_way = screen.under_way = asyncio.Event()

        async def act() -> None:
            try:
                await action(screen)
            finally:
                under_way.set()

        screen.run_worker(act())
        await under_way.wait()

    return ordered


class CompanionScreen(Screen[None]):
    """Holds the view, the page that is shown, and everything that changes the record.

    Changes are written by a thread, one after another; the view follows once they are safe.
    """

    view: var[View | None] = var(None)
    page: var[str] = var("about")

    def __init__(self, companion: Companion, as_of: Moment | None = None) -> None:
        """Show what a companion shows, now or as of an earlier moment."""
        super().__init__()
        self.companion = companion
        self._as_of = as_of
        self._writing = asyncio.Lock()
        self.under_way = asyncio.Event()
        self._version = companion.version()
        self.set_reactive(CompanionScreen.view, companion.view(as_of))

    @property
    def shown(self) -> View:
        """The view, which is there from the beginning."""
        assert self.view is not None
        return self.view

    @property
    def chosen(self) -> str:
        """The page that keys are about."""
        return self.page

    @property
    def episode(self) -> int | None:
        """The episode that keys are about; None when that is any other page."""
        return episode_number(self.chosen)

    def say(
        self, message: str, severity: Literal["information", "warning", "error"] = "information"
    ) -> None:
        """Tell something in a toast, to the letter."""
        self.notify(message, severity=severity, markup=False, timeout=6)

    async def ask(self, dialogue: Screen[T]) -> T | None:
        """Open a dialogue and wait for its answer."""
        answer: asyncio.Future[T | None] = asyncio.get_running_loop().create_future()
        await self.app.push_screen(dialogue, answer.set_result)
        self.under_way.set()
        return await answer

    async def change(self, act: Callable[[], Done], more: str = BACK) -> bool:
        """Do something to the record, show what came of it; whether it was done."""
        self.under_way.set()
        if self._as_of is not None:
            self.say(f"You are looking back as of {self._as_of}; nothing is changed from here.")
            return False
        async with self._writing:
            try:
                done = await asyncio.to_thread(act)
            except CompanionError as error:
                self.say(str(error), "error")
                return False
            self.view = await asyncio.to_thread(self.companion.view)
            self._version = await asyncio.to_thread(self.companion.version)
        self.say(f"{done.message} {more}".strip() if done.changed else done.message)
        return done.changed

    @work(exclusive=True, group="poll")
    async def look_again(self) -> None:
        """Show what another program has changed in the meantime."""
        if self._writing.locked():
            return
        version = await asyncio.to_thread(self.companion.version)
        if version != self._version and not self._writing.locked():
            self._version = version
            try:
                self.view = await asyncio.to_thread(self.companion.view, self._as_of)
            except CompanionError as error:
                self.say(str(error), "error")

    # -- marks ------------------------------------------------------------------------------

    def _needs_episode(self) -> int | None:
        if self.episode is None:
            self.say("Choose an episode first.")
        return self.episode

    @in_order
    async def action_start(self) -> None:
        """Start the episode that is shown."""
        number = self._needs_episode()
        if number is None:
            return
        missing = self.shown.progress.missing_before(number)
        if await self.change(lambda: self.companion.start(number)) and missing:
            self.say(self._waits(number, missing))

    @in_order
    async def action_watched(self) -> None:
        """Mark the episode that is shown; ask first when earlier ones are not marked."""
        number = self._needs_episode()
        if number is None:
            return
        progress = self.shown.progress
        if progress.state(number) == "watched":
            self.say(f"Episode {number} is marked already; x takes the mark off.")
            return
        missing = progress.missing_before(number)
        through = False
        if missing and self._as_of is None:
            answer = await self._ask_through(number, missing)
            if answer is None:
                return
            through = answer == "all"
        done = await self.change(lambda: self.companion.watch([number], through=through))
        if done and missing and not through:
            self.say(self._waits(number, missing))

    async def _ask_through(self, number: int, missing: tuple[int, ...]) -> str | None:
        from bigcity_tui.tui.screens.choice import Choice, ChoiceScreen

        earlier = listed([str(before) for before in missing])
        many = len(missing) > 1
        return await self.ask(
            ChoiceScreen(
                f"Mark episode {number} as watched",
                f"Episode{'s' if many else ''} {earlier} {'are' if many else 'is'} not marked."
                f" Episode {number} opens once {'they are' if many else 'it is'}.",
                [
                    Choice("all", "a", f"Mark {earlier} too; everything through {number} opens"),
                    Choice("one", "o", f"Mark only {number}; nothing opens yet"),
                ],
            )
        )

    @staticmethod
    def _waits(number: int, missing: tuple[int, ...]) -> str:
        earlier = listed([str(before) for before in missing])
        which = f"episode {earlier} is" if len(missing) == 1 else f"episodes {earlier} are"
        return f"Episode {number} opens once {which} marked as watched too."

    @in_order
    async def action_unmark(self) -> None:
        """Take the mark off the episode that is shown."""
        number = self._needs_episode()
        if number is not None:
            await self.change(lambda: self.companion.unwatch([number]))

    @in_order
    async def action_undo(self) -> None:
        """Take back the last change."""
        await self.change(self.companion.undo, "ctrl+r does it again.")

    @in_order
    async def action_redo(self) -> None:
        """Do again what was taken back."""
        await self.change(self.companion.redo)

    # -- ratings and notes ------------------------------------------------------------------

    def _item(self) -> tuple[str, str]:
        """What a rating or a note is of, on the page that is shown: the item, and its name."""
        if self.episode is None:
            return SERIES_ITEM, "the series"
        return str(self.episode), f"episode {self.episode}"

    @in_order
    async def action_rate(self) -> None:
        """Rate what is shown."""
        from bigcity_tui.tui.screens.rate import CLEAR, RateScreen

        item, name = self._item()
        own = self.shown.own(item)
        score = await self.ask(RateScreen(name, own.rating))
        if score is not None:
            await self.change(lambda: self.companion.rate(item, None if score == CLEAR else score))

    @in_order
    async def action_note(self) -> None:
        """Write the note on what is shown."""
        from bigcity_tui.tui.screens.note import NoteScreen

        item, name = self._item()
        own = self.shown.own(item)
        present = "\n\n".join(filter(None, (own.note, *own.others)))
        text = await self.ask(NoteScreen(name, present))
        if text is not None:
            await self.change(lambda: self.companion.note(item, text))

    # -- opened on purpose ------------------------------------------------------------------

    @in_order
    async def action_peek(self) -> None:
        """Open the page of a locked episode, once that is confirmed with another key."""
        from bigcity_tui.tui.screens.choice import Choice, ChoiceScreen

        number = self._needs_episode()
        if number is None or self._as_of is not None:
            return
        if self.shown.moment >= Moment.end(number):
            self.say(f"Episode {number} is open already.")
            return
        answer = await self.ask(
            ChoiceScreen(
                f"Open episode {number} before watching it?",
                "Its page tells what happens, to the end. It stays open until you quit or undo"
                " something; everything else stays as it is, and nothing is marked.",
                [Choice("no", "n", "Leave it closed"), Choice("yes", "y", "Open its page")],
            )
        )
        if answer == "yes":
            self.companion.peek(number)
            self.view = await asyncio.to_thread(self.companion.view)

    @in_order
    async def action_ask(self) -> None:
        """Offer the questions, and answer the one that is chosen and confirmed."""
        from bigcity_tui.tui.screens.asks import AsksScreen
        from bigcity_tui.tui.screens.choice import Choice, ChoiceScreen

        questions = self.shown.edition.asks
        if not questions:
            self.say("This pack has no such questions.")
            return
        number = await self.ask(AsksScreen(questions))
        if number is None:
            return
        choices = [
            Choice("no", "n", "Leave it unanswered"),
            Choice("all", "y", "Answer it for the series"),
        ]
        episode = self.episode
        if episode is not None:
            choices.append(Choice("one", "e", f"Answer it for episode {episode} alone"))
        answer = await self.ask(
            ChoiceScreen(
                questions[number - 1], "The answer may tell what you have not seen.", choices
            )
        )
        if answer in ("all", "one"):
            found = self.companion.ask(number, episode if answer == "one" else None)
            said = "Yes. " if found.mentioned else ""
            await self.ask(
                ChoiceScreen(
                    questions[number - 1], f"{said}{found.text}", [Choice("ok", "", "Close")]
                )
            )
