"""Sound packs with something changed by chance: refused in words and at once, or still sound."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bigcity_tui.domain.errors import PackError
from bigcity_tui.domain.pack import Pack, Vocabulary
from bigcity_tui.domain.text import clean_line
from bigcity_tui.pack import decode_pack
from bigcity_tui.pack.lint import lint
from bigcity_tui.pack.texts import cleaned
from bigcity_tui.pack.validate import validate_pack
from tests.pack.support import Json
from tests.packs import made_up_pack, write_pack

NAMES = [
    *("series.json", "cast.json", "review.json", "threads.json", "asks.json"),
    *("episodes/01.json", "episodes/02.json"),
]
HOLE = "\x00hole"
RAW = [
    *("null", "true", "0", "-1", "1.5", "NaN", "-Infinity", "1e999", "9" * 30, "9" * 5_000),
    *('""', '" "', '"\\ud800"', '"\\u0000"', '"before"', '"end:2"', '"start:99"', '"end:0"'),
    *("[]", "{}", "[[]]", '{"a": 1, "a": 2}', "[" * 40 + "]" * 40, "[" * 5_000, "[1,]", ""),
    '"' + "x" * 100_000 + '"',
]
many = settings(
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> str:
    return write_pack(made_up_pack(2, seed=5), tmp_path_factory.mktemp("pack"))


def spots(value: Json) -> list[tuple[Json, str | int]]:
    """Every place in a JSON value: the list or object around it, and its index or name."""
    found: list[tuple[Json, str | int]] = []
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for step, item in items:
        found.append((value, step))
        if isinstance(item, (dict, list)):
            found += spots(item)
    return found


def mutated(data: st.DataObject, text: str) -> str:
    """A file's text with one value deleted, replaced, exchanged, wrapped, renamed or doubled."""
    value = json.loads(text)
    around, step = data.draw(st.sampled_from(spots(value)))
    raw = data.draw(st.sampled_from(RAW))
    what = data.draw(st.sampled_from(["delete", "replace", "swap", "wrap", "name", "double"]))
    if what == "delete":
        del around[step]
    elif what == "replace":
        around[step] = HOLE
    elif what == "swap":
        other, place = data.draw(st.sampled_from(spots(value)))
        around[step] = json.loads(json.dumps(other[place]))
    elif what == "wrap":
        around[step] = [around[step]]
    elif isinstance(around, dict):
        # A name of our own, or, with HOLE as its name, one that is there already.
        around[HOLE if what == "double" else raw] = 1
        raw = json.dumps(step)
    else:
        around.append(around[step])
    return json.dumps(value).replace(json.dumps(HOLE), raw)


def check(folder: str, name: str, data: bytes) -> None:
    """Read a pack of which one file has been replaced; then put the file back."""
    path = Path(folder, name)
    kept = path.read_bytes()
    path.write_bytes(data)
    try:
        started = time.process_time()
        pack = attempt(validate_pack, folder)
        decoded = attempt(decode_pack, folder)
        if pack is not None:
            # Only what is not ours is made safe to show.
            if pack != decoded:
                path.write_text(json.dumps(cleaned(json.loads(data))), encoding="utf-8")
                decoded = decode_pack(folder)
            assert pack == decoded
            lint(pack, Vocabulary())
        assert time.process_time() - started < 1
    finally:
        path.write_bytes(kept)


def attempt(call: Callable[[str], Pack], folder: str) -> Pack | None:
    """The pack, if it can be read; if not, the reasons must be fit for a terminal."""
    try:
        return call(folder)
    except PackError as error:
        lines = (str(error), *error.problems)
    assert len(lines) > 1
    for line in lines:
        assert clean_line(line) == line
        assert len(line) < 300
    return None


@many
@given(data=st.data())
def test_a_value_changed(sound: str, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(NAMES))
    text = Path(sound, name).read_text(encoding="utf-8")
    check(sound, name, mutated(data, text).encode("utf-8", "surrogatepass"))


@many
@given(data=st.data())
def test_bytes_changed(sound: str, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(NAMES))
    kept = Path(sound, name).read_bytes()
    start = data.draw(st.integers(0, len(kept)))
    end = data.draw(st.integers(start, min(len(kept), start + 20)))
    check(sound, name, kept[:start] + data.draw(st.binary(max_size=20)) + kept[end:])


@many
@given(
    name=st.sampled_from(NAMES),
    text=st.text()
    | st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    ).map(json.dumps),
)
def test_any_text(sound: str, name: str, text: str) -> None:
    check(sound, name, text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("name", ["", "\x1b[31m", "x" * 200, "\u202e", "02.json.json", "con.json"])
def test_names_of_files(tmp_path: Path, name: str) -> None:
    folder = write_pack(made_up_pack(2), tmp_path)
    Path(os.fsdecode(os.path.join(folder, "episodes", f"{name}.json"))).write_text("{}")
    attempt(validate_pack, folder)
