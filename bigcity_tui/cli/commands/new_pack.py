"""For the authors of packs: `pack new`."""

from bigcity_tui.cli.command import PROGRAM, Argument, Command
from bigcity_tui.domain.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from bigcity_tui.cli.session import Session


def new(session: "Session") -> None:
    """Write a small valid pack to begin with."""
    import shlex

    from bigcity_tui.pack.template import write_template

    folder = session.needed("folder")
    series_id = write_template(folder, _episodes(session), session.option("--title"))
    if session.out.as_json:
        session.out.value({"folder": folder, "id": series_id})
        return
    session.out.prose(
        f"A new pack is in {folder}. Its README.md says how to go on;"
        f" '{PROGRAM} pack check {shlex.quote(folder)}' lists what is still to be written."
    )


def _episodes(session: "Session") -> int:
    given = session.option("--episodes")
    if given is None:
        return 3
    if not (given.isascii() and given.isdigit() and len(given) <= 4):
        raise UsageError(f"{given!a} is no number of episodes: write one such as 8")
    return int(given)


COMMANDS = (
    Command(
        "pack new",
        "begin a pack of your own",
        new,
        arguments=(
            Argument("folder", "the new pack's folder: empty, or not there yet", metavar="DIR"),
            Argument("--episodes", "how many episodes the series has (3)", metavar="N"),
            Argument("--title", "the series' title; if absent, the folder's name", metavar="TITLE"),
        ),
        detail=(
            "It has every kind of file, with texts that say what belongs in their place, and a"
            " README.md about the format. It can be opened at once with --pack."
        ),
        examples=("pack new my-pack", "pack new my-pack --episodes 6 --title 'The Title'"),
    ),
)
