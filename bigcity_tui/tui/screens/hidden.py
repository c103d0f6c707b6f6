"""Nothing to see: for when somebody looks over one's shoulder."""

from textual import events

from bigcity_tui.tui.screens.dialogue import Dialogue


class HiddenScreen(Dialogue[None]):
    """An empty screen, until a key is pressed or the mouse clicks."""

    def on_key(self, event: events.Key) -> None:
        """Come back."""
        event.stop()
        self.answer(None)

    def on_click(self) -> None:
        """Come back."""
        self.answer(None)
