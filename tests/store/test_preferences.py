"""Preferences: where one was reading, the viewer's keys, the report of a crash."""

import os
from pathlib import Path

import pytest

from bigcity_tui.domain.errors import StoreError
from bigcity_tui.store.location import places_path
from bigcity_tui.store.preferences import LARGEST, LARGEST_KEYS, Preferences


@pytest.fixture
def preferences(home: str) -> Preferences:
    return Preferences(home)


@pytest.fixture
def path(home: str) -> str:
    return places_path(home)


def test_what_is_saved_is_loaded(preferences: Preferences, path: str) -> None:
    assert preferences.load("series") == {}
    values = {"about": 3, "다": [1, 2.5, None, "é"]}
    for more in (values, {}, {"about": 4}):
        preferences.save("series", dict(more))
        assert preferences.load("series") == {**values, **more}  # what is not named stays
    assert os.listdir(os.path.dirname(path)) == ["places.json"]
    assert os.stat(path).st_mode & 0o777 == 0o600
    assert os.stat(os.path.dirname(path)).st_mode & 0o777 == 0o700


def test_each_series_has_its_own(preferences: Preferences) -> None:
    preferences.save("one", {"page": "1"})
    preferences.save("other", {"page": "2"})
    assert preferences.load("one") == {"page": "1"}
    assert preferences.load("other") == {"page": "2"}
    assert preferences.load("third") == {}


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"{", b"[]", b"null", b"\xff", b"{}x", b"[" * 100_000, b'{"series": 3}'),
        b'{"series":{"a":"' + b"x" * LARGEST + b'"}}',
    ],
    ids=lambda data: repr(data[:8]),
)
def test_any_damage_is_nothing(preferences: Preferences, path: str, data: bytes) -> None:
    os.makedirs(os.path.dirname(path), mode=0o700)
    with open(path, "wb") as file:
        file.write(data)
    assert preferences.load("series") == {}
    preferences.save("series", {"a": 1})
    assert preferences.load("series") == {"a": 1}


@pytest.mark.parametrize("kind", ["folder", "fifo"])
def test_what_is_no_file_is_nothing(preferences: Preferences, path: str, kind: str) -> None:
    os.makedirs(os.path.dirname(path), mode=0o700)
    os.mkdir(path) if kind == "folder" else os.mkfifo(path)
    assert preferences.load("series") == {}


@pytest.mark.parametrize("value", ["x" * LARGEST, "\ud800", object(), {1: {2, 3}}])
def test_what_cannot_be_saved_leaves_what_was(
    preferences: Preferences, path: str, value: object
) -> None:
    preferences.save("series", {"a": 1})
    preferences.save("series", {"a": value})
    assert preferences.load("series") == {"a": 1}
    assert os.listdir(os.path.dirname(path)) == ["places.json"]


def test_a_link_is_replaced_and_not_followed(
    preferences: Preferences, path: str, tmp_path: Path
) -> None:
    os.makedirs(os.path.dirname(path), mode=0o700)
    target = tmp_path / "target"
    target.write_text("mine")
    os.symlink(target, path)
    preferences.save("series", {"a": 1})
    assert target.read_text() == "mine"
    assert preferences.load("series") == {"a": 1}


def test_an_unusable_folder_is_silent(preferences: Preferences, home: str) -> None:
    os.makedirs(os.path.dirname(home))
    with open(home, "wb"):
        pass
    preferences.save("series", {"a": 1})
    assert preferences.load("series") == {}
    assert preferences.save_report("a report") is None


def test_a_folder_that_others_may_write_is_not_used(preferences: Preferences, home: str) -> None:
    os.makedirs(home)
    os.chmod(home, 0o777)
    preferences.save("series", {"a": 1})
    assert preferences.save_report("a report") is None
    assert os.listdir(home) == []


def test_a_report_is_private_and_its_place_told(preferences: Preferences, home: str) -> None:
    path = preferences.save_report("a report")
    assert path == os.path.join(home, "crash.txt")
    assert Path(path).read_text() == "a report"
    assert os.stat(path).st_mode & 0o777 == 0o600


def test_keys_are_read_by_command(preferences: Preferences, home: str) -> None:
    assert preferences.keys() == {}
    os.makedirs(home, mode=0o700)
    Path(home, "keys.toml").write_text('[keys]\nwatched = "m"\nnext-match = ["n", "ctrl+f"]\n')
    assert preferences.keys() == {"watched": ("m",), "next-match": ("n", "ctrl+f")}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[keys", "Expected"),
        ("keys = 3", "no attribute"),
        ("[keys]\nwatched = 3", "takes a key or a list of keys"),
        ("#" * (LARGEST_KEYS + 1), "is too long"),
    ],
)
def test_a_bad_file_of_keys_is_refused_in_a_line(
    preferences: Preferences, home: str, text: str, says: str
) -> None:
    os.makedirs(home, mode=0o700)
    Path(home, "keys.toml").write_text(text)
    with pytest.raises(StoreError, match=f"^keys.toml is not used: .*{says}.*$"):
        preferences.keys()
