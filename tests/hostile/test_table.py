"""Every row of the table names tests that there are."""

import pytest

from tests.hostile.table import ENDINGS, INPUT, LEAVING
from tests.rows import problems


def test_every_row_is_held_by_tests_that_there_are(request: pytest.FixtureRequest) -> None:
    assert problems((*INPUT, *ENDINGS, *LEAVING), request.session) == []
