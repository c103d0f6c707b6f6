"""Players that speak MPRIS on the session bus of this machine: most of them, and browsers."""

import os
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from bigcity_tui.player.mpv import MOST, PATIENCE, PAUSE, Reading, number, text

_PLAYER = "org.mpris.MediaPlayer2."
_RELAY = f"{_PLAYER}playerctld"  # only repeats what another says
_BUS = "org.freedesktop.DBus"


class Mpris:
    """Every player on the bus. Raises ImportError without the library that speaks to it."""

    def __init__(self) -> None:
        import jeepney
        from jeepney.io import blocking

        self._jeepney, self._blocking = jeepney, blocking
        self._bus: Any = None
        self._later: dict[str, float] = {}

    def look(self) -> list[Reading]:
        names = self._call(list, _BUS, "/org/freedesktop/DBus", _BUS, "ListNames") or []
        players = sorted(name for name in names if name.startswith(_PLAYER) and name != _RELAY)
        about = ("/org/mpris/MediaPlayer2", f"{_BUS}.Properties", "GetAll", "s")
        what = (f"{_PLAYER}Player",)
        found = (self._call(partial(_reading, name), name, *about, what) for name in players[:MOST])
        return [reading for reading in found if reading]

    def close(self) -> None:
        if self._bus is not None:
            self._bus.close()
            self._bus = None

    def _call(self, read: Callable[[Any], Any], name: str, path: str, *how: Any) -> Any:
        """What a name on the bus answers, once it is read; without an answer it is left alone."""
        if self._later.get(name, 0) > time.monotonic():
            return None
        jeepney = self._jeepney
        try:
            if self._bus is None:
                # As the session says, or where it is on most systems.
                usual = f"unix:path={os.environ.get('XDG_RUNTIME_DIR', '')}/bus"
                bus = jeepney.bus.get_bus(os.environ.get("DBUS_SESSION_BUS_ADDRESS") or usual)
                socket = self._blocking.prep_socket(bus, timeout=PATIENCE)
                self._bus = self._blocking.DBusConnection(socket)
            call = jeepney.new_method_call(jeepney.DBusAddress(path, name, how[0]), *how[1:])
            answer = self._bus.send_and_get_reply(call, timeout=PATIENCE)
            is_good = answer.header.message_type is jeepney.MessageType.method_return
            return read(answer.body[0]) if is_good and answer.body else None
        except Exception as error:  # noqa: BLE001 (whatever another program may send)
            self._later[name] = time.monotonic() + PAUSE
            if name == _BUS or not isinstance(error, TimeoutError):
                self.close()
            return None


def _reading(name: str, values: dict[str, tuple[str, Any]]) -> Reading | None:
    found = {key: value for key, (_, value) in values.items()}
    status, about = found.get("PlaybackStatus"), found.get("Metadata")
    about = {key: value for key, (_, value) in about.items()} if isinstance(about, dict) else {}
    names = (text(about.get("xesam:url")), text(about.get("xesam:title")))
    if status not in ("Playing", "Paused") or not any(names):
        return None
    position, length = number(found.get("Position"), 1e6), number(about.get("mpris:length"), 1e6)
    speed = number(found.get("Rate")) or 1.0
    return Reading(name, names, position, length or None, status != "Playing", speed)
