"""The app killed at any moment: what it showed as saved is saved, and it opens again."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from bigcity_tui.domain.operations import Operation
from tests.faults.app import App, opened
from tests.faults.conftest import Tally
from tests.faults.scale import of
from tests.store.support import open_record

pytestmark = [pytest.mark.long, pytest.mark.timeout(3600)]

HOMES = of(20, 2)
KILLS = of(25, 4)
"""So many kills of the app in each home, one evening after the other."""
SOON = 0.12
"""The kill comes up to so many seconds after the keys: a change takes less."""


@dataclass(frozen=True, slots=True)
class Act:
    """Keys that change something, the words that say that it is saved, and what it then is."""

    keys: str
    says: str
    is_made: Callable[[Operation], bool]


@pytest.mark.parametrize("seed", range(HOMES))
def test_what_it_showed_as_saved_is_saved(seed: int, tmp_path: Path, tally: Tally) -> None:
    home = tmp_path / "home"
    random = Random(seed)
    marked, rating = False, 0.0
    for evening in range(KILLS):
        acts = _acts(random, evening, marked, rating)
        before = {operation.id for operation in open_record(str(home)).everything()}
        with opened(home, blind=True) as app:
            _killed(app, acts, random)
            told = app.told()
        tally("kills of the app")
        record = open_record(str(home))
        assert (record.trusted, record.writable, record.notice) == (True, True, None)
        made = [one for one in record.everything() if one.id not in before]
        shown = [act for act in acts if act.says in told]
        tally("changes that it had shown as saved", len(shown))
        lost = [act.says for act in shown if not any(map(act.is_made, made))]
        assert lost == []
        assert "Traceback" not in told
        for one in record.everything():
            if one.change.kind == "progress":
                marked = one.data.get("state") == "watched"
            if one.change.kind == "rating":
                rating = one.data["score"] or 0.0


def _killed(app: App, acts: list[Act], random: Random) -> None:
    """Do some of the acts, each once the one before is saved, and kill the app amid the last."""
    last = random.randrange(len(acts))
    app.press("1g")  # the first episode, wherever it opened
    for act in acts[:last]:
        app.press(act.keys)
        app.tells(act.says)
    app.press(acts[last].keys)
    app.listens(random.uniform(0, SOON))
    app.is_killed()


def _acts(random: Random, evening: int, marked: bool, rating: float) -> list[Act]:
    """What one may do at the first episode, each in words that come once in an evening."""
    scores = [number / 2 for number in range(2, 20) if number / 2 != rating]
    acts = [_rates(score) for score in random.sample(scores, 3)]
    acts.insert(random.randrange(4), _marks(marked))
    acts.insert(random.randrange(5), _notes(f"evening{evening}x"))
    return [*acts, Act("u", "Undone: ", lambda one: one.undoes is not None)]


def _rates(score: float) -> Act:
    keys = f"r{int(score)}{'.' if score % 1 else ''}\r"
    return Act(
        keys,
        f"Rated episode 1: {score:g}. u ",
        lambda one: one.change.kind == "rating" and one.data["score"] == score,
    )


def _marks(marked: bool) -> Act:
    return Act(
        "x" if marked else "w",
        "Took the mark off episode 1." if marked else "Marked episode 1 as watched.",
        lambda one: one.change.kind == "progress",
    )


def _notes(word: str) -> Act:
    return Act(
        f"n{word}\x1b",
        "Saved the note on episode 1.",
        lambda one: one.change.kind == "note" and word in str(one.data),
    )
