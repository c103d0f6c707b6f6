"""What the viewer says of an episode or the series: ratings, notes, answers; forgetting them."""

import asyncio
import os
from collections.abc import Awaitable
from functools import partial

from textual.geometry import Region

from bigcity_tui.companion import Outcome
from bigcity_tui.domain.diary import item_text, words_on
from bigcity_tui.domain.history import episode_number, question_place
from bigcity_tui.domain.operations import SERIES_ITEM
from bigcity_tui.tui.command import Main, RefusedError
from bigcity_tui.tui.dialogs.choice import confirm
from bigcity_tui.tui.dialogs.rate import CLEAR, RateDialog
from bigcity_tui.tui.widgets.layout import asked


def chosen_item(screen: Main) -> str:
    """What keys are about: an episode, or the series on any other page."""
    return SERIES_ITEM if episode_number(screen.chosen) is None else screen.chosen


async def rate(screen: Main, item: str | None = None) -> None:
    item = item or chosen_item(screen)
    screen.need_present()
    name = item_text([item], screen.companion.series.unit)
    score = await screen.ask(RateDialog(name, screen.view.own(item).rating))
    if score is not None:
        rating = None if score == CLEAR else score
        await screen.change(partial(screen.companion.rate, item, rating))


async def answer(screen: Main, item: str | None = None) -> None:
    """Have a question answered below it; where none is chosen or in sight, go to the first."""
    reader = screen.reader
    item = item or reader.window.question(screen.view)
    if item is not None:
        try:
            screen.view.question(item)
            await note(screen, item)
        finally:
            reader.make_room(None)
        return
    first = asked(reader.document, reader.window.question(screen.view, anywhere=True))
    if first is None:
        raise RefusedError("No question to answer here; they come with an episode that is over.")
    screen.go_to_pane("reader")
    reader.go_to(first)


async def note(screen: Main, chosen: str | None = None) -> None:
    """Have a note or an answer written, saved as it grows; all of it is one change to take back."""
    # Here, because Textual's text area is heavy, and many an evening goes without a note.
    from bigcity_tui.tui.dialogs.note import NoteDialog

    screen.need_present()
    item, batch = chosen or chosen_item(screen), os.urandom(16).hex()
    text, seen = _written(screen, item)

    def save(text: str) -> Awaitable[Outcome]:
        return screen.write(partial(screen.companion.note, item, text, batch, seen))

    def minute() -> int | str | None:
        on = screen.following.time(item) if screen.following else ""
        return on or screen.view.progress.minute(item, screen.companion.clock())

    def room() -> Region | None:
        return screen.reader.make_room(item) if question_place(item) else None

    place, name = screen.companion.note_place(item), words_on(item, screen.companion.series.unit)
    saved = await screen.ask(NoteDialog(item, name, text, save, place, minute, room))
    if saved is not None:
        what = "Saved" if saved.strip() else "Removed"
        await screen.change(lambda: Outcome(f"{what} {name}."))


def _written(screen: Main, item: str) -> tuple[str, tuple[str, ...]]:
    """A text as it was written, not made safe to show, with what devices wrote at the same time.

    And what it comes from, as it is shown: what is written elsewhere meanwhile stays.
    """
    found = screen.view.current.words(item)
    return ("\n\n".join(found.texts), found.heads) if found else ("", ())


async def edit_chosen(screen: Main) -> None:
    # Here, because what runs other programs is heavy.
    from bigcity_tui.tui.own_editor import edited_outside

    item = chosen_item(screen)
    screen.need_present()
    present, seen = _written(screen, item)
    place = screen.companion.note_place(item)
    with edited_outside(screen.app, present, item, place) as (text, hint):
        if text is None:
            screen.say(hint or screen.companion.left_note(item).message)
            return
        done = await screen.write(partial(screen.companion.note, item, text, seen=seen))
    await screen.change(lambda: done)


async def forget(screen: Main, item: str | None = None) -> None:
    item = item or chosen_item(screen)
    screen.need_present()
    name = item_text([item], screen.companion.series.unit)
    if not await asyncio.to_thread(screen.companion.can_forget, item):
        raise RefusedError(f"Nothing is written on {name} to forget.")
    question = f"Forget what you wrote on {name}?"
    about = (
        "Your note and your answers are erased with every text that they ever had, here and in the"
        " backups. This cannot be taken back."
    )
    if await screen.ask(confirm(question, about, "Erase it for good", "Keep it")) == "yes":
        await screen.change(partial(screen.companion.forget, item), "")
