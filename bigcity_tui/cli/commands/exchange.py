"""The record in other forms: `export` and `import`."""

from bigcity_tui.cli.command import PROGRAM, Argument, Command
from bigcity_tui.domain.errors import UsageError
from bigcity_tui.domain.text import count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bigcity_tui.cli.session import Session
    from bigcity_tui.interchange.incoming import Incoming
    from bigcity_tui.interchange.plan import ImportPlan

_FORMS = ("json", "csv", "markdown", "trakt", "trakt-csv")
_MOST_LINES = 40
"""No more lines of one kind than this are printed; `--json` has them all."""


def export(session: "Session") -> None:
    """Write the record in another form, to standard output or a file."""
    from bigcity_tui.cli.output import complain

    form, path, out = session.option("--format") or "json", session.option("--output"), session.out
    if form not in _FORMS:
        raise UsageError(f"there is no format {form!a}: choose {', '.join(_FORMS)}")
    if path is None and session.flag("--force"):
        raise UsageError("--force goes with -o FILE")
    if path is None and out.as_json and form != "json":
        raise UsageError(f"choose --json or --format {form}, one of them")
    done = session.companion.export(form)
    if path is None:
        out.document(done.text)
    else:
        from bigcity_tui.files.writing import write_file

        private = write_file(path, done.text.encode(), force=session.flag("--force"))
        if out.as_json:
            out.value({"file": path, "format": form, "notes": list(done.notices)})
        else:
            alone = "; only you can read it" if private else ""
            out.prose(f"Wrote your record to {path}{alone}.")
        if not private:
            complain(f"{PROGRAM}: note: that disk knows no permissions: others may read {path!a}")
    for notice in done.notices:
        complain(f"{PROGRAM}: note: {notice}")


def bring(session: "Session") -> None:
    """Say what a file would change in the record; with --apply, change it."""
    companion, path, apply = session.companion, session.needed("file"), session.flag("--apply")
    before = companion.status().moment
    meter = _Meter()
    try:
        incoming = companion.read_import(path, meter)
    finally:
        meter.end()
    plan = companion.apply_import(incoming) if apply else companion.plan_import(incoming)
    after = companion.status()
    out = session.out
    if out.as_json:
        out.value(
            {
                "file": path,
                **_told(incoming, plan),
                "applied": apply,
                "moment": str(after.moment),
            }
        )
        return
    out.line((f"{incoming.form}: ", "bold"), _counts(incoming))
    for line in _columns(incoming):
        out.prose(line)
    verb = "Changed" if apply else "Would change"
    for title, lines in (
        (verb, plan.changes),
        ("Stays as you have it", plan.kept),
        ("Not taken", (*_not_taken(incoming), *plan.remarks)),
    ):
        _part(session, title, lines)
    out.line()
    for line in _ending(path, incoming, plan, apply=apply):
        out.prose(line)
    if after.moment != before:
        out.prose(f"You are at {after.moment} now.")
    if apply:
        from bigcity_tui.cli.waiting import locked_lines

        for line in locked_lines(after):
            out.prose(line)


class _Meter:
    """How far the reading of a large file has got, on a terminal's standard error alone."""

    def __init__(self) -> None:
        import sys

        self._stream = sys.stderr if sys.stderr is not None and sys.stderr.isatty() else None
        self._shown = -1

    def __call__(self, rows: int, total: int) -> None:
        percent = 100 * rows // total
        if self._stream is not None and percent != self._shown:
            self._shown = percent
            self._stream.write(f"\rReading: {percent} %")
            self._stream.flush()

    def end(self) -> None:
        """Leave the line as it was."""
        if self._stream is not None and self._shown >= 0:
            self._stream.write("\r" + " " * len("Reading: 100 %") + "\r")
            self._stream.flush()


