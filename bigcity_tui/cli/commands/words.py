"""What the viewer thinks: `rate` and `note`."""

from bigcity_tui.cli.command import PROGRAM, Argument, Command
from bigcity_tui.cli.outcomes import change
from bigcity_tui.cli.values import item_asked
from bigcity_tui.domain.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from bigcity_tui.cli.session import Session

_ITEM = Argument("item", "an episode's number, or 'series'", metavar="N|series")


def rate(session: "Session") -> None:
    """Rate an episode or the series, or take the rating off."""
    from bigcity_tui.domain.scores import score_asked

    companion = session.companion
    item = item_asked(session.needed("item"), companion.series.episodes)
    clear, given = session.flag("--clear"), session.word("score")
    if clear == (given is not None):
        raise UsageError(f"give a rating or --clear, one of them: '{PROGRAM} rate {item} 8.5'")
    score = None if given is None else score_asked(given)
    change(session, lambda: companion.rate(item, score))


def note(session: "Session") -> None:
    """Write a note on an episode or the series, or remove it."""
    companion = session.companion
    item = item_asked(session.needed("item"), companion.series.episodes)
    words = session.words("text")
    if session.flag("--clear"):
        if words:
            raise UsageError("give a text or --clear, one of them")
        change(session, lambda: companion.note(item, None))
    elif not words:
        from bigcity_tui.cli.output import complain
        from bigcity_tui.files.editor import edited

        found = session.view().current.notes.get(item)
        present = (found.text, *found.others) if found else ()
        with edited("\n\n".join(present), item, companion.home) as edit:
            text = edit.text
            if text is None:
                change(session, lambda: companion.left_note(item))
            else:
                change(session, lambda: companion.note(item, text))
            if edit.hint:
                complain(f"{PROGRAM}: note: {edit.hint}")
    else:
        text = _from_standard_input(item) if words == ["-"] else " ".join(words)
        change(session, lambda: companion.note(item, text))


def _from_standard_input(item: str) -> str:
    import sys

    from bigcity_tui.domain.edits import NOTE_LIMIT
    from bigcity_tui.files.editor import decoded

    if sys.stdin is None:
        raise UsageError("standard input is closed, so no note could be read from it")
    # One byte more than the longest note can take: enough to be refused as too long.
    text = decoded(sys.stdin.buffer.read(4 * NOTE_LIMIT + 1))
    if not text.strip():
        raise UsageError(
            "standard input was empty, and the note is as it was:"
            f" '{PROGRAM} note {item} --clear' removes it"
        )
    return text


COMMANDS = (
    Command(
        "rate",
        "rate an episode or the series",
        rate,
        arguments=(
            _ITEM,
            Argument("score", "0.5 to 10 in steps of a half", metavar="SCORE", nargs="?"),
            Argument("--clear", "take the rating off"),
        ),
        examples=("rate 1 8.5", "rate series 9", "rate 1 --clear"),
    ),
    Command(
        "note",
        "write a note, for yourself alone",
        note,
        arguments=(
            _ITEM,
            Argument(
                "text",
                "the note; '-' reads it from standard input; if absent, your editor opens",
                metavar="TEXT",
                nargs="*",
            ),
            Argument("--clear", "remove the note"),
        ),
        detail=(
            "There is one note for each episode and one for the series; a new one replaces it."
            " While a command runs, other users of this computer can see its arguments; what is"
            " read from standard input, or written in an editor, they cannot. The editor is"
            " $VISUAL, $EDITOR, or the first of editor, nano and vi that is there. What it saved"
            " and could not become the note stays in a file that is named."
        ),
        examples=(
            "note 1",
            "note 1 'To watch again, with friends.'",
            "note series -",
            "note 1 --clear",
        ),
    ),
)
