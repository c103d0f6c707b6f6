"""What is compared: the companion as it is here, another revision of it, and the references."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent

MINIMAL = """
from textual.app import App
from textual.widgets import Static
class Minimal(App):
    BINDINGS = [("q", "quit", "")]
    def compose(self):
        yield Static("Ready")
Minimal().run()
"""

LIST = """
from textual.app import App
from textual.widgets import OptionList
class List(App):
    BINDINGS = [("q", "quit", "")]
    def compose(self):
        yield OptionList(*(f"Ready {number}" for number in range(8)))
List().run()
"""


@dataclass(frozen=True)
class Program:
    """Something that is run: its name in the table, the command, where, and its own home folder."""

    name: str
    command: tuple[str, ...]
    cwd: Path = ROOT
    env: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: str, home: str | None = None) -> None:
        """Run a command of the companion to its end, for what it does to the record."""
        env = {**os.environ, **self.env, **({"BIGCITY_TUI_HOME": home} if home else {})}
        subprocess.run(
            [*self.command, *arguments], cwd=self.cwd, env=env, check=True, capture_output=True
        )


def script(name: str, code: str) -> Program:
    """A reference: some lines of Python."""
    return Program(name, (sys.executable, "-c", code))


def companion(name: str, root: Path, home: Path, *options: str) -> Program:
    """The companion from a checkout, with a home folder and options of its own."""
    home.mkdir(mode=0o700, exist_ok=True)
    command = (sys.executable, "-m", "bigcity_tui", *options)
    env = {
        "BIGCITY_TUI_HOME": str(home),
        # From the folder of the checkout, its modules come before any that are installed.
        "PYTHONPATH": str(root),
        # Compiled once, in the round that is free: outside the checkout, and whatever is set here.
        "PYTHONPYCACHEPREFIX": str(home.parent / "compiled"),
        "PYTHONDONTWRITEBYTECODE": "",
    }
    return Program(name, command, root, env)


@contextmanager
def checkouts(base: str | None) -> Iterator[dict[str, Path]]:
    """The checkout here, and that of another revision in a folder which goes away again."""
    if base is None:
        yield {"here": ROOT}
        return
    with tempfile.TemporaryDirectory(prefix="bigcity-tui-") as folder:
        tree = Path(folder) / "base"
        git = ("git", "-C", str(ROOT), "worktree")
        subprocess.run([*git, "add", "--detach", "--quiet", str(tree), base], check=True)
        try:
            yield {"here": ROOT, base: tree}
        finally:
            subprocess.run([*git, "remove", "--force", str(tree)], check=True)
