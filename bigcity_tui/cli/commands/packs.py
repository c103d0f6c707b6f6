"""For the authors of packs: `pack check` and `pack schema`. They look at whole packs.

The one place in the command line that may: everywhere else the gate stands between.
"""

from bigcity_tui.cli.command import Argument, Command
from bigcity_tui.domain.errors import CompanionError, PackError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from bigcity_tui.cli.session import Session

_WHOLE = "For authors: it looks at the whole pack, so what it says may spoil."


def check(session: "Session") -> None:
    """Validate a pack and lint it; list all that is wrong."""
    from bigcity_tui.domain.text import count
    from bigcity_tui.pack import load_vocabulary
    from bigcity_tui.pack.layout import BUNDLED_ID, bundled_pack, is_bundled
    from bigcity_tui.pack.lint import lint
    from bigcity_tui.pack.validate import validate_pack

    folder = session.word("folder") or session.pack or bundled_pack()
    try:
        # Strictly, the bundled pack too: its authors want to hear of every fault.
        pack = validate_pack(folder, may_be_bundled=True)
        vocabulary = load_vocabulary(folder)
    except PackError as error:
        _list(session, [("invalid", problem) for problem in error.problems])
        raise CompanionError(
            f"the pack cannot be used: {count(len(error.problems), 'problem')} to put right"
        ) from None
    findings: list[tuple[str, str]] = [
        (finding.level, str(finding)) for finding in lint(pack, vocabulary)
    ]
    if pack.series.id == BUNDLED_ID and not is_bundled(folder):
        # No error: whoever works on the bundled pack works on a copy.
        says = "series.json: id: is the bundled pack's, so that --pack does not open this copy"
        findings.insert(0, ("style", says))
    _list(session, findings)
    wrong = sum(level == "error" for level, _ in findings)
    if wrong:
        raise CompanionError(
            f"the pack can be used, but {count(wrong, 'error')} should be put right"
        )


def _list(session: "Session", findings: list[tuple[str, str]]) -> None:
    out = session.out
    if out.as_json:
        out.value([{"level": level, "text": text} for level, text in findings])
        return
    for level, text in findings:
        # One line each, however long: editors and grep read them.
        out.line((f"{level:<7}", "bold"), f" {text}")
    if not findings:
        out.line("The pack is sound, and the lint finds nothing.")


def schema(session: "Session") -> None:
    """Print the JSON Schema of every file of a pack."""
    from bigcity_tui.pack.json_schema import schema_text

    session.out.verbatim(schema_text())


COMMANDS = (
    Command(
        "pack check",
        "find what is wrong with a pack",
        check,
        arguments=(
            Argument(
                "folder",
                "the pack's folder; if absent, --pack or the bundled pack",
                metavar="DIR",
                nargs="?",
            ),
        ),
        detail=(
            f"{_WHOLE} An 'error' misleads or spoils; 'style' is what the bundled pack keeps to."
            " Places count from 0: notes[0] is the first note."
        ),
        examples=("pack check", "pack check my-pack --json"),
    ),
    Command(
        "pack schema",
        "the JSON Schema of a pack's files",
        schema,
        detail="For authors: an editor that knows JSON Schema can check a pack as it is written.",
        examples=("pack schema",),
    ),
)
