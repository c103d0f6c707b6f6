"""What is found in a pack, and where: the file, the line, the place in it, and whose it is."""

import json
import os
import re
from collections.abc import Iterable
from functools import cache, partial
from typing import Any, NamedTuple

from bigcity_tui.domain.errors import FileError, PackError
from bigcity_tui.files.json_text import MOST_DEPTH
from bigcity_tui.files.reading import Path, place_text, read_file, shown
from bigcity_tui.pack.location import LISTS

MOST_BYTES = 5_000_000  # the largest file of a pack


class PackFinding(NamedTuple):
    """One thing to look at; an empty `path` means the whole file.

    `invalid` cannot be opened, an `error` misleads or spoils, `style` is the bundled pack's, and a
    `hint` about lengths. `name`, of the person or note around it, may spoil: it is for authors.
    """

    level: str
    rule: str
    file: str
    path: Path
    message: str
    line: int | None = None
    name: str = ""

    def __str__(self) -> str:
        return self._replace(rule="", name="").in_full

    @property
    def place(self) -> str:
        return place_text(self.path)

    @property
    def in_full(self) -> str:
        file = self.file if self.line is None else f"{self.file}:{self.line}"
        place = self.place + (f" ({self.name})" if self.name else "")
        rule = f" [{self.rule}]" if self.rule else ""
        return ": ".join(filter(None, (file, place, self.message))) + rule


class UnsoundPackError(PackError):
    def __init__(self, message: str, findings: list[PackFinding]) -> None:
        super().__init__(message, tuple(map(str, findings)))
        self.findings = findings


def located(folder: str, findings: Iterable[PackFinding]) -> list[PackFinding]:
    """The same findings with their lines and names, as far as these can be told."""
    marks, found = cache(partial(_marks, folder)), []
    for each in findings:
        lines, names = marks(each.file) if each.path else ({}, {})
        # What is missing is on the line of what it is missing from.
        ways = [each.path[:end] for end in range(len(each.path), 0, -1)]
        line = next((lines[way] for way in ways if way in lines), None)
        name = next((names[way] for way in ways if way in names), "")
        found.append(each._replace(line=line, name=name))
    return found


def _marks(folder: str, file: str) -> tuple[dict[Path, int], dict[Path, str]]:
    """On which line of a file each value begins, and what people and notes are called."""
    lines: dict[Path, int] = {}
    names: dict[Path, str] = {}
    path: list[Any] = []  # with None where the name of a field is to come
    line, end = 1, 0
    try:
        text = read_file(os.path.join(folder, *file.split("/")), file, MOST_BYTES).decode()
        top = int(file in LISTS and text.lstrip().startswith("{"))
        for token in re.finditer(r'"(?:[^"\\]|\\.)*"|[][{},]|[^][{},:"\s]+', text):
            what = token[0]
            if what in "}]":
                path.pop()
            elif what == ",":
                path[-1] = path[-1] + 1 if isinstance(path[-1], int) else None
            elif path and path[-1] is None:
                path[-1] = json.loads(what)
            else:
                line, end = line + text.count("\n", end, token.start()), token.start()
                here = tuple(path[top : top + MOST_DEPTH])
                lines.setdefault(here, line)
                is_name = here and here[-1] in ("name", "heading", "question", "bond")
                if is_name and what[0] == '"':
                    names[here[:-1]] = shown(json.loads(what))
                if what in "{[":
                    path.append(None if what == "{" else 0)
    except (FileError, ValueError, IndexError, RecursionError):
        return {}, {}  # it is no JSON, or no longer
    return lines, names
