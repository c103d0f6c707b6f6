"""A file to import, read strictly: JSON, or CSV with columns by name and faults with their line."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bigcity_tui.domain.errors import FileError
from bigcity_tui.files.json_text import Limits, parse_json
from bigcity_tui.files.reading import refuse

MOST_BYTES = 32_000_000
"""The largest file that is taken, in bytes: what one of 50,000 viewings needs as Trakt's JSON."""

ReportProgress = Callable[[int, int], None]
"""Called with how many rows have been read, and about how many there are."""

_LIMITS = Limits(MOST_BYTES, values=2_000_000, digits=16)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

_LONGEST_LINE = 1_000_000
_MOST_COLUMNS = 500
_MOST_LINES = 500_000
_FAULTS = (
    ("unexpected end of data", "a text in quotes does not end"),
    ("field larger than", "a field is longer than 131,072 characters"),
    ("line contains NUL", "holds a NUL"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row: `place` is its line, `cells` its texts; `columns` gives the indexes of a meaning."""

    place: str
    cells: list[str]
    columns: Mapping[str, tuple[int, ...]]

    def has(self, meaning: str) -> bool:
        """Whether the table has such a column."""
        return meaning in self.columns

    def get(self, meaning: str) -> str:
        """The first text in the columns of a meaning that is not blank; empty if there is none."""
        for index in self.columns.get(meaning, ()):
            if index < len(self.cells) and (text := self.cells[index].strip()):
                return text
        return ""


class Table:
    """A CSV text with a line of names at its top; commas, semicolons or tabs part its cells."""

    def __init__(self, name: str, data: bytes) -> None:
        """Read the names; `name` is that of the file in messages. Raises FileError."""
        self._name = name
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            refuse(name, f"line {data.count(10, 0, error.start) + 1}: is not UTF-8")
        self.lines = text.count("\n")
        if self.lines > _MOST_LINES:
            refuse(name, f"has more than {_MOST_LINES:,} lines")
        head = text[:_LONGEST_LINE].lstrip().partition("\n")[0]
        between = max(",;\t", key=head.count)
        lines = self._lines(io.StringIO(text, newline=""))
        self._reader = csv.reader(lines, delimiter=between, strict=True)
        names = next((cells for cells in self._read() if cells), [])
        if len(names) > _MOST_COLUMNS:
            refuse(name, f"has more than {_MOST_COLUMNS} columns")
        self.names = [_plain(each) for each in names]

    def rows(self, meanings: Mapping[str, str]) -> Iterator[Row]:
        """The rows, with their columns by what the names mean. Raises FileError."""
        columns: dict[str, tuple[int, ...]] = {}
        for known, meaning in meanings.items():
            if known in self.names:
                columns[meaning] = (*columns.get(meaning, ()), self.names.index(known))
        for cells in self._read():
            if cells:
                yield Row(f"line {self._reader.line_num}", cells, columns)

    def _read(self) -> Iterator[list[str]]:
        try:
            yield from self._reader
        except csv.Error as error:
            known = (says for start, says in _FAULTS if str(error).startswith(start))
            says = next(known, "something follows a closing quote")
            raise FileError(f"{self._name}: line {self._reader.line_num}: {says}") from None

    def _lines(self, file: io.StringIO) -> Iterator[str]:
        for number, line in enumerate(file, start=1):
            if len(line) > _LONGEST_LINE:
                refuse(self._name, f"line {number}: is longer than {_LONGEST_LINE:,} characters")
            yield line


class ImportFile:
    """A file to import: its name and bytes, and the value of JSON or the table that it holds."""

    def __init__(
        self, name: str, data: bytes, report_progress: ReportProgress | None = None
    ) -> None:
        """Read JSON whole, and of a table the names of its columns. Raises FileError."""
        self.name = name
        self.data = data.removeprefix(_BYTE_ORDER_MARK)
        self.report_progress = report_progress
        self.json: object = None
        self.table: Table | None = None
        if self.data.lstrip()[:1] in (b"{", b"["):
            self.json = parse_json(name, self.data, _LIMITS)
        elif self.data.strip():
            self.table = Table(name, self.data)
        else:
            refuse(name, "is empty")

    @property
    def columns(self) -> frozenset[str]:
        """The names of the table's columns; empty for JSON."""
        return frozenset(self.table.names if self.table else ())

    @property
    def size(self) -> int:
        """About how many rows there are."""
        if self.table is not None:
            return self.table.lines
        return len(self.json) if isinstance(self.json, list) else 0

    def rows(self, meanings: Mapping[str, str]) -> Iterator[Row]:
        """The rows of the table; `meanings` says what the columns mean. Raises FileError."""
        return self.table.rows(meanings) if self.table else iter(())


def _plain(name: str) -> str:
    """The name of a column without what makes no difference: "Watched At" is `watched_at`."""
    return "_".join(name.strip().lower().replace("-", " ").split())
