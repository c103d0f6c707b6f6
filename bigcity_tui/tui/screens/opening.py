"""What is opened on purpose: a locked episode's page, and the answers to the questions."""

from bigcity_tui.companion import Outcome
from bigcity_tui.domain.moments import Moment
from bigcity_tui.tui.messages import PageChosen
from bigcity_tui.tui.screens.base import in_order
from bigcity_tui.tui.screens.marking import MarkingScreen


class OpeningScreen(MarkingScreen):
    """The actions that open something before its time, each confirmed with another key."""

    @in_order
    async def action_peek(self) -> None:
        """Open the page of a locked episode, once that is confirmed with another key."""
        from bigcity_tui.tui.screens.choice import Choice, ChoiceScreen

        number = self.needs_episode()
        if number is None or not self.may_change():
            return
        if self.shown.moment >= Moment.end(number):
            self.say(f"Episode {number} is open already.")
            return
        answer = await self.ask(
            ChoiceScreen(
                f"Open episode {number} before watching it?",
                "Its page tells what happens, to the end, and what came before. It stays open"
                " until you quit or undo something; nothing is marked, and nothing else opens.",
                [Choice("no", "n", "Leave it closed"), Choice("yes", "y", "Open its page")],
            )
        )

        def peek() -> Outcome:
            self.companion.peek(number)
            return Outcome(f"Episode {number} is open until you quit or undo something.")

        if answer == "yes" and await self.change(peek, ""):
            self.post_message(PageChosen(str(number)))

    @in_order
    async def action_ask(self) -> None:
        """Offer the questions, and answer the one that is chosen and confirmed."""
        from bigcity_tui.tui.screens.asks import AsksScreen
        from bigcity_tui.tui.screens.choice import Choice, ChoiceScreen

        questions = self.shown.edition.asks
        if not questions:
            self.say("This pack has no such questions.")
            return
        episode, number = self.episode, 1
        choices = [
            Choice("no", "n", "Leave it unanswered"),
            Choice("all", "y", "Answer it for the series"),
        ]
        if episode is not None:
            choices.append(Choice("one", "e", f"Answer it for episode {episode} alone"))
        # One question often leads to the next: the list comes back until it is left.
        while (chosen := await self.ask(AsksScreen(questions, number))) is not None:
            number = chosen
            question = questions[number - 1]
            warning = "The answer may tell what you have not seen."
            answer = await self.ask(ChoiceScreen(question, warning, choices))
            if answer in ("all", "one"):
                found = self.companion.ask(number, episode if answer == "one" else None)
                await self.ask(ChoiceScreen(question, found.text, [], leaving="closes"))
