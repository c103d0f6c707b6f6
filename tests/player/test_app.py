"""Following a player in the app: what plays is shown, started and offered, and nobody waits."""

import asyncio
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from bigcity_tui.player import follower
from bigcity_tui.tui import main
from bigcity_tui.tui.commands.navigation import follow_player
from tests.packs import made_up_pack, markers, moment_of
from tests.player.players import PretendedMpv
from tests.tui.driver import Viewer, evening

SERIES = made_up_pack(3).series
LENGTH = (SERIES.minutes or 0) * 60.0
SPEED = LENGTH / 1.5
"""At which an episode takes a second and a half."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def player(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PretendedMpv]:
    """A player in the place that mpv's settings name; followed twenty times in a second."""
    monkeypatch.setattr(follower, "FASTEST", SPEED * 2)
    monkeypatch.setattr(follower, "_UNEVEN", SPEED)
    monkeypatch.setattr(main, "POLL", 0.05)
    monkeypatch.setenv("MPV_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    (tmp_path / "mpv.conf").write_text("input-ipc-server=~~/mpv.sock  # here\n")
    with PretendedMpv(tmp_path / "mpv.sock").running() as found:
        yield found


def file(number: int) -> str:
    return f"{SERIES.title} E0{number}.mkv"


async def follows(viewer: Viewer) -> None:
    viewer.app.main.start(partial(follow_player, viewer.app.main))
    await viewer.sees("Your player is followed")


async def test_what_plays_is_shown_started_offered_and_marked(
    home: Path, player: PretendedMpv
) -> None:
    async with evening(home, made_up_pack(3)) as viewer:
        await viewer.sees("0 of 3")
        assert "▸" not in viewer.screen().splitlines()[0]
        await viewer.press("ctrl+p")
        await viewer.types("my pl")
        await viewer.sees("Follow my player")
        await viewer.press("enter")
        await viewer.sees("is followed, on this machine alone")
        player.play(file(1), length=LENGTH, speed=100)
        await viewer.sees("▸ 1 · ", "Started episode 1", "u takes it back")
        player.play(file(1), length=LENGTH, speed=SPEED)
        await viewer.sees("w marks episode 1 as watched")
        assert viewer.companion.status().watched == ()
        player.says = {}  # it has been closed; what it offered stays
        await viewer.press("g", "G", "w")
        await viewer.sees("Marked episode 1 as watched", "1 of 3")
        await viewer.sees_no("w marks")
        await viewer.press("u")
        await viewer.sees("0 of 3")
        await viewer.press("u")
        await viewer.sees("Undone: started episode 1")


async def test_it_is_remembered_and_can_be_left(home: Path, player: PretendedMpv) -> None:
    player.play(file(2), at=61.0, length=LENGTH)
    async with evening(home, made_up_pack(3)) as viewer:
        await follows(viewer)
        await viewer.sees("▸ 2 · 1:0")
    async with evening(home, made_up_pack(3)) as viewer:
        await viewer.sees("▸ 2 · 1:0")
        player.pause()
        await viewer.sees("‖ 2 · 1:0")
        viewer.app.main.start(partial(follow_player, viewer.app.main))
        await viewer.sees_no("‖")
    async with evening(home, made_up_pack(3)) as viewer:
        await viewer.sees("0 of 3")
        assert viewer.app.main.following is None


async def test_without_the_library_it_says_what_to_install(
    home: Path, player: PretendedMpv, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jeepney", None)
    player.play(file(2), length=LENGTH)
    async with evening(home, made_up_pack(3)) as viewer:
        await follows(viewer)
        await viewer.sees("bigcity-tui[follow]", "▸ 2")


async def test_looking_back_follows_nobody(home: Path, player: PretendedMpv) -> None:
    player.play(file(2), length=LENGTH)
    async with evening(home, made_up_pack(3)) as viewer:
        await follows(viewer)
        await viewer.sees("▸ 2")
    async with evening(home, made_up_pack(3), as_of="before") as viewer:
        viewer.app.main.start(partial(follow_player, viewer.app.main))
        await viewer.sees("nothing can be changed from here")
        assert viewer.app.main.following is None


async def test_ahead_of_a_gap_it_asks_and_what_is_watched_is_left_alone(
    home: Path, player: PretendedMpv
) -> None:
    async with evening(home, made_up_pack(3)) as viewer:
        viewer.companion.watch([1])
        await viewer.sees("1 of 3")
        await follows(viewer)
        player.play(file(1), length=LENGTH, speed=SPEED)
        await viewer.sees("▸ 1 · ")
        await viewer.until(lambda: float(str(player.said("time-pos"))) > LENGTH, "the end")
        player.play(file(3), length=LENGTH, speed=SPEED)
        await viewer.sees("Started episode 3", "w marks episode 3 as watched")
        assert viewer.companion.status().watched == (1,)
        opened = {moment_of(each) for each in markers(viewer.screen())}
        assert all(
            moment is None or moment <= viewer.companion.status().moment for moment in opened
        )
        await viewer.press("w")
        await viewer.sees("Episode 2 is not marked")
        await viewer.press("n")
        await viewer.sees_no("w marks")
        assert viewer.companion.status().watched == (1,)


async def test_a_line_of_a_note_begins_with_the_players_own_time(
    home: Path, player: PretendedMpv
) -> None:
    player.play(file(1), at=754.2, length=LENGTH)
    async with evening(home, made_up_pack(3)) as viewer:
        await follows(viewer)
        await viewer.sees("▸ 1 · 12:3")
        player.pause()
        await viewer.sees("‖ 1 · 12:3")
        await viewer.press("g", "n")
        await viewer.sees("the minute")
        await viewer.press("ctrl+t")
        await viewer.types("Here")
        await viewer.press("escape")
        await viewer.until(lambda: viewer.companion.is_written("1"), "the note")
        note = viewer.companion.view().current.words("1")
        assert note is not None
        assert note.texts[0][:4] == "12:3"
        assert note.texts[0].endswith(": Here")


async def test_a_player_that_hangs_or_raves_keeps_nobody_waiting(
    home: Path, player: PretendedMpv
) -> None:
    async with evening(home, made_up_pack(3)) as viewer:
        await follows(viewer)
        for raw in (b"", b"\xff\n", b"[" * 500_000 + b"\n", b"x" * 3_000_000, b"7\nnull\n{}\n"):
            player.raw = raw
            for _ in range(3):
                began = time.monotonic()
                await viewer.press("j")
                assert time.monotonic() - began < 2
                await asyncio.sleep(0.02)
        player.raw = None
        title = f"{SERIES.title} E02 \x1b]52;c;aGk=\x07\u202e" + "\n" * 500
        player.play(title, at=3.0, length=LENGTH)
        await viewer.sees("▸ 2 · 0:0")
        assert "\x1b" not in viewer.screen()
