"""Calls that the system refuses: one line, exit code 1, and the old state or the new."""

from pathlib import Path

import pytest

from tests.faults.conftest import Tally
from tests.faults.scale import STRACE, of, some
from tests.faults.scenes import Scene, by_scene
from tests.faults.stage import Stage
from tests.faults.tracing import ERRORS, Call, touching, traced

pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(3600),
    pytest.mark.skipif(STRACE is None, reason="strace is not installed"),
]

CASES = of(70, 3)
"""At most so many calls made to fail, for each command."""
LASTING = of(1, 0)
"""So many locks that cannot be had from then on: each is waited for like another program's."""

Case = tuple[Call, str, str]
"""A call, the error, and `+` if all calls of that name fail from there on."""


@by_scene()
def test_one_line_and_old_or_new(scene: Scene, tmp_path: Path, tally: Tally) -> None:
    stage = Stage(scene, tmp_path)
    place = stage.copy()
    _, calls = traced(place, scene.line(place), ",".join(ERRORS))
    calls = touching(calls, place)
    stage.drop(place)
    for call, error, lasting in _cases(calls):
        place = stage.copy()
        inject = f"{call.name}:error={error}:when={call.number}{lasting}"
        ended, seen = traced(place, scene.line(place), call.name, inject)
        hit = [each for each in seen if each.failed and each.number >= call.number]
        if not hit or str(place) not in hit[0].line:
            stage.complaints.append(f"{call.name} {call.number} was not hit: {ended}")
        tally("calls made to fail")
        stage.judge(f"{error}{lasting} at {call.line[:120]}", ended, place)
        stage.drop(place)
    stage.verdict()


def _cases(calls: list[Call]) -> list[Case]:
    cases = [
        (call, error, lasting)
        for call in calls
        for error in ERRORS[call.name]
        for lasting in ("", "+")
        # Locks are below. If nothing at all can be written, not even that can be said.
        if not lasting or call.name not in ("fcntl", "write")
    ]
    locks = [(call, "ENOLCK", "+") for call in calls if call.name == "fcntl" and "LCK" in call.line]
    return some(cases, CASES) + some(locks, LASTING)
