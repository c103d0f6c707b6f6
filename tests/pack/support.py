"""Helpers for tests that spoil a pack's files."""

import json
import os
import re
from collections.abc import Callable
from typing import Any

import pytest

from bigcity_tui.domain.errors import PackError

Json = Any
Edit = Callable[[Json], Json]


def read(folder: str, name: str) -> Json:
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return json.load(file)


def write(folder: str, name: str, value: Json) -> None:
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        json.dump(value, file)


def put(*path: str | int, to: Json) -> Edit:
    """An edit that sets a value; a list is lengthened by one where the index is its length."""

    def edit(value: Json) -> Json:
        *way, last = path
        inner = value
        for step in way:
            inner = inner[step]
        if isinstance(last, int) and last == len(inner):
            inner.append(to)
        else:
            inner[last] = to
        return value

    return edit


def drop(*path: str | int) -> Edit:
    """An edit that removes a value."""

    def edit(value: Json) -> Json:
        *way, last = path
        inner = value
        for step in way:
            inner = inner[step]
        del inner[last]
        return value

    return edit


def change(folder: str, name: str, edit: Edit) -> None:
    write(folder, name, edit(read(folder, name)))


def problems(call: Callable[[str], object], folder: str) -> tuple[str, ...]:
    """What a call finds wrong with a folder, without lines; it must find something."""
    with pytest.raises(PackError) as caught:
        call(folder)
    assert "\n" not in str(caught.value)
    return tuple(re.sub(r"(?<=\.json):\d+(?=: )", "", line) for line in caught.value.problems)
