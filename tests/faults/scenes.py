"""Every command that changes something, with a place in which it has something to change.

A place is a folder with the viewer's `home` in it, and what else the command is about.
"""

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bigcity_tui import __main__
from bigcity_tui.store import database
from bigcity_tui.store.location import backups_in
from tests.cli.driver import Prompt
from tests.faults.scale import of, some

DAY = 24 * 60 * 60 * 1000
WORD = "Quxquux"
"""A word in a note, to be looked for in all files when it is forgotten."""


@contextmanager
def at(home: Path, ago: int = 0) -> Iterator[Prompt]:
    """A prompt in this process, so many days ago, in the time zone of the processes."""
    with pytest.MonkeyPatch.context() as patch:
        prompt = Prompt(patch, str(home))
        patch.setattr(__main__, "_now", lambda: time.time_ns() // 1_000_000 - ago * DAY)
        yield prompt


def says(home: Path, *lines: str, ago: int = 0) -> None:
    """Run commands that have to succeed, in this process."""
    with at(home, ago) as prompt:
        for line in lines:
            prompt.does(line)


@dataclass(frozen=True, slots=True)
class Scene:
    """A command: its words, what makes a place ready for it, and what must hold afterwards.

    `{place}` in a word is the place. `wrong` says what is wrong with a place in which the command
    was cut short, or was not, and another change has been made since.
    """

    name: str
    words: tuple[str, ...]
    ready: Callable[[Path], None]
    wrong: Callable[[Path], list[str]] = lambda _: []

    def line(self, place: Path) -> list[str]:
        """The words of the command in a place."""
        return [word.replace("{place}", str(place)) for word in self.words]


def _evening(place: Path) -> None:
    """A record of some changes, the last but one undone, with today's backup."""
    says(place / "home", "watch 1-2 --on 2024-10-20", "rate 1 8", f"note 1 '{WORD} of the first'")
    says(place / "home", "start 3", "rate 2 9", "undo")


def _undone(place: Path) -> None:
    _evening(place)
    says(place / "home", "redo")


def _nothing(place: Path) -> None:
    """No record yet."""


def _week(place: Path) -> None:
    """A record with more backups than are kept, and none of today."""
    for ago in range(9, 1, -1):
        says(place / "home", f"rate 1 {ago}", f"note 2 'of {ago} days ago'", ago=ago)


def _older(place: Path) -> None:
    """A record as the first version made it."""
    _evening(place)
    shutil.rmtree(place / "home" / "backups")
    with closing(sqlite3.connect(place / "home" / "record.sqlite3")) as connection:
        connection.execute("DROP TABLE aside")
        connection.execute("PRAGMA user_version = 1")
        connection.commit()
        connection.execute("VACUUM")


def _damaged(place: Path) -> None:
    _evening(place)
    with (place / "home" / "record.sqlite3").open("r+b") as file:
        file.write(b"\xff\xfe" * 8)


def _forgetting(place: Path) -> None:
    """A record with a long note of several wordings, and backups that have it too."""
    home = place / "home"
    says(home, "watch 1 --on 2024-10-20", f"note 1 '{WORD} {'and so on ' * 800}'", ago=3)
    says(home, f"note 1 'Other {WORD}.'", ago=2)
    says(home, "rate 1 8", "note 2 Kept.")


def _elsewhere(place: Path) -> None:
    """Another device's record beside this one's, as an export, and in a folder that both share."""
    _evening(place)
    other = place / "other"
    (place / "shared").mkdir()
    says(other, "watch 4 --on 2024-10-21", "rate series 6", "note 4 'Of another device.'")
    says(other, f"export -o {place}/own.json", f"sync {place}/shared")
    with at(other) as prompt:  # which says what Trakt cannot hold
        prompt.run(f"export --format trakt -o {place}/trakt.json").exits(0)


def _shared(place: Path) -> None:
    """This device synced before, and both have changes since."""
    _elsewhere(place)
    says(place / "home", f"sync {place}/shared", "rate 3 7")
    says(place / "other", f"sync {place}/shared", "rate 5 2", f"sync {place}/shared")


def _exported(place: Path) -> None:
    _evening(place)
    (place / "out.json").write_text("an older file")


def _forgotten(place: Path) -> list[str]:
    home = place / "home"
    if _says(home, WORD):
        return []  # it was cut short before it began
    left = [path for path in home.rglob("*") if path.is_file() and WORD.encode() in _bytes(path)]
    return [f"the forgotten word is in {path.name}" for path in left]


def _bytes(path: Path) -> bytes:
    return path.read_bytes()


def _says(home: Path, word: str) -> bool:
    with at(home) as prompt:
        return any(word in (row["note"] or "") for row in prompt.json("episodes"))


def _migrated(place: Path) -> list[str]:
    home = str(place / "home")
    versions = [
        _version(path)
        for path in (
            f"{home}/record.sqlite3",
            *backups_in(home),
        )
    ]
    ready = versions[0] == len(database.STEPS) and 1 in versions[1:]
    return [] if ready else [f"schemas of the record and its backups: {versions}"]


def _version(path: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _pruned(place: Path) -> list[str]:
    kept = backups_in(str(place / "home"))
    return [] if 6 <= len(kept) <= 8 else [f"{len(kept)} backups are left"]


def _carried(place: Path) -> list[str]:
    """Nothing unfinished stays for long, and the other device can read what this one left."""
    for path in (place / "shared").glob(".*"):
        os.utime(path, (1, 1))
    says(place / "home", f"sync {place}/shared")
    if left := [path.name for path in (place / "shared").glob(".*")]:
        return [f"left in the folder that devices share: {left}"]
    with at(place / "other") as prompt:
        prompt.run(f"sync {place}/shared")
        return [prompt.err] if prompt.code or prompt.err else []


SCENES = (
    Scene("first change", ("watch", "1", "--on", "2024-10-21"), _nothing),
    Scene("watch", ("watch", "3", "--on", "2024-10-21"), _evening),
    Scene("unwatch", ("unwatch", "2"), _evening),
    Scene("start", ("start", "4"), _evening),
    Scene("rate", ("rate", "1", "9.5"), _evening),
    Scene("note", ("note", "2", "A line. " * 900), _evening),
    Scene("undo", ("undo",), _evening),
    Scene("redo", ("redo",), _evening),
    Scene("undo of a redo", ("undo",), _undone),
    Scene("rewatch", ("rewatch",), _evening),
    Scene("forget", ("forget", "1", "--yes"), _forgetting, _forgotten),
    Scene("forget all", ("forget", "--all", "--yes"), _forgetting),
    Scene("import of our own", ("import", "{place}/own.json", "--apply"), _elsewhere),
    Scene("import of another form", ("import", "{place}/trakt.json", "--apply"), _elsewhere),
    Scene("first sync", ("sync", "{place}/shared"), _elsewhere, _carried),
    Scene("sync", ("sync", "{place}/shared"), _shared, _carried),
    Scene("migration", ("rate", "1", "9.5"), _older, _migrated),
    Scene("backup", ("rate", "1", "9.5"), _week, _pruned),
    Scene("restore", ("doctor", "--restore", "--yes"), _damaged),
    Scene("export", ("export", "-o", "{place}/out.json", "--force"), _exported),
)


def by_scene(reduced: int = len(SCENES)) -> pytest.MarkDecorator:
    """Run a test for each command, or for so many of them in the reduced campaign."""
    chosen = some(SCENES, of(len(SCENES), reduced))
    return pytest.mark.parametrize(
        "scene", chosen, ids=[scene.name.replace(" ", "-") for scene in chosen]
    )
