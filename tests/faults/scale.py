"""How much the campaigns try: all of it, or the reduced form, the same code on fewer cases.

`python -m pytest -m long tests/faults` tries everything, and takes the better part of an hour;
with BIGCITY_TUI_CAMPAIGN=reduced it takes a minute, and tests/noninterference another.
"""

import os
import shutil
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

REDUCED = os.environ.get("BIGCITY_TUI_CAMPAIGN") == "reduced"
STRACE = shutil.which("strace")
MAY_MOUNT = shutil.which("mount") is not None and os.geteuid() == 0


def of(full: int, reduced: int) -> int:
    """A number that depends on how much is to be tried."""
    return reduced if REDUCED else full


def some(cases: Sequence[T], most: int) -> list[T]:
    """At most so many of the cases, the first and the last among them, evenly spread."""
    if len(cases) <= most:
        return list(cases)
    step = (len(cases) - 1) / max(1, most - 1)
    return [cases[round(number * step)] for number in range(most)]