def _told(incoming: "Incoming", plan: "ImportPlan") -> dict[str, object]:
    return {
        "format": incoming.form,
        "rows": incoming.rows,
        "matched": incoming.matched,
        "columns": list(incoming.columns),
        "other_columns": list(incoming.ignored_columns),
        "changes": list(plan.changes),
        "added": plan.added,
        "known": plan.known,
        "kept": list(plan.kept),
        "not_taken": list(_not_taken(incoming)),
        "remarks": list(plan.remarks),
        "other_series": [{"title": title, "rows": rows} for title, rows in incoming.others],
    }


def _counts(incoming: "Incoming") -> str:
    return f"{count(incoming.rows, 'row')}, {incoming.matched} of this series"


def _columns(incoming: "Incoming") -> "Iterator[str]":
    if incoming.columns:
        yield f"Columns understood: {', '.join(incoming.columns)}."
    if incoming.ignored_columns:
        yield f"Columns passed over: {', '.join(incoming.ignored_columns)}."


def _not_taken(incoming: "Incoming") -> "Iterator[str]":
    """Everything in the file that the record will not hold, and why."""
    for fault in incoming.faults:
        yield f"{fault.place}: {fault.why}"
    if incoming.faulty > len(incoming.faults):
        yield f"{incoming.faulty - len(incoming.faults)} more such rows"
    if incoming.again:
        yield f"{count(incoming.again, 'further viewing')} without a date"
    if incoming.empty_rows:
        empty = count(incoming.empty_rows, "row")
        yield f"{empty} of this series with neither a viewing nor a rating"
    for title, rows in incoming.others:
        yield f"{count(rows, 'row')} of another series: {title}"


def _part(session: "Session", title: str, lines: "Iterable[str]") -> None:
    lines = list(lines)
    if not lines:
        return
    session.out.line()
    session.out.line((title, "bold"))
    for line in lines[:_MOST_LINES]:
        session.out.prose(line, indent="  ")
    if len(lines) > _MOST_LINES:
        session.out.prose(f"and {len(lines) - _MOST_LINES} more (--json has all)", indent="  ")


def _ending(path: str, incoming: "Incoming", plan: "ImportPlan", *, apply: bool) -> "Iterator[str]":
    import shlex

    known = f" {plan.known} known already." if plan.known else ""
    if not plan.added:
        yield f"Nothing new for your record.{known}"
    elif not apply:
        command = f"{PROGRAM} import {shlex.quote(path)} --apply"
        yield f"Nothing has been changed yet: '{command}' does it.{known}"
    elif incoming.operations is not None:
        yield f"Merged {count(plan.added, 'operation')} into your record.{known}"
    else:
        yield f"Done. ('{PROGRAM} undo' takes all of it back.){known}"


COMMANDS = (
    Command(
        "export",
        "your whole record, in a form of your choice",
        export,
        arguments=(
            Argument(
                "--format",
                "json (complete, the default), csv, markdown, trakt or trakt-csv",
                metavar="FORMAT",
                choices=_FORMS,
            ),
            Argument(
                "--output",
                "a file, or -o FILE; standard output if absent",
                metavar="FILE",
            ),
            Argument("--force", "replace a file that is there"),
        ),
        detail=(
            "JSON holds every change ever made and can be imported again. CSV is for"
            " spreadsheets, Markdown a diary to keep; Trakt's forms say what they cannot hold."
        ),
        examples=(
            "export",
            "export --format markdown -o diary.md",
            "export --format trakt-csv -o trakt.csv",
        ),
    ),
    Command(
        "import",
        "bring in what another service, or an export, knows",
        bring,
        arguments=(
            Argument("file", "the file; its format is told by its content", metavar="FILE"),
            Argument("--apply", "do it; without this it only says what it would do"),
        ),
        detail=(
            "It reads our own JSON, Trakt's history and ratings (JSON or CSV) and TV Time's two"
            " files. Importing twice changes nothing more, and what you have stays as it is."
        ),
        examples=("import record.json", "import record.json --apply"),
    ),
)
