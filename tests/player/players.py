"""Real players for tests: mpv without picture or sound, a bus of its own, and small files."""

import json
import os
import select
import shutil
import socket
import socketserver
import subprocess
import threading
import time
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

LIMIT = 20.0
"""Seconds until something that does not come counts as missing."""

MPRIS = "/usr/lib/mpv-mpris/mpris.so"
"""Where Debian has what makes mpv speak MPRIS."""

needs_mpv = pytest.mark.skipif(not shutil.which("mpv"), reason="mpv is not installed")
needs_bus = pytest.mark.skipif(
    not (shutil.which("mpv") and shutil.which("dbus-daemon") and os.path.exists(MPRIS)),
    reason="mpv, mpv-mpris or dbus is not installed",
)


def until(holds: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + LIMIT
    while not holds():
        assert time.monotonic() < end, f"{what} is still to come"
        time.sleep(0.01)


def sound(path: Path, seconds: int) -> Path:
    """A file in which nothing is heard for so long."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8_000)
        file.writeframes(b"\x80" * 8_000 * seconds)
    return path


class Player:
    """An mpv, and what is said to it through its socket."""

    def __init__(self, folder: Path, file: Path, *options: str, env: dict[str, str]) -> None:
        self.socket = folder / f"mpv-{file.stem.split()[-1]}"
        command = ["mpv", "--no-config", "--vo=null", "--ao=null", "--audio-pitch-correction=no"]
        command += [f"--input-ipc-server={self.socket}", "--really-quiet", "--no-terminal"]
        self.process = subprocess.Popen([*command, *options, str(file)], env={**os.environ, **env})
        until(self.socket.exists, "the socket")
        until(lambda: bool(self.asks("get_property", "time-pos")), "the first second")

    def asks(self, *command: object) -> object:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(LIMIT)
            connection.connect(str(self.socket))
            connection.sendall(json.dumps({"command": command, "request_id": 7}).encode() + b"\n")
            for line in connection.makefile():
                answer = json.loads(line)
                if answer.get("request_id") == 7:
                    return answer.get("data")
        return None

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(LIMIT)


@contextmanager
def bus(patch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bus of one's own, in the place of the session's."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as daemon:
        assert daemon.stdout is not None
        assert select.select([daemon.stdout], [], [], LIMIT)[0]
        address = daemon.stdout.readline().decode().strip()
        patch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        try:
            yield address
        finally:
            daemon.kill()


class PretendedMpv:
    """What speaks as mpv does on its socket, at any speed, and as no mpv does, if it is to."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.says: dict[str, object] = {}
        self.raw: bytes | None = None
        """What it sends in the place of answers; nothing at all if that is empty."""
        self._since = 0.0

    def play(self, file: str, *, at: float = 0.0, length: float, speed: float = 1.0) -> None:
        said = {"path": file, "working-directory": "/films", "media-title": file, "pause": False}
        self._since = time.monotonic()
        self.says = {**said, "time-pos": at, "duration": length, "speed": speed}

    def pause(self) -> None:
        self.says = {**self.says, "time-pos": self.said("time-pos"), "pause": True}

    def said(self, name: str) -> object:
        says = self.says
        value, speed = says.get(name), says.get("speed")
        if name == "time-pos" and isinstance(value, float) and says["pause"] is False:
            assert isinstance(speed, (int, float))
            return value + (time.monotonic() - self._since) * speed
        return value

    @contextmanager
    def running(self) -> Iterator["PretendedMpv"]:
        player = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                for line in self.rfile:
                    asked = json.loads(line)
                    value = player.said(asked["command"][1])
                    answer = {"request_id": asked["request_id"], "error": "success", "data": value}
                    said = b'{"event":"idle"}\n' + json.dumps(answer).encode() + b"\n"
                    try:
                        self.wfile.write(said if player.raw is None else player.raw)
                    except OSError:
                        return

        with socketserver.ThreadingUnixStreamServer(str(self.path), Handler) as server:
            server.daemon_threads = True
            thread = threading.Thread(target=server.serve_forever, args=(0.01,))
            thread.start()
            try:
                yield self
            finally:
                server.shutdown()
                thread.join()
