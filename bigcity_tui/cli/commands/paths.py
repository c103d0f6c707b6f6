"""Where things are: `paths`."""

from bigcity_tui.cli.command import Command

TYPE_CHECKING = False
if TYPE_CHECKING:
    from bigcity_tui.cli.session import Session


def paths(session: "Session") -> None:
    """Name the folders and files that hold the viewer's data, whether they exist yet or not."""
    from bigcity_tui.store.location import backups_dir, data_home, places_path, record_path

    home = data_home()
    found = {
        "home": home,
        "record": record_path(home),
        "backups": backups_dir(home),
        "places": places_path(home),
    }
    if session.out.as_json:
        session.out.value(found)
        return
    session.out.table(found.items(), style="bold")


COMMANDS = (
    Command(
        "paths",
        "where your data is",
        paths,
        detail=(
            "'record' has all that you marked, rated and wrote; 'places' only where you were"
            " reading. BIGCITY_TUI_HOME moves everything."
        ),
        examples=("paths", "paths --json"),
    ),
)
