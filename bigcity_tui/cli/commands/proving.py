"""For the authors of packs and whoever doubts the gate: `pack prove`. It looks at a whole pack."""

import gc
import sys

from bigcity_tui.cli.command import Argument, Command
from bigcity_tui.domain.errors import CompanionError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from bigcity_tui.cli.session import Session
    from bigcity_tui.proof.prove import Result


def prove(session: "Session") -> None:
    """Run the proof of the gate on a pack, and say what it compared."""
    from bigcity_tui.proof.prove import prove as proved
    from bigcity_tui.proof.prove import whole_pack

    gc.enable()  # it makes an app for every evening
    pack = whole_pack(session.word("folder") or session.pack)
    progress = _Progress()
    result = proved(pack, full=session.flag("--full"), tell=progress.tell)
    progress.end()
    _write(session, result)
    if result.difference is not None:
        raise CompanionError("what is locked can be told from what is shown; report this, please")


def _write(session: "Session", result: "Result") -> None:
    tally, found = result.tally, result.difference
    out = session.out
    if out.as_json:
        out.value(
            {
                "states": tally.states,
                "surfaces": len(tally.surfaces),
                "twins": tally.twins,
                "comparisons": tally.comparisons,
                "bytes": tally.size,
                "seconds": round(result.seconds, 1),
                "difference": None if found is None else str(found),
            }
        )
        return
    out.prose(
        f"{tally.states:,} states × {len(tally.surfaces):,} surfaces × {tally.twins:,} twins:"
        f" {tally.comparisons:,} comparisons of {tally.size:,} bytes in {result.seconds:.0f} s."
    )
    if found is None:
        out.prose("No twin could be told from the pack by anything that was shown.")
    else:
        out.prose(f"The first difference, which may spoil: {found}")


class _Progress:
    """How far the proof is, on one line of a terminal; nothing anywhere else."""

    def __init__(self) -> None:
        # Kept, because the proof has streams of its own in the meantime.
        self._stream = sys.stderr if sys.stderr is not None and sys.stderr.isatty() else None

    def tell(self, text: str) -> None:
        """Say what is being tried."""
        if self._stream is not None:
            self._stream.write(f"\r\x1b[2K{text[:70]}")
            self._stream.flush()

    def end(self) -> None:
        """Leave no trace."""
        if self._stream is not None:
            self._stream.write("\r\x1b[2K")
            self._stream.flush()


COMMANDS = (
    Command(
        "pack prove",
        "prove that what is locked leaves no trace",
        prove,
        arguments=(
            Argument(
                "folder",
                "the pack's folder; if absent, --pack or the bundled pack",
                metavar="DIR",
                nargs="?",
            ),
            Argument("--full", "play the app through at every moment too: it takes long"),
        ),
        detail=(
            "It runs the commands and the app on the pack and on packs that differ from it in"
            " nothing but what is locked, and compares every byte. Your own record is not touched."
            " It looks at the whole pack, so a difference that it shows may spoil."
        ),
        examples=("pack prove", "pack prove my-pack --json"),
    ),
)
