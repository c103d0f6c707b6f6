"""Compare speed and size: `python -m tests.benchmarks [app] [commands] [growth]`."""

import argparse
import functools
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

try:
    import pty  # noqa: F401 - whether there are pseudo-terminals
except ImportError:
    sys.exit("the benchmarks need a system with pseudo-terminals, such as Linux or macOS")

from tests.benchmarks import figures
from tests.benchmarks.growth import write_large_pack, write_long_record
from tests.benchmarks.programs import LIST, MINIMAL, Program, checkouts, companion, script
from tests.benchmarks.table import table

Measured = Callable[[], figures.Figures]

SMALL = (8, 4, 160)
LARGE = {
    "large pack": (1_000, 4, 160),
    "half of it": (1_000, 500, 1_160),
    "long record": (8, 4, 20_000),
    "both": (1_000, 500, 20_000),
}
"""How many episodes a made-up series has, how many of them are watched, by how many operations.

To watch an episode takes two of them; the rest are ratings and notes. With the large pack alone
nothing else differs from the small one; most of it is locked, and half of it is open in the next.
"""

COMMANDS = ("--version", "--help", "status", "watch 1")
GROWN = ("status", "read 4", "search the", "rate series 7.5", "undo", "log", "export", "pack check")
"""Commands that are compared between a small pack and a large one, in this order."""


def main() -> None:
    """Measure what was asked for, and print it."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    about = "app, commands or growth (the first two if none is named)"
    parser.add_argument("parts", nargs="*", default=["app", "commands"], metavar="PART", help=about)
    parser.add_argument("--base", metavar="REVISION", help="another revision to measure beside")
    parser.add_argument("--rounds", type=int, default=10, metavar="N", help="rounds, 10 if absent")
    parser.add_argument("--only", default="", metavar="TEXT", help="of the commands, those with it")
    given = parser.parse_args()
    if unknown := set(given.parts) - {"app", "commands", "growth"}:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory() as folder, checkouts(given.base) as roots:
        for part in given.parts:
            measure = {"app": apps, "commands": commands, "growth": growth}[part]
            print(measure(roots, Path(folder), given.rounds, given.only), end="\n\n")


def apps(roots: Mapping[str, Path], folder: Path, rounds: int, only: str) -> str:
    """The app against a minimal one, and against a list."""
    programs = {name: companion(name, root, folder / f"app-{name}") for name, root in roots.items()}
    for program in programs.values():
        program.run("watch", "1-8", "--on", "unknown")
        _asked(program)
    turns: dict[str, Measured] = {
        "minimal": functools.partial(figures.reference, script("minimal", MINIMAL)),
        "list": functools.partial(figures.reference, script("list", LIST)),
    }
    turns |= {name: functools.partial(figures.app, each) for name, each in programs.items()}

    def against(figure: str) -> tuple[str, str]:
        return ("list" if figure.startswith(figures.AGAINST_LIST) else "minimal", figure)

    found = interleaved(turns, rounds)
    return "app\n" + table(found, list(programs), against, figures.GOALS)


def commands(roots: Mapping[str, Path], folder: Path, rounds: int, only: str) -> str:
    """Commands against a Python that does nothing."""
    programs = {name: companion(name, root, folder / f"cli-{name}") for name, root in roots.items()}
    for program in programs.values():
        program.run("watch", "1-3", "--on", "unknown")
    nothing = script("nothing", "pass")
    chosen = [line for line in COMMANDS if only in line]

    def run(program: Program) -> figures.Figures:
        found: figures.Figures = {}
        for line in chosen:
            found |= figures.command(program, *line.split(), fresh=line.startswith("watch"))
        return found

    turns: dict[str, Measured] = {"nothing": functools.partial(figures.command, nothing)}
    turns |= {name: functools.partial(run, each) for name, each in programs.items()}

    def against(figure: str) -> tuple[str, str]:
        kind = figure.rpartition(": ")[2] if ": " in figure else ""
        return "nothing", f": {kind}" if kind else ""

    found = interleaved(turns, rounds)
    return "commands\n" + table(found, list(programs), against, figures.GOALS)


def growth(roots: Mapping[str, Path], folder: Path, rounds: int, only: str) -> str:
    """Large packs and long records against eight episodes in the same program."""
    turns: dict[str, Measured] = {}
    for name, root in roots.items():
        for size, (episodes, watched, operations) in {"small": SMALL, **LARGE}.items():
            pack = write_large_pack(str(folder / f"pack-{episodes}"), episodes)
            program = companion(name, root, folder / f"{size}-{name}", "--pack", pack)
            write_long_record(program.env["BIGCITY_TUI_HOME"], watched, operations)
            _asked(program)
            turns[f"{size}-{name}"] = functools.partial(_grown, program, only)
    found = interleaved(turns, rounds)
    return "\n\n".join(
        f"growth, {name} (the goals are for the large pack alone)\n"
        + table(
            [{size: each[f"{size}-{name}"] for size in ("small", *LARGE)} for each in found],
            list(LARGE),
            lambda figure: ("small", figure),
            figures.GROWN,
        )
        for name in roots
    )


def _grown(program: Program, only: str) -> figures.Figures:
    found = figures.app(program) if not only else {}
    for line in GROWN:
        if only in line:
            words = line.split()
            if words[0] == "pack":  # which names its pack itself
                *command, option, pack = program.command
                assert option == "--pack"
                words = [*words, pack]
                program = Program(program.name, tuple(command), program.cwd, program.env)
            measured = figures.command(program, *words)
            found |= {
                f"{line}{kind.removeprefix(' '.join(words))}": value
                for kind, value in measured.items()
            }
    return found


def interleaved(turns: Mapping[str, Measured], rounds: int) -> list[dict[str, figures.Figures]]:
    """Each program once in every round, forwards and backwards in turn; a round before is free."""
    results = []
    for number in range(rounds + 1):
        order = list(turns)[:: 1 if number % 2 else -1]
        print(f"round {number} of {rounds}", end="\r", file=sys.stderr, flush=True)
        found = {name: turns[name]() for name in order}
        if number:
            results.append(found)
    return results


def _asked(program: Program) -> None:
    """Leave the question of the first run behind: the app has been here before."""
    from bigcity_tui.store.preferences import Preferences

    preferences = Preferences(program.env["BIGCITY_TUI_HOME"])
    for series in ("love-in-the-big-city", "the-long-road"):
        preferences.save(series, {"asked": True})


if __name__ == "__main__":
    main()
