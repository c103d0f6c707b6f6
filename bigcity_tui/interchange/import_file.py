"""A file to import: JSON, or a table with columns by name and faults with their line."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress

from bigcity_tui.domain.errors import FileError
from bigcity_tui.files.json_text import faults, read_json
from bigcity_tui.files.reading import problem, refuse
from bigcity_tui.interchange import limits

ReportProgress = Callable[[int, int], None]
# The line that tells Excel what parts the cells.
_HINT = re.compile(r'"?sep=(.)"?[,;\t]*\r?\n', re.IGNORECASE)
# Where one object a line would need a comma; a text in JSON cannot hold a line break.
_BETWEEN_OBJECTS = re.compile(rb"\}[ \t\r]*\n\s*\{")

_OTHERS = (
    (b"PK", "is a ZIP archive within another: unpack it first"),
    (b"\x1f\x8b", "is packed with gzip: unpack it first"),
    (b"7z", "is a 7z archive: unpack it first"),
    (b"Rar!", "is a RAR archive: unpack it first"),
    (b"<", "is XML or a web page (MyAnimeList exports XML), which is not read"),
)
_FAULTS = (
    ("unexpected end of data", "a text in quotes does not end"),
    ("field larger than", "a field is longer than 131,072 characters"),
    ("line contains NUL", "holds a NUL"),
)


class Row(dict[str, str]):
    """The texts of a row by what their columns mean; empty for columns that are not there."""

    place: str

    def __missing__(self, meaning: str) -> str:
        return ""


class Table:
    """A CSV text with a line of names at its top; commas, semicolons or tabs part its cells."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._first = 1
        self.lines = text.count("\n")
        if self.lines > limits.MOST_LINES:
            refuse(name, f"has more than {limits.MOST_LINES:,} lines")
        hint = _HINT.match(text)
        if hint:
            text, self._first = text[hint.end() :], 2
        head = text[: limits.LONGEST_LINE].lstrip().partition("\n")[0]
        between = hint[1] if hint and hint[1] in ",;\t|" else max(",;\t", key=head.count)
        lines = self._lines(io.StringIO(text, newline=""))
        self._reader = csv.reader(lines, delimiter=between, strict=True)
        names = next((cells for cells in self._read() if cells), [])
        if len(names) > limits.MOST_COLUMNS:
            refuse(name, f"has more than {limits.MOST_COLUMNS} columns")
        self.names = [_plain(each) for each in names]

    def rows(self, meanings: Mapping[str, str]) -> Iterator[Row]:
        """The rows; of several columns of one meaning, the first one that says anything counts."""
        columns = [
            (self.names.index(known), meaning)
            for known, meaning in meanings.items()
            if known in self.names
        ]
        for cells in filter(None, self._read()):
            row = Row()
            row.place = f"line {self._line}"
            for index, meaning in columns:
                row[meaning] = row[meaning] or "".join(cells[index : index + 1]).strip()
            yield row

    @property
    def _line(self) -> int:
        return self._reader.line_num + self._first - 1

    def _read(self) -> Iterator[list[str]]:
        try:
            yield from self._reader
        except csv.Error as error:
            known = (says for start, says in _FAULTS if str(error).startswith(start))
            says = next(known, "something follows a closing quote")
            raise FileError(f"{self._name}: line {self._line}: {says}") from None

    def _lines(self, file: io.StringIO) -> Iterator[str]:
        for number, line in enumerate(file, start=self._first):
            if len(line) > limits.LONGEST_LINE:
                refuse(
                    self._name, f"line {number}: is longer than {limits.LONGEST_LINE:,} characters"
                )
            yield line


class ImportFile:
    """A file to import, with the value of JSON or the table that it holds."""

    def __init__(
        self, name: str, data: bytes, report_progress: ReportProgress | None = None
    ) -> None:
        self.name = name
        self.report_progress = report_progress
        self.json: object = None
        self.table: Table | None = None
        for start, says in _OTHERS:
            if data.startswith(start):
                refuse(name, says)
        text, self._fault = _decoded(name, data)
        text = text.lstrip("\ufeff")
        self.data = b""
        if text.lstrip()[:1] in ("{", "["):
            self.data = text.encode()
            del text  # as large as what comes of it
            lines = _BETWEEN_OBJECTS.sub(b"},\n{", self.data) if self.data[:1] == b"{" else None
            self.data = b"[%b]" % lines if lines and lines != self.data else self.data
            self.json = read_json(name, self.data, limits.MOST_VALUES, limits.MOST_DIGITS)
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

    @property
    def size(self) -> int:
        if self.table is not None:
            return self.table.lines
        return len(self.json) if isinstance(self.json, list) else 0


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


def _plain(name: str) -> str:
    """The name of a column without what makes no difference: "Watched At" is `watched_at`."""
    return "_".join(name.strip().lower().replace("-", " ").split())
