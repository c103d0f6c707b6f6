"""The style sheets: where things are at every size, and what surrounds them."""

from typing import Any

from textual.screen import Screen

# The accent is where one is, and what can be done there. The sheet is a default one, as Textual
# parses those once at start, and the sheet of an app twice (Stylesheet.reparse does not keep what
# it has parsed; textual/css/stylesheet.py, 8.2.8).
MAIN = """
MainScreen {
    #panes { height: 1fr; }
    #episodes, #reader, #cast {
        border: round $border-blurred;
        border-title-color: $text-muted;
        border-subtitle-color: $text-muted;
    }
    #episodes { width: 27%; min-width: 34; max-width: 38; }
    #city { display: none; height: 30%; max-height: 14; }
    &.-city.-tall #city { display: block; }
    #reader { width: 1fr; }
    #cast { width: 28%; min-width: 30; max-width: 44; }
    #episodes:focus, #reader:focus, #cast:focus-within {
        border: round $accent;
        border-title-color: $accent;
        border-title-style: bold;
        border-subtitle-color: $accent;
    }
    #episodes:focus:nocolor, #reader:focus:nocolor { border: heavy; }
    #cast:focus-within:nocolor { border: heavy; }

    /* Two panes: the cast comes as a drawer over the right of the reader. */
    &.-two #panes { layers: below above; }
    &.-two #episodes { width: 26; min-width: 26; }
    &.-two #cast { display: none; layer: above; dock: right; width: 36; height: 100%; }
    &.-two.-at-cast #cast { display: block; }

    /* One pane: the one that one is in. */
    &.-one #episodes, &.-one #reader, &.-one #cast {
        display: none;
        width: 1fr;
        max-width: 100%;
    }
    &.-one.-at-episodes #episodes { display: block; }
    &.-one.-at-reader #reader { display: block; }
    &.-one.-at-cast #cast { display: block; }
    &.-one.-at-person #people { display: none; }
    &.-one.-at-person #person { border-top: none; }
    &.-one #top, &.-one #keys { padding: 0 1; }

    &.-no-cast #cast, &.-nobody #cast { display: none; }
    &.-no-cast.-at-cast #cast, &.-nobody.-at-cast #cast { display: block; }

    &.-wide-reader #episodes, &.-wide-reader #cast, &.-wide-reader #city { display: none; }
    &.-wide-reader #reader { display: block; }

    &.-narrow, &.-low {
        #panes, #keys, #notice { display: none; }
        #top { height: 100%; padding: 0; content-align: center middle; }
    }
}
"""

TOASTS = """
/* Quiet, at the foot, where nobody reads: over the lower border of the panes in a wide terminal,
   over the keys in a narrow one, and upwards from there. */
ToastRack { margin: 0; scrollbar-size-vertical: 0; }
.-three ToastRack { margin: 0 2 1 2; }
.-three Toast { width: auto; }
ToastHolder { align-horizontal: left; }
Toast { width: 100%; max-width: 100%; margin: 0; padding: 0 1; background: $panel; }
Toast.-information { border-left: outer $accent; }
Toast.-warning { border-left: outer $warning; }
Toast.-error { border-left: outer $error; }
Dialog.-low Toast.-information { display: none; }
"""


DIALOG = """
Dialog {
    align: center middle;
    background: $background 70%;
    &:ansi { background: $background 70%; }

    .dialog {
        width: 72;
        max-width: 96%;
        height: auto;
        max-height: 90%;
        border: round $accent;
        border-subtitle-color: $text-muted;
        background: $surface;
        padding: 1 2;
    }
    .dialog.-tall { height: 80%; }
    .dialog--title { text-style: bold; margin-bottom: 1; }
    .dialog--text, #scale { margin-bottom: 1; }
    .dialog--state { color: $text-muted; margin-top: 1; height: auto; }
    .dialog--state.-wrong, .dialog--text.-wrong { color: $error; text-style: bold; }
    .dialog--foot { color: $text-muted; margin-top: 1; height: auto; }
    .dialog--passage {
        height: 30%;
        max-height: 9;
        border-top: solid $border-blurred;
        padding: 0 1;
    }
    .dialog.-wide { width: 96; background: $background; }
    .dialog HitList { height: 1fr; }
    .dialog.-wide .dialog--foot { padding: 0 1; }

    .dialog OptionList, .dialog OptionList:focus, .dialog TextArea, .dialog TextArea:focus,
    .dialog Input, .dialog Input:focus {
        border: none;
        background: $surface;
        background-tint: $foreground 0%;
        padding: 0;
    }
    .dialog OptionList { height: auto; max-height: 100%; }
    .dialog OptionList > .option-list--option { padding: 0 1; }
    .dialog.-tall OptionList, .dialog.-tall TextArea, .dialog.-tall VerticalScroll {
        height: 1fr;
    }
    .dialog Input, .dialog Input:focus { height: 1; margin-bottom: 1; }
    .dialog Input, .dialog Input:focus, .dialog TextArea, .dialog TextArea:focus {
        background: $panel;
        padding: 0 1;
    }
    .dialog OptionList, .dialog TextArea, .dialog VerticalScroll {
        scrollbar-size-vertical: 1;
        scrollbar-background: $surface;
        scrollbar-background-hover: $surface;
        scrollbar-background-active: $surface;
        scrollbar-color: $border-blurred;
        scrollbar-color-hover: $accent;
        scrollbar-color-active: $accent;
    }

    /* In a smaller terminal a dialog is denser; in a low one it takes all of it. */
    &.-small .dialog, &.-low .dialog { padding: 0 1; max-width: 100%; max-height: 100%; }
    &.-small .dialog.-tall { height: 100%; }
    &.-low .dialog, &.-low .dialog.-tall { width: 100%; height: 100%; }
    &.-low .dialog OptionList { height: 1fr; }
    &.-small .dialog--passage, &.-low .dialog--passage { height: 4; }
    &.-slim .dialog { padding-left: 1; padding-right: 1; }
    &.-low #scale, &.-low .dialog--title, &.-low .dialog--text, &.-low .dialog Input {
        margin-bottom: 0;
    }
    &.-low .dialog--foot, &.-low .dialog--state { margin-top: 0; }

    /* A part of the page: nothing else is covered. */
    &.-in-place { align: left top; background: $background 0%; }
    &.-in-place .dialog { padding: 0 1; max-width: 100%; max-height: 100%; }
    &.-in-place .dialog--title { display: none; }
    &.-in-place .dialog--foot, &.-in-place .dialog--state { margin-top: 0; }
}
"""


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
