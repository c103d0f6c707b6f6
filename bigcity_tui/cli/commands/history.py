"""What was done and how to take it back: `undo`, `redo` and `log`."""

from bigcity_tui.cli.command import PROGRAM, Command
from bigcity_tui.cli.outcomes import change
from bigcity_tui.domain.errors import CompanionError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from bigcity_tui.cli.session import Session
    from bigcity_tui.companion import Outcome
    from bigcity_tui.domain.diary import LogEntry

_UNKNOWN = "at a time not known"
_BEGINS = 200
"""How much of a note the log shows, in characters; as JSON it shows all of it."""


def undo(session: "Session") -> None:
    """Take back the newest change made on this device."""
    change(session, lambda: _some(session.companion.undo()), back="redo")


def redo(session: "Session") -> None:
    """Do again what was undone last."""
    change(session, lambda: _some(session.companion.redo()))


def _some(done: "Outcome") -> "Outcome":
    """What was done; an error if that is nothing, so that a script can tell."""
    if not done.changed:
        raise CompanionError(done.message[0].lower() + done.message[1:].rstrip("."))
    return done


def log(session: "Session") -> None:
    """List what the viewer did, oldest first."""
    entries = session.companion.log()
    out = session.out
    if out.as_json:
        out.value([_value(entry) for entry in entries])
        return
    if not entries:
        out.prose(f"Nothing yet. '{PROGRAM} watch 1' marks the first episode.")
    rows = ((_time(entry.wall, "%Y-%m-%d %H:%M") or _UNKNOWN, _told(entry)) for entry in entries)
    out.table(rows, wide=True)


def _value(entry: "LogEntry") -> dict[str, object]:
    return {
        "id": entry.batch,
        "at": _time(entry.wall, "%Y-%m-%dT%H:%M:%SZ", utc=True),
        "device": entry.device,
        "text": entry.text,
        "undoes": entry.undoes,
        "changes": [
            {
                "pass": change.viewing,
                "item": change.item,
                "kind": change.kind,
                "value": change.value,
                "before": change.before,
            }
            for change in entry.changes
        ],
    }


def _told(entry: "LogEntry") -> str:
    """What was done and, of a note that was written, how it begins."""
    texts = [str(change.value.get("text") or "") for change in entry.changes]
    words = " ".join(" ".join(texts).split())
    if not words:
        return entry.text
    return f"{entry.text}: “{words if len(words) <= _BEGINS else words[:_BEGINS].rstrip() + '…'}”"


def _time(wall: int, form: str, *, utc: bool = False) -> str | None:
    """A moment of the clock as text; None for one that no calendar has."""
    import time

    try:
        return time.strftime(form, (time.gmtime if utc else time.localtime)(wall / 1000))
    except (OverflowError, ValueError, OSError):
        return None


COMMANDS = (
    Command(
        "undo",
        "take back your last change",
        undo,
        detail="It can be repeated, also days later; what another device did is left alone.",
        examples=("undo",),
    ),
    Command("redo", "do again what you undid", redo, examples=("redo",)),
    Command(
        "log",
        "what you did and when",
        log,
        detail=(
            "What you rated and wrote in an earlier viewing is left out until you have reached it"
            " again. As JSON it tells of each change what was there before."
        ),
        examples=("log", "log --json"),
    ),
)
