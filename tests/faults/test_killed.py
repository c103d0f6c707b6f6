"""Commands killed at any point: what was acknowledged is there, and the next start is fine."""

import subprocess
import time
from pathlib import Path
from random import Random

import pytest

from tests.faults.conftest import Tally
from tests.faults.process import Ended, start
from tests.faults.scale import STRACE, of, some
from tests.faults.scenes import Scene, by_scene
from tests.faults.stage import Stage
from tests.faults.tracing import CHANGING, OTHER, touching, traced

pytestmark = [pytest.mark.long, pytest.mark.timeout(3600)]

CHANGES = of(60, 2)
"""At most so many kills before calls that change something, for each command."""
REST = of(22, 1)
"""At most so many before other calls on the data."""
ANYWHEN = of(80, 3)
"""So many kills at random moments, where there is no strace."""


@by_scene()
def test_old_or_new_and_what_was_acknowledged_is_there(
    scene: Scene, tmp_path: Path, tally: Tally
) -> None:
    stage = Stage(scene, tmp_path)
    tally("commands that change something")
    if STRACE is None:
        _at_random_moments(stage, tally)
    else:
        _before_calls(stage, tally)
    stage.verdict()


def _before_calls(stage: Stage, tally: Tally) -> None:
    place = stage.copy()
    _, calls = traced(place, stage.scene.line(place), ",".join((*CHANGING, *OTHER)))
    calls = touching(calls, place)
    stage.drop(place)
    changing = [call for call in calls if call.name in CHANGING]
    others = [call for call in calls if call.name not in CHANGING]
    for call in (*some(changing, CHANGES), *some(others, REST)):
        place = stage.copy()
        inject = f"{call.name}:signal=KILL:when={call.number}"
        ended, seen = traced(place, stage.scene.line(place), call.name, inject)
        landed = ended.code != 0 and bool(seen) and str(place) in seen[-1].line
        if not landed:
            stage.complaints.append(f"{call.name} {call.number} was not hit: {ended} {seen[-1:]}")
        tally("kills before a call on the data")
        stage.judge(f"killed before {call.line[:120]}", ended, place, killed=True)
        stage.drop(place)


def _at_random_moments(stage: Stage, tally: Tally) -> None:
    place = stage.copy()
    began = time.monotonic()
    stage.command(place)
    lasts = time.monotonic() - began
    stage.drop(place)
    random = Random(stage.scene.name)
    for _ in range(ANYWHEN):
        place = stage.copy()
        process = start(place, stage.scene.line(place))
        moment = random.uniform(0.3, 1.2) * lasts
        try:
            process.wait(moment)
        except subprocess.TimeoutExpired:
            process.kill()
        out, err = process.communicate()
        ended = Ended(process.returncode, out, err)
        tally("kills at a random moment")
        stage.judge(f"killed after {moment:.3f} s", ended, place, killed=ended.code < 0)
        stage.drop(place)
