"""What is found in a pack, and where: the file, the line, the place in it, and whose it is."""

import json
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from bigcity_tui.domain.errors import FileError, PackError
from bigcity_tui.files.json_text import MOST_DEPTH
from bigcity_tui.files.reading import Path, place_text, read_file, shown
from bigcity_tui.pack.location import LISTS

MOST_BYTES = 5_000_000
"""The largest file of a pack."""

Level = Literal["invalid", "error", "style", "hint"]
"""What cannot be opened; what misleads or spoils; what the bundled pack keeps to; how long."""


@dataclass(frozen=True, slots=True)
class PackFinding:
    """One thing to look at; an empty `path` means the whole file.

    `name` is that of the person or the note around it: it may spoil, and is for authors alone.
    """

    level: Level
    rule: str
    file: str
    path: Path
    message: str
    line: int | None = None
    name: str = ""

    @property
    def place(self) -> str:
        return place_text(self.path)

    def __str__(self) -> str:
        return self._text(self.place)

    @property
    def in_full(self) -> str:
        named = f"{self.place} ({self.name})" if self.name else self.place
        return self._text(named) + (f" [{self.rule}]" if self.rule else "")

    def _text(self, place: str) -> str:
        file = self.file if self.line is None else f"{self.file}:{self.line}"
        return ": ".join(part for part in (file, place, self.message) if part)


class UnsoundPackError(PackError):
    """A pack that cannot be used, with what was found."""

    def __init__(self, message: str, findings: list[PackFinding]) -> None:
        super().__init__(message, tuple(map(str, findings)))
        self.findings = findings


def located(folder: str, findings: Iterable[PackFinding]) -> list[PackFinding]:
    """The same findings with their lines and names, as far as these can be told."""
    findings = list(findings)
    wanted: dict[str, set[Path]] = {}
    for each in findings:
        wanted.setdefault(each.file, set()).add(each.path)
    files = {file: _marks(folder, file, paths) for file, paths in wanted.items() if any(paths)}
    nothing = (None, "")
    return [
        replace(each, line=line, name=name)
        for each in findings
        for line, name in [files.get(each.file, {}).get(each.path, nothing)]
    ]


def _marks(folder: str, file: str, paths: set[Path]) -> dict[Path, tuple[int | None, str]]:
    """The line and the name for each path in a file."""
    try:
        text = read_file(os.path.join(folder, *file.split("/")), file, MOST_BYTES).decode()
        value = json.loads(text)
    except (FileError, ValueError, RecursionError):
        return {}
    top = (file.removesuffix(".json"),) if file in LISTS and isinstance(value, dict) else ()
    # What is missing is on the line of what it is missing from.
    ways = {path: [(*top, *path[:end]) for end in range(len(path), 0, -1)] for path in paths}
    lines = _lines(text, {way for each in ways.values() for way in each})
    return {
        path: (next((lines[way] for way in each if way in lines), None), _name(value, each))
        for path, each in ways.items()
    }


_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[][{},]|[^][{},:"\s]+')


def _lines(text: str, wanted: set[Path]) -> dict[Path, int]:
    """On which line of a JSON text each of the wanted values begins."""
    found: dict[Path, int] = {}
    path: list[str | int | None] = []  # with None where the name of a field is to come
    line, end = 1, 0
    for token in _TOKEN.finditer(text):
        what = token[0]
        if what in "}]":
            path.pop()
        elif what == ",":
            path[-1] = path[-1] + 1 if isinstance(path[-1], int) else None
        elif path and path[-1] is None:
            path[-1] = json.loads(what)
        else:
            here = tuple(path) if len(path) <= MOST_DEPTH else ()
            if here in wanted:
                line, end = line + text.count("\n", end, token.start()), token.start()
                found[here] = line  # type: ignore[index] # no None is left in it
            if what in "{[":
                path.append(None if what == "{" else 0)
    return found


def _name(value: object, ways: list[Path]) -> str:
    """What the innermost person, note, section or question around a place is called."""
    name = ""
    for step in ways[0] if ways else ():
        try:
            value = value[step]  # type: ignore[index] # whatever may be there
        except (IndexError, KeyError, TypeError):
            break
        if isinstance(value, dict):
            keys = ("name", "heading", "question", "bond")
            name = next(
                (shown(found) for key in keys if isinstance(found := value.get(key), str)), name
            )
    return name
