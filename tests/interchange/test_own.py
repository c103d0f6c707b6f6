"""The record's own export: its shape, its schema, and what is refused of it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bigcity_tui.domain.errors import FileError
from bigcity_tui.domain.operations import Operation, change
from tests import schemas
from tests.domain.ledger import Ledger
from tests.interchange.support import exported, of

ROOT = Path(__file__).parents[2]


def operations() -> tuple[Operation, ...]:
    ledger = Ledger()
    ledger.write(
        [
            change("first", 1, "progress", state="watched", on="2024-10-21"),
            change("first", 1, "note", text="바다", over=[]),
        ]
    )
    ledger.undo()
    return tuple(ledger.operations)


def value() -> Any:
    return json.loads(exported("json", operations()).text)


def test_it_says_what_it_is_and_can_be_read_by_people() -> None:
    text = exported("json", operations()).text
    value = json.loads(text)
    assert list(value) == ["format", "version", "series", "operations"]
    assert (value["format"], value["version"]) == ("bigcity-tui", 1)
    assert value["series"] == {
        "id": "series",
        "title": "The Quay at Dusk",
        "original_title": "저녁의 부두",
        "year": 2021,
        "episodes": 4,
    }
    assert value["operations"][0]["value"] == {"state": "watched", "on": "2024-10-21"}
    assert value["operations"][2]["undoes"] == value["operations"][0]["batch"]
    assert "바다" in text
    assert json.loads(exported("json", ()).text)["operations"] == []


def test_the_schema_is_the_one_that_is_checked_in_and_names_every_field() -> None:
    text = schemas.text_of("export.schema.json")
    assert (ROOT / "data" / "export.schema.json").read_text(encoding="utf-8") == text
    schema = json.loads(text)
    assert set(schema["required"]) == set(value())
    operation = schema["$defs"]["ExportedOperation"]
    assert set(operation["required"]) == set(value()["operations"][0])
    assert operation["additionalProperties"] is False


def change_it(change: Callable[[Any], None]) -> Any:
    found = value()
    change(found)
    return found


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda v: v.update(version=2), "version: is of another version"),
        (lambda v: v.update(version="1"), "version: is of another version"),
        (lambda v: v.pop("version"), "version: is missing"),
        (lambda v: v.update(more=1), "more: is not a name that this version knows"),
        (lambda v: v["series"].update(id="other"), "is the record of another series"),
        (lambda v: v.update(series=[]), "series: must be an object"),
        (lambda v: v.update(operations={}), "operations: must be a valid array"),
        (lambda v: v["operations"].append(1), r"operations\[4\]: must be an object"),
        (lambda v: v["operations"][1].pop("pass"), r"operations\[1\].pass: is missing"),
        (
            lambda v: v["operations"][1].update(hlc="1"),
            r"operations\[1\].hlc: must be a valid integer",
        ),
        (
            lambda v: v["operations"][1].update(hlc=1.5),
            r"operations\[1\].hlc: must be a valid integer",
        ),
        (
            lambda v: v["operations"][1].update(id=None),
            r"operations\[1\].id: must be a valid string",
        ),
        (lambda v: v["operations"][1].update(value=[]), r"operations\[1\].value"),
        (lambda v: v["operations"][1].update(x=1), r"operations\[1\].x: is not a name"),
    ],
)
def test_another_shape_is_refused_with_its_place(change: Callable[[Any], None], says: str) -> None:
    with pytest.raises(FileError, match=f"^file: {says}"):
        of(change_it(change))
