"""Exports as services and their users' tools write them: `shapes/expected.json` says what comes.

Only the shapes are real; titles (but the series'), names, texts and ids are made up.
"""

import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bigcity_tui.domain.errors import FileError
from bigcity_tui.domain.history import fold
from bigcity_tui.interchange.incoming import Fault, Incoming
from bigcity_tui.interchange.plan import plan_changes
from bigcity_tui.interchange.reader import read_all
from bigcity_tui.interchange.shows import Wanted
from bigcity_tui.pack import load_series
from tests.domain.ledger import Ledger

SHAPES = Path(__file__).parent / "shapes"
EXPECTED: dict[str, Any] = json.loads((SHAPES / "expected.json").read_text(encoding="utf-8"))
READ = [name for name, expected in EXPECTED.items() if "refused" not in expected]
FOLDER = SHAPES / "trakt-export-folder"
WANTED = Wanted(load_series(None), today="2026-11-26")


@pytest.fixture(autouse=True)
def home_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def of(*paths: Path, also: str | None = None) -> Incoming:
    return read_all(list(map(str, paths)), Wanted(WANTED.series, also, WANTED.today))


def lines(faults: list[Fault]) -> list[str]:
    return [f"{fault.place}: {fault.why}" for fault in faults]


def test_every_shape_has_an_expectation() -> None:
    assert {path.name for path in SHAPES.iterdir()} == {*EXPECTED, "expected.json"}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_shape(name: str) -> None:
    expected = EXPECTED[name]
    if "refused" in expected:
        with pytest.raises(FileError) as caught:
            of(SHAPES / name)
        assert expected["refused"] in str(caught.value)
        assert str(caught.value).isprintable()
        return
    found = of(SHAPES / name)
    plan = plan_changes(found, ())[1]
    told = {
        "changes": list(plan.changes),
        "further": list(plan.further),
        "partial": lines(found.partial),
        "faults": lines(found.faults),
        "others": dict(sorted(found.others.items())),
        "near": list(found.near),
        "passed_over": [each.place for each in found.passed_over],
    }
    assert {key: value for key, value in told.items() if value} == expected


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("rewatches", [False, True])
def test_a_second_time_changes_nothing(name: str, *, rewatches: bool) -> None:
    ledger, ids = Ledger(), iter(map(str, range(99)))
    found = of(SHAPES / name)
    new_viewing = (lambda: f"viewing-{next(ids)}") if rewatches else None
    plays = len(plan_changes(found, ())[1].further)
    changes, first = plan_changes(found, (), new_viewing)
    ledger.write(changes)
    assert bool(first.further) == (bool(plays) and not rewatches)
    assert len(fold(ledger.operations).viewings) > 1 or not (plays and rewatches)
    again, second = plan_changes(found, ledger.operations, new_viewing)
    assert (again, second.changes, second.further) == ([], (), first.further)


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_files_makes_no_difference(seed: int) -> None:
    files = [path for path in sorted(FOLDER.rglob("*.json")) if path.parent.name != "user"]
    expected = plan_changes(of(*files), ())
    random.Random(seed).shuffle(files)
    shuffled = of(*files)
    assert plan_changes(shuffled, ()) == expected
    assert list(expected[1].changes) == EXPECTED[FOLDER.name]["changes"]


def test_one_more_title_is_taken_for_the_series() -> None:
    file = SHAPES / "titles-that-differ.csv"
    for title, episode in (
        ("Love in the Big City (KR)", 1),
        ("love in the big city (kr) (2024)", 1),
        ("Daedosiui Sarangbeop (2024)", 3),
        ("Love in the Big City (2025)", 4),
    ):
        found = of(file, also=title)
        assert {each.episode for each in found.plays} == {2, 5, episode}
        assert len(found.near) == 4
