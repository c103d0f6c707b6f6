"""Commands under the keys that a viewer chose for them."""

from collections.abc import Mapping
from dataclasses import replace

from bigcity_tui.tui.commands import COMMANDS, Command


def rebound(
    chosen: Mapping[str, tuple[str, ...]],
) -> tuple[tuple[Command, ...], list[str]]:
    """The commands with the chosen keys, and what is wrong with the choice, a line each.

    A name that is no command's, and a key that two commands would share, are named and left out.
    """
    known = {command.name for command in COMMANDS}
    problems = [f"keys.toml: there is no command {name!a}" for name in chosen if name not in known]
    taken: dict[str, str] = {}
    commands: dict[str, Command] = {}
    for command in sorted(COMMANDS, key=lambda command: command.name not in chosen):
        wanted = chosen.get(command.name, tuple(command.keys.split(",")))
        keys = [key for key in wanted if key not in taken]
        problems += [
            f"keys.toml: {key!a} is for {taken[key]!a}, not for {command.name!a}"
            for key in wanted
            if key in taken
        ]
        taken.update(dict.fromkeys(keys, command.name))
        if ",".join(keys) == command.keys:
            commands[command.name] = command
        else:
            shown = _SIGNS.get(keys[0], keys[0]) if keys else "–"
            commands[command.name] = replace(command, keys=",".join(keys), shown=shown)
    return tuple(commands[command.name] for command in COMMANDS), problems


_SIGNS = {
    "full_stop": ".",
    "comma": ",",
    "slash": "/",
    "question_mark": "?",
    "plus": "+",
    "minus": "-",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
}
"""How keys that Textual names by words are written."""
