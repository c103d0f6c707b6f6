"""Tables that say what the program has to bear, each row with the tests that hold it to that.

Such a table is a tuple of rows in a module of its own; a test beside it asserts that `problems`
finds none.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import pytest

_TEST = re.compile(r"(tests/[a-z_/]+\.py)::(test_\w+)(\[.+\])?")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what happens, how the program answers, and the tests that hold it to that.

    A test is named as pytest names it, from the top of the project; without the part in brackets,
    a parametrised one stands for all its cases.
    """

    what: str
    answer: str
    tests: tuple[str, ...]


def problems(rows: Iterable[Row], session: pytest.Session) -> list[str]:
    """What is wrong with a table, a line each: a row without tests, a test that is not there.

    A test is there if pytest collects it, whether or not this run was asked for it.
    """
    found: list[str] = []
    seen: set[str] = set()
    for row in rows:
        if row.what in seen:
            found.append(f"twice: {row.what}")
        seen.add(row.what)
        if not row.tests:
            found.append(f"no test: {row.what}")
        found += [
            f"{row.what}: there is no {test}" for test in row.tests if not _is_there(test, session)
        ]
    return found


def _is_there(test: str, session: pytest.Session) -> bool:
    parts = _TEST.fullmatch(test)
    if parts is None:
        return False
    tests = _collected(parts[1], session)
    return parts[2] + parts[3] in tests if parts[3] else parts[2] in tests


@cache
def _collected(path: str, session: pytest.Session) -> frozenset[str]:
    """The tests of a module: each case by its whole name, and each function by its own."""
    place = session.config.rootpath / path
    if not place.is_file():
        return frozenset()
    return frozenset(_names(pytest.Module.from_parent(session, path=place).collect()))


def _names(nodes: Iterable[pytest.Item | pytest.Collector]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, pytest.Function):
            yield node.name
            yield node.originalname
