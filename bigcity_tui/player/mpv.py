"""mpv, asked through the socket of its option `input-ipc-server`."""

import json
import math
import os
import re
import socket
import time
from glob import glob
from stat import S_ISSOCK

from bigcity_tui.player.playing import Reading

PATIENCE = 0.2  # seconds for an answer
LARGEST = 1_000_000  # bytes of one
PAUSE = 3.0  # seconds until one that did not answer is asked again
_MOST = 8  # sockets that are looked at

_ASKED = ("path", "working-directory", "media-title", "time-pos", "duration", "pause", "speed")


class Mpv:
    """Every mpv of this user that has a socket where one is looked for; asking never takes long."""

    def __init__(self, path: str | None = None) -> None:
        self._path = path
        self._places = [path] if path else _places()
        self._open: dict[str, socket.socket] = {}
        self._later: dict[str, float] = {}
        self._round = 0

    def look(self) -> list[Reading]:
        paths = [path for place in self._places for path in sorted(glob(place)) or [place]]
        found = (self._ask(path) for path in dict.fromkeys(paths[:_MOST]))
        return [reading for reading in found if reading]

    def close(self) -> None:
        while self._open:
            self._open.popitem()[1].close()

    def _ask(self, path: str) -> Reading | None:
        if self._later.get(path, 0) > time.monotonic():
            return None
        try:
            return self._read(path)
        except (OSError, ValueError, RecursionError) as error:
            if path in self._open:
                self._open.pop(path).close()
            if isinstance(error, TimeoutError):
                self._later[path] = time.monotonic() + PAUSE
            return None

    def _read(self, path: str) -> Reading | None:
        end = time.monotonic() + PATIENCE
        if path not in self._open:
            status = os.stat(path)
            if not S_ISSOCK(status.st_mode) or status.st_uid != os.getuid():
                return None  # in a folder that all can write somebody else may pretend
            self._open[path] = socket.socket(socket.AF_UNIX)
            self._open[path].settimeout(PATIENCE)
            self._open[path].connect(path)
        connection, self._round = self._open[path], self._round + 1
        ids = {self._round * 100 + number: name for number, name in enumerate(_ASKED)}
        asked = [{"command": ["get_property", name], "request_id": n} for n, name in ids.items()]
        connection.sendall(b"".join(json.dumps(each).encode() + b"\n" for each in asked))
        found: dict[str, object] = {}
        waiting, buffer = len(ids), b""
        while waiting:
            connection.settimeout(max(0.001, end - time.monotonic()))
            received = connection.recv(65536)
            if not received or len(buffer) > LARGEST or time.monotonic() > end:
                raise TimeoutError if received else ConnectionError
            *lines, buffer = (buffer + received).split(b"\n")
            for line in lines:
                answer = json.loads(line)
                if isinstance(answer, dict) and answer.get("request_id") in ids:
                    found[ids[answer["request_id"]]] = answer.get("data")
                    waiting -= 1
        return _reading(path, found)


def _reading(path: str, found: dict[str, object]) -> Reading | None:
    file, title, folder = (text(found.get(name)) for name in ("path", "media-title", _ASKED[1]))
    if not file and not title:
        return None
    return Reading(
        f"mpv {path}",
        (os.path.join(folder, file) if file and "://" not in file else file, title),
        number(found.get("time-pos")),
        number(found.get("duration")),
        found.get("pause") is not False,
        number(found.get("speed")) or 1.0,
    )


def text(value: object) -> str:
    return value if isinstance(value, str) else ""


def number(value: object, unit: float = 1.0) -> float | None:
    """A number of seconds that can be one."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return value / unit if math.isfinite(value) and 0 <= value / unit < 1e6 else None


def _places() -> list[str]:
    """Where a socket may be: as mpv's own settings say, then where people put it."""
    home = os.path.expanduser("~")
    settings = os.environ.get("XDG_CONFIG_HOME") or os.path.join(home, ".config")
    folders = [os.path.join(settings, "mpv"), os.path.join(home, ".mpv")]
    folders[:0] = filter(None, [os.environ.get("MPV_HOME")])
    found: list[str] = []
    for folder in folders:
        try:
            with open(os.path.join(folder, "mpv.conf"), encoding="utf-8") as file:
                conf = file.read(LARGEST)
        except (OSError, ValueError):
            continue
        for line in re.findall(r"^\s*(?:--)?input-ipc-server\s*=\s*(.+?)\s*(?:#.*)?$", conf, re.M):
            path = line.strip("\"'").replace("~~/", f"{folder}/")
            found.append(os.path.expanduser(path))
    for place in filter(None, ["/tmp", os.environ.get("XDG_RUNTIME_DIR")]):  # noqa: S108 (others')
        found += [os.path.join(place, name) for name in ("mpvsocket", "mpv-socket", "mpv.sock")]
        found += [os.path.join(place, "mpvSockets", "*"), os.path.join(place, "mpv", "*.sock")]
    return found
