"""Writing a note: an editor that saves when one leaves it."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static, TextArea

from bigcity_tui.domain.edits import NOTE_LIMIT
from bigcity_tui.domain.errors import CompanionError
from bigcity_tui.domain.text import clean
from bigcity_tui.tui.screens.dialogue import Dialogue


class NoteScreen(Dialogue[str]):
    """Answers with the text as it was left, or None when nothing is to change."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "save", show=False),
        Binding("f2", "edit", show=False),
    ]

    def __init__(self, item: str, name: str, text: str) -> None:
        """Write the note on an item that has a name."""
        super().__init__()
        self._item = item
        self._name = name
        self._text = text

    def compose(self) -> ComposeResult:
        """Lay out title, editor and keys."""
        with Vertical(classes="dialogue -tall"):
            yield Static(Content(f"Your note on {self._name}"), classes="dialogue--title")
            yield TextArea(
                self._text, soft_wrap=True, show_line_numbers=False, tab_behavior="focus"
            )
            yield Static(
                Content("esc saves and closes · F2 your own editor · empty is no note"),
                classes="dialogue--foot",
            )

    def on_mount(self) -> None:
        """Write on at the end."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()

    def on_key(self, event: events.Key) -> None:
        """Take what is typed before the editor has the focus."""
        if event.is_printable and event.character and self.focused is None:
            event.stop()
            self.query_one(TextArea).insert(event.character)

    def action_edit(self) -> None:
        """Go on in the viewer's own editor, and come back with what they saved there."""
        from bigcity_tui.files.editor import edited

        area = self.query_one(TextArea)
        try:
            with self.app.suspend(), edited(area.text, self._item) as text:
                area.text = clean(text.rstrip("\n"))
        except (CompanionError, SuspendNotSupported) as error:
            self.notify(str(error), severity="warning", markup=False)

    def action_save(self) -> None:
        """Answer with the text, or say why it cannot be one."""
        text = self.query_one(TextArea).text
        if len(text) > NOTE_LIMIT:
            self.notify(
                f"A note holds at most {NOTE_LIMIT:,} characters; this one has {len(text):,}.",
                severity="warning",
                markup=False,
            )
            return
        self.answer(text if text != self._text else None)
