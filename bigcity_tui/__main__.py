"""Where everything comes together: read the arguments, then run one command or the app.

What is not light is imported in the functions, where the guard turns whatever keeps it from being
loaded into a line, and where it costs nothing that does without: a command loads no app.
"""

import gc
import os
import signal
import sys
import time

if os.path.basename(sys.argv[0]).startswith(("bigcity-tui", "-m")):
    # While the program loads, ctrl+c ends it without a word: importing has no place for errors.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    gc.disable()  # a command ends before there is much to collect; the app turns it on again

from contextlib import ExitStack, closing
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from bigcity_tui.cli.output import complain, guarded, hindrance, standard
from bigcity_tui.cli.session import Session, say_waiting
from bigcity_tui.cli.table import PROGRAM, Subcommand
from bigcity_tui.domain.errors import CompanionError, PackError, UsageError
from bigcity_tui.domain.moments import Moment

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from bigcity_tui.companion import Companion
    from bigcity_tui.domain.pack import Pack


def main(argv: "Sequence[str] | None" = None, pack: "Pack | None" = None) -> int:
    """Run the program with these arguments (by default its own) and return its exit code.

    A command is about `pack`, if it is given, in place of the one that the arguments name.
    """
    return guarded(lambda: _run(sys.argv[1:] if argv is None else argv, pack))


def _run(arguments: "Sequence[str]", pack: "Pack | None") -> int:
    from bigcity_tui.cli.parser import help_text, parse, version_text

    command, args = parse(arguments)
    if args.version or args.help:
        out = standard()
        out.document(version_text() if args.version else help_text(command, args.words))
        out.flush()
    elif command is None:
        return _run_app(args)
    elif args.author:
        raise UsageError(f"--author opens the app: '{PROGRAM} pack show' prints what it shows")
    else:
        _run_command(command, args, pack)
    return 0


def _run_command(command: Subcommand, args: "Namespace", pack: "Pack | None") -> None:
    module, function = command.run.split(".")
    run = getattr(import_module(f"bigcity_tui.cli.commands.{module}"), function)
    with ExitStack() as stack:

        def connect(asked: str | None) -> "Companion":
            companion = _companion(asked or pack or args.pack)
            stack.callback(companion.record.close)
            if companion.doubt:
                raise CompanionError(
                    f"{companion.doubt}: '{PROGRAM} pack add DIR --force' says that it is the same"
                    " series; if it is another, give it an id of its own"
                )
            return companion

        session = Session(args, connect)
        try:
            run(session)
        finally:
            session.out.flush()
        notice = session.companion.notice if "companion" in vars(session) else None
    # Only now, because a command that fails for the same reason has said so in its error.
    if notice is not None:
        complain(f"{PROGRAM}: note: {notice}")


def _run_app(args: "Namespace") -> int:
    """Run the app on a pack, and then on the one that it is left for, if any; its exit code."""
    if args.json:
        raise UsageError(f"--json goes with a command: '{PROGRAM} status --json'")
    if (why := hindrance()) is not None:
        how = f"'{PROGRAM} status', '{PROGRAM} --help'"
        raise UsageError(f"{why}, so the app cannot open; the command line has it all: {how}")

    from bigcity_tui.cli.values import moment_asked
    from bigcity_tui.companion import shelf
    from bigcity_tui.pack.location import BUNDLED_ID
    from bigcity_tui.store.preferences import Preferences

    try:
        companion = _companion(args.pack, author=args.author)
        if args.pack is None and shelf.last_used(companion.record.home):
            companion.view()  # all of it is read while the terminal is still as it was
    except PackError as error:
        if args.pack is not None:
            raise
        companion = _companion(BUNDLED_ID, author=args.author)
        companion.unsound = str(error)
    as_of = Moment.end(companion.series.episodes) if args.author else None
    with closing(companion.record) as record:
        if args.as_of is not None:
            as_of = moment_asked(args.as_of, companion.series)
        companion.status(as_of)  # refuses a later moment while the terminal is still as it was
        if not args.author:
            shelf.use(record.home, args.pack or "")
        record.waiting = None  # nothing more may be written over the screen
        from bigcity_tui.tui.app import run

        done = run(companion, Preferences(record.home), as_of)
    if isinstance(done, int):
        return done
    args.pack, args.as_of = done or args.pack, None
    return _run_app(args)


def _companion(pack: "str | Pack | None", *, author: bool = False) -> "Companion":
    """The companion over a pack (None: the one opened last), whose record the caller closes."""
    from bigcity_tui.companion import Companion, shelf
    from bigcity_tui.pack.location import BUNDLED_ID
    from bigcity_tui.store.location import data_home
    from bigcity_tui.store.record import Record

    if signal.getsignal(signal.SIGINT) == signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # from now on, ends in good order
    record = Record.open(data_home(), _now, cache(say_waiting))  # said once
    last = shelf.last_used(record.home) if pack is None else None
    asked = last or pack
    try:
        source = shelf.folder_of(record.home, asked) if isinstance(asked, str) else asked
        companion = Companion(source, record, _now, author=author)
    except PackError as error:
        if last is None:
            raise
        says = f"{last}, which was opened last, cannot be used: {error}"
        raise PackError(f"{says}; '{PROGRAM} --pack {BUNDLED_ID}' is the bundled one") from None
    if isinstance(source, str) and not author:
        companion.doubt = shelf.doubt(record.home, companion.series)
    return companion


def _now() -> int:
    """Milliseconds since 1970, UTC."""
    return time.time_ns() // 1_000_000


if __name__ == "__main__":
    sys.exit(main())
