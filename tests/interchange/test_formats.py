"""The registry of formats."""

import pytest

from bigcity_tui.interchange import EXPORTS
from tests.interchange.support import of
from tests.interchange.test_refusals import SEEDS

FORMS = (
    "bigcity-tui (JSON)",
    *["Trakt (JSON)"] * 2,
    "Table (CSV)",
    *["TV Time (CSV)"] * 2,
)
"""The formats of the seeds, in their order."""


@pytest.mark.parametrize(("data", "form"), list(zip(SEEDS, FORMS, strict=True)))
def test_each_file_is_told_by_what_is_in_it(data: bytes, form: str) -> None:
    assert of(data).form == form


def test_every_format_has_a_name_of_its_own() -> None:
    assert set(EXPORTS) == {"json", "csv", "markdown", "svg", "trakt", "trakt-csv"}
