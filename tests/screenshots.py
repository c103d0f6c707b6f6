"""The pictures in `screenshots/`, made from the real app: `python -m tests.screenshots`.

They show the bundled series before anything is watched, and an invented one with a made-up record,
so that no picture can spoil anything.
"""

import asyncio
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bigcity_tui.companion import Companion
from tests.tui.driver import Viewer, evening

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "screenshots"
EXAMPLE = Path(__file__).parent / "example_pack"


@dataclass(frozen=True)
class Picture:
    """One picture: its name, the pack (None: the bundled one), a record, keys, the size.

    `seen` is what has to be there before it is drawn, where that takes a moment.
    """

    name: str
    pack: Path | None = EXAMPLE
    watched: int = 2
    keys: tuple[str, ...] = ()
    size: tuple[int, int] = (120, 36)
    theme: str = "bigcity-night"
    seen: str = ""


PICTURES = (
    Picture("first-evening", pack=None, watched=0),
    Picture("reader", keys=("up", "2")),
    Picture("people", keys=("G", "up", "2")),
    Picture("record", keys=("G", "2")),
    Picture("search", keys=("slash", *"boat"), seen="results"),
    Picture("edit", keys=("e",), seen="unmark"),
    Picture("note", keys=("n",), size=(80, 24), seen="saved by itself"),
    Picture("help", keys=("2", "question_mark"), seen="In the reader"),
    Picture("rating", keys=("r", "8", "full_stop"), seen="Your rating"),
    Picture("by-day", keys=("up", "2"), theme="bigcity-day"),
    Picture("two-panes", keys=("up", "2"), size=(80, 24)),
    Picture("one-pane", keys=("up",), size=(40, 12)),
    Picture("edit-small", keys=("e",), size=(40, 12), seen="unmark"),
)


def made_up_record(companion: Companion, watched: int) -> None:
    """Watch some episodes, rate them, and write a line on the first."""
    for number in range(1, watched + 1):
        companion.watch([number], f"2026-11-{20 + number}")
        companion.rate(str(number), 8.0 + number / 2)
    if watched:
        companion.note("1", "Watched with the window open. Worth it for the goat alone.")


async def draw(picture: Picture, folder: Path) -> str:
    """One picture as SVG; `folder` is for its record."""
    async with evening(folder, picture.pack, picture.size) as viewer:
        viewer.app.theme = picture.theme
        await settled(viewer, lambda: made_up_record(viewer.companion, picture.watched))
        viewer.app.main.page = str(picture.watched + 1)
        await viewer.press(*picture.keys)
        await viewer.sees(picture.seen)
        await viewer.pilot.pause()
        viewer.app.clear_notifications()
        await viewer.pilot.pause()
        svg = viewer.app.export_screenshot(title="bigcity-tui")
    # The template fetches its fonts from elsewhere; a picture needs nothing from elsewhere.
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.S)
    # Some programs draw a text without the spaces that it begins with, unless they are told.
    svg = svg.replace("<text ", '<text xml:space="preserve" ')
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


async def settled(viewer: Viewer, act: Callable[[], None]) -> None:
    """Change the record behind the app's back, and wait until the app shows it."""
    act()
    viewer.app.main.look_again()
    await viewer.until(lambda: viewer.app.main.view == viewer.companion.view(), "the change")


def main() -> None:
    """Draw all pictures anew."""
    FOLDER.mkdir(exist_ok=True)
    for picture in PICTURES:
        with tempfile.TemporaryDirectory() as folder:
            svg = asyncio.run(draw(picture, Path(folder)))
        (FOLDER / f"{picture.name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
