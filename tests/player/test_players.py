"""Real players, as far as they are installed: what they say, and what comes of it."""

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bigcity_tui.player import follower as follower_module
from bigcity_tui.player.follower import Follower, Playing, Source, find_players
from bigcity_tui.player.mpris import Mpris
from bigcity_tui.player.mpv import _ASKED, Mpv
from tests.packs import made_up_pack
from tests.player.players import (
    MPRIS,
    Player,
    PretendedMpv,
    bus,
    needs_bus,
    needs_mpv,
    sound,
    until,
)

SERIES = replace(made_up_pack(3).series, minutes=2)
QUICK = 40.0
"""Times as fast as made that files run here; nobody could watch so, but here it counts."""


class Evening:
    """Files of an invented series, players that play them, and somebody who follows."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.players: list[Player] = []
        self.events: list[tuple[int, str]] = []
        self.env = {"XDG_RUNTIME_DIR": str(folder)}
        patch.setenv("XDG_RUNTIME_DIR", str(folder))
        patch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
        patch.setenv("MPV_HOME", str(folder))
        patch.setattr(follower_module, "FASTEST", QUICK * 1.1)

    def file(self, number: int) -> Path:
        path = self.folder / f"{SERIES.title} E0{number}.wav"
        return path if path.exists() else sound(path, 100)

    def play(self, file: Path, *options: str) -> Player:
        self.players.append(Player(self.folder, file, *options, env=self.env))
        return self.players[-1]

    def follow(self, *sources: Source) -> None:
        self.follower = Follower(SERIES, [*sources])

    def look(self) -> Playing | None:
        playing = self.follower.look()
        if playing and playing.event:
            self.events.append((playing.episode, playing.event))
        return playing

    def sees(self, *events: tuple[int, str]) -> None:
        until(lambda: bool(self.look()) and self.events == [*events], f"{events}")


@pytest.fixture
def evening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Evening]:
    found = Evening(tmp_path, monkeypatch)
    yield found
    for player in found.players:
        player.kill()
    found.follower.close()


@needs_mpv
def test_mpv_is_followed_through_an_episode(evening: Evening) -> None:
    player = evening.play(evening.file(2), f"--speed={QUICK}", "--keep-open")
    (evening.folder / "mpv.conf").write_text(
        f'vo=gpu\ninput-ipc-server="~~/{player.socket.name}"\n'
    )
    evening.follow(*find_players()[0][:1])
    evening.sees((2, "begun"))
    evening.sees((2, "begun"), (2, "over"))
    until(lambda: (on := evening.look()) is not None and on.paused, "the end")
    playing = evening.look()
    assert playing is not None
    assert playing.episode == 2
    assert playing.time[:3] in ("1:3", "1:4")
    player.kill()
    assert evening.look() is None
    evening.play(evening.file(3), f"--speed={QUICK}")
    evening.follow(Mpv(str(evening.players[-1].socket)))
    until(lambda: (on := evening.look()) is not None and on.episode == 3, "the next one")


@needs_mpv
def test_what_is_jumped_over_or_stands_still_in_mpv_does_not_count(evening: Evening) -> None:
    player = evening.play(evening.file(1), f"--speed={QUICK}", "--pause")
    evening.follow(Mpv(str(player.socket)))
    playing = evening.look()
    assert playing is not None
    assert playing.paused
    player.asks("set_property", "speed", 1)
    player.asks("set_property", "pause", False)
    for at in range(5, 96, 6):
        player.asks("seek", at, "absolute")
        for _ in range(3):
            evening.look()
    assert evening.events == []


@needs_bus
def test_players_on_the_bus_are_followed_and_one_that_hangs_stops_nobody(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    with bus(monkeypatch) as address:
        evening.env["DBUS_SESSION_BUS_ADDRESS"] = address
        first = evening.play(evening.file(1), "--speed=40", f"--script={MPRIS}", "--pause")
        second = evening.play(evening.file(3), "--speed=40", f"--script={MPRIS}")
        mpris = Mpris()
        evening.follow(mpris)
        evening.sees((3, "begun"))
        first.process.send_signal(signal.SIGSTOP)
        began = time.monotonic()
        evening.look()
        assert time.monotonic() - began < 2
        evening.sees((3, "begun"), (3, "over"))
        second.kill()
        first.process.send_signal(signal.SIGCONT)
        until(lambda: (on := evening.look()) is not None and on.episode == 1, "the first again")
    began = time.monotonic()
    assert evening.look() is None  # the bus is gone
    assert time.monotonic() - began < 2


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=9)
    | st.just(10**400),
    lambda values: st.lists(values, max_size=2) | st.dictionaries(st.text(max_size=3), values),
    max_leaves=3,
)


def test_whatever_is_said_at_a_socket_is_a_reading_or_none(tmp_path: Path) -> None:
    with PretendedMpv(tmp_path / "socket").running() as player:
        mpv = Mpv(str(player.path))

        @settings(max_examples=200)
        @given(st.dictionaries(st.sampled_from(_ASKED), _VALUES))
        def say(said: dict[str, object]) -> None:
            player.says = said
            for reading in mpv.look():
                assert any(reading.names)
                assert all(number is None or 0 <= number < 1e6 for number in reading[2:4])

        say()
        for number, raw in enumerate(
            (b"", b"\xff\n", b"[" * 99_999 + b"\n", b'{"request_id":[]}\n' * 9)
        ):
            player.raw = raw
            mpv._later.clear()
            assert mpv.look() == [], number
        mpv.close()


def test_only_sockets_of_ones_own_are_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with PretendedMpv(tmp_path / "socket").running() as player:
        player.play("x", length=9.0)
        mpv = Mpv(str(player.path))
        assert [reading.names for reading in mpv.look()] == [("/films/x", "x")]
        mpv.close()
        monkeypatch.setattr(os, "getuid", lambda: 12_345)
        assert mpv.look() == []
        (tmp_path / "file").write_bytes(b"")
        os.mkfifo(tmp_path / "pipe")
        for other in ("file", "pipe", "nothing", "."):
            assert Mpv(str(tmp_path / other)).look() == []
