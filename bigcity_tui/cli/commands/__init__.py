"""The table of commands: which there are, in the order of help, and the module that has each.

A module is imported when one of its commands is asked for, or all are; it declares them in
`COMMANDS`. A test holds this table and the declarations together.
"""

import sys

from bigcity_tui.cli.command import Command

GROUPS: tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...] = (
    ("See", (("overview", ("status", "episodes")), ("people", ("cast",)))),
    ("Read", (("reading", ("read", "search")), ("asking", ("ask",)))),
    (
        "Keep your record",
        (
            ("progress", ("start", "watch", "unwatch")),
            ("rewatch", ("rewatch",)),
            ("words", ("rate", "note")),
            ("history", ("undo", "redo", "log")),
            ("forget", ("forget",)),
        ),
    ),
    (
        "Look after it",
        (
            ("exchange", ("export", "import")),
            ("sync", ("sync",)),
            ("paths", ("paths",)),
            ("doctor", ("doctor",)),
            ("completion", ("completion",)),
        ),
    ),
    (
        "Write packs (these show whole packs)",
        (
            ("new_pack", ("pack new",)),
            ("packs", ("pack check", "pack schema")),
        ),
    ),
)
"""The headings of help, each with its modules and the commands that they have."""

NAMES = tuple(name for _, modules in GROUPS for _, names in modules for name in names)
"""The names of all commands, in the order of help."""


def find(name: str) -> Command | None:
    """The command of a name; None if there is none."""
    for _, modules in GROUPS:
        for module, names in modules:
            if name in names:
                return next(found for found in _of(module) if found.name == name)
    return None


def groups() -> tuple[tuple[str, tuple[Command, ...]], ...]:
    """Every command, under the headings of help."""
    return tuple(
        (title, tuple(command for module, _ in modules for command in _of(module)))
        for title, modules in GROUPS
    )


def every() -> tuple[Command, ...]:
    """Every command, in the order of help."""
    return tuple(command for _, commands in groups() for command in commands)


def _of(module: str) -> tuple[Command, ...]:
    name = f"{__name__}.{module}"
    # Not by importlib, which takes longer to import than any of them.
    __import__(name)
    commands: tuple[Command, ...] = sys.modules[name].COMMANDS
    return commands
