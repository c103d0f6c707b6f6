"""The terminal closed at any moment of an evening: the app ends, and what was typed is saved."""

import re
import time
from pathlib import Path
from random import Random

import pytest

from tests.faults.app import App, opened
from tests.faults.conftest import Tally
from tests.faults.scale import of
from tests.store.support import open_record

CLOSINGS = of(50, 6)
LIMIT = 2.0
"""Seconds that the process has to end in."""
HALF_A_SECOND = 0.5
"""What was typed before that is saved."""

WORDS = "It rained, and they danced on the roof until the morning came."
EVENING = f"n{WORDS}\x1b/rain\x1b?\x1br8\r\x10them\x1bnMore.\x1bN"
"""What is typed, a key at a time: a note, a search, help, a rating, the palette, the own editor."""


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", range(CLOSINGS))
def test_it_ends_and_what_was_typed_is_saved(seed: int, tmp_path: Path, tally: Tally) -> None:
    random = Random(seed)
    home, editor = tmp_path / "home", tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho " And home." >> "$1"\nsleep 60\n')
    editor.chmod(0o700)
    keys = random.randrange(len(EVENING) + 1)
    with opened(home, blind=True, editor=str(editor)) as app:
        typed = type_some(app, EVENING[:keys], random)
        app.listens(random.choice((0.0, 0.1, 0.6, 1.2)))
        closed = time.monotonic()
        app.vanish()
        code = app.process.wait(timeout=60)
        took = time.monotonic() - closed
    assert code == 129
    assert took < LIMIT
    tally("closings of the terminal")
    tally("ms until the end, at most", round(1000 * took))
    old_enough = "".join(key for when, key in typed if when < closed - HALF_A_SECOND)
    found = re.match("n([^\x1b]*)", old_enough)
    note = [
        one.data["text"] for one in open_record(str(home)).everything() if one.change.kind == "note"
    ]
    if found and found[1].strip():
        assert (note[-1] or "").startswith(found[1].strip())


def type_some(app: App, keys: str, random: Random) -> list[tuple[float, str]]:
    """Type as people do, with pauses; when each key was typed."""
    typed = []
    for key in keys:
        app.press(key)
        typed.append((time.monotonic(), key))
        # An escape stands for itself only after a while.
        app.listens(0.4 if key == "\x1b" else random.choice((0.0, 0.02, 0.02, 0.1)))
    return typed
