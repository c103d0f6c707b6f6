"""What the viewer says of an episode or the series: ratings, notes, answers; forgetting them."""

import asyncio
import os
from functools import partial

from textual.app import SuspendNotSupported
from textual.geometry import Region

from bigcity_tui.companion import Outcome
from bigcity_tui.domain.diary import item_text, words_on
from bigcity_tui.domain.errors import CompanionError
from bigcity_tui.domain.history import episode_number, question_place
from bigcity_tui.domain.operations import SERIES_ITEM
from bigcity_tui.tui.commands.host import Host
from bigcity_tui.tui.dialogs.choice import confirm
from bigcity_tui.tui.dialogs.rate import CLEAR, RateDialog
from bigcity_tui.tui.widgets.layout import asked


def chosen_item(host: Host) -> str:
    """What keys are about: an episode, or the series on any other page."""
    return SERIES_ITEM if episode_number(host.chosen) is None else host.chosen


async def rate(host: Host, item: str | None = None) -> None:
    item = item or chosen_item(host)
    if host.may_change():
        score = await host.ask(
            RateDialog(item_text([item], host.companion.series.unit), host.view.own(item).rating)
        )
        if score is not None:
            rating = None if score == CLEAR else score
            await host.change(partial(host.companion.rate, item, rating))


async def answer(host: Host, item: str | None = None) -> None:
    """Have a question answered below it; where none is chosen or in sight, go to the first."""
    reader = host.reader
    item = item or reader.window.question(host.view)
    if item is not None:
        try:
            host.view.question(item)
            await note(host, item)
        except CompanionError as error:
            host.say(str(error), "error")
        finally:
            reader.make_room(None)
        return
    first = asked(reader.document, reader.window.question(host.view, anywhere=True))
    if first is None:
        host.say("No question to answer here; they come with an episode that is over.")
    else:
        host.go_to_pane("reader")
        reader.go_to(first)


async def note(host: Host, chosen: str | None = None) -> None:
    """Have a note or an answer written, saved as it grows; all of it is one change to take back."""
    # Here, because Textual's text area is heavy, and many an evening goes without a note.
    from bigcity_tui.tui.dialogs.note import NoteDialog

    if not host.may_change():
        return
    item, batch, written = chosen or chosen_item(host), os.urandom(16).hex(), ""
    text, seen = _written(host, item)

    async def save(text: str) -> str | None:
        nonlocal written
        written = text
        try:
            await host.write(lambda: host.companion.note(item, text, batch, seen))
        except CompanionError as error:
            return str(error)
        return None

    def minute() -> int | str | None:
        on = host.following.time(item) if host.following else ""
        return on or host.view.progress.minute(item, host.companion.clock())

    def room() -> Region | None:
        return host.reader.make_room(item) if question_place(item) else None

    place, name = host.companion.note_place(item), words_on(item, host.companion.series.unit)
    if await host.ask(NoteDialog(item, name, text, save, place, minute, room)):
        what = "Saved" if written.strip() else "Removed"
        await host.change(lambda: Outcome(f"{what} {name}."))


def _written(host: Host, item: str) -> tuple[str, tuple[str, ...]]:
    """A text as it was written, not made safe to show, with what devices wrote at the same time.

    And what it comes from, as it is shown: what is written elsewhere meanwhile stays.
    """
    found = host.view.current.words(item)
    return ("\n\n".join(found.texts), found.heads) if found else ("", ())


async def edit_chosen(host: Host) -> None:
    # Here, because what runs other programs is heavy.
    from bigcity_tui.tui.own_editor import edited_outside

    item = chosen_item(host)
    if not host.may_change():
        return
    present, seen = _written(host, item)
    try:
        with edited_outside(host.app, present, item, host.companion.note_place(item)) as edit:
            if edit.text is None:
                host.say(edit.hint or host.companion.left_note(item).message)
                return
            done = await host.write(partial(host.companion.note, item, edit.text, seen=seen))
    except (CompanionError, SuspendNotSupported) as error:
        host.say(str(error), "error")
        return
    await host.change(lambda: done)


async def forget(host: Host, item: str | None = None) -> None:
    item = item or chosen_item(host)
    if not host.may_change():
        return
    try:
        noted = await asyncio.to_thread(host.companion.can_forget, item)
    except CompanionError as error:
        host.say(str(error), "error")
        return
    name = item_text([item], host.companion.series.unit)
    if not noted:
        host.say(f"Nothing is written on {name} to forget.")
        return
    question = f"Forget what you wrote on {name}?"
    about = (
        "Your note and your answers are erased with every text that they ever had, here and in the"
        " backups. This cannot be taken back."
    )
    if await host.ask(confirm(question, about, "Erase it for good", "Keep it")) == "yes":
        await host.change(partial(host.companion.forget, item), "")
