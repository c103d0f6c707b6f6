"""Several devices, one record: `sync`."""

from bigcity_tui.cli.command import Argument, Command
from bigcity_tui.domain.errors import CompanionError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from bigcity_tui.cli.session import Session
    from bigcity_tui.store.sync import Synced


def sync(session: "Session") -> None:
    """Merge with the viewer's other devices through a folder."""
    companion = session.companion
    before = companion.status().moment
    found = companion.sync(session.needed("folder"))
    after = companion.status()
    out = session.out
    if out.as_json:
        out.value({**_told(found), "moment": str(after.moment)})
    else:
        for line in _lines(found):
            out.prose(line)
        if after.moment != before:
            out.prose(f"You are at {after.moment} now.")
    problems = [file.problem for file in found.files if file.problem is not None]
    if problems:
        raise CompanionError(f"not everything could be read: {'; '.join(problems)}")


def _told(found: "Synced") -> dict[str, object]:
    merged = found.merged
    return {
        "file": found.file,
        "written": found.written,
        "read": [
            {"file": file.name, "lost": file.lost, "problem": file.problem} for file in found.files
        ],
        "added": merged.added,
        "refused": list(merged.refused),
        "aside": merged.conflicts,
        "ahead": merged.ahead,
        "cloned": found.cloned,
        "wordy": list(found.wordy),
    }


def _lines(found: "Synced") -> "Iterator[str]":
    """What happened, then whatever is not as it should be."""
    from bigcity_tui.domain.text import count

    merged = found.merged
    if found.cloned:
        yield (
            "Another device goes by this one's id: one record was copied from the other. From now"
            " on this is a device of its own, and 'undo' takes back what is done here from here on."
        )
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

    for file in found.files:
        if file.lost:
            yield (
                f"{file.name} is cut or garbled: {count(file.lost, 'line')} of it could not be"
                " read. Sync again when it has arrived whole, or sync the device that wrote it."
            )
    for reason in sorted(set(merged.refused)):
        yield f"Refused {count(merged.refused.count(reason), 'change')}: {reason}."
    if merged.conflicts:
        yield (
            f"Set aside {count(merged.conflicts, 'change')}: another one has the same id. Somebody"
            " edited a file, or a program garbled it; nothing was lost."
        )
    if merged.ahead:
        verb = "is" if merged.ahead == 1 else "are"
        yield (
            f"{count(merged.ahead, 'change')} of these {verb} dated later than this device's clock:"
            " look whether it, or the other one's, is wrong."
        )
    for name in found.wordy:
        yield (
            f"{name} still has words that were forgotten. They go when its device syncs; if there"
            " is no such device any more, delete the file."
        )


COMMANDS = (
    Command(
        "sync",
        "share your record with your other devices",
        sync,
        arguments=(
            Argument("folder", "a folder that something carries between them", metavar="DIR"),
        ),
        detail=(
            "Run it on each device, in any order, as often as you like: Syncthing, Dropbox, a"
            " network mount or git may carry the folder. It reads every device's file there and"
            " writes this device's own; the files hold your notes as plain text. The record itself"
            " stays where it is."
        ),
        examples=("sync shared-folder", "sync shared-folder --json"),
    ),
)
