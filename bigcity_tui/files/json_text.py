"""A strict reader for JSON that is not ours: bounded, without NaN and names given twice."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bigcity_tui.files.reading import Path, refuse

if TYPE_CHECKING:
    from pydantic import ValidationError

MOST_DEPTH = 32

_SURROGATE = re.compile("[\ud800-\udfff]")
_TOO_DEEP = f"is nested deeper than {MOST_DEPTH} levels"
_HALF = "holds half a character (a lone surrogate)"
_PLAIN = (int, float, type(None))


@dataclass(frozen=True, slots=True)
class _Refused:
    """Stands for a value that is not taken, until its place is known."""

    says: str


def read_json(name: str, data: bytes, most: int, digits: int = 15) -> object:
    """Read JSON of about so many values at `most`; FileError. Its `faults` are to be asked for."""
    if not data.strip():
        refuse(name, "is empty")
    # Counted before parsing, which would take the memory; prose has few brackets and more commas.
    if data.count(b"{") + data.count(b"[") > most or data.count(b",") > 2 * most:
        refuse(name, f"holds more than {most:,} values")
    too_long = _Refused(f"must be a number of at most {digits} digits")

    def number(text: str) -> object:
        if len(text) > 2 * digits:  # room for a sign, a point and an exponent
            return too_long
        value = int(text) if text.lstrip("-").isdigit() else float(text)
        return value if abs(value) < 10**digits else too_long  # 1e999, so short, is infinite

    try:
        return json.loads(
            data.decode(),
            object_pairs_hook=_object,
            parse_int=number,
            parse_float=number,
            parse_constant=lambda name: _Refused(f"must be a number, and {name} is none"),
        )
    except UnicodeDecodeError as error:
        refuse(name, f"line {data.count(10, 0, error.start) + 1}: is not UTF-8: save it as that")
    except json.JSONDecodeError as error:
        refuse(name, f"line {error.lineno}, column {error.colno}: is not JSON: {error.msg}")
    except RecursionError:
        refuse(name, _TOO_DEEP)


def misshapen(error: "ValidationError", special: Mapping[str, str]) -> Iterator[tuple[Path, str]]:
    """What pydantic found, with `special` words; what stood there is never repeated."""
    for found in error.errors(include_url=False, include_input=False):
        says = special.get(found["type"]) or re.sub(r"^\w+ should", "must", found["msg"])
        yield found["loc"], says.replace("Field required", "is missing")


def _object(pairs: list[tuple[str, object]]) -> object:
    found = dict(pairs)
    return found if len(found) == len(pairs) else _Refused("gives a name twice")


def faults(value: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """What the parser lets pass and we do not, with its place."""
    if isinstance(value, str):
        if _SURROGATE.search(value):
            yield path, _HALF
    elif isinstance(value, _Refused):
        yield path, value.says
    elif isinstance(value, (dict, list)):
        if len(path) == MOST_DEPTH:
            yield path, _TOO_DEEP
            return
        for step, item in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(step, str) and not step.isascii() and _SURROGATE.search(step):
                yield (*path, step), _HALF
            # Most of what a large file holds is numbers and plain texts: they need no look.
            is_plain = item.isascii() if isinstance(item, str) else isinstance(item, _PLAIN)
            if not is_plain:
                yield from faults(item, (*path, step))
