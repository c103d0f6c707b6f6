"""The record in other forms and on other devices: `export`, `import` and `sync`."""

import os
import shlex
from argparse import Namespace
from collections.abc import Iterator, Sequence

from bigcity_tui.cli.output import complain
from bigcity_tui.cli.session import Session
from bigcity_tui.cli.table import PROGRAM
from bigcity_tui.cli.values import number_asked
from bigcity_tui.companion.transfer import Transfer
from bigcity_tui.domain.errors import CompanionError, UsageError
from bigcity_tui.domain.text import count
from bigcity_tui.files.writing import write_file
from bigcity_tui.interchange.incoming import Fault, Incoming
from bigcity_tui.interchange.plan import ImportPlan, merge_remarks
from bigcity_tui.store.sync import Synced

_MOST_LINES = 40  # of one kind that are printed; `--json` has them all
_MOST_FILES = 5


def export(session: Session) -> None:
    args, out = session.args, session.out
    form, path = args.format or "json", args.output
    if args.salvage and form != "json":
        raise UsageError("--salvage writes JSON: it goes with no other format")
    transfer, titles = Transfer(session.companion), not args.spoiler_free
    done = transfer.salvage() if args.salvage else transfer.export(form, titles=titles)
    notices = [*done.notices]
    if path is None:
        out.document(done.text)
    else:
        private = write_file(path, done.text.encode(), force=args.force)
        value = {"file": path, "format": form, "notes": done.notices}
        told = f"Wrote your record to {path}"
        out.tell(value, f"{told}; only you can read it." if private else f"{told}.")
        if not private:
            notices.insert(0, f"that disk knows no permissions: others may read {path!r}")
    for notice in notices:
        complain(f"{PROGRAM}: note: {notice}")


def import_(session: Session) -> None:
    companion, args, out = session.companion, session.args, session.out
    transfer, before = Transfer(companion), companion.status()
    incoming = transfer.read(args.files, args.as_series)
    work = transfer.apply if args.apply else transfer.plan
    plan = work(incoming, rewatches=args.rewatches)
    after = companion.status()
    # What another device had marked has been read there.
    session.keep_new(before, known=not before.watched)
    result = {"applied": args.apply, "moment": str(after.moment)}
    out.value({"file": args.files[0], **_plan_value(incoming, plan), **result})
    rows = f"{count(incoming.rows, 'row')}, {incoming.matched} of this series"
    out.line((f"{incoming.form}: ", "bold"), rows)
    columns = {"understood": incoming.columns, "passed over": incoming.ignored_columns}
    for what, names in columns.items():
        if names:
            out.prose(f"Columns {what}: {', '.join(names)}.")
    for title, lines in (
        ("Changed" if args.apply else "Would change", plan.changes),
        ("Stays as you have it", plan.kept),
        ("Watched again (--rewatches begins viewings of the series with these)", plan.further),
        ("Taken in part", _placed(incoming.partial)),
        ("Not taken", (*_not_taken(incoming), *plan.remarks)),
        ("Files passed over", _placed(incoming.passed_over)),
        ("Much like this series (--as-series TITLE takes one)", incoming.near),
    ):
        if lines:
            out.line()
            out.line((title, "bold"))
        for line in lines[:_MOST_LINES]:
            out.prose(line, indent="  ")
        if len(lines) > _MOST_LINES:
            out.prose(f"and {len(lines) - _MOST_LINES} more (--json has all)", indent="  ")
    out.line()
    out.prose(_ending(args, incoming, plan))
    if after.moment != before.moment:
        out.prose(f"You are at {after.moment} now.")
    if args.apply:
        session.tell_locked(after)


def _plan_value(incoming: Incoming, plan: ImportPlan) -> dict[str, object]:
    names = ("files", "rows", "matched", "columns", "near")
    others = incoming.others.most_common()
    return {
        **{name: getattr(incoming, name) for name in names},
        "passed_over": [{"file": each.place, "why": each.why} for each in incoming.passed_over],
        "format": incoming.form,
        "other_columns": incoming.ignored_columns,
        **plan._asdict(),
        "partial": _placed(incoming.partial),
        "not_taken": _not_taken(incoming),
        "other_series": [{"title": title, "rows": rows} for title, rows in others],
    }


