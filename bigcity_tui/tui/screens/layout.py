"""Where the panes of the main screen are, at every size, and what their borders say."""

from typing import Any

from textual.screen import Screen

# One accent at a time: the primary for where one is. The sheet is a default one, because Textual
# parses those once at start, and the sheet of an app twice (Stylesheet.reparse does not keep what
# it has parsed; textual/css/stylesheet.py, 8.2.8).
LAYOUT = """
MainScreen {
    #panes { height: 1fr; }
    #episodes, #reader, #cast {
        border: round $border-blurred;
        border-title-color: $text-muted;
        border-subtitle-color: $text-muted;
    }
    #episodes { width: 27%; min-width: 33; max-width: 38; }
    #reader { width: 1fr; }
    #cast { width: 28%; min-width: 30; max-width: 44; }
    #episodes:focus, #reader:focus, #cast:focus-within {
        border: round $primary;
        border-title-color: $primary;
        border-title-style: bold;
        border-subtitle-color: $primary;
    }
    #episodes:focus:nocolor, #reader:focus:nocolor { border: heavy; }
    #cast:focus-within:nocolor { border: heavy; }

    /* Two panes: the cast comes as a drawer over the right of the reader. */
    &.-two #panes { layers: below above; }
    &.-two #cast { display: none; layer: above; dock: right; width: 36; height: 100%; }
    &.-two .-at-cast #cast { display: block; }

    /* One pane: the one that one is in. */
    &.-one #episodes, &.-one #reader, &.-one #cast {
        display: none;
        width: 1fr;
        max-width: 100%;
    }
    &.-one .-at-episodes #episodes { display: block; }
    &.-one .-at-reader #reader { display: block; }
    &.-one .-at-cast #cast { display: block; }
    &.-one #top, &.-one #keys { padding: 0 1; }

    .-no-cast #cast { display: none; }
    .-no-cast.-at-cast #cast { display: block; }

    .-wide-reader #episodes, .-wide-reader #cast { display: none; }
    .-wide-reader #reader { display: block; }

    &.-narrow, &.-low {
        #panes, #keys, #notice { display: none; }
        #top { height: 100%; padding: 0; content-align: center middle; }
    }
}
"""
"""The style sheet of the main screen."""

NEWS = """
/* Quiet, and told apart by more than colour: what is wrong says so. */
ToastRack { margin-bottom: 2; }
Toast { width: auto; max-width: 64; padding: 0 1; background: $surface; }
.-slim Toast, .-one Toast { max-width: 100%; }
Toast.-information { border: round $border-blurred; }
Toast.-warning { border: round $warning; }
Toast.-error { border: round $error; }
"""
"""The style sheet of what is told in passing, over every screen."""


def fit(screen: Screen[Any]) -> None:
    """Give a screen the classes of its breakpoints before its first frame; later, Textual does.

    Without them it would be laid out twice, and painted in between.
    """
    size = screen.app.size
    for breakpoints, extent in (
        (screen.HORIZONTAL_BREAKPOINTS, size.width),
        (screen.VERTICAL_BREAKPOINTS, size.height),
    ):
        fitting = [name for least, name in breakpoints or () if least <= extent]
        if fitting:
            screen.add_class(fitting[-1], update=False)
