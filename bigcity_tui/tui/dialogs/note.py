"""Writing a note or an answer: an editor that saves as one writes, and says how far it is."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.timer import Timer
from textual.widgets import Static, TextArea

from bigcity_tui.domain.errors import CompanionError
from bigcity_tui.domain.history import kind_of_words
from bigcity_tui.domain.text import clean
from bigcity_tui.domain.view import View
from bigcity_tui.tui.dialogs.choice import Choice, ChoiceDialog
from bigcity_tui.tui.dialogs.dialog import Dialog
from bigcity_tui.tui.own_editor import edited_outside

PAUSE = 1.0  # seconds without a key after which the text is saved
LONGEST = 5.0  # seconds after which it is saved although one writes on
PATIENCE = 0.8  # seconds that saving may take when the app is being left

Save = Callable[[str], Awaitable[object]]
"""Saves a text for good, or raises CompanionError."""

Room = Callable[[], Region | None]
"""Makes room for the editor in the page, and says where on the screen; None where there is none."""

_SHOWN_AS = str.maketrans("\u00ad\u061c\u200e\u200f", "-\u200c\u200c\u200c")
"""What a note may hold and no terminal should see, by what takes as many columns."""


class NoteArea(TextArea):
    """A field for the viewer's own words: they stay as they are, and are safe as they are shown."""

    def get_line(self, line_index: int) -> Text:
        line = super().get_line(line_index)
        line.plain = line.plain.translate(_SHOWN_AS)
        return line


class NoteDialog(Dialog[str]):
    """Answers with the text if another was saved; what the foot calls saved is on the disk.

    Where `room` gives some, it is in place in the page, else in the middle of the screen. `minute`
    tells how long the episode has been on, or where the player is in it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "save", show=False),
        Binding("f2", "edit", show=False),
        Binding("ctrl+t", "minute", show=False),
    ]

    HOLDS_NO_CONTENT = True
    OUTSIDE = "save"
    SHAPE = "-tall"

    def __init__(
        self,
        item: str,
        name: str,
        text: str,
        save: Save,
        keep_at: str,
        minute: Callable[[], int | str | None] = lambda: None,
        room: Room = lambda: None,
    ) -> None:
        super().__init__()
        text = clean(text, to_edit=True)
        # Made at once: the app may be left before there is anything to be seen.
        self._area = NoteArea(text, id="note", show_line_numbers=False, tab_behavior="focus")
        self._state = Static(classes="dialog--state")
        self.body = (self._area, self._state)
        self._item = item
        self._name = name.removeprefix("the ")
        self.heading = f"Your {self._name}"
        self._minute = minute
        self._room = room
        self._text = self._saved = text
        self._save = save
        self._path = keep_at
        self._saving = asyncio.Lock()
        self._changed_at: float | None = None
        self._timer: Timer | None = None
        self.foot = [("esc", "closes", "save"), ("F2", "your own editor", "edit")]
        if minute() is not None:
            self.foot.append(("^t", "the minute", "minute"))

    def on_mount(self) -> None:
        # Where the room is, the page says, which is laid out after this and more than once.
        laid_out = self.app.screen_stack[0].screen_layout_refresh_signal
        laid_out.subscribe(self, lambda _: self._place())
        self._place()
        self._area.move_cursor(self._area.document.end)
        self._tell("Saved." if self._text else "What you write is saved by itself.")

    def show_view(self, _view: View) -> None:
        """Stay where the room is: the page may have changed around it."""
        self.call_after_refresh(self._place)

    def _place(self) -> None:
        region, box = self._room(), self.box
        self.set_class(region is not None, "-in-place")
        box.styles.width, box.styles.height = region.size if region else (None, None)
        box.styles.offset = region.offset if region else (0, 0)

    def action_minute(self) -> None:
        """Begin a line with the minute, which can be typed over."""
        minute, area = self._minute(), self._area
        if minute is not None:
            row = area.cursor_location[0]
            line = area.document.get_line(row)
            area.move_cursor((row, len(line)))
            area.insert(f"{chr(10) if line.strip() else ''}{minute}: ")

    def _tell(self, words: str, *, wrong: bool = False) -> None:
        self._state.set_class(wrong, "-wrong")
        self._state.update(Content(words))

    @on(TextArea.Changed)
    def _changed(self) -> None:
        """Save soon: after a pause, or after a while of writing without one."""
        if self._area.text == self._saved:
            return
        now = time.monotonic()
        if self._changed_at is None:
            self._changed_at = now
            self._tell("Not saved yet …")
        if self._timer is not None:
            self._timer.stop()
        wait = max(0.01, min(PAUSE, self._changed_at + LONGEST - now))
        self._timer = self.set_timer(wait, lambda: self.run_worker(self.keep()))

    async def keep(self) -> str | None:
        """Save the text as it stands; what went wrong, or None if it is on the disk. Says so."""
        async with self._saving:
            text, error = self._area.text, None
            try:
                if text != self._saved:
                    await self._save(text)
                self._saved = text
            except CompanionError as failed:
                error = str(failed)
            if self.is_mounted:
                self._changed_at = None
                if error is not None:
                    self._tell(f"Not saved: {error}", wrong=True)
                elif self._area.text == text:
                    self._tell("Saved.")
                else:
                    self._changed()
            return error

    async def _take(self, text: str) -> None:
        """Go on with another text and save it; CompanionError leaves everything as it was."""
        area = self._area
        before = area.text
        area.text = clean(text.rstrip("\n"), to_edit=True)
        if (error := await self.keep()) is not None:
            area.text = before
            raise CompanionError(f"Not saved: {error}")
        area.move_cursor(area.document.end)

    async def before_leaving(self) -> str | None:
        """Save what is not saved yet; where that fails or takes too long, in a file."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                if await self.keep() is None:
                    return None
        from bigcity_tui.files.editor import keep_text

        try:
            path = await asyncio.to_thread(keep_text, self._area.text, self._path)
        except OSError as error:
            return f"your {self._name} could not be saved ({error.strerror})"
        return f"your {self._name} could not be saved; what you wrote is kept in {path}"

    def action_edit(self) -> None:
        self.barrier.hold(self)
        self.run_worker(self._edit(), group="edit")

    async def _edit(self) -> None:
        try:
            text = self._area.text
            with edited_outside(self.app, text, self._item, self._path) as (edited, hint):
                if edited is None:
                    self._tell(hint or "Nothing was changed.")
                else:
                    await self._take(edited)
        except (CompanionError, SuspendNotSupported) as error:
            self._tell(str(error), wrong=True)
        finally:
            self.barrier.release(self)

    async def action_save(self) -> None:
        """Close once everything is saved; where that fails, ask rather than lose a word."""
        self.barrier.hold(self)
        self.run_worker(self._close(), exclusive=True, group="close")

    async def _close(self) -> None:
        if await self.keep() is None or await self._ask_to_leave():
            self.answer(None if self._saved == self._text else self._saved)
        self.barrier.release(self)

    async def _ask_to_leave(self) -> bool:
        question = ChoiceDialog(
            f"Your {kind_of_words(self._item)} could not be saved",
            "What you wrote since it was last saved is only here.",
            [
                Choice("stay", "w", "Go on writing, and try again"),
                Choice("leave", "l", "Leave it unsaved"),
            ],
        )
        await self.app.push_screen(question)
        self.barrier.drop()  # whoever typed on has not seen the question
        self.barrier.release(self)
        return await question.answered == "leave"
