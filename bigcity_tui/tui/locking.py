"""What happens to what is open when something locks again."""

from typing import Any

from textual.app import App
from textual.screen import Screen

from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.view import View
from bigcity_tui.tui.dialogs.dialog import Dialog


def locks(old: View, new: View) -> bool:
    """Whether something that one view shows is locked in the next."""
    return new.moment < old.moment or any(
        number not in new.peeked and new.moment < Moment.end(number) for number in old.peeked
    )


def close_what_locks(app: App[Any]) -> None:
    """Close the dialogs that show content, and empty the toasts and the app's clipboard.

    The clipboard of the terminal belongs to its user and stays. Private in Textual:
    `App._clipboard`, for which there is no other way (textual/app.py, 8.2.8); a test holds it.
    """
    app.clear_notifications()
    app._clipboard = ""  # noqa: SLF001
    cover: Screen[Any] | None = None
    while len(app.screen_stack) > 1:
        top = app.screen
        over = top.again() if isinstance(top, Dialog) else None
        if over is None and isinstance(top, Dialog) and top.HOLDS_NO_CONTENT:
            break
        cover = cover or over
        if over is None and isinstance(top, Dialog):
            top.answer(None)
        else:
            app.pop_screen()
    if cover is not None:
        app.push_screen(cover)
