"""The stage: a world that stands still, so that two runs can be compared byte for byte."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from unittest.mock import patch

NOON = 1_790_000_000_000
"""The time of day on the stage: milliseconds since 1970, UTC."""

ROOM = SimpleNamespace(total=10**10, used=0, free=10**10)
"""What there is to the disk, in bytes."""

LATER = 1_000_000
"""Where ids go on once there are files: beyond what it takes to make them."""

Files = dict[str, bytes]
"""What lies in a folder: contents by relative path."""


class Ids:
    """Stands in for `os.urandom`: counts, so that two runs name things alike."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, size: int) -> bytes:
        """The next number, in so many bytes."""
        self.count += 1
        return self.count.to_bytes(size, "big")


class Stage:
    """A folder in which runs of the program find and leave their files, and the ids they give."""

    def __init__(self, folder: str, ids: Ids) -> None:
        self.folder = folder
        self.home = os.path.join(folder, "home")
        self.work = os.path.join(folder, "work")
        self.shared = os.path.join(self.work, "shared")
        self._ids = ids

    def files(self) -> Files:
        """Every file there is now, its permissions in front.

        They are read each time: two changes can lie within one tick of a file's own clock.
        """
        files: Files = {}
        for folder, _, names in os.walk(self.folder):
            for name in names:
                path = os.path.join(folder, name)
                with open(path, "rb") as file:
                    mode = oct(os.fstat(file.fileno()).st_mode)
                    files[path] = mode.encode() + b"\n" + file.read()
        return files

    def reset(self, files: Files) -> None:
        """Have these files and no others; ids count on from a number that is in none of them."""
        self._ids.count = LATER if files else 0
        os.makedirs(self.shared, mode=0o700, exist_ok=True)
        present = self.files()
        if present == files:
            return
        for path in present.keys() - files.keys():
            os.unlink(path)
        for path, content in files.items():
            if present.get(path) != content:
                os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
                mode, _, data = content.partition(b"\n")
                with open(path, "wb") as file:
                    file.write(data)
                os.chmod(path, int(mode, 8) & 0o777)
        for root in (self.work, os.path.join(self.home, "packs")):
            for folder, _, _ in os.walk(root, topdown=False):
                if folder not in (self.work, self.shared) and not os.listdir(folder):
                    os.rmdir(folder)


@contextmanager
def set_up(folder: str) -> Iterator[Stage]:
    """Set the stage in an empty folder: a fixed clock, counted ids, a home of its own.

    Time, chance and the room on the disk stand still for the whole process, where every part of
    the program gets them from, so that nothing has to be masked in what is compared.
    """
    ids = Ids()
    stage = Stage(folder, ids)
    settings = {
        "BIGCITY_TUI_HOME": stage.home,
        "VISUAL": "no-editor",  # else whatever this machine has would open
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    }
    with (
        patch.object(os, "urandom", ids),
        patch.object(shutil, "disk_usage", lambda _: ROOM),
        patch.object(time, "time", lambda: NOON / 1000),
        patch.object(time, "time_ns", lambda: NOON * 1_000_000),
        patch.dict(os.environ, settings),
    ):
        os.environ.pop("NO_COLOR", None)
        os.environ.pop("COLUMNS", None)
        yield stage
