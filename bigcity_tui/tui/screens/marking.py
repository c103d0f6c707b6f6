"""Marks: what was started and watched, when, and all over again; and taking back."""

from bigcity_tui.domain.errors import CompanionError
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.text import named
from bigcity_tui.tui.messages import PageHighlighted
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
            progress = self.shown.progress
            if progress.state(number) == "watched":
                self.say(f"Episode {number} is marked already; R begins the series again.")
                return
            missing, left = progress.missing_before(number), progress.watching
            more = f"{BACK} {self._waits(number, missing)}" if missing else BACK
            if left is not None and left != number:
                more = f"Episode {left} is no longer on. {more}"
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

        many = len(missing) > 1
        return await self.ask(
            ChoiceScreen(
                f"Mark episode {number} as watched",
                f"{named(missing).capitalize()} {'are' if many else 'is'} not marked."
                f" Episode {number} opens once {'they are' if many else 'it is'}.",
                [
                    Choice("all", "a", f"Mark {'them' if many else 'it'} too; {number} opens"),
                    Choice("one", "o", f"Mark only {number}; it stays locked"),
                ],
            )
        )

    @staticmethod
    def _waits(number: int, missing: tuple[int, ...]) -> str:
        verb = "is" if len(missing) == 1 else "are"
        return f"Episode {number} opens once {named(missing)} {verb} marked as watched too."

    @in_order
    async def action_unmark(self) -> None:
        """Take the mark off the episode that is shown."""
        number = self.needs_episode()
        if number is not None:
            await self.unmark(number)

    async def unmark(self, number: int) -> None:
        """Take the mark off an episode, and say so if others are locked with it."""
        later = any(each > number for each in self.shown.progress.watched)
        gap = later and self.shown.moment >= Moment.end(number)
        more = f"What follows it is locked until it is marked again. {BACK}" if gap else BACK
        await self.change(lambda: self.companion.unwatch([number]), more)

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
                "A day (2024-10-21), month (2024-10), year, yesterday or unknown.",
                "saves",
                self._problem_with_date,
            )
        )
        if text is not None and text.strip():
            await self.change(lambda: self.companion.watch([number], text.strip()))

    def _problem_with_date(self, text: str) -> str | None:
        """What is wrong with a date that was typed, or None; nothing typed is nothing wrong."""
        try:
            if text.strip():
                self.companion.day_asked(text.strip())
        except CompanionError as error:
            return str(error)
        return None

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
                "What you marked, rated and wrote is kept as an earlier viewing, and returns as you"
                " reach its episodes again.",
                [
                    Choice("no", "n", "Not now"),
                    Choice("gated", "g", "Begin, and lock everything"),
                    Choice("open", "o", "Begin, and leave all open"),
                ],
            )
        )
        if answer in ("gated", "open") and await self.change(
            lambda: self.companion.rewatch(is_open=answer == "open")
        ):
            self.post_message(PageHighlighted("1"))

    @in_order
    async def action_undo(self) -> None:
        """Take back the last change."""
        await self.change(self.companion.undo, "ctrl+r does it again.")

    @in_order
    async def action_redo(self) -> None:
        """Do again what was taken back."""
        await self.change(self.companion.redo)
