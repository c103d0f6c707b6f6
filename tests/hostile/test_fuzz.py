"""Files of every kind that is read, changed by chance: refused in our own words, or harmless.

The whole campaign is 100,000 files, with `-m long`; always, a few hundred run the same way.
"""

import json
import random
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from bigcity_tui.domain.blocks import Page
from bigcity_tui.domain.edition import edition_of
from bigcity_tui.domain.errors import CompanionError, FileError, PackError
from bigcity_tui.domain.history import History, fold
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.typeset import typeset
from bigcity_tui.domain.view import View
from bigcity_tui.interchange.plan import plan_changes
from bigcity_tui.pack.validate import validate_pack
from bigcity_tui.store.merge import Held, united
from bigcity_tui.store.preferences import Preferences
from bigcity_tui.tui.commands.table import rebound
from tests.hostile.fuzzing import in_time, mutated
from tests.hostile.stream import check
from tests.interchange.support import SERIES, of
from tests.interchange.test_refusals import SEEDS as IMPORTS
from tests.packs import made_up_pack, write_pack
from tests.store.support import decoded, encoded
from tests.store.test_sync_files import DEVICE, NAME, OPERATIONS
from tests.tui.driver import evening

Campaign = Callable[[Path, random.Random, int], int]
"""Tries so many files in a folder; how many of them were taken."""

EMPTY = fold(())


def told(error: CompanionError, *more: str) -> None:
    """What is said of a file is one printable line, and lines for a list."""
    for line in (str(error), *more):
        assert line.isprintable(), ascii(line)
        assert 0 < len(line) < 2_000


def packs(folder: Path, chance: random.Random, runs: int) -> int:
    root = Path(write_pack(made_up_pack(2, seed=5), folder / "pack"))
    files = sorted(path.relative_to(root).as_posix() for path in root.rglob("*.json"))
    kept = {name: (root / name).read_bytes() for name in files}
    taken = 0
    for _ in range(runs):
        name = chance.choice(files)
        data = mutated(kept[name], chance, tuple(kept.values()))
        (root / name).write_bytes(data)
        with in_time(lambda name=name, data=data: (name, data)):  # type: ignore[misc]
            try:
                pack = validate_pack(str(root))
            except PackError as error:
                told(error, *error.problems)
            else:
                taken += 1
                edition = edition_of(pack, Moment.end(pack.series.episodes))
                view = View(edition, EMPTY, None, None, {})
                for key in chance.sample(("1", *Page), 2):
                    for line in typeset(view.document(key), 40):
                        check(line.text, lines=False)
        (root / name).write_bytes(kept[name])
    return taken


def imports(folder: Path, chance: random.Random, runs: int) -> int:
    taken = 0
    for _ in range(runs):
        data = mutated(chance.choice(IMPORTS), chance, tuple(IMPORTS))
        with in_time(lambda data=data: data):  # type: ignore[misc]
            try:
                incoming = of(data)
            except FileError as error:
                told(error)
                continue
            taken += 1
            changes, weighed = plan_changes(incoming, ())
            assert weighed.added == len(changes)
            for fault in incoming.faults:
                check(fault.why, lines=False)
            if incoming.operations is not None:
                after, _ = united(Held(frozenset()), incoming.operations, 0)
                _seen([each for each in after.active if each.series == SERIES.id])
    return taken


def syncs(folder: Path, chance: random.Random, runs: int) -> int:
    good = encoded(DEVICE, "host", OPERATIONS)
    taken = 0
    for _ in range(runs):
        data = good
        if chance.random() < 0.5:  # a device that means harm: its checksums are right
            lines = [json.loads(line) for line in good.splitlines()]
            data = b"".join(map(_summed, (_harmed(line, chance) for line in lines)))
        else:
            data = mutated(good, chance, (good,))
        with in_time(lambda data=data: data):  # type: ignore[misc]
            try:
                found = decoded(NAME, data)
            except FileError as error:
                told(error)
                continue
            taken += bool(found.operations)
            after, merged = united(Held(frozenset()), found.operations, 0)
            assert merged.added + merged.conflicts + merged.known + len(merged.refused) == len(
                found.operations
            )
            _seen(list(after.active))
    return taken


def _harmed(line: dict[str, object], chance: random.Random) -> bytes:
    if chance.random() < 0.7:
        return json.dumps(line).encode()
    return mutated(json.dumps(line).encode(), chance, (b"{}",)) or b"{}"


