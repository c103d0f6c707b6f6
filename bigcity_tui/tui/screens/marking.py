"""What the viewer does to the record from the main screen: marks, ratings, notes, undo, peeks."""

import asyncio

from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.operations import SERIES_ITEM
from bigcity_tui.domain.text import listed
from bigcity_tui.tui.screens.base import CompanionScreen, in_order


class MarkingScreen(CompanionScreen):
    """The actions that change the record, or open something on purpose."""

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
    async def action_date(self) -> None:
        """Say when the episode was watched; this marks it too."""
        from bigcity_tui.tui.screens.prompt import PromptScreen

        number = self._needs_episode()
        if number is None:
            return
        day = self.shown.progress.watched.get(number, self.companion.today())
        text = await self.ask(
            PromptScreen(
                f"When did you watch episode {number}?",
                day or "unknown",
                "a day (2024-10-21), a month or a year of it, or unknown · enter saves · esc back",
            )
        )
        if text is not None and text.strip():
            await self.change(lambda: self.companion.watch([number], text.strip()))

    @in_order
    async def action_rewatch(self) -> None:
        """Begin the series again, once that is confirmed."""
        from bigcity_tui.tui.screens.choice import Choice, ChoiceScreen

        answer = await self.ask(
            ChoiceScreen(
                "Watch again from the beginning?",
                "What you marked, rated and wrote is kept as an earlier viewing; your ratings and"
                " notes of it return as you reach their episodes again.",
                [
                    Choice("no", "n", "Leave it as it is"),
                    Choice("gated", "g", "Lock everything again, and begin"),
                    Choice("open", "o", "Leave everything open, and begin"),
                ],
            )
        )
        if answer in ("gated", "open"):
            await self.change(lambda: self.companion.rewatch(is_open=answer == "open"))

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
        text = await self.ask(NoteScreen(item, name, present))
        if text is not None:
            await self.change(lambda: self.companion.note(item, text))

    @in_order
    async def action_forget(self) -> None:
        """Erase the note on what is shown for good, once that is confirmed."""
        from bigcity_tui.tui.screens.choice import Choice, ChoiceScreen

        item, name = self._item()
        answer = await self.ask(
            ChoiceScreen(
                f"Forget your note on {name}?",
                "Every text that it ever had is erased, here and in the backups. This cannot be"
                " taken back.",
                [Choice("no", "n", "Keep it"), Choice("yes", "y", "Erase it for good")],
            )
        )
        if answer == "yes":
            await self.change(lambda: self.companion.forget(item), "")

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
