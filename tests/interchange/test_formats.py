"""The registry of formats."""

from pathlib import Path

import pytest

from bigcity_tui.interchange import EXPORTS
from tests.interchange.support import of
from tests.interchange.test_refusals import SEEDS

ROOT = Path(__file__).parent.parent.parent

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


def test_the_readme_tells_of_every_format_that_is_written() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in EXPORTS if f"`{name}`" not in readme] == []
