"""The pictures in `screenshots/` and the snapshots are those of the app as it is."""

from difflib import unified_diff
from pathlib import Path

import pytest

from tests.screenshots import FEATURES, FOLDER, PICTURES, SIZES, SNAPSHOTS, Picture, draw, write_out

ANEW = "the app looks different now; if that is meant, run 'python -m tests.screenshots'"


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
async def test_a_picture_is_what_the_app_shows(picture: Picture, home: Path) -> None:
    kept = FOLDER / f"{picture.name}.svg"
    assert kept.read_text(encoding="utf-8") == await draw(picture, home), ANEW


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
async def test_a_snapshot_is_what_the_app_shows(feature: Picture, home: Path) -> None:
    for name, shown in (await write_out(feature, home)).items():
        kept = (SNAPSHOTS / name).read_bytes().decode()
        lines = unified_diff(
            kept.split("\n"), shown.split("\n"), "kept", "shown", lineterm="", n=99
        )
        assert kept == shown, f"{name}: {ANEW}\n" + "\n".join(lines)


def test_no_picture_is_left_over() -> None:
    assert {file.stem for file in FOLDER.glob("*")} == {picture.name for picture in PICTURES}
    names = {f"{feature.name}-{x}x{y}.txt" for feature in FEATURES for x, y in SIZES}
    assert {file.name for file in SNAPSHOTS.glob("*")} == names
