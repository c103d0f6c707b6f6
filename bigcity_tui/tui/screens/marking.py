"""Marks: what was started and watched, when, and all over again; and taking back."""

from bigcity_tui.domain.text import listed
from bigcity_tui.tui.screens.base import BACK, in_order
from bigcity_tui.tui.screens.saying import SayingScreen


class MarkingScreen(SayingScreen):
    """The actions that mark, and those that take back."""

    def needs_episode(self) -> int | None:
        """The episode that keys are about; if it is none, that is said."""
        if self.episode is None:
            self.say("Choose an episode first.")
        return self.episode

    @in_order
    async def action_start(self) -> None:
        """Start the episode that is shown."""
        number = self.needs_episode()
        if number is not None:
            missing = self.shown.progress.missing_before(number)
            more = f"{BACK} {self._waits(number, missing)}" if missing else BACK
            await self.change(lambda: self.companion.start(number), more)

    @in_order
    async def action_watched(self) -> None:
        """Mark the episode that is shown; ask first when earlier ones are not marked."""
        number = self.needs_episode()
        if number is not None:
            await self.mark(number)

    async def mark(self, number: int) -> None:
        """Mark an episode as watched; ask first when earlier ones are not marked."""
        progress = self.shown.progress
        if progress.state(number) == "watched":
            self.say(f"Episode {number} is marked already; x takes the mark off.")
            return
        if not self.may_change():
            return
        missing = progress.missing_before(number)
        through = False
        if missing:
            answer = await self._ask_through(number, missing)
            if answer is None:
                return
            through = answer == "all"
        waits = bool(missing) and not through
        more = f"{BACK} {self._waits(number, missing)}" if waits else BACK
        await self.change(lambda: self.companion.watch([number], through=through), more)

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
        number = self.needs_episode()
        if number is not None:
            await self.unmark(number)

    async def unmark(self, number: int) -> None:
        """Take the mark off an episode."""
        await self.change(lambda: self.companion.unwatch([number]))

    @in_order
    async def action_date(self) -> None:
        """Say when the episode was watched; this marks it too."""
        number = self.needs_episode()
        if number is not None:
            await self.date(number)

    async def date(self, number: int) -> None:
        """Have it said when an episode was watched; this marks it too."""
        from bigcity_tui.tui.screens.prompt import PromptScreen

        if not self.may_change():
            return
        day = self.shown.progress.watched.get(number, self.companion.today())
        text = await self.ask(
            PromptScreen(
                f"When did you watch episode {number}?",
                day or "unknown",
                "A day (2024-10-21), a month (2024-10), a year, or unknown.",
                "saves",
            )
        )
        if text is not None and text.strip():
            await self.change(lambda: self.companion.watch([number], text.strip()))

    @in_order
    async def action_rewatch(self) -> None:
        """Begin the series again, once that is confirmed."""
        await self.watch_again()

    async def watch_again(self) -> None:
        """Have the series begun again, once that is confirmed."""
        from bigcity_tui.tui.screens.choice import Choice, ChoiceScreen

        if not self.may_change():
            return
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
