"""What the viewer says of an episode or the series: ratings, notes, and forgetting them."""

import asyncio
import os

from bigcity_tui.companion import Outcome
from bigcity_tui.domain.errors import CompanionError
from bigcity_tui.domain.operations import SERIES_ITEM
from bigcity_tui.tui.screens.base import CompanionScreen, in_order


class SayingScreen(CompanionScreen):
    """The actions that rate, write and forget."""

    @property
    def item(self) -> str:
        """What a rating or a note is of, on the page that keys are about."""
        return SERIES_ITEM if self.episode is None else str(self.episode)

    @in_order
    async def action_rate(self) -> None:
        """Rate what is shown."""
        await self.rate(self.item)

    async def rate(self, item: str) -> None:
        """Have something rated."""
        from bigcity_tui.tui.screens.rate import CLEAR, RateScreen

        if self.may_change():
            own = self.shown.own(item)
            score = await self.ask(RateScreen(name_of(item), own.rating))
            if score is not None:
                chosen = None if score == CLEAR else score
                await self.change(lambda: self.companion.rate(item, chosen))

    @in_order
    async def action_note(self) -> None:
        """Write the note on what is shown."""
        await self.note(self.item)

    async def note(self, item: str) -> None:
        """Have a note written, saved as it grows; all of it is one change to take back."""
        from bigcity_tui.tui.screens.note import NoteScreen

        if not self.may_change():
            return
        batch = os.urandom(16).hex()
        written = ""

        async def save(text: str) -> str | None:
            nonlocal written
            written = text
            async with self._writing:
                try:
                    await asyncio.to_thread(self.companion.note, item, text, batch)
                except CompanionError as error:
                    return str(error)
            return None

        name = name_of(item)
        if await self.ask(NoteScreen(item, name, self._written(item), save, self.companion.home)):
            what = "Saved" if written.strip() else "Removed"
            await self.change(lambda: Outcome(f"{what} the note on {name}."))

    def _written(self, item: str) -> str:
        own = self.shown.own(item)
        return "\n\n".join(filter(None, (own.note, *own.others)))

    @in_order
    async def action_editor(self) -> None:
        """Write the note on what is shown in the viewer's own editor."""
        await self.edit(self.item)

    async def edit(self, item: str) -> None:
        """Have a note written in the viewer's own editor, and save what comes back."""
        from textual.app import SuspendNotSupported

        from bigcity_tui.tui.own_editor import edited_outside

        if not self.may_change():
            return
        found = self.shown.current.notes.get(item)
        # As it was written: what is shown of it has been made safe to show.
        present = "\n\n".join((found.text, *found.others)) if found else ""
        try:
            with edited_outside(self.app, present, item, self.companion.home) as edit:
                self.has_begun()
                if edit.text is None:
                    self.say(edit.hint or self.companion.left_note(item).message)
                    return
                text = edit.text
                async with self._writing:
                    done = await asyncio.to_thread(self.companion.note, item, text)
        except (CompanionError, SuspendNotSupported) as error:
            self.say(str(error), "error")
            return
        await self.change(lambda: done)

    @in_order
    async def action_forget(self) -> None:
        """Erase the note on what is shown for good, once that is confirmed."""
        await self.forget(self.item)

    async def forget(self, item: str) -> None:
        """Have a note erased for good, once that is confirmed."""
        from bigcity_tui.tui.screens.choice import Choice, ChoiceScreen

        if not self.may_change():
            return
        try:
            noted = await asyncio.to_thread(self.companion.can_forget, item)
        except CompanionError as error:
            self.say(str(error), "error")
            return
        if not noted:
            self.say(f"There is no note on {name_of(item)} to forget.")
            return
        answer = await self.ask(
            ChoiceScreen(
                f"Forget your note on {name_of(item)}?",
                "Every text that it ever had is erased, here and in the backups. This cannot be"
                " taken back.",
                [Choice("no", "n", "Keep it"), Choice("yes", "y", "Erase it for good")],
            )
        )
        if answer == "yes":
            await self.change(lambda: self.companion.forget(item), "")


def name_of(item: str) -> str:
    """What an item of the record is called in a sentence."""
    return "the series" if item == SERIES_ITEM else f"episode {item}"
