"""The app on a record that cannot be written or trusted: it opens, says so, and shows no lie."""

from pathlib import Path

import pytest

from tests.store.support import DAY, contents, open_record
from tests.tui.driver import NOON, evening


def fill(home: Path) -> None:
    """A record of two days, so that there is a backup."""
    from bigcity_tui.companion import Companion

    for day in range(2):
        record = open_record(str(home), NOON - (2 - day) * DAY)
        Companion(None, record, lambda: NOON).watch([day + 1], "2024-10-20")
        record.close()


@pytest.mark.parametrize("how", ["damaged", "newer", "read-only"])
async def test_what_cannot_be_saved_is_said_and_shown_as_it_is(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    fill(home)
    path = home / "record.sqlite3"
    if how == "damaged":
        path.write_bytes(b"Dear diary,\n" * 50)
    elif how == "newer":
        data = bytearray(path.read_bytes())
        data[63] = 99  # the version, in SQLite's own header
        path.write_bytes(data)
    else:
        # Root may write everywhere: this asks as the system would answer anybody else.
        monkeypatch.setattr("os.access", lambda _, mode: mode & 2 == 0)
    before = contents(str(home))
    async with evening(home) as viewer:
        await viewer.sees("nothing can be saved", "2 of 8" if how == "read-only" else "0 of 8")
        await viewer.press("x" if how == "read-only" else "w")
        await viewer.until(lambda: len(viewer.app._notifications) > 0, "nothing is said of it")
        await viewer.sees("2 of 8" if how == "read-only" else "0 of 8")
    after = contents(str(home))
    after.pop("places.json", None)
    assert after == before
