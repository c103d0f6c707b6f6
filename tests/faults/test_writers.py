"""Many writers at once beside an open app: none is refused, and nothing is lost."""

from pathlib import Path

import pytest

from tests.faults.app import opened
from tests.faults.conftest import Tally
from tests.faults.process import WAITING, run, start
from tests.faults.scale import of
from tests.store.support import open_record

pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(3600),
]

WRITERS = of(200, 20)
ROUNDS = of(10, 1)


def test_none_is_refused_and_nothing_is_lost(tmp_path: Path, tally: Tally) -> None:
    home = tmp_path / "home"
    wanted: list[str] = []
    with opened(home) as app:
        for number in range(ROUNDS):
            words = [f"round {number} writer {writer}" for writer in range(WRITERS)]
            # Some begin the record, and one of them the day's backup; the app looks on.
            writers = [start(tmp_path, ["note", "1", text]) for text in words]
            ended = [(*writer.communicate(timeout=600), writer.returncode) for writer in writers]
            tally("writers at once, in rounds", WRITERS)
            refused = [end for end in ended if end[2] or end[1] not in ("", WAITING)]
            assert refused == []
            wanted += words
            app.read()
        notes = [one.data["text"] for one in open_record(str(home)).everything()]
        assert sorted(notes) == sorted(wanted)
        assert run(tmp_path, ["watch", "1"]).code == 0
        app.waits_until("1 of 8")
        app.press("q")
        assert app.ends() == 0
