"""Where the user's data lives: one folder, moved as a whole by BIGCITY_TUI_HOME."""

import os
import sys

from bigcity_tui.domain.errors import StoreError

VARIABLE = "BIGCITY_TUI_HOME"
"""The name of the variable that moves everything."""
_NAME = "bigcity-tui"


def data_home() -> str:
    """The folder that holds the record, its backups and the reading positions; absolute.

    BIGCITY_TUI_HOME names it; unset or empty, it is the platform's folder for user data. It need
    not exist. Raises StoreError where no folder can be told, or none that can be written down.
    """
    chosen = os.environ.get(VARIABLE, "")
    if chosen:
        _check(chosen, VARIABLE)
        try:
            return os.path.abspath(chosen)
        except OSError as error:
            raise StoreError(
                f"{VARIABLE} is relative, and there is no folder to start from: set it"
                " to an absolute path"
            ) from error
    folder = _platform_folder()
    _check(folder, "the folder for user data")
    if not os.path.isabs(folder):
        raise StoreError(f"no folder for user data is known: set {VARIABLE} to one")
    return folder


def record_path(home: str | None = None) -> str:
    """The record itself, in `home` (by default `data_home()`)."""
    return os.path.join(home or data_home(), "record.sqlite3")


def backups_dir(home: str | None = None) -> str:
    """The folder of the record's backups, in `home` (by default `data_home()`)."""
    return os.path.join(home or data_home(), "backups")


def places_path(home: str | None = None) -> str:
    """The file of reading positions, in `home` (by default `data_home()`)."""
    return os.path.join(home or data_home(), "places.json")


def report_path(home: str | None = None) -> str:
    """The file that tells of the app's last unexpected end, in `home` (or `data_home()`)."""
    return os.path.join(home or data_home(), "crash.txt")


def keys_path(home: str | None = None) -> str:
    """The file of the viewer's own keys, in `home` (by default `data_home()`)."""
    return os.path.join(home or data_home(), "keys.toml")


def _platform_folder() -> str:
    if os.name == "posix":
        shared = os.environ.get("XDG_DATA_HOME", "").strip()
        if sys.platform.startswith("linux") and os.path.isabs(shared):
            return os.path.join(shared, _NAME)
        user = os.environ.get("HOME", "")
        if not os.path.isabs(user):
            raise StoreError(
                f"HOME is not set to a folder: set it, or set {VARIABLE} to the one"
                " that your record is to live in"
            )
        if sys.platform.startswith("linux"):
            # What platformdirs says, without the 8 ms that importing it costs every command.
            return os.path.join(user, ".local", "share", _NAME)
    import platformdirs

    return platformdirs.user_data_dir(_NAME, appauthor=False)


def _check(path: str, source: str) -> None:
    try:
        sound = "\0" not in path and bool(path.encode()) and bool(os.fsencode(path))
    except UnicodeEncodeError:
        sound = False
    if not sound:
        raise StoreError(f"{source} is no usable path: {path!a}; set {VARIABLE} to another one")
