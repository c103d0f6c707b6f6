"""The whole record of a series as JSON, in and out: every operation, exactly.

What comes in again has the ids that went out, so that bringing it in twice does nothing more.
The JSON Schema in `data` is made from the shapes here; `python -m tests.schemas` renews it.
"""

import json
from dataclasses import fields
from typing import Literal

from bigcity_tui.domain.errors import FileError
from bigcity_tui.domain.operations import FIELDS, Operation
from bigcity_tui.domain.series import Strict
from bigcity_tui.domain.values import is_score
from bigcity_tui.files.json_text import misshapen
from bigcity_tui.files.reading import problem
from bigcity_tui.interchange.import_file import ImportFile
from bigcity_tui.interchange.incoming import Incoming
from bigcity_tui.interchange.outgoing import Exported, Outgoing, json_text
from bigcity_tui.interchange.shows import Wanted

_FORMAT = "bigcity-tui"

_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

_SHAPES = {
    "unexpected_keyword_argument": "is not a name that this version knows",
    "literal_error": "is of another version: a newer bigcity-tui reads it",
}


class ExportedSeries(Strict):
    """Which series the record is about; only the id counts, the rest is for people."""

    id: str
    title: str
    original_title: str | None
    year: int
    episodes: int


class ExportedOperation(Strict):
    """One change, as it stands in the record.

    `id`, `batch` (what one action did) and `device` are random. Operations count by `hlc` (a
    logical clock in milliseconds), device, id; `wall` is that device's clock, milliseconds since
    1970, UTC. `pass` is 'first', or the id of a viewing that was begun later; `item` an episode's
    number, 'series', empty for a viewing itself, or an episode and the place of its question
    ('3.2'). `kind` is progress, rating, note, answer, forget or pass; other kinds are kept as they
    are. `undoes` names the batch that this one takes back.

    `value` is what was set, by kind. progress: state (watched, watching, unwatched) and on (a date,
    a month, a year or null); rating: score (0.5 to 10 in half points, or null); note and
    answer: text (or null) and over (the ids of those that it replaces); forget: notes (the ids of
    those whose words are gone); pass: begun and open (whether everything is unlocked). Of an
    episode it has its id in the pack (`episode`), too, by which it is found under another number. A
    value that would not come back exactly from an object stands here as the text of its JSON.
    """

    __pydantic_config__ = {  # noqa: RUF012 (as pydantic wants)
        **Strict.__pydantic_config__,
        "alias_generator": lambda field: field.rstrip("_"),
    }

    id: str
    batch: str
    hlc: int
    device: str
    wall: int
    series: str
    pass_: str
    item: str
    kind: str
    value: dict[str, object] | str
    undoes: str | None


class Export(Strict):
    """A bigcity-tui record of one series: all that was done, undone things and old notes too.

    The format and its version come first; `operations` are every change, oldest first.
    """

    format: Literal["bigcity-tui"]
    version: Literal[1]
    series: ExportedSeries
    operations: tuple[ExportedOperation, ...]


def write(outgoing: Outgoing) -> Exported:
    series = outgoing.series
    about = {each.name: getattr(series, each.name) for each in fields(ExportedSeries)}
    made = (each.fields | {"value": _value(each.change.value)} for each in outgoing.operations)
    lines = ",".join(f"\n  {json_text(each)}" for each in made)
    head = f'"format": "{_FORMAT}",\n"version": 1,\n"series": {json_text(about)}'
    return Exported(f'{{\n{head},\n"operations": [{lines}\n]\n}}\n')


def read(file: ImportFile, wanted: Wanted) -> Incoming | None:
    """Read such an export; whether each operation is sound is for the record to say."""
    if not (isinstance(file.json, dict) and file.json.get("format") == _FORMAT):
        return None

    from pydantic import TypeAdapter, ValidationError  # 0.1 s, which other formats need not pay

    file.check()
    try:
        found = TypeAdapter(Export).validate_json(file.data)
    except ValidationError as error:
        raise FileError(problem(file.name, *next(misshapen(error, _SHAPES)))) from None
    if found.series.id != wanted.series.id:
        says = "is the record of another series: name its pack with --pack to import it"
        raise FileError(f"{file.name}: {says}")
    # From Python's own reading of the JSON, whose numbers are written back as they were.
    operations: list[Operation] = []
    for each in file.json["operations"]:
        text = each["value"] if isinstance(each["value"], str) else _compact(each["value"])
        operation = Operation.of([{**each, "value": text}[name] for name in FIELDS])
        if operation is not None and operation.series == wanted.series.id:
            operations.append(operation)
    rows, files = len(operations), (file.name,)
    return Incoming("bigcity-tui (JSON)", rows, rows, files=files, operations=tuple(operations))


def _value(text: str) -> object:
    """A value as an object, where it is a simple one that comes back as the same text."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    simple = isinstance(value, dict) and all(map(_is_simple, value.values()))
    return value if simple and _compact(value) == text else text


def _is_simple(entry: object) -> bool:
    if isinstance(entry, list):
        return all(isinstance(item, str) for item in entry)
    return entry is None or isinstance(entry, (str, bool)) or is_score(entry)