def _not_taken(incoming: Incoming) -> list[str]:
    lines = _placed(incoming.faults)
    if incoming.empty_rows:
        empty = count(incoming.empty_rows, "row")
        lines.append(f"{empty} of this series with neither a viewing nor a rating")
    others = incoming.others.most_common()
    return [*lines, *(f"{count(rows, 'row')} of another series: {title}" for title, rows in others)]


def _placed(faults: Sequence[Fault]) -> list[str]:
    return [f"{fault.place}: {fault.why}" for fault in faults]


def _ending(args: Namespace, incoming: Incoming, plan: ImportPlan) -> str:
    known = f" {plan.known} known already." if plan.known else ""
    if not plan.added:
        return f"Nothing new for your record.{known}"
    if not args.apply:
        words = ["--apply", *["--rewatches"] * args.rewatches]
        words += [] if args.as_series is None else ["--as-series", args.as_series]
        is_odd = any(word.startswith("-") and len(word) > 1 for word in args.files)
        typed = shlex.join([*words, "--", *args.files] if is_odd else [*args.files, *words])
        return f"Nothing has been changed yet: '{PROGRAM} import {typed}' does it.{known}"
    if incoming.operations is not None:
        return f"Merged {count(plan.added, 'operation')} into your record.{known}"
    return f"Done. ('{PROGRAM} undo' takes all of it back.){known}"


def sync(session: Session) -> None:
    companion, out = session.companion, session.out
    before = companion.status()
    most = session.args.most
    most = None if most is None else number_asked(most, "number of changes", 10**9 - 1)
    found = companion.sync(session.args.folder, most)
    after = companion.status().moment
    session.keep_new(before, known=not before.watched)
    read = [{"file": f.name, "lost": f.lost, "problem": f.problem} for f in found.files]
    value = found._asdict() | {"moment": str(after), "read": read, **found.merged._asdict()}
    del value["merged"], value["files"]
    now = [] if after == before.moment else [f"You are at {after} now."]
    out.tell(value, *_sync_lines(found), *now)
    problems = [file.problem for file in found.files if file.problem is not None]
    if problems:
        more = [f"and {len(problems) - _MOST_FILES:,} more"] * (len(problems) > _MOST_FILES)
        told = "; ".join([*problems[:_MOST_FILES], *more])
        raise CompanionError(f"not everything could be read: {told}")


def _sync_lines(found: Synced) -> Iterator[str]:
    merged = found.merged
    if found.cloned:
        yield "Another device goes by this one's id: one record was copied from the other."
        yield "From now on this is a device of its own; 'undo' takes back what it does now."
    if merged.added:
        yield f"Took in {count(merged.added, 'change')} made elsewhere."
    elif found.file is not None:
        yield "Nothing new from elsewhere."
    if found.file is None:
        yield "There is nothing to tell yet, neither here nor there."
    elif found.written:
        yield "What this device knows is there now, in a file of its own."
    else:
        yield "What this device knows was there already."
    own = os.path.basename(found.file or "")
    if any(file.lost and file.name == own for file in found.files):
        yield f"{own}, this device's own file, was cut or garbled: it is written anew."
    garbled = [file for file in found.files if file.lost and file.name != own]
    for file in garbled[:_MOST_FILES]:
        yield f"{file.name} is cut or garbled: {count(file.lost, 'line')} could not be read."
    if garbled:
        first = f" These are the first of {len(garbled):,}." * (len(garbled) > _MOST_FILES)
        yield f"Sync again when it has arrived whole, or sync the device that wrote it.{first}"
    for line in merge_remarks(merged):
        yield f"{line}."
    for name in found.wordy:
        goes = "They go when its device syncs; if there is none any more, delete the file."
        yield f"{name} still has words that were forgotten. {goes}"
