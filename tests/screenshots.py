"""The pictures in `screenshots/` and the snapshots in `tests/tui/snapshots/`, from the real app.

`python -m tests.screenshots` makes them anew. They show the bundled series before anything is
watched (pictures alone), and an invented one with a made-up record, so that none can spoil
anything. A snapshot is the plain text of a screen at one size.
"""

import asyncio
import re
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from textual.widgets import TextArea

from bigcity_tui.companion import Companion
from bigcity_tui.domain.pack import Pack
from bigcity_tui.pack import load_pack
from bigcity_tui.store.record import Record
from tests.tui.driver import NOON, Viewer, evening

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "screenshots"
EXAMPLE = Path(__file__).parent / "example_pack"
SNAPSHOTS = Path(__file__).parent / "tui" / "snapshots"
SIZES = ((80, 24), (40, 12))
"""The sizes of snapshots, in the order in which the app comes to have them."""


@dataclass(frozen=True)
class Picture:
    """One picture: its name, the pack (None: the bundled one), a record, keys, the size.

    `seen` is what has to be there before it is drawn, where that takes a moment; `page` the page
    that is shown at first (the next episode's, if empty), `as_of` the moment that one looks back
    to, `asked` whether the first question has been asked.
    """

    name: str
    pack: Path | None = EXAMPLE
    watched: int = 2
    keys: tuple[str, ...] = ()
    size: tuple[int, int] = (120, 36)
    theme: str = "bigcity-night"
    seen: str = ""
    page: str = ""
    as_of: str | None = None
    asked: bool = True


PICTURES = (
    Picture("first-evening", pack=None, watched=0),
    Picture("reader", keys=("up", "2")),
    Picture("people", keys=("G", "up", "2")),
    Picture("record", keys=("G", "2")),
    Picture("search", keys=("slash", *"boat"), seen="15 results"),
    Picture("edit", keys=("e",), seen="unmark"),
    Picture("note", keys=("n",), size=(80, 24), seen="saved by itself"),
    Picture("help", keys=("2", "question_mark"), seen="In the reader"),
    Picture("rating", keys=("r", "8", "full_stop"), seen="░░░░  8.5"),
    Picture("by-day", keys=("up", "2"), theme="bigcity-day"),
    Picture("two-panes", keys=("up", "2"), size=(80, 24)),
    Picture("one-pane", keys=("up",), size=(40, 12)),
    Picture("edit-small", keys=("e",), size=(40, 12), seen="unmark"),
)


FEATURES = (
    Picture("first-question", watched=0, asked=False, seen="how far are you?"),
    Picture("nothing-yet", watched=0, keys=("3",), seen="Nobody yet."),
    Picture("page", page="1", keys=("2",)),
    Picture("people", page="people", keys=("2",)),
    Picture("record", page="record", keys=("2",)),
    Picture("entries", keys=("e",), seen="unmark"),
    Picture("search", keys=("slash", *"boat"), seen="15 results"),
    Picture("found", page="1", keys=("f", *"una", "enter", "full_stop"), seen="2 of 4 found"),
    Picture("contents", page="1", keys=("t",), seen="To talk about"),
    Picture("asks", keys=("a",), seen="Ask before"),
    Picture("peek", watched=1, page="3", keys=("p",), seen="before watching"),
    Picture("ahead", watched=1, page="3", keys=("w",), seen="not marked"),
    Picture("date", page="1", keys=("d", *"never", "enter"), seen="is no date"),
    Picture("looking-back", as_of="end:1", page="1", seen="looking back"),
)
"""What has snapshots, at every one of `SIZES`."""


def made_up_record(companion: Companion, watched: int) -> None:
    """Watch some episodes, rate them, and write a line on the first."""
    for number in range(1, watched + 1):
        companion.watch([number], f"2026-09-{10 + number}")
        companion.rate(str(number), 8.0 + number / 2)
    if watched:
        companion.note("1", "Watched with the window open. Worth it for the goat alone.")


@cache
def loaded(pack: Path | None) -> Pack:
    """A pack, read and checked once for all pictures of it."""
    return load_pack(str(pack) if pack else None)


@asynccontextmanager
async def showing(
    picture: Picture, folder: Path, *, painted: bool = False
) -> AsyncIterator[Viewer]:
    """The app as a picture shows it; `folder` is for its record."""
    pack = loaded(picture.pack)
    with closing(Record.open(str(folder), lambda: NOON)) as record:
        made_up_record(Companion(pack, record, lambda: NOON), picture.watched)
    size, as_of, asked = picture.size, picture.as_of, picture.asked
    async with evening(folder, pack, size, as_of, asked=asked, painted=painted) as viewer:
        viewer.app.theme = picture.theme
        viewer.app.main.page = picture.page or str(picture.watched + 1)
        await viewer.pilot.pause()
        # What a dialog covers has to be there before it opens.
        await viewer.sees(viewer.companion.series.title if asked else "how far are you?")
        await viewer.press(*picture.keys)
        await viewer.sees(picture.seen)
        for area in viewer.app.screen.query(TextArea):
            area.cursor_blink = False  # it goes by the clock
        await viewer.pilot.pause()
        yield viewer


async def draw(picture: Picture, folder: Path) -> str:
    """One picture as SVG; `folder` is for its record."""
    async with showing(picture, folder, painted=True) as viewer:
        viewer.app.clear_notifications()
        await viewer.pilot.pause()
        svg = viewer.app.export_screenshot(title="bigcity-tui")
    # The template fetches its fonts from elsewhere; a picture needs nothing from elsewhere.
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.S)
    # Some programs draw a text without the spaces that it begins with, unless they are told.
    svg = svg.replace("<text ", '<text xml:space="preserve" ')
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


async def write_out(picture: Picture, folder: Path) -> dict[str, str]:
    """One feature's screens as plain text, by the names of their files."""
    found = {}
    async with showing(replace(picture, size=SIZES[0]), folder) as viewer:
        for size in SIZES:
            await viewer.resized(*size)
            found[f"{picture.name}-{size[0]}x{size[1]}.txt"] = viewer.screen() + "\n"
    return found


def main() -> None:
    """Draw all pictures and write all snapshots anew."""
    for folder in (FOLDER, SNAPSHOTS):
        folder.mkdir(exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
    for picture in PICTURES:
        with tempfile.TemporaryDirectory() as home:
            svg = asyncio.run(draw(picture, Path(home)))
        (FOLDER / f"{picture.name}.svg").write_text(svg, encoding="utf-8")
    for feature in FEATURES:
        with tempfile.TemporaryDirectory() as home:
            texts = asyncio.run(write_out(feature, Path(home)))
        for name, text in texts.items():
            (SNAPSHOTS / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
