"""Where everything comes together: read the arguments, then run one command or the app."""

import gc
import sys

from bigcity_tui.cli.guard import guarded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from bigcity_tui.cli.parser import Request
    from bigcity_tui.companion import Companion
    from bigcity_tui.domain.pack import Pack
    from bigcity_tui.store.record import Record


def main(argv: "Sequence[str] | None" = None, pack: "Pack | None" = None) -> int:
    """Run the program with these arguments (by default its own) and return its exit code.

    A command is about `pack`, if it is given, in place of the one that the arguments name.
    """
    if argv is None:
        # This process is ours. What is made until the first screen stands, or by a command, is no
        # garbage, and looking for some takes a tenth of the time. What goes on collects again.
        gc.disable()
    return guarded(lambda: _run(sys.argv[1:] if argv is None else argv, pack))


def _run(arguments: "Sequence[str]", pack: "Pack | None") -> int:
    from bigcity_tui.cli.parser import parse

    request = parse(arguments)
    if "--version" in request.options or "--help" in request.options:
        return _tell(request)
    if request.command is None:
        return _open_app(request)
    return _run_command(request, pack)


def _tell(request: "Request") -> int:
    from bigcity_tui.cli.help import write_help, write_version
    from bigcity_tui.cli.output import standard

    out = standard()
    if "--version" in request.options:
        write_version(out)
    else:
        write_help(out, request.command)
    out.flush()
    return 0


def _run_command(request: "Request", pack: "Pack | None") -> int:
    from bigcity_tui.cli.command import PROGRAM
    from bigcity_tui.cli.later import put_off
    from bigcity_tui.cli.output import complain, standard
    from bigcity_tui.cli.session import Session

    put_off("inspect")
    assert request.command is not None
    records: list[Record] = []

    def opened() -> "Companion":
        companion, record = _companion(pack or request.options.get("--pack"))
        records.append(record)
        return companion

    out = standard(as_json="--json" in request.options)
    try:
        request.command.run(Session(request, out, opened))
    finally:
        for record in records:
            record.close()
        out.flush()
    # Afterwards, because a command that fails for the same reason has said so in its error.
    for record in records:
        if record.notice is not None:
            complain(f"{PROGRAM}: note: {record.notice}")
    return 0


def _open_app(request: "Request") -> int:
    from bigcity_tui.cli.command import PROGRAM
    from bigcity_tui.domain.errors import UsageError
    from bigcity_tui.domain.moments import Moment

    if "--json" in request.options:
        raise UsageError(f"--json goes with a command: '{PROGRAM} status --json'")
    given = request.options.get("--as-of")
    as_of = None if given is None else Moment.asked(given)
    hindrance = _hindrance()
    if hindrance is not None:
        raise UsageError(
            f"{hindrance}, so the app cannot open; the command line has it all:"
            f" '{PROGRAM} status', '{PROGRAM} --help'"
        )
    from bigcity_tui.store.location import data_home
    from bigcity_tui.store.preferences import Preferences

    companion, record = _companion(request.options.get("--pack"))
    try:
        # Refuses a later moment while the terminal is still as it was.
        companion.status(as_of)
        record.waiting = None  # nothing more may be written over the screen
        from bigcity_tui.tui.app import run

        return run(companion, Preferences(data_home()), as_of)
    finally:
        record.close()


def _hindrance() -> str | None:
    """Why a full-screen app cannot run here; None if it can."""
    import os

    for stream, name in ((sys.stdin, "input"), (sys.stdout, "output")):
        if stream is None or not stream.isatty():
            return f"standard {name} is not a terminal"
    if os.environ.get("TERM") == "dumb":
        return "this terminal can only print lines (TERM=dumb)"
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    if encoding != "utf8":
        return "this terminal is not set to UTF-8"
    return None


def _companion(pack: "str | Pack | None") -> "tuple[Companion, Record]":
    """The companion over a pack (None: the bundled one) and the viewer's own record."""
    from bigcity_tui.cli.session import Waiting
    from bigcity_tui.companion import Companion
    from bigcity_tui.store.location import data_home
    from bigcity_tui.store.record import Record

    record = Record.open(data_home(), _now, Waiting())
    return Companion(pack, record, _now), record


def _now() -> int:
    """Milliseconds since 1970, UTC."""
    import time

    return time.time_ns() // 1_000_000


if __name__ == "__main__":
    sys.exit(main())
