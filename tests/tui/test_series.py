"""Several series: one after another in one app, and packs that may not be what they were."""

import os
from dataclasses import replace
from pathlib import Path

from bigcity_tui.companion import Companion, installing, shelf
from bigcity_tui.domain.pack import Pack
from bigcity_tui.store.preferences import Preferences
from bigcity_tui.store.record import Record
from tests.packs import made_up_pack, write_pack
from tests.tui.driver import NOON
from tests.tui.terminal import Terminal, terminal

ID = "made-up-0"
BUNDLED = "Love in the Big City"


def prepared(home: Path, pack: Pack, folder: Path) -> str:
    """A viewer who has a pack on the shelf and has watched its first episode."""
    source = write_pack(pack, folder)
    installing.add(str(home), source)
    record = Record.open(str(home), lambda: NOON)
    Companion(pack, record, lambda: NOON).watch([1])
    record.close()
    shelf.doubt(str(home), pack.series)
    Preferences(str(home)).save(ID, {"asked": True, "theme": "nord"})
    Preferences(str(home)).save("love-in-the-big-city", {"asked": True})
    return pack.series.title


def to_series(seen: Terminal, *keys: str) -> None:
    """Open the list of series by the palette, and press keys there."""
    seen.press(":")
    seen.sees("Find a command")
    seen.press("series")
    seen.sees("Open another pack")
    seen.press("\r")
    seen.sees("Each has its own place")
    for key in keys:
        seen.press(key)


def test_one_goes_from_series_to_series_and_back(home: Path, tmp_path: Path) -> None:
    title = prepared(home, made_up_pack(3), tmp_path / "pack")
    with terminal(home) as seen:
        seen.sees("0 of 8")
        to_series(seen, "\x1b[B", "\r")
        seen.sees("1 of 3")
        seen.sees(title.split()[0])
        seen.press("r")
        seen.sees("Your rating of")
        seen.press("\x1b")
        seen.sees_no("Your rating of")
        to_series(seen, "\x1b")
        seen.sees_no("Each has its own place")
        seen.sees("1 of 3")
        seen.press("q")
        assert seen.ends() == 0
        assert seen.is_restored()
    with terminal(home) as seen:  # the one had last opens first
        seen.sees("1 of 3")
        to_series(seen, "\x1b[A", "\r")
        seen.sees("0 of 8")
        os.kill(seen.process.pid, 15)
        assert seen.ends() == 143
        assert seen.is_restored()
    assert shelf.last_used(str(home)) is None
    assert Preferences(str(home)).load(ID)["theme"] == "nord"


def test_a_damaged_one_says_so_and_the_bundled_one_opens(home: Path, tmp_path: Path) -> None:
    prepared(home, made_up_pack(3), tmp_path / "pack")
    shelf.use(str(home), ID)
    folder = shelf.folder_of(str(home), ID)
    assert folder is not None
    Path(folder, "episodes", "01.json").write_text("{")
    with terminal(home) as seen:
        seen.sees("episodes/01.json")
        seen.sees("0 of 8")
        seen.press("q")
        assert seen.ends() == 0


def test_marks_of_another_shape_wait_for_an_answer(home: Path, tmp_path: Path) -> None:
    pack = made_up_pack(3)
    prepared(home, pack, tmp_path / "pack")
    changed = replace(pack, series=replace(pack.series, title="Another Story"))
    folder = write_pack(changed, tmp_path / "pack")
    with terminal(home, f"--pack={folder}") as seen:
        seen.sees("Is this the series that you marked?")
        seen.sees("Another Story (3 episodes)")
        assert "1 of 3" not in seen.text()
        seen.press("n")
        assert seen.ends() == 0
        assert seen.is_restored()
    assert Preferences(str(home)).load(ID)["theme"] == "nord"
    with terminal(home, f"--pack={folder}") as seen:
        seen.sees("Is this the series that you marked?")
        seen.press("y")
        seen.sees("1 of 3")
        seen.press("q")
        assert seen.ends() == 0
    with terminal(home, f"--pack={folder}") as seen:
        seen.sees("1 of 3")
        seen.press("q")
        assert seen.ends() == 0
