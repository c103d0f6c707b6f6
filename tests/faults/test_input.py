"""Bytes of any kind sent to the app: it never ends, and nothing is marked that no key marks."""

import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.faults.app import App, opened
from tests.faults.conftest import Tally
from tests.faults.scale import of
from tests.store.support import open_record

RUNS = [(seed, of(500, 100)) for seed in range(of(10, 1))]
"""A seed, and so many strings, for each run of the app."""
AT_ONE_PLACE = 10

PLACES = ["", "n", "/", "r", "?", "t", "f", "o", "\x10", "\x1b[20~"]
"""The keys that open what the strings are sent to: dialogues, the palette, the blank screen."""

HARMLESS = b"jkgGbhlHLzc.,[]<>+-123 \t"
"""Keys that change nothing but what is shown."""
LEAVES = b"q\x11:\x10"
"""Keys that leave the app, and those that open the palette, which may leave it."""
HANGUL = b"\xe1\xe3\xea\xeb\xec\xed"
"""Bytes with which Hangul begins: it means the keys at which it is typed."""


def sequence(random: Random) -> bytes:
    """A control sequence that is no key, whatever letter it ends with."""
    kind = random.randrange(3)
    end = random.choice(b"wsqurxuMmRt~ABCw@P")
    numbers = [str(random.choice((0, 1, 2, 35, 119, 1114112, 10**9))) for _ in range(4)]
    if kind == 0:  # a key report of an unknown form
        return f"\x1b[{numbers[0]};{numbers[1]}:{random.randrange(4)}u".encode()
    if kind == 1:  # an answer
        return f"\x1b[{random.choice('?>=')}{';'.join(numbers)}".encode() + bytes([end])
    return f"\x1b[{';'.join(numbers)} ".encode() + bytes([end])


def junk(random: Random) -> bytes:
    """Bytes in which there is no key that marks, opens or leaves anything."""
    high = random.randbytes(16).translate(None, bytes(range(128)) + HANGUL) + b"\xff"
    text = bytes(random.choice(b"wsqurx \r\x1b\x80\xffaA1") for _ in range(random.randrange(9)))
    found = random.choice(
        [
            high,
            sequence(random),
            b"\x1b[M" + bytes(random.choice((32, 113, 119, 143, 200, 255)) for _ in range(3)),
            b"\x1b[<35;%d;%dM" % (random.randrange(300), random.randrange(99)),
            b"\x1b[200~" + text + b"\x1b[201~",
            b"\x1b]52;c;" + text.translate(None, b"\x1b\r") + b"\x07",
            b"\x1bP1$r" + text.translate(None, b"\x1b\r") + b"\x1b\\",
            bytes(random.choice(HARMLESS) for _ in range(3)),
            bytes(random.choice(HARMLESS + b"\x1b" + high) for _ in range(20)),
        ]
    )
    if random.random() < 0.2:
        # Cut short, and by another that follows: alone, what is left of a letter would be one.
        cut = found[: random.randrange(len(found))]
        found = cut + sequence(random) if cut.startswith(b"\x1b[") else found
    return found


def anything(random: Random) -> bytes:
    """Bytes that may do anything but leave."""
    return random.randbytes(random.randrange(1, 40)).translate(None, LEAVES + HANGUL)


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("make", [junk, anything])
@pytest.mark.parametrize(("seed", "strings"), RUNS)
def test_no_bytes_end_it_or_mark_anything(
    seed: int, strings: int, make: Callable[[Random], bytes], tmp_path: Path, tally: Tally
) -> None:
    home = tmp_path / "home"
    random = Random(seed)
    with opened(home, blind=True) as app:
        for number in range(strings):
            if number % AT_ONE_PLACE == 0:
                go_back(app)
                app.press(PLACES[number // AT_ONE_PLACE % len(PLACES)])
                app.listens(0.2)
            string = make(random)
            app.press(string)
            # From time to time long enough for an escape to stand for itself.
            app.listens(0.3 if number % 10 == 9 else 0.02)
            assert app.process.poll() is None, f"ended by {string!r}: {app.told()[-2000:]}"
        end = time.monotonic() + 60
        while app.process.poll() is None and time.monotonic() < end:
            go_back(app)
            app.press("q")
            app.listens(1.0)
        assert app.ends() == 0
        assert app.is_restored()
        assert "Traceback" not in app.told()
    assert not (home / "crash.txt").exists()
    if make is junk:
        marked = [one for one in open_record(str(home)).everything() if one.change.kind != "note"]
        assert marked == []
    tally("strings of bytes", strings)


def go_back(app: App) -> None:
    """Close whatever is open, once the app has dealt with all that it was sent."""
    app.press("\x1b[201~\x1b\x1b\x1b\x1b")
    written = time.monotonic()
    while time.monotonic() < written + 0.4:
        if app.read():
            written = time.monotonic()
