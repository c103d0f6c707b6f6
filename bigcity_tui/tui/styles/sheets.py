"""The style sheets: where things are at every size, and what surrounds them."""

from pathlib import Path
from typing import Any

from textual.screen import Screen


def sheet(name: str) -> str:
    """Return one of the sheets beside this module, to be the default sheet of a widget.

    Those that an app names by their paths are parsed twice (textual/css/stylesheet.py, 8.2.8).
    """
    return Path(__file__).with_name(f"{name}.tcss").read_text("utf-8")


def fit(screen: Screen[Any]) -> None:
    """Give a screen the classes of its breakpoints before its first frame; later, Textual does."""
    both = screen.HORIZONTAL_BREAKPOINTS, screen.VERTICAL_BREAKPOINTS
    for breakpoints, extent in zip(both, screen.app.size, strict=True):
        fitting = [name for least, name in breakpoints or () if least <= extent]
        if fitting:
            screen.add_class(fitting[-1], update=False)
