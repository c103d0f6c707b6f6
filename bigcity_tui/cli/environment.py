"""What the program stands on, and the terminal that it runs in, looked at for `doctor`."""

import os
import re
import sqlite3
import sys

from bigcity_tui.cli.command import PROGRAM
from bigcity_tui.domain.text import listed
from bigcity_tui.store.doctor import Finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LEAST = (40, 12)
"""The smallest terminal that the app fits in: columns and rows."""

_OLDEST_SQLITE = (3, 37)


def versions() -> "Iterator[Finding]":
    """Python, SQLite, and the libraries against what this program asks for."""
    python = ".".join(map(str, sys.version_info[:3]))
    text = f"Python {python}, SQLite {sqlite3.sqlite_version}"
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        yield Finding("versions", "bad", f"{text}: SQLite 3.37 is needed; use another Python")
    else:
        yield Finding("versions", "ok", text)

    from importlib import metadata

    try:
        asked = metadata.requires(PROGRAM) or []
    except metadata.PackageNotFoundError:
        yield Finding("libraries", "ok", f"{PROGRAM} runs from its source, and says no more")
        return
    yield _libraries(asked)


def _libraries(asked: "Iterable[str]") -> Finding:
    from importlib import metadata

    found, wrong = [], []
    for requirement in asked:
        if ";" in requirement:  # for developers alone
            continue
        name = re.split(r"[^A-Za-z0-9_.-]", requirement, maxsplit=1)[0]
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            wrong.append(f"{name} is missing")
            continue
        found.append(f"{name} {version}")
        if not fits(version, requirement):
            wrong.append(f"{name} {version} is not what is asked for ({requirement})")
    if wrong:
        return Finding("libraries", "bad", f"{listed(wrong)}: install {PROGRAM} again")
    return Finding("libraries", "ok", ", ".join(found))


def fits(version: str, requirement: str) -> bool:
    """Whether a version lies within the bounds, `>=` and `<`, that a requirement names."""
    numbers = _numbers(version)
    return all(
        (numbers >= _numbers(bound)) == (sign == ">=")
        for sign, bound in re.findall(r"(>=|<)([0-9.]+)", requirement)
    )


def _numbers(version: str) -> list[int]:
    return [int(part) for part in re.findall(r"[0-9]+", version.split("+")[0])]


def terminal() -> Finding:
    """Whether the app can run here, and with how many colours."""
    if sys.stdout is None or not sys.stdout.isatty():
        return Finding("terminal", "ok", "none here: run this in the one that you use to check it")
    name = os.environ.get("TERM", "")
    encoding = sys.stdout.encoding or "none"
    columns, rows = _size()
    wrong = []
    if encoding.lower().replace("-", "") != "utf8":
        wrong.append(f"its encoding is {encoding}: set LANG to a UTF-8 locale for the app")
    if name == "dumb":
        wrong.append("it can only print lines (TERM=dumb): the app needs another one")
    if columns < _LEAST[0] or rows < _LEAST[1]:
        wrong.append(f"it is too small for the app: {_LEAST[0]} columns and {_LEAST[1]} rows do")
    text = f"{name or 'unnamed'}, {encoding}, {_colours(name)}, {columns}x{rows}"
    if wrong:
        return Finding("terminal", "warn", f"{text}; {listed(wrong)}")
    return Finding("terminal", "ok", text)


def _size() -> tuple[int, int]:
    try:
        return os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError):
        return (0, 0)


def _colours(name: str) -> str:
    if os.environ.get("NO_COLOR"):
        return "no colours (NO_COLOR)"
    if os.environ.get("COLORTERM") in ("truecolor", "24bit"):
        return "16 million colours"
    return "256 colours" if "256" in name else "16 colours or fewer"
