"""Nothing is acknowledged before it is on the disk: no power loss takes it back."""

import os
from pathlib import Path

import pytest

from tests.faults.conftest import Tally
from tests.faults.scale import STRACE
from tests.faults.scenes import Scene, by_scene
from tests.faults.stage import Stage
from tests.faults.tracing import CHANGING, Call, touching, traced

pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(600),
    pytest.mark.skipif(STRACE is None, reason="strace is not installed"),
]

_WRITES = ("write", "pwrite64", "ftruncate", "fallocate")
_NAMES = ("openat", "mkdir", "unlink", "unlinkat", "rmdir", "link", "linkat")


class Disk:
    """What a power loss could still take back, call by call."""

    def __init__(self, place: Path) -> None:
        self._place = str(place)
        self.contents: set[str] = set()
        """Files whose content is not on the disk."""
        self.names: set[str] = set()
        """Folders whose names are not on the disk."""
        self.complaints: list[str] = []

    def take(self, call: Call) -> None:
        """Follow one call."""
        # What was read, and where one was, may be lost: it is written without waiting.
        paths = [
            path
            for path in call.paths
            if path.startswith(self._place) and "places" not in os.path.basename(path)
        ]
        if call.name == "write" and call.line.startswith("1<"):
            self.acknowledge(call.line)
        if not paths or call.failed:
            return
        path = paths[-1]
        if call.name in _WRITES:
            self.contents.add(path)
        elif call.name in ("fsync", "fdatasync"):
            self.contents.discard(path)
            self.names.discard(path)
        elif call.name.startswith("rename"):
            source = paths[-2]
            if source in self.contents:
                self.complaints.append(f"renamed before it was on the disk: {call.line}")
            self.names.add(os.path.dirname(path))
        elif call.name in _NAMES and (call.name != "openat" or "O_CREAT" in call.line):
            if call.name.startswith(("unlink", "rmdir")):
                self.contents.discard(path)
                self.names.discard(path)
            self.names.add(os.path.dirname(path))

    def acknowledge(self, what: str) -> None:
        """See that all is on the disk by the time that something is said of it."""
        if self.contents or self.names:
            left = sorted(self.contents | self.names)
            self.complaints.append(f"not on the disk at {what}: {left}")


@by_scene(6)
def test_what_is_acknowledged_is_on_the_disk(scene: Scene, tmp_path: Path, tally: Tally) -> None:
    stage = Stage(scene, tmp_path)
    place = stage.copy()
    ended, calls = traced(place, scene.line(place), ",".join(CHANGING))
    assert (ended.code, ended.err) == (0, "")
    assert any(call.name in ("fsync", "fdatasync") for call in touching(calls, place))
    disk = Disk(place)
    said = [call for call in calls if call.name == "write" and call.line.startswith("1<")]
    assert said
    for call in calls:
        disk.take(call)
    disk.acknowledge("the end")
    tally("commands whose syncs come before they say that it is done")
    assert disk.complaints == []


def test_the_order_would_be_missed(tmp_path: Path) -> None:
    here = str(tmp_path)
    wrote = Call("pwrite64", 1, f'3<{here}/record>, "x", 1, 0) = 1')
    synced = Call("fdatasync", 1, f"3<{here}/record>) = 0")
    removed = Call("unlink", 1, f'"{here}/journal") = 0')
    folder = Call("fsync", 1, f"4<{here}>) = 0")
    renamed = Call("rename", 1, f'"{here}/record", "{here}/other") = 0')
    said = Call("write", 1, '1<pipe:[1]>, "Marked", 6) = 6')
    for calls, wrong in (
        ([wrote, synced, removed, folder, said], 0),
        ([wrote, said], 1),
        ([wrote, synced, removed, said], 1),
        ([wrote, renamed, folder], 1),
        ([wrote, synced, renamed, said], 1),
    ):
        disk = Disk(tmp_path)
        for call in calls:
            disk.take(call)
        assert len(disk.complaints) == wrong
