"""The schemas for an author's editor: checked in, described, and as strict as `pack check`."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bigcity_tui.domain.values import is_date
from bigcity_tui.pack.location import LISTS, SCHEMAS, bundled_pack
from bigcity_tui.pack.template import write_template
from bigcity_tui.pack.validate import validate_pack
from tests import schemas
from tests.pack.support import Edit, change, put, read, write
from tests.pack.test_refusals import RULES, SHAPE
from tests.packs import made_up_pack, write_pack

ROOT = Path(__file__).parent.parent.parent
TYPES = {
    "object": dict, "array": list, "string": str, "boolean": bool,
    "null": type(None), "integer": int, "number": (int, float),
}  # fmt: skip

BEYOND = (
    "earlier", "later than", "already", "as in the file's name", "not the id", "is not the number",
    "bundled pack", "the question before", "no is_also", "one for each", "must be your", "in all",
)  # fmt: skip
"""What only `check` can tell, since it takes more than one value."""


def obeys(schema: dict[str, Any], value: Any, top: dict[str, Any]) -> bool:
    """Whether a value is as a schema says, as far as ours go."""
    for keyword, asked in schema.items():
        match keyword:
            case "$ref":
                sound = obeys(top["$defs"][asked.rpartition("/")[2]], value, top)
            case "anyOf":
                sound = any(obeys(each, value, top) for each in asked)
            case "type":
                plain = asked == "boolean" or not isinstance(value, bool)
                sound = isinstance(value, TYPES[asked]) and plain  # type: ignore[arg-type]
            case "enum":
                sound = value in asked
            case "const":
                sound = value == asked
            case "not":
                sound = not obeys(asked, value, top)
            case "pattern" if isinstance(value, str):
                # As in ECMAScript, $ is the very end.
                sound = re.search(re.sub(r"\$$", r"\\Z", asked), value) is not None
            case "format" if isinstance(value, str):
                sound = is_date(value)
            case "maxLength" if isinstance(value, str):
                sound = len(value) <= asked
            case "minimum" if isinstance(value, (int, float)):
                sound = value >= asked
            case "maximum" if isinstance(value, (int, float)):
                sound = value <= asked
            case "minItems" if isinstance(value, list):
                sound = len(value) >= asked
            case "maxItems" if isinstance(value, list):
                sound = len(value) <= asked
            case "uniqueItems" if isinstance(value, list):
                sound = len(value) == len({json.dumps(each) for each in value})
            case "prefixItems" if isinstance(value, list):
                sound = all(map(lambda one, each: obeys(one, each, top), asked, value))
            case "items" if isinstance(value, list):
                sound = all(obeys(asked, each, top) for each in value)
            case "required" if isinstance(value, dict):
                sound = value.keys() >= set(asked)
            case "additionalProperties" if isinstance(value, dict):
                sound = asked is not False or value.keys() <= schema["properties"].keys()
            case "properties" if isinstance(value, dict):
                sound = all(
                    obeys(asked[key], value[key], top) for key in asked.keys() & value.keys()
                )
            case _:
                sound = True
        if not sound:
            return False
    return True


def is_sound(name: str, value: Any) -> bool:
    schema = schemas.PACK["episode.json" if name.startswith("episodes/") else name]
    return obeys(schema, value, schema)


@pytest.mark.parametrize("name", schemas.FILES)
def test_they_are_checked_in(name: str) -> None:
    assert (ROOT / "data" / name).read_text(encoding="utf-8") == schemas.text_of(name)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_property_is_described_and_no_other_is_allowed(name: str) -> None:
    schema = schemas.PACK[name]
    parts = [schema, *schema.get("$defs", {}).values(), *schema.get("anyOf", ())]
    bare = [
        (part.get("title"), field)
        for part in parts
        for field, found in part.get("properties", {}).items()
        if field != name.removesuffix(".json") and not found.get("description")
    ]
    assert bare == []
    assert all(part["additionalProperties"] is False for part in parts if "properties" in part)


@pytest.mark.parametrize("kind", ["bundled", "example", "made up", "new"])
def test_sound_packs_are_as_they_say(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "pack"
    if kind == "new":
        write_template(str(folder), 3, None)
    elif kind == "made up":
        write_pack(made_up_pack(), folder)
    else:
        folder = Path(bundled_pack() if kind == "bundled" else ROOT / "tests" / "example_pack")
    for path in (*folder.glob("*.json"), *folder.glob("episodes/*.json")):
        name = path.relative_to(folder).as_posix()
        value = json.loads(path.read_text(encoding="utf-8"))
        assert is_sound(name, value), name
        if kind == "new":
            assert (path.parent / value["$schema"]).is_file()


@pytest.mark.parametrize(("name", "edit", "says"), SHAPE + RULES)
def test_what_check_refuses_in_a_value_they_refuse(
    folder: str, name: str, edit: Edit, says: str
) -> None:
    change(folder, "cast.json", put("people", 0, "aliases", to=["Alias"]))
    assert is_sound(name, read(folder, name))
    change(folder, name, edit)
    if not any(words in says for words in BEYOND):
        assert not is_sound(name, read(folder, name))


def test_the_address_may_stand_in_every_file(folder: str) -> None:
    pack = validate_pack(folder)
    for name in ("series.json", "cast.json", "episodes/02.json"):
        change(folder, name, lambda value: {"$schema": "https://example.org/", **value})
    for name in LISTS:
        beside = {"$schema": "x", name.removesuffix(".json"): read(folder, name)}
        write(folder, name, beside)
        assert is_sound(name, read(folder, name))
    assert validate_pack(folder) == pack
