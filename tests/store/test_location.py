"""Where the data lives."""

import os
import sys

import platformdirs
import pytest

from bigcity_tui.domain.errors import StoreError
from bigcity_tui.store import location


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BIGCITY_TUI_HOME", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("HOME", "/home/someone")


def test_everything_is_under_the_folder_that_the_variable_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BIGCITY_TUI_HOME", "/elsewhere")
    assert location.data_home() == "/elsewhere"
    assert location.record_path() == "/elsewhere/record.sqlite3"
    assert location.backups_dir() == "/elsewhere/backups"
    assert location.places_path() == "/elsewhere/places.json"


def test_a_relative_folder_is_made_absolute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIGCITY_TUI_HOME", "there/../here")
    assert location.data_home() == os.path.join(os.getcwd(), "here")


def test_a_tilde_that_no_shell_has_read_is_the_home_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    for written, meant in (("~/x", "/x"), ("~", ""), ("./~/x", f"/../..{os.getcwd()}/~/x")):
        monkeypatch.setenv("BIGCITY_TUI_HOME", written)
        assert location.data_home() == os.path.normpath(f"/home/someone{meant}")


@pytest.mark.skipif(sys.platform != "linux", reason="other platforms ask platformdirs")
@pytest.mark.parametrize("shared", [None, "", "/shared/data"])
def test_linux_agrees_with_platformdirs(
    monkeypatch: pytest.MonkeyPatch, shared: str | None
) -> None:
    if shared is not None:
        monkeypatch.setenv("XDG_DATA_HOME", shared)
    monkeypatch.setenv("BIGCITY_TUI_HOME", "")
    assert location.data_home() == platformdirs.user_data_dir("bigcity-tui", appauthor=False)


def test_a_relative_shared_folder_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "data")
    assert location.data_home().startswith("/home/someone/")


@pytest.mark.parametrize("user", [None, "", "relative", "~"])
def test_no_home_is_named_as_the_problem(monkeypatch: pytest.MonkeyPatch, user: str | None) -> None:
    if user is None:
        monkeypatch.delenv("HOME")
    else:
        monkeypatch.setenv("HOME", user)
    with pytest.raises(StoreError, match=r"^HOME is not set.*BIGCITY_TUI_HOME"):
        location.data_home()


@pytest.mark.parametrize("variable", ["BIGCITY_TUI_HOME", "XDG_DATA_HOME", "HOME"])
def test_a_path_that_is_no_text_is_refused_in_one_printable_line(
    monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "/x\udcff\n")
    with pytest.raises(StoreError, match=r"no usable path: .*BIGCITY_TUI_HOME") as raised:
        location.data_home()
    assert str(raised.value).isprintable()


def test_a_nul_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", {"BIGCITY_TUI_HOME": "/x\0y"})
    with pytest.raises(StoreError, match="no usable path"):
        location.data_home()


def test_a_vanished_working_folder_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: os.PathLike[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    os.rmdir(tmp_path)
    monkeypatch.setenv("BIGCITY_TUI_HOME", "here")
    with pytest.raises(StoreError, match="absolute path"):
        location.data_home()
