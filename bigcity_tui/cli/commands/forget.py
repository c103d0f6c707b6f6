"""Erasing what was written: `forget`."""

from bigcity_tui.cli.command import PROGRAM, Argument, Command
from bigcity_tui.cli.outcomes import change
from bigcity_tui.cli.values import item_asked
from bigcity_tui.domain.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from bigcity_tui.cli.session import Session

_EVERY = "--every-viewing"


def forget(session: "Session") -> None:
    """Erase the words of a note for good, or everything."""
    companion = session.companion
    if session.flag("--all"):
        _forget_all(session)
        return
    if session.word("item") is None:
        raise UsageError(f"say what to forget: '{PROGRAM} forget 3', or --all for everything")
    item = item_asked(session.needed("item"), companion.series.episodes)
    every = session.flag(_EVERY)
    if not session.flag("--yes"):
        from bigcity_tui.cli.confirm import confirm

        name = "the series" if item == "series" else f"episode {item}"
        option = f" {_EVERY}" if every else ""
        confirm(
            "forget",
            f"this erases your note on {name} and all that it ever said, and cannot be undone",
            f"{PROGRAM} forget {item}{option} --yes",
            "nothing was forgotten",
        )
    change(session, lambda: companion.forget(item, every_viewing=every), back=None)


def _forget_all(session: "Session") -> None:
    if session.word("item") is not None or session.flag(_EVERY):
        raise UsageError("--all erases everything: it goes with no episode and no other option")
    if not session.flag("--yes"):
        from bigcity_tui.cli.confirm import confirm

        confirm(
            "forget everything",
            "this erases all that you marked, rated and wrote, in every series, with all backups,"
            " and cannot be undone",
            f"{PROGRAM} forget --all --yes",
            "nothing was forgotten",
        )
    change(session, session.companion.forget_all, back=None)


COMMANDS = (
    Command(
        "forget",
        "erase a note's words for good",
        forget,
        arguments=(
            Argument("item", "an episode's number, or 'series'", metavar="N|series", nargs="?"),
            Argument(
                "--all", "erase everything: the whole record, backups, where you were reading"
            ),
            Argument(_EVERY, "also what it said in earlier viewings"),
            Argument("--yes", "forget without asking"),
        ),
        detail=(
            "They go from the record and its backups, with all earlier wordings, and from your"
            " other devices when these are synchronised. No undo brings them back. Exports that you"
            " made are files of your own and stay as they are. To remove a note so that undo can"
            f" bring it back, use '{PROGRAM} note N --clear'."
        ),
        examples=(
            "forget 3",
            "forget series --yes",
            "forget 3 --every-viewing --yes",
            "forget --all",
        ),
    ),
)
