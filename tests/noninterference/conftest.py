"""Campaigns on made-up packs, each on a stage of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bigcity_tui.domain.pack import Pack
from tests.noninterference.campaign import Campaign
from tests.noninterference.stage import set_up

Begin = Callable[[Pack], Campaign]


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Begin]:
    """Begin a campaign on a pack."""
    folder = tmp_path / "stage"
    folder.mkdir(mode=0o700)
    with set_up(str(folder)) as stage:
        yield lambda pack: Campaign(pack, stage)
