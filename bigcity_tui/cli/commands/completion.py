"""Completion in the viewer's shell: `completion`."""

from bigcity_tui.cli.command import PROGRAM, Argument, Command
from bigcity_tui.domain.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from bigcity_tui.cli.session import Session

_SHELLS = ("bash", "zsh", "fish")


def completion(session: "Session") -> None:
    """Print the script that completes lines in a shell."""
    from bigcity_tui.cli import shells
    from bigcity_tui.cli.commands import every
    from bigcity_tui.cli.offers import places

    shell = session.needed("shell")
    if shell not in _SHELLS:
        raise UsageError(f"{shell!a} is no shell that is known here: choose bash, zsh or fish")
    make = {"bash": shells.bash, "zsh": shells.zsh, "fish": shells.fish}[shell]
    session.out.verbatim(make(places(every())))


COMMANDS = (
    Command(
        "completion",
        "complete lines in bash, zsh or fish",
        completion,
        arguments=(Argument("shell", "bash, zsh or fish", metavar="SHELL", choices=_SHELLS),),
        detail=(
            "It prints a script that knows commands, options and episodes, the same for everybody:"
            f" it never looks at your record. For bash, put 'eval \"$({PROGRAM} completion bash)\"'"
            " in ~/.bashrc; for zsh the like in ~/.zshrc, after compinit; for fish,"
            f" '{PROGRAM} completion fish | source' in ~/.config/fish/config.fish."
        ),
        examples=("completion bash", "completion zsh", "completion fish"),
    ),
)
