"""A record that is hurt at random reads right, or is told and brought back; none is lost unsaid."""

from pathlib import Path

import pytest

from tests.faults.damage import campaign, table
from tests.faults.scale import of


def test_five_damaged_records(tmp_path: Path) -> None:
    assert len(list(campaign(str(tmp_path), range(5)))) == 5


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_many_damaged_records(tmp_path: Path) -> None:
    files = of(2000, 60)
    found = list(campaign(str(tmp_path), range(1000, 1000 + files)))
    print(table(found))
    assert len(found) == files
