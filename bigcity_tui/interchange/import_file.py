"""A file to import: JSON, or a table with columns by name; rows by what they mean."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from bigcity_tui.domain.errors import FileError
from bigcity_tui.files.json_text import faults, read_json
from bigcity_tui.files.reading import problem, refuse

MOST_VALUES = 2_000_000  # in a file of JSON, about
MOST_LINES = 500_000  # in a table
MOST_COLUMNS = 500
LONGEST_LINE = 1_000_000  # in characters

# The line that tells Excel what parts the cells.
_HINT = re.compile(r'"?sep=(.)"?[,;\t]*\r?\n', re.IGNORECASE)


class Row(dict[str, Any]):
    """What a row says, as it is written there, by its meaning; empty for what it does not say.

    What it comes to: `show`, `kind` (episode, show, season or movie), `watched`, `special` (so no
    episode, whatever its season) and `remark`. `plays` is how often it was watched in all, `again`
    how often after the first time.
    """

    def __init__(self, place: str, **values: Any) -> None:
        super().__init__(values)
        self.place = place

    def __missing__(self, meaning: str) -> str:
        return ""

    def but(self, **values: Any) -> "Row":
        return Row(self.place, **{**self, **values})


class Table:
    """A CSV text with a line of names at its top; commas, semicolons or tabs part its cells."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        if text.count("\n") > MOST_LINES:
            refuse(name, f"has more than {MOST_LINES:,} lines")
        if max(map(len, text.split("\n"))) > LONGEST_LINE:
            refuse(name, f"has a line that is longer than {LONGEST_LINE:,} characters")
        hint = _HINT.match(text)
        self._first = 2 if hint else 1
        text = text[hint.end() :] if hint else text
        head = text.lstrip().partition("\n")[0]
        between = hint[1] if hint and hint[1] in ",;\t|" else max(",;\t", key=head.count)
        self._reader = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
        names = next((cells for cells in self._read() if cells), [])
        if len(names) > MOST_COLUMNS:
            refuse(name, f"has more than {MOST_COLUMNS} columns")
        # "Watched At" is `watched_at`.
        self.names = ["_".join(each.strip().lower().replace("-", " ").split()) for each in names]

    def rows(self, meanings: Mapping[str, str]) -> Iterator[Row]:
        """The rows; of several columns of one meaning, the first one that says anything counts."""
        names = self.names
        columns = [(names.index(each), meanings[each]) for each in meanings if each in names]
        for cells in filter(None, self._read()):
            row = Row(f"line {self._line()}")
            for index, meaning in columns:
                row[meaning] = row[meaning] or "".join(cells[index : index + 1]).strip()
            yield row

    def _line(self) -> int:
        return self._reader.line_num + self._first - 1

    def _read(self) -> Iterator[list[str]]:
        try:
            yield from self._reader
        except csv.Error as error:
            raise FileError(f"{self._name}: line {self._line()}: is no CSV ({error})") from None


class ImportFile:
    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.json: object = None
        self.table: Table | None = None
        if data.startswith((b"PK", b"\x1f\x8b", b"7z", b"Rar!", b"<")):
            refuse(name, "is packed, or XML (as from MyAnimeList), which is not read")
        text, self._fault = _decoded(name, data)
        text = text.lstrip("\ufeff")
        self.data = b""
        if text.lstrip()[:1] in ("{", "["):
            self.data = text.encode()
            del text  # as large as what comes of it
            self.json = read_json(name, self.data, MOST_VALUES, digits=16)
        elif text.strip():
            self.table = Table(name, text)
        else:
            refuse(name, "is empty")

    def check(self) -> None:
        """Refuse a file with any fault, even one in a value that nobody needs."""
        if self._fault:
            refuse(self.name, self._fault)
        for path, says in faults(self.json):
            raise FileError(problem(self.name, path, says))

    @property
    def columns(self) -> frozenset[str]:
        return frozenset(self.table.names if self.table else ())


def _decoded(name: str, data: bytes) -> tuple[str, str]:
    """The text in UTF-8, UTF-16 or CP949, and what is wrong with it; FileError for others."""
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        try:
            return data.decode("utf-16"), ""
        except UnicodeDecodeError:
            refuse(name, "is cut off: it is no whole UTF-16")
    try:
        return data.decode(), ""
    except UnicodeDecodeError as error:
        fault = f"line {data.count(10, 0, error.start) + 1}: is not UTF-8"
    mended = data.decode(errors="replace")
    bad = mended.count("\ufffd")
    if len(mended) - len(mended.encode("ascii", "ignore")) < 2 * bad:
        with suppress(UnicodeDecodeError):
            return data.decode("cp949"), fault
    # A cut character costs its field; a file of another encoding is full of them.
    if bad * 20 > len(mended) or "\0" in mended:
        refuse(name, f"{fault}: save it as that")
    return mended, fault
