"""Players on the bus that say other things than one would think, each in its own way."""

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from jeepney import HeaderFields, MessageType, message_bus, new_error, new_method_return
from jeepney.io.blocking import open_dbus_connection

from bigcity_tui.player.mpris import Mpris
from bigcity_tui.player.mpv import PATIENCE, Reading
from bigcity_tui.player.names import recognise
from tests.packs import made_up_pack
from tests.player.players import LIMIT, bus, needs_bus, until

SERIES = made_up_pack(3).series


class PretendedPlayer:
    """What has a player's name on the bus, and answers with what it is told to."""

    def __init__(self, name: str) -> None:
        self.says: dict[str, tuple[str, Any]] | None = {}
        """Its properties; None is no answer at all."""
        self.asked = 0
        self._bus = open_dbus_connection()
        self._over = False
        request = message_bus.RequestName(f"org.mpris.MediaPlayer2.{name}")
        self._bus.send_and_get_reply(request, timeout=LIMIT)
        self._thread = threading.Thread(target=self._answer)
        self._thread.start()

    def _answer(self) -> None:
        while not self._over:
            try:
                message = self._bus.receive(timeout=0.05)
            except TimeoutError:
                continue
            if message.header.message_type is not MessageType.method_call:
                continue
            self.asked += 1
            assert message.header.fields[HeaderFields.member] == "GetAll"
            if self.says is not None:
                good = new_method_return(message, "a{sv}", (self.says,))
                refused = new_error(message, "org.freedesktop.DBus.Error.Failed")
                self._bus.send(good if self.says else refused)

    def plays(self, title: str, status: str = "Playing", **more: tuple[str, Any]) -> None:
        about = {"xesam:title": ("s", title), **more.pop("about", ("", {}))[1]}
        self.says = {"PlaybackStatus": ("s", status), "Metadata": ("a{sv}", about), **more}

    def close(self) -> None:
        self._over = True
        self._thread.join()
        self._bus.close()


@pytest.fixture
def mpris(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mpris]:
    with bus(monkeypatch):
        found = Mpris()
        yield found
        found.close()


@needs_bus
def test_a_browser_is_understood_and_what_is_stopped_or_empty_is_not_there(mpris: Mpris) -> None:
    browser, relay = PretendedPlayer("chromium.instance42"), PretendedPlayer("playerctld")
    try:
        assert mpris.look() == []
        title = f"{SERIES.title} - Episode 2 | Rakuten Viki"
        length = {"mpris:length": ("x", 3_000_000_000)}
        browser.plays(title, about=("", length), Position=("x", 61_500_000), Rate=("d", 1.25))
        relay.plays(title)
        name = "org.mpris.MediaPlayer2.chromium.instance42"
        assert mpris.look() == [Reading(name, ("", title), 61.5, 3000.0, False, 1.25)]
        assert recognise(SERIES, mpris.look()[0].names).episode == 2
        browser.plays(title, "Paused")
        assert mpris.look() == [Reading(name, ("", title), None, None, True, 1.0)]
        assert relay.asked == 0
        for status in ("Stopped", "", "Dancing"):
            browser.plays(title, status)
            assert mpris.look() == []
        browser.plays("")
        assert mpris.look() == []
    finally:
        browser.close()
        relay.close()


@needs_bus
def test_nonsense_of_one_player_is_nothing_to_another(mpris: Mpris) -> None:
    strange, good = PretendedPlayer("a"), PretendedPlayer("b")
    good.plays(f"{SERIES.title} E1")
    try:
        huge = "x" * 1_000_000
        strange.plays(huge)
        assert [reading.names[1] == huge[:2_000] for reading in mpris.look()] == [True, False]
        for position in (("x", -5), ("d", float("nan")), ("s", "soon"), ("b", True)):
            strange.plays(huge, Position=position, Rate=("as", ["fast"]))
            assert [reading.position for reading in mpris.look()] == [None, None]
        strange.says = {"PlaybackStatus": ("s", "Playing"), "Metadata": ("as", ["x"])}
        assert len(mpris.look()) == 1
        strange.says = {}
        assert len(mpris.look()) == 1
        strange.says = None  # it hangs: asked once, and then left alone for a while
        began, before = time.monotonic(), strange.asked
        for _ in range(10):
            assert len(mpris.look()) == 1
        assert time.monotonic() - began < PATIENCE * 8
        assert strange.asked == before + 1
        strange.plays("x")
        mpris._later.clear()
        until(lambda: len(mpris.look()) == 2, "both again")
    finally:
        strange.close()
        good.close()
