"""Windows and macOS: what is imported is there, and the data lies where those systems want it."""

import ntpath
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import platformdirs
import pytest

from bigcity_tui.domain.errors import StoreError
from bigcity_tui.store import paths

ROOT = Path(__file__).parent.parent

POSIX_MODULES = ("fcntl", "grp", "pty", "pwd", "resource", "syslog", "termios", "tty")
POSIX_NAMES = {
    "os": (
        *("O_CLOEXEC", "O_DIRECTORY", "O_NOCTTY", "O_NOFOLLOW", "O_NONBLOCK", "chown", "fchmod"),
        *("fork", "geteuid", "getuid", "getpgid", "killpg", "lchown", "mkfifo", "openpty"),
        *("register_at_fork", "setsid", "statvfs", "uname", "wait"),
    ),
    "signal": ("SIGALRM", "SIGHUP", "SIGKILL", "SIGTSTP", "SIGUSR1", "SIGWINCH", "setitimer"),
    "time": ("tzset",),
}
"""What Python has on POSIX systems alone (its documentation, "Availability"), as far as anybody
may come to use it."""

FOR_POSIX = ("bigcity_tui.tui.driver",)
"""What is imported on POSIX systems alone."""

IMPORT_ALL = """
import importlib, importlib.abc, pkgutil, sys
# What is not ours finds its own way on each system, and may use here what there is here.
import asyncio, ctypes, email, multiprocessing.connection, platformdirs, pydantic, pyte
import shutil, sqlite3, subprocess, tempfile, textual.app, textual.pilot, textual.theme
import textual.widgets, tomllib, zipfile
import {modules}

class Missing(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name in {blocked!r}:
            raise ModuleNotFoundError(f"{{name}} is on POSIX systems alone", name=name)

for name in {blocked!r}:
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Missing())
for module, names in {names!r}.items():
    for name in names:
        vars(sys.modules[module]).pop(name, None)

import bigcity_tui
for found in pkgutil.walk_packages(bigcity_tui.__path__, "bigcity_tui."):
    if found.name in {for_posix!r}:
        continue
    importlib.import_module(found.name)
    print(found.name)
"""


def test_every_module_can_be_imported_without_what_posix_alone_has() -> None:
    code = IMPORT_ALL.format(
        modules=", ".join(POSIX_NAMES),
        blocked=POSIX_MODULES,
        names=POSIX_NAMES,
        for_posix=FOR_POSIX,
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    expected = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in (ROOT / "bigcity_tui").rglob("*.py")
    }
    expected = {name.removesuffix(".__init__") for name in expected}
    assert set(done.stdout.split()) == expected - {"bigcity_tui", *FOR_POSIX}


def on(
    monkeypatch: pytest.MonkeyPatch, *, name: str, platform: str, folder: str, **environ: str
) -> None:
    """Let the module of paths find itself on another system, where platformdirs says `folder`."""
    path = ntpath if name == "nt" else os.path
    system = SimpleNamespace(name=name, path=path, environ=environ, fsencode=os.fsencode)
    monkeypatch.setattr(paths, "os", system)
    monkeypatch.setattr(paths, "sys", SimpleNamespace(platform=platform))

    def user_data_dir(appname: str, *, appauthor: bool) -> str:
        assert (appname, appauthor) == ("bigcity-tui", False)
        return folder

    monkeypatch.setattr(platformdirs, "user_data_dir", user_data_dir)


WINDOWS = r"C:\Users\Someone\AppData\Local\bigcity-tui"
MACOS = "/Users/someone/Library/Application Support/bigcity-tui"


def test_windows_needs_no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, name="nt", platform="win32", folder=WINDOWS, XDG_DATA_HOME="/shared")
    assert paths.data_home() == WINDOWS
    assert paths.record_path() == rf"{WINDOWS}\record.sqlite3"
    assert paths.backups_dir() == rf"{WINDOWS}\backups"
    assert paths.places_path() == rf"{WINDOWS}\places.json"
    assert paths.keys_path() == rf"{WINDOWS}\keys.toml"


def test_windows_goes_where_the_variable_says(monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, name="nt", platform="win32", folder=WINDOWS, BIGCITY_TUI_HOME=r"D:\Mine")
    assert paths.record_path() == r"D:\Mine\record.sqlite3"


def test_a_folder_without_a_drive_is_none_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, name="nt", platform="win32", folder=r"bigcity-tui")
    with pytest.raises(StoreError, match="set BIGCITY_TUI_HOME"):
        paths.data_home()


def test_macos_has_its_own_folder_and_needs_a_home(monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, name="posix", platform="darwin", folder=MACOS, HOME="/Users/someone")
    assert paths.data_home() == MACOS
    assert paths.record_path() == f"{MACOS}/record.sqlite3"
    on(monkeypatch, name="posix", platform="darwin", folder=MACOS)
    with pytest.raises(StoreError, match="HOME is not set"):
        paths.data_home()


def test_what_linux_shares_means_nothing_to_macos(monkeypatch: pytest.MonkeyPatch) -> None:
    user = {"HOME": "/Users/someone", "XDG_DATA_HOME": "/shared"}
    on(monkeypatch, name="posix", platform="darwin", folder=MACOS, **user)
    assert paths.data_home() == MACOS
