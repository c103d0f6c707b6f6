"""The pictures in `screenshots/` are those of the app as it is."""

from pathlib import Path

import pytest

from tests.screenshots import FOLDER, PICTURES, Picture, draw


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
async def test_a_picture_is_what_the_app_shows(picture: Picture, home: Path) -> None:
    kept = FOLDER / f"{picture.name}.svg"
    assert kept.read_text(encoding="utf-8") == await draw(picture, home), (
        "the app looks different now; if that is meant, run 'python -m tests.screenshots'"
    )


def test_no_picture_is_left_over() -> None:
    assert {file.stem for file in FOLDER.glob("*")} == {picture.name for picture in PICTURES}
