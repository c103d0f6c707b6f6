"""The fast path: the same values as the strict one, and one clear line for a damaged file."""

import os
from pathlib import Path

import pytest
from hypothesis import given

from bigcity_tui.domain.errors import PackError
from bigcity_tui.domain.pack import Pack
from bigcity_tui.pack import decode_pack, decode_series
from bigcity_tui.pack.validate import validate_pack
from tests.pack.support import Edit, change, drop, put
from tests.packs import packs, write_pack


@given(pack=packs())
def test_both_ways_lead_to_the_same_pack(
    tmp_path_factory: pytest.TempPathFactory, pack: Pack
) -> None:
    folder = write_pack(pack, tmp_path_factory.mktemp("pack"))
    assert decode_pack(folder) == validate_pack(folder) == pack
    assert decode_series(folder) == pack.series


def test_defaults_may_be_left_out(folder: str) -> None:
    for key in ("about", "film", "novel", "directors", "links", "score"):
        change(folder, "series.json", drop(key))
    change(folder, "episodes/01.json", lambda _: {"number": 1, "unlock": "before"})
    assert decode_pack(folder) == validate_pack(folder)
    assert decode_series(folder).novel is None


def test_a_whole_number_is_a_score(folder: str) -> None:
    change(folder, "series.json", put("score", "value", to=9))
    score = decode_series(folder).score
    assert score is not None
    assert isinstance(score.value, float)


@pytest.mark.parametrize(
    "edit",
    [
        drop("title"),
        put("title", to=None),
        put("title", to=1),
        put("year", to=True),
        put("year", to="2024"),
        put("score", "value", to="high"),
        put("score", "value", to=10**400),
        put("blurb", to="text"),
        put("blurb", to=[1]),
        put("novel", to="text"),
        put("more", to="text"),
        put("unlock", to="end:0"),
        put("unlock", to=0),
        put("episodes", to=4),
        lambda _: [],
    ],
)
def test_a_damaged_series(folder: str, edit: Edit) -> None:
    change(folder, "series.json", edit)
    with pytest.raises(PackError, match=r"^the bundled pack is damaged \(.*\.json\): install"):
        decode_pack(folder)


@pytest.mark.parametrize(
    ("name", "edit"),
    [
        ("episodes/02.json", put("notes", 0, "kind", to="gossip")),
        ("episodes/02.json", put("notes", 0, "kind", to=[])),
        ("cast.json", put("relations", 0, "people", to=["one"])),
        ("cast.json", put("relations", 0, "people", to=["one", "two", "three"])),
        ("cast.json", put("people", 0, "facts", 0, to="text")),
    ],
)
def test_other_damage(folder: str, name: str, edit: Edit) -> None:
    change(folder, name, edit)
    with pytest.raises(PackError, match=name):
        decode_pack(folder)


@pytest.mark.parametrize(
    "data", [b"", b"{", b"\xff", b"[" * 100_000, b"NaN", b"{}", b"1" * 5_000, b'"\\ud800"']
)
def test_bytes_that_are_no_pack(folder: str, data: bytes) -> None:
    Path(folder, "cast.json").write_bytes(data)
    with pytest.raises(PackError, match=r"cast\.json"):
        decode_pack(folder)


@pytest.mark.parametrize("name", ["series.json", "cast.json", "episodes/02.json", "asks.json"])
def test_a_missing_file(folder: str, name: str) -> None:
    os.remove(os.path.join(folder, name))
    with pytest.raises(PackError, match=name):
        decode_pack(folder)
