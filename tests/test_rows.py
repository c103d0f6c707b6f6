"""The tables of what the program has to bear are told when a test they name is not there."""

import pytest

from tests.rows import Row, problems

HERE = "tests/test_rows.py"


@pytest.mark.parametrize("case", ["one", "two"])
def test_there(case: str) -> None:
    assert case in ("one", "two")


def test_what_is_there_is_found(request: pytest.FixtureRequest) -> None:
    row = Row("something", "an answer", (f"{HERE}::test_there", f"{HERE}::test_there[two]"))
    assert problems([row], request.session) == []


@pytest.mark.parametrize(
    "test",
    [
        f"{HERE}::test_gone",
        f"{HERE}::test_there[three]",
        f"{HERE}::HERE",
        "tests/gone.py::test_there",
        "README.md::test_there",
        HERE,
        "",
    ],
)
def test_what_is_not_there_is_named(request: pytest.FixtureRequest, test: str) -> None:
    rows = [Row("something", "an answer", (f"{HERE}::test_there", test))]
    assert problems(rows, request.session) == [f"something: there is no {test}"]


def test_a_row_needs_a_test_and_a_name_of_its_own(request: pytest.FixtureRequest) -> None:
    rows = [
        Row("something", "an answer", ()),
        Row("something", "another", (f"{HERE}::test_there",)),
    ]
    assert problems(rows, request.session) == ["no test: something", "twice: something"]
