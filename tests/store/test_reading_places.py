"""Reading positions."""

import os
from pathlib import Path

import pytest

from bigcity_tui.store.reading_places import LIMIT, load_places, save_places


@pytest.fixture
def path(home: str) -> str:
    return os.path.join(home, "places.json")


def test_what_is_saved_is_loaded(path: str) -> None:
    assert load_places(path) == {}
    for places in ({"about": 3, "다": [1, 2.5, None, "é"]}, {}):
        assert save_places(path, dict(places))
        assert load_places(path) == places
    assert os.listdir(os.path.dirname(path)) == ["places.json"]
    assert os.stat(path).st_mode & 0o777 == 0o600
    assert os.stat(os.path.dirname(path)).st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"null", b"\xff", b"{}x", b"[" * 100_000, b'{"a":"' + b"x" * LIMIT + b'"}'],
    ids=lambda data: repr(data[:8]),
)
def test_any_damage_is_nothing(path: str, data: bytes) -> None:
    os.makedirs(os.path.dirname(path), mode=0o700)
    with open(path, "wb") as file:
        file.write(data)
    assert load_places(path) == {}
    assert save_places(path, {"a": 1})
    assert load_places(path) == {"a": 1}


@pytest.mark.parametrize("kind", ["folder", "fifo"])
def test_what_is_no_file_is_nothing(path: str, kind: str) -> None:
    os.makedirs(os.path.dirname(path), mode=0o700)
    os.mkdir(path) if kind == "folder" else os.mkfifo(path)
    assert load_places(path) == {}


@pytest.mark.parametrize("value", ["x" * LIMIT, "\ud800", object(), {1: {2, 3}}])
def test_what_cannot_be_saved_leaves_what_was(path: str, value: object) -> None:
    assert save_places(path, {"a": 1})
    assert not save_places(path, {"a": value})
    assert load_places(path) == {"a": 1}
    assert os.listdir(os.path.dirname(path)) == ["places.json"]


def test_a_link_is_replaced_and_not_followed(path: str, tmp_path: Path) -> None:
    os.makedirs(os.path.dirname(path), mode=0o700)
    target = tmp_path / "target"
    target.write_text("mine")
    os.symlink(target, path)
    assert save_places(path, {"a": 1})
    assert target.read_text() == "mine"
    assert load_places(path) == {"a": 1}


def test_an_unusable_folder_is_silent(path: str) -> None:
    os.makedirs(os.path.dirname(os.path.dirname(path)))
    with open(os.path.dirname(path), "wb"):
        pass
    assert not save_places(path, {"a": 1})
    assert load_places(path) == {}


def test_a_folder_that_others_may_write_is_not_used(path: str) -> None:
    os.makedirs(os.path.dirname(path))
    os.chmod(os.path.dirname(path), 0o777)
    assert not save_places(path, {"a": 1})
    assert os.listdir(os.path.dirname(path)) == []
