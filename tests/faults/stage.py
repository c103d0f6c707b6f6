"""One command on a stage: what is there before and after it, and judging how a fault left it."""

import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bigcity_tui.store import backups
from tests.faults.process import WAITING, Ended, run
from tests.faults.scenes import Scene, at


class Stage:
    """A place made ready for a command, and copies of it in which the command meets a fault."""

    def __init__(self, scene: Scene, top: Path) -> None:
        self.scene = scene
        self._top = top
        self._base = top / "base"
        self._copies = 0
        self.complaints: list[str] = []
        (self._base / "home").mkdir(parents=True, mode=0o700)
        scene.ready(self._base)
        if not os.listdir(self._base / "home"):
            os.rmdir(self._base / "home")
        self.old = state(self._base)
        place = self.copy()
        ended = run(place, self.scene.line(place))
        assert (ended.code, ended.err) == (0, ""), ended
        self.new = state(place)
        assert self.new != self.old, "the command changes nothing that can be seen"
        self.drop(place)

    def copy(self) -> Path:
        """Another place like the first."""
        self._copies += 1
        place = self._top / f"place-{self._copies}"
        shutil.copytree(self._base, place, symlinks=True)
        return place

    def drop(self, place: Path) -> None:
        """Remove a place that is done with."""
        shutil.rmtree(place)

    def command(self, place: Path, prefix: Iterable[str] = ()) -> Ended:
        """Run the command in a place."""
        return run(place, self.scene.line(place), prefix)

    def judge(self, what: str, ended: Ended, place: Path, *, killed: bool = False) -> None:
        """See whether a fault left the old state or the new, and a program that goes on."""
        for problem in (*_manners(ended, killed=killed), *self._outcome(ended, place, killed)):
            self.complaints.append(f"{self.scene.name}: {what}: {problem}")

    def _outcome(self, ended: Ended, place: Path, killed: bool) -> list[str]:
        seen = state(place)
        if seen not in (self.old, self.new):
            return [f"neither old nor new: {seen}"]
        # What a killed command had printed by then counts as said; it prints when it is done.
        if seen != self.new and (ended.out if killed else ended.code == 0):
            return ["acknowledged, and not there"]
        with at(place / "home") as prompt:
            if seen == self.old:
                prompt.run(self.scene.line(place))
                if prompt.code or prompt.err or state(place) != self.new:
                    return [f"the next run: {prompt.code} {prompt.err} {state(place)}"]
            for line in ("rate 8 3", "rate 8 4"):
                prompt.run(line)
                if prompt.code or prompt.err:
                    return [f"the next change: {prompt.code} {prompt.err}"]
            rating = prompt.json("episodes")[7]["rating"]
        home = str(place / "home")
        broken = [name for largest, name in backups.survey(home) if largest is None]
        return [
            *([f"the next change is lost: {rating}"] if rating != 4 else []),
            *(f"not whole: {name}" for name in broken),
            *self.scene.wrong(place),
        ]

    def verdict(self) -> None:
        """Fail if there was any complaint."""
        few = "\n".join(self.complaints[:12])
        assert not self.complaints, f"{len(self.complaints)} complaints, such as:\n{few}"


def state(place: Path) -> str:
    """What the program shows of a place: the same for the same record."""
    found: list[object] = []
    with at(place / "home") as prompt:
        for line in ("status", "episodes", "log"):
            prompt.run(f"{line} --json")
            shown = _without(json.loads(prompt.out or "null"), ("id", "at", "device", "undoes"))
            found.append([prompt.code, shown, bool(prompt.err)])
    out = place / "out.json"
    return json.dumps([*found, out.read_text() if out.exists() else None])


def _without(shown: Any, names: tuple[str, ...]) -> Any:
    """What was shown, less what is by chance."""
    if isinstance(shown, list):
        return [_without(each, names) for each in shown]
    if isinstance(shown, dict):
        return {name: _without(each, names) for name, each in shown.items() if name not in names}
    return shown


def _manners(ended: Ended, *, killed: bool) -> list[str]:
    """What is wrong with how a command ended, whatever it did."""
    # That it waits for another program is said while it waits, and is no error.
    lines = ended.err.removeprefix(WAITING).splitlines()
    if killed:
        return [f"killed, and said {ended.err}"] if lines else []
    found = []
    if ended.code not in (0, 1):
        found.append(f"exit code {ended.code}")
    if len(lines) > 1 or "Traceback" in ended.err or "this is a fault" in ended.err:
        found.append(f"said {ended.err}")
    if ended.code and not (lines and lines[0].startswith("bigcity-tui: error: ")):
        found.append(f"exit code {ended.code} and said {ended.err!r}")
    return found