def _summed(line: bytes) -> bytes:
    """A line with the checksum that belongs to it."""
    from bigcity_tui.store.sync import _summed as summed

    start = line.find(b",") + 1 if line.startswith(b'{"sum"') else 1
    rest = line[start:].replace(b"\n", b" ")
    return summed(rest) + b"\n"


def _seen(operations: list[object]) -> None:
    """What came in can be looked at: pages of it hold nothing that steers."""
    history: History = fold(operations)  # type: ignore[arg-type]
    pack = made_up_pack(2, seed=5)
    view = View(edition_of(pack, Moment.end(2)), history, None, None, {})
    for key in ("record", "1", "review"):
        for line in typeset(view.document(key), 60):
            check(line.text, lines=False)


KEYS = (
    b'[keys]\nwatched = "m"\nnext-match = ["n", "full_stop"]\nquit = "ctrl+x"\n',
    b'keys = {start = "S", undo = ["z", "Z"]}\n[other]\na = 2024-10-21\n',
)


def keys(folder: Path, chance: random.Random, runs: int) -> int:
    path = folder / "keys.toml"
    taken = 0
    for _ in range(runs):
        data = mutated(chance.choice(KEYS), chance, KEYS)
        path.write_bytes(data)
        with in_time(lambda data=data: data):  # type: ignore[misc]
            try:
                chosen = Preferences(str(folder)).keys()
            except CompanionError as error:
                told(error)
                continue
            taken += bool(chosen)
            commands, problems = rebound(chosen)
            for line in (*problems, *(command.shown for command in commands.values())):
                assert line.isprintable(), ascii(line)
    return taken


PLACES = (
    json.dumps(
        {
            "made-up-0": {
                "asked": True,
                "page": "1",
                "moment": 4,
                "measure": 72,
                "list": 30,
                "places": {"1": [2, 30], "review": [5, 0]},
                "cast": True,
                "theme": "night",
            }
        }
    ).encode(),
)


def places(folder: Path, chance: random.Random, runs: int) -> int:
    path = folder / "places.json"
    taken = 0
    for _ in range(runs):
        data = mutated(PLACES[0], chance, PLACES)
        path.write_bytes(data)
        with in_time(lambda data=data: data):  # type: ignore[misc]
            taken += bool(Preferences(str(folder)).load("made-up-0"))
    return taken


CAMPAIGNS: tuple[tuple[Campaign, int, int], ...] = (
    (packs, 80, 30_000),
    (imports, 150, 40_000),
    (syncs, 60, 20_000),
    (keys, 60, 5_000),
    (places, 60, 5_000),
)
"""What is changed, how many of it always, and how many in the long campaign."""


def test_the_long_campaign_is_as_long_as_it_says() -> None:
    assert sum(long for _, _, long in CAMPAIGNS) == 100_000


@pytest.mark.parametrize(("campaign", "runs"), [row[:2] for row in CAMPAIGNS])
def test_changed_by_chance(tmp_path: Path, campaign: Campaign, runs: int) -> None:
    tally(campaign(tmp_path, random.Random(1), runs), runs)


@pytest.mark.long
@pytest.mark.timeout(7_200)
@pytest.mark.parametrize(("campaign", "runs"), [(row[0], row[2]) for row in CAMPAIGNS])
def test_changed_by_chance_long(tmp_path: Path, campaign: Campaign, runs: int) -> None:
    tally(campaign(tmp_path, random.Random(2), runs), runs)


def tally(taken: int, runs: int) -> None:
    """Neither all nor none is taken, or the campaign looks at one half alone."""
    assert runs / 50 < taken < runs, f"{taken} of {runs}"


@pytest.mark.parametrize("runs", [2, pytest.param(150, marks=pytest.mark.long)])
@pytest.mark.timeout(1_200)
async def test_the_app_starts_whatever_lies_beside_the_record(tmp_path: Path, runs: int) -> None:
    chance = random.Random(3)
    pack = Path(write_pack(made_up_pack(2), tmp_path / "pack"))
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    broken = partial(mutated, chance=chance, others=PLACES)
    for _ in range(runs):
        (home / "places.json").write_bytes(broken(PLACES[0]))
        (home / "keys.toml").write_bytes(broken(chance.choice(KEYS)))
        async with evening(home, pack, (80, 24), asked=False) as viewer:
            await viewer.sees("Episodes")
            assert viewer.app.return_code is None
        assert viewer.app.failed is None
