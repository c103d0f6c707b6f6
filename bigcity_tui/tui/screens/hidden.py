"""Nothing to see: for when somebody looks over one's shoulder."""

from textual import events
from textual.screen import Screen


class HiddenScreen(Screen[None]):
    """An empty screen, until a key is pressed or the mouse clicks."""

    def on_key(self, event: events.Key) -> None:
        """Come back."""
        event.stop()
        event.prevent_default()
        self.dismiss()

    def on_click(self) -> None:
        """Come back."""
        self.dismiss()
