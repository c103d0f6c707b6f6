"""Reading files of any format, one or many, as one import."""

from collections.abc import Sequence

from bigcity_tui.domain.errors import FileError
from bigcity_tui.domain.text import listed
from bigcity_tui.files.reading import shown
from bigcity_tui.interchange import formats, service_tables
from bigcity_tui.interchange.foreign import refusal
from bigcity_tui.interchange.import_file import ImportFile, ReportProgress
from bigcity_tui.interchange.incoming import Incoming, Wanted, united
from bigcity_tui.interchange.sources import Sources


def read(
    name: str, data: bytes, wanted: Wanted, report_progress: ReportProgress | None = None
) -> Incoming:
    """Read a file, given as its bytes, as `read_all` does; `name` stands for it in messages."""
    file = ImportFile(name, data, report_progress)
    refused = refusal(file)
    if refused:
        raise FileError(f"{name}: {refused}")
    found = formats.read(file, wanted)
    if found is None:
        file.check()
        known = [each.files for each in formats.FORMATS if each.files]
        raise FileError(f"{name}: {_unknown(file)}: known are {listed(known)}")
    return found


def read_all(
    paths: Sequence[str], wanted: Wanted, report_progress: ReportProgress | None = None
) -> Incoming:
    """Read files, folders and archives as one import; what cannot be used is passed over.

    Args:
        paths: Where they are; `-` is standard input.
        wanted: The series whose rows are wanted.
        report_progress: Called now and then with the rows read, and about how many there are.

    Returns:
        What all of them say of the series.

    Raises:
        FileError: One line, if nothing of it can be used; nothing else.
    """
    sources = Sources(paths)
    found: list[Incoming] = []
    first: FileError | None = None
    for name, data in sources.files():
        try:
            found.append(read(name, data, wanted, report_progress))
        except FileError as error:
            first = first or error
            sources.pass_over(
                name, str(error).removeprefix(f"{name}: ").partition(": known are")[0]
            )
    if not found:
        names = listed([shown(path, 200) for path in sources.paths])
        raise first or FileError(f"{names}: nothing in it can be imported")
    if len(found) == 1 and not sources.passed_over:
        return found[0]
    for each in found:
        if each.operations is not None:
            raise FileError(f"{each.files[0]}: is a record of our own: import it by itself")
    return united(found, tuple(sources.passed_over))


def _unknown(file: ImportFile) -> str:
    if file.table is None:
        return "is JSON of no known format"
    missing = service_tables.missing_column(file)
    if missing:
        return missing
    names = [shown(each) for each in file.table.names if each in service_tables.COLUMNS]
    understood = listed(names) if names else "none"
    return f"is no table of a known format (columns understood: {understood})"
