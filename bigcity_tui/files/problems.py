"""What is wrong in a file that is not ours, and where in it, as it is said to a person."""

from bigcity_tui.domain.text import clean_line

MOST_PLACE = 160
"""Longer places, which no sound file has, lose their beginning."""

Path = tuple[str | int, ...]
"""The way from the top of a file to a value: names of fields, and places in lists from 0."""


def problem(file: str, path: Path, says: str) -> str:
    """The line that tells what is wrong: "file: place: what is wrong"."""
    place = place_text(path)
    return f"{file}: {place}: {says}" if place else f"{file}: {says}"


def place_text(path: Path) -> str:
    """A path as it is written: `notes[1].heading`; empty for the whole file; never long."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{shown(step)}" if text else shown(step)
    return text if len(text) <= MOST_PLACE else "…" + text[1 - MOST_PLACE :]


def shown(text: str, most: int = 40) -> str:
    """A name that is not ours, safe for a terminal: printable, and no longer than `most`."""
    short = text if len(text) <= most else text[: most - 1] + "…"
    return short if short.isprintable() and clean_line(short) == short else ascii(short)
