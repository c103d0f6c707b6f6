"""No room: files that may not grow beyond a size, and disks that are full."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.conftest import Tally
from tests.faults.scale import MAY_MOUNT, of, some
from tests.faults.scenes import Scene, by_scene
from tests.faults.stage import Stage

pytestmark = [pytest.mark.long, pytest.mark.timeout(3600)]

LIMITED = """
import os, resource, sys
limit = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
os.execv(sys.argv[2], sys.argv[2:])
"""
LIMITS = of(9, 2)
"""So many sizes of files, for each command."""
SIZES = of(9, 1)
"""So many sizes of disks, for each command."""


@by_scene(5)
def test_no_file_may_grow_beyond_a_size(scene: Scene, tmp_path: Path, tally: Tally) -> None:
    stage = Stage(scene, tmp_path)
    # SQLite writes its journal in pieces of 512 bytes and less, and the record in pages.
    sizes = [*range(0, 1024, 128), *range(1024, 40 * 1024, 1500)]
    for limit in some(sizes, LIMITS):
        place = stage.copy()
        ended = stage.command(place, [sys.executable, "-S", "-c", LIMITED, str(limit)])
        tally("limits on the size of files")
        stage.judge(f"no file beyond {limit} bytes", ended, place)
        stage.drop(place)
    stage.verdict()


@pytest.mark.skipif(not MAY_MOUNT, reason="only root may mount a disk")
@by_scene(3)
def test_the_disk_is_full(scene: Scene, tmp_path: Path, tally: Tally) -> None:
    stage = Stage(scene, tmp_path)
    for free in some([4 * number for number in range(24)], SIZES):
        place = stage.copy()
        with _Disk(place / "home", free) as disk:
            if not disk.is_there:
                tally("disks that could not be mounted")
                continue
            ended = stage.command(place)
            after = disk.taken()
        tally("full disks")
        stage.judge(f"a disk with {free} KiB left", ended, after)
        stage.drop(after)
    stage.verdict()


class _Disk:
    """A folder on a disk of its own that has little room left."""

    def __init__(self, folder: Path, free: int) -> None:
        """Put what is in a folder on a disk with so many KiB left."""
        self._folder = folder
        self._free = free
        self.is_there = False

    def __enter__(self) -> "_Disk":
        kept = self._folder.with_name("kept")
        if self._folder.exists():
            self._folder.rename(kept)
        self._folder.mkdir(mode=0o700)
        self.is_there = self._mount(64 * 1024)
        if self.is_there:
            if kept.exists():
                shutil.copytree(kept, self._folder, dirs_exist_ok=True)
            used = shutil.disk_usage(self._folder).used // 1024
            self._mount(used + self._free, "remount,")
        return self

    def _mount(self, size: int, how: str = "") -> bool:
        options = f"{how}size={size}k,mode=700"
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "none", str(self._folder)],
            capture_output=True,
            check=False,
        )
        return done.returncode == 0

    def taken(self) -> Path:
        """A copy of the place, on the disk that has room."""
        place = self._folder.parent
        after = place.with_name(f"{place.name}-after")
        shutil.copytree(place, after)
        return after

    def __exit__(self, *_: object) -> None:
        if self.is_there:
            subprocess.run(["umount", str(self._folder)], check=True)
