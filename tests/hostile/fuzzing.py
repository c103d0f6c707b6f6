"""Files changed by chance with a sense of what they hold, and what may come of them."""

import json
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tests.hostile.strings import ALL

LONGEST = 1.0
"""Seconds that nothing may take."""

HOLE = "zqhole"
RAW = (
    *(b"null", b"true", b"false", b"0", b"-1", b"1.5", b"NaN", b"-Infinity", b"1e999", b"9" * 17),
    *(b"9" * 5_000, b"-0", b'""', b'" "', b'"\\ud800"', b'"\\u0000"', b"[]", b"{}", b"[[]]", b""),
    *(
        b'{"a":1,"a":2}',
        b"[" * 40 + b"]" * 40,
        b"[" * 5_000,
        b"[1,]",
        b'"\xff"',
        b"1 1",
        b'"end:2"',
    ),
    *(b'"before"', b'"start:99"', b'"../x"', b'"CON"', b'"love-in-the-big-city"', b'"2024-02-30"'),
    *(b'"' + b"x" * 100_000 + b'"', b'"file:///etc/passwd"', b'"https://x.org/\\u202e"'),
    *(json.dumps(text).encode() for text in ALL.values() if len(text) < 10_000),
)
PIECES = (
    *(
        b'"',
        b"'",
        b",",
        b";",
        b"\t",
        b"\n",
        b"\r",
        b"{",
        b"}",
        b"[",
        b"]",
        b":",
        b"\\",
        b"\0",
        b"=",
    ),
    *(b"\xff", b"\xed\xa0\x80", b"\\ud800", b"\x1b[2J", b"\xe2\x80\xae", b"1e999", b"#", b"'''"),
    *(b"[" * 50, b'"' + b"x" * 70_000, b"\xef\xbb\xbf", b"a.b.c", b"[[keys]]", b"9" * 40),
)


def mutated(data: bytes, chance: random.Random, others: tuple[bytes, ...]) -> bytes:
    """A file with something changed: of what it holds if it is JSON, else of its bytes."""
    if chance.random() < 0.6:
        try:
            return _reshaped(json.loads(data), chance)
        except ValueError:
            pass
    for _ in range(chance.randint(1, 3)):
        at = chance.randint(0, len(data))
        to = min(len(data), at + chance.choice((1, 2, 12, 400)))
        piece = chance.choice(PIECES)
        data = chance.choice(
            (
                data[:at] + piece + data[at:],
                data[:at] + data[to:],
                data[:to] + data[at:],
                data[:at] + piece + data[to:],
                data[:at],
                data[:at] + chance.choice(others)[at:],
            )
        )
    return data


def _reshaped(value: Any, chance: random.Random) -> bytes:
    raws: list[bytes] = []
    for _ in range(chance.randint(1, 3)):
        spots = list(_spots(value))
        if not spots:
            break
        around, step = chance.choice(spots)
        what = chance.choice(("drop", "raw", "raw", "raw", "swap", "wrap", "name", "double"))
        if what == "drop":
            del around[step]
        elif what == "swap":
            other, place = chance.choice(spots)
            around[step] = json.loads(json.dumps(other[place]))
        elif what == "wrap":
            around[step] = [around[step]]
        elif what == "double" and isinstance(around, list):
            around.append(around[step])
        elif what == "name" and isinstance(around, dict):
            around[chance.choice(("more", "\x1b[2J", "x" * 90, ""))] = around.pop(step)
        else:
            around[step] = f"{HOLE}{len(raws)}"
            raws.append(chance.choice(RAW))
    data = json.dumps(value, ensure_ascii=chance.random() < 0.5).encode(errors="surrogatepass")
    for number, raw in enumerate(raws):
        data = data.replace(b'"%s%d"' % (HOLE.encode(), number), raw)
    return data


def _spots(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a JSON value: the list or object around it, and its index or name."""
    if isinstance(value, (dict, list)):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for step, item in items:
            yield value, step
            yield from _spots(item)


@contextmanager
def in_time(what: Callable[[], object]) -> Iterator[None]:
    """Fail for what takes too long; `what` is the case. Time of this process alone counts."""
    begun = time.process_time()
    yield
    taken = time.process_time() - begun
    assert taken < LONGEST, f"{taken:.1f} s for {what()!r:.2000}"
