"""Every row of the table of faults is held by tests that are there."""

import pytest

from tests.faults.table import ROWS
from tests.rows import problems


def test_every_fault_has_its_tests(request: pytest.FixtureRequest) -> None:
    assert problems(ROWS, request.session) == []
