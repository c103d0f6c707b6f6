"""What is told in a toast is told at the foot, and covers nothing that is being read."""

from pathlib import Path

import pytest
from textual.geometry import Region
from textual.widgets._toast import Toast

from tests.screenshots import EXAMPLE
from tests.tui.driver import Viewer, evening


def _toasts(viewer: Viewer) -> list[Region]:
    return [toast.region for toast in viewer.app.screen.query(Toast) if toast.region]


async def test_at_every_size_a_toast_covers_at_most_the_last_line_of_a_page(home: Path) -> None:
    for size in ((200, 60), (120, 36), (80, 24), (60, 20), (40, 12)):
        async with evening(home, EXAMPLE, size) as viewer:
            await viewer.press("2", "w")
            await viewer.sees("takes it back.")
            (toast,) = _toasts(viewer)
            page = viewer.app.main.reader.content_region
            assert toast.y >= page.bottom - (size[0] < 60)
            assert toast.bottom <= size[1]
            await viewer.press("u")
            await viewer.sees("0 of 3")


@pytest.mark.parametrize("size", [(200, 60), (120, 36), (110, 30), (80, 36)])
async def test_a_toast_covers_none_of_the_city(home: Path, size: tuple[int, int]) -> None:
    async with evening(home, EXAMPLE, size) as viewer:
        await viewer.press("s")
        await viewer.sees("Started episode 1.")
        city = viewer.pane("#city").region
        assert city
        assert not any(toast.overlaps(city) for toast in _toasts(viewer))


async def test_in_a_low_terminal_no_news_covers_a_dialog_but_an_error_is_shown(home: Path) -> None:
    async with evening(home, EXAMPLE, (40, 12)) as viewer:
        await viewer.press("w", "r")
        await viewer.sees("Your rating of")
        await viewer.until(lambda: not _toasts(viewer), "no toast")
        viewer.app.main.say("The disk is full.", "error")
        await viewer.sees("The disk is full.")
