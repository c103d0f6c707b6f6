"""mpv, asked through the socket of its option `input-ipc-server`."""

import json
import math
import os
import re
import socket
import time
from contextlib import suppress
from glob import glob
from itertools import count
from stat import S_ISSOCK
from typing import NamedTuple

PATIENCE = 0.2  # seconds for an answer
LARGEST = 1_000_000  # bytes of one
PAUSE = 3.0  # seconds until one that did not answer is asked again
MOST = 8  # sockets or players that are asked
_LONGEST = 2_000  # characters of a name: the file's own is at its end

_SERVER = r"^\s*(?:--)?input-ipc-server\s*=\s*(.+?)\s*(?:#.*)?$"
_ASKED = ("path", "working-directory", "media-title", "time-pos", "duration", "pause", "speed")


class Reading(NamedTuple):
    """What a player says at one look: its names for what it plays, and where it is, in seconds."""

    player: str
    names: tuple[str, ...]
    position: float | None = None
    length: float | None = None
    paused: bool = False
    speed: float = 1.0


class Mpv:
    """Every mpv of this user with a socket where one is looked for; asking never takes long."""

    def __init__(self, path: str | None = None) -> None:
        self._places = [path] if path else _places()
        self._open: dict[str, socket.socket] = {}
        self._later: dict[str, float] = {}
        self._ids = count(1)

    def look(self) -> list[Reading]:
        paths = [path for place in self._places for path in sorted(glob(place)) or [place]]
        return [found for path in dict.fromkeys(paths[:MOST]) if (found := self._ask(path))]

    def close(self) -> None:
        while self._open:
            self._open.popitem()[1].close()

    def _ask(self, path: str) -> Reading | None:
        if self._later.get(path, 0) > time.monotonic():
            return None
        try:
            return _reading(path, self._answers(path))
        except Exception as error:  # noqa: BLE001 (whatever another program may send)
            if path in self._open:
                self._open.pop(path).close()
            if isinstance(error, TimeoutError):
                self._later[path] = time.monotonic() + PAUSE
            return None

    def _answers(self, path: str) -> dict[str, object]:
        end = time.monotonic() + PATIENCE
        if path not in self._open:
            status = os.stat(path)
            if not S_ISSOCK(status.st_mode) or status.st_uid != os.getuid():
                return {}  # in a folder that all can write somebody else may pretend
            self._open[path] = socket.socket(socket.AF_UNIX)
            self._open[path].settimeout(PATIENCE)
            self._open[path].connect(path)
        connection, ids = self._open[path], {next(self._ids): name for name in _ASKED}
        asked = [{"command": ["get_property", name], "request_id": n} for n, name in ids.items()]
        connection.sendall(b"".join(json.dumps(each).encode() + b"\n" for each in asked))
        found: dict[str, object] = {}
        buffer = b""
        while ids:
            connection.settimeout(max(0.001, end - time.monotonic()))
            received = connection.recv(65536)
            if not received or len(buffer) > LARGEST or time.monotonic() > end:
                raise TimeoutError if received else ConnectionError
            *lines, buffer = (buffer + received).split(b"\n")
            for answer in map(json.loads, lines):
                if isinstance(answer, dict) and answer.get("request_id") in ids:
                    found[ids.pop(answer["request_id"])] = answer.get("data")
        return found


def _reading(path: str, found: dict[str, object]) -> Reading | None:
    file, title, folder = (text(found.get(name)) for name in ("path", "media-title", _ASKED[1]))
    if not file and not title:
        return None
    names = (os.path.join(folder, file) if file and "://" not in file else file, title)
    position, length = number(found.get("time-pos")), number(found.get("duration"))
    speed = number(found.get("speed")) or 1.0
    return Reading(f"mpv {path}", names, position, length, found.get("pause") is not False, speed)


def text(value: object) -> str:
    return value[-_LONGEST:] if isinstance(value, str) else ""


def number(value: object, unit: float = 1.0) -> float | None:
    """A number of seconds that can be one."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return value / unit if math.isfinite(value) and 0 <= value / unit < 1e6 else None


def _places() -> list[str]:
    """Where a socket may be: as mpv's own settings say, then where people put it."""
    settings = os.environ.get("XDG_CONFIG_HOME") or "~/.config"
    folders = [os.environ.get("MPV_HOME"), os.path.join(settings, "mpv"), "~/.mpv"]
    found: list[str] = []
    for folder in map(os.path.expanduser, filter(None, folders)):
        conf = os.path.join(folder, "mpv.conf")
        with suppress(OSError, ValueError), open(conf, encoding="utf-8") as file:
            named = re.findall(_SERVER, file.read(LARGEST), re.M)
            paths = (path.strip("\"'").replace("~~/", f"{folder}/") for path in named)
            found += map(os.path.expanduser, paths)
    for place in filter(None, ["/tmp", os.environ.get("XDG_RUNTIME_DIR")]):  # noqa: S108 (others')
        found += [os.path.join(place, name) for name in ("mpvsocket", "mpv-socket", "mpv.sock")]
        found += [os.path.join(place, "mpvSockets", "*"), os.path.join(place, "mpv", "*.sock")]
    return found
