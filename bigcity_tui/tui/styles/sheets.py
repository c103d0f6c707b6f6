"""The style sheets: where things are at every size, and what surrounds them."""

from pathlib import Path
from typing import Any

from textual.screen import Screen


def sheet(name: str) -> str:
    """Return one of the sheets beside this module.

    They are default sheets of their widgets, as Textual parses those once at start, and those that
    an app names by their paths twice (`Stylesheet.reparse`; textual/css/stylesheet.py, 8.2.8).
    """
    return Path(__file__).with_name(f"{name}.tcss").read_text("utf-8")


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
