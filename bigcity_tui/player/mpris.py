"""Players that speak MPRIS on the session bus of this machine: most of them, and browsers."""

import os
import time
from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Any

from bigcity_tui.player.mpv import number, text
from bigcity_tui.player.playing import Reading

PATIENCE = 0.2  # seconds for the bus, and for each player
LARGEST = 4_000_000  # bytes of an answer: some put a picture in it
PAUSE = 3.0  # seconds until what did not answer is asked again
_MOST = 8  # players that are asked

_PLAYER = "org.mpris.MediaPlayer2."
_RELAY = f"{_PLAYER}playerctld"  # only repeats what another says
_BUS = "org.freedesktop.DBus"


class Mpris:
    """Every player on the bus. Raises ImportError without the library that speaks to it."""

    def __init__(self) -> None:
        import jeepney
        from jeepney.io.blocking import prep_socket

        self._jeepney, self._connect = jeepney, prep_socket
        self._serials = count(1)
        self._socket: Any = None
        self._parser: Any = None
        self._later: dict[str, float] = {}

    def look(self) -> list[Reading]:
        names = self._call(list, _BUS, "/org/freedesktop/DBus", _BUS, "ListNames") or []
        players = sorted(name for name in names if name.startswith(_PLAYER) and name != _RELAY)
        about = ("/org/mpris/MediaPlayer2", f"{_BUS}.Properties", "GetAll", "s")
        what = (f"{_PLAYER}Player",)
        found = (
            self._call(partial(_reading, name), name, *about, what) for name in players[:_MOST]
        )
        return [reading for reading in found if reading]

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _call(self, read: Callable[[Any], Any], name: str, path: str, *how: Any) -> Any:
        """What a name on the bus answers, once it is read; without an answer it is left alone.

        The library's own connection would wait for a greeting of the bus for ever.
        """
        end = time.monotonic() + PATIENCE
        if self._later.get(name, 0) > time.monotonic():
            return None
        try:
            if self._socket is None:
                self._socket = self._connect(_address(self._jeepney.bus), timeout=PATIENCE)
                self._parser = self._jeepney.Parser()
                self._answer(self._jeepney.message_bus.Hello(), end)
            address = self._jeepney.DBusAddress(path, name, how[0])
            answer = self._answer(self._jeepney.new_method_call(address, *how[1:]), end)
            return None if answer is None else read(answer)
        except Exception as error:  # noqa: BLE001 (whatever another program may send)
            self._later[name] = time.monotonic() + PAUSE
            if name == _BUS or not isinstance(error, TimeoutError):
                self.close()
            return None

    def _answer(self, message: Any, end: float) -> Any:
        serial, taken = next(self._serials), 0
        self._socket.settimeout(PATIENCE)
        self._socket.sendall(message.serialise(serial))
        fields, kinds = self._jeepney.HeaderFields, self._jeepney.MessageType
        while True:
            answer = self._parser.get_next_message()
            if answer is None:
                left = end - time.monotonic()
                if left <= 0:
                    raise TimeoutError
                self._socket.settimeout(left)
                data = self._socket.recv(65536)
                taken += len(data)
                if not data or taken > LARGEST:
                    raise ConnectionError
                self._parser.add_data(data)
            elif answer.header.fields.get(fields.reply_serial) == serial:
                good = answer.header.message_type is kinds.method_return
                return answer.body[0] if good and answer.body else None


def _address(bus: Any) -> str:
    """Where the bus is: as the session says, or where it is on most systems."""
    usual = f"unix:path={os.environ.get('XDG_RUNTIME_DIR', '')}/bus"
    return str(bus.get_bus(os.environ.get("DBUS_SESSION_BUS_ADDRESS") or usual))


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
