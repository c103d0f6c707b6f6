"""Moments: the points on the viewing timeline at which content unlocks."""

import re
from functools import lru_cache
from typing import NamedTuple


class Moment(NamedTuple):
    """A point on the timeline, in steps from `before` (0): `start:1`, `end:1` and so on."""

    position: int

    @classmethod
    def start(cls, episode: int) -> "Moment":
        return cls(2 * episode - 1)

    @classmethod
    def end(cls, episode: int) -> "Moment":
        return cls(2 * episode)

    @classmethod
    @lru_cache(maxsize=256)
    def parse(cls, text: str) -> "Moment":
        if text == "before":
            return BEFORE
        found = re.fullmatch("(start|end):([1-9][0-9]{0,3})", text)
        if found is None:
            raise ValueError("a moment is 'before', 'start:N' or 'end:N'")
        return cls.start(int(found[2])) if found[1] == "start" else cls.end(int(found[2]))

    @property
    def episode(self) -> int:
        return (self.position + 1) // 2

    def __str__(self) -> str:
        if self.position == 0:
            return "before"
        return f"{'start' if self.position % 2 else 'end'}:{self.episode}"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> dict[str, object]:
        """Let pydantic read a moment from its text, without an import of pydantic here."""
        return {
            "type": "function-after",
            "function": {"type": "no-info", "function": cls.parse},
            "schema": {"type": "str", "pattern": "^(before|(start|end):[1-9][0-9]{0,3})$"},
        }


BEFORE = Moment(0)  # nothing has been watched
