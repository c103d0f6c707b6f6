"""Nothing to see: for when somebody looks over one's shoulder."""

from textual import events
from textual.app import ComposeResult

from bigcity_tui.tui.dialogs.dialog import Dialog


class HiddenDialog(Dialog[None]):
    """An empty screen under an empty title, until a key is pressed or the mouse clicks."""

    def __init__(self, *, title_is_hidden: bool = False) -> None:
        super().__init__()
        self._title_is_hidden = title_is_hidden

    def compose(self) -> ComposeResult:
        return ()

    def on_mount(self) -> None:
        self.app.clear_notifications()
        if not self._title_is_hidden:
            self._title("\x1b[22;0t\x1b]0; \x07")

    def new_cover(self) -> "HiddenDialog":
        return HiddenDialog(title_is_hidden=True)

    def answer(self, value: None) -> None:
        self._title("\x1b[23;0t")
        super().answer(value)

    async def before_leaving(self) -> None:
        self._title("\x1b[23;0t")

    def _title(self, sequence: str) -> None:
        # Private in Textual: `App._driver`, the only way to write to the terminal beside frames
        # (as `App.copy_to_clipboard` does it; textual/app.py, 8.2.8); a test holds it in place.
        driver = self.app._driver  # noqa: SLF001
        if driver is not None:
            driver.write(sequence)

    def on_key(self, event: events.Key) -> None:
        event.stop()
        self.answer(None)

    async def on_click(self, _event: events.Click) -> None:
        self.answer(None)
