"""The registry of formats."""

import pytest

from bigcity_tui.interchange.formats import EXPORTS, FORMATS, reader_of
from bigcity_tui.interchange.import_file import ImportFile
from tests.interchange.test_refusals import SEEDS

NAMES = ("own", *["service_json"] * 2, *["service_tables"] * 3)
"""The modules that read the seeds, in their order."""


@pytest.mark.parametrize(("data", "name"), list(zip(SEEDS, NAMES, strict=True)))
def test_each_file_is_told_by_what_is_in_it(data: bytes, name: str) -> None:
    found = reader_of(ImportFile("file", data))
    assert found is not None
    assert found.__module__ == f"bigcity_tui.interchange.{name}"


def test_every_format_has_a_name_of_its_own_and_goes_in_or_out() -> None:
    assert len({each.name for each in FORMATS}) == len(FORMATS)
    assert all(each.write or each.read for each in FORMATS)
    # What can be read is named to whoever has another file.
    assert all(each.files for each in FORMATS if each.read)
    assert set(EXPORTS) == {"json", "csv", "markdown", "trakt", "trakt-csv"}
