"""Every command of the app, declared once: keys, footer, palette and help are made from this."""

from collections.abc import Mapping

from textual.binding import Binding

from bigcity_tui.tui.command import ALL
from bigcity_tui.tui.command import Command as Row  # so that each row is one line
from bigcity_tui.tui.commands import navigation, notes, progress, reading
from bigcity_tui.tui.commands.navigation import jump, widen  # likewise
from bigcity_tui.tui.commands.reading import go_to_match, step

LIST = ("episodes",)
READER = ("reader",)
PAGES = ("episodes", "reader")
PROSE = ("reader", "cast")

# What runs, its keys, name and help, its group, and the panes at whose foot it is offered.
COMMANDS: tuple[Row, ...] = (
    Row(progress.mark, "w", "watched", "Mark the episode as watched", "Marking", ALL),
    Row(progress.start, "s", "start", "Start the episode: its people unlock", "Marking", PAGES),
    Row(progress.unmark, "x", "unmark", "Take the mark off; it locks again", "Marking"),
    Row(notes.rate, "r", "rate", "Rate the episode, or the series", "Marking", ALL),
    Row(notes.note, "n", "note", "Write your note", "Marking", ALL),
    Row(notes.edit_chosen, "N", "own editor", "Write your note in $EDITOR", "Marking"),
    Row(progress.date, "d", "date", "Say when you watched it", "Marking"),
    Row(notes.forget, "X", "forget note", "Erase your note and answers for good", "Marking"),
    Row(progress.rewatch, "R", "rewatch", "Watch again from the beginning", "Marking"),
    Row(progress.edit, "e", "edit", "Change any entry of your record", "Marking", PAGES),
    Row(progress.undo, "u", "undo", "Take back your last change", "Marking", LIST),
    Row(progress.redo, "ctrl+r", "redo", "Do again what you took back", "Marking"),
    Row(reading.ask, "a", "ask", "Ask what you may want to know before", "Reading", PAGES),
    Row(reading.peek, "p", "peek", "Open a locked page on purpose, or close it", "Reading", PAGES),
    Row(reading.search, "slash", "search", "Search everything that is open", "Reading", ALL),
    Row(reading.find, "f", "find", "Find words in this page", "Reading", READER),
    Row(go_to_match, "full_stop", "next match", "To the next word found", "Reading", by=1),
    Row(go_to_match, "comma", "previous match", "To the word found before", "Reading", by=-1),
    Row(step, "right_curly_bracket", "next paragraph", "Next paragraph", "Reading", by=1),
    Row(step, "left_curly_bracket", "previous paragraph", "Paragraph before", "Reading", by=-1),
    Row(reading.contents, "t", "contents", "Table of contents of this page", "Reading", READER),
    Row(reading.links, "o", "links", "The people and pages named here", "Reading", READER),
    Row(reading.enter, "A", "answer", "Answer or open what you are at, as enter does", "Reading"),
    Row(navigation.turn, "right_square_bracket", "next", "Next page", "Reading", READER, by=1),
    Row(navigation.turn, "left_square_bracket", "previous", "Previous page", "Reading", by=-1),
    Row(jump, "H,backspace", "back", "Where you came from", "Reading", READER, by=-1),
    Row(jump, "L", "forward", "Forward again", "Reading", by=1),
    Row(reading.go_to_new, "v", "next new", "To the next new passage", "Reading", READER, by=1),
    Row(reading.go_to_new, "V", "previous new", "To the new passage before", "Reading", by=-1),
    Row(reading.mark_all_read, "M", "all read", "Mark all that is new as read", "Reading"),
    Row(reading.copy, "y", "copy", "Copy the paragraph you are at", "Reading"),
    Row(reading.set_measure, "plus", "longer lines", "Longer lines in the reader", "Reading", by=4),
    Row(reading.set_measure, "minus", "shorter lines", "Shorter lines", "Reading", by=-4),
    Row(navigation.go_to_pane, "1", "episodes", "Go to the episodes", "Panes", PROSE, by=1),
    Row(navigation.go_to_pane, "2", "reader", "Go to the reader", "Panes", by=2),
    Row(navigation.go_to_pane, "3", "cast", "Go to the cast", "Panes", PAGES, by=3),
    Row(navigation.go_beside, "left,h", "pane left", "To the pane on the left", "Panes", by=-1),
    Row(navigation.go_beside, "right,l", "pane right", "To the pane on the right", "Panes", by=1),
    Row(navigation.go_around, "tab", "next pane", "From pane to pane, and around", "Panes", by=1),
    Row(navigation.go_around, "shift+tab", "previous pane", "The other way round", "Panes", by=-1),
    Row(navigation.toggle_wide, "z", "wide", "The reader alone, or all panes again", "Panes"),
    Row(navigation.toggle_cast, "c", "hide cast", "Hide the cast, or show it again", "Panes"),
    Row(widen, "less_than_sign", "narrower", "A narrower list of episodes", "Panes", by=-2),
    Row(widen, "greater_than_sign", "wider", "A wider list of episodes", "Panes", by=2),
    Row(navigation.hide, "f9", "privacy", "Blank the screen until a key is pressed", "Program"),
    Row(navigation.show_help, "question_mark,f1", "help", "All keys", "Program", ALL),
    Row(navigation.open_palette, "ctrl+p,colon", "palette", "Everything, by name", "Program", ALL),
    Row(navigation.leave_app, "q", "quit", "Quit; everything is saved already", "Program", ALL),
)


def bindings() -> list[Binding]:
    """The commands as key bindings of the main screen, by the names that a keymap knows.

    All its keys have priority, so that the app acts on one before it looks at the next: keys that
    come in a burst reach the dialog that the first of them opens.
    """
    return [
        Binding(each.keys, each.action, each.label, show=False, priority=True, id=each.name)
        for each in COMMANDS
    ]


def rebound(chosen: Mapping[str, tuple[str, ...]]) -> tuple[dict[str, Row], list[str]]:
    """The commands by name, under the keys that a viewer chose, and what is wrong with the choice.

    A name that is no command's, and a key that two commands would share, are named and left out.
    """
    commands = {command.name: command for command in COMMANDS}
    problems = [
        f"keys.toml: there is no command {name!r}" for name in chosen if name not in commands
    ]
    taken: dict[str, str] = {}
    for name in sorted(commands, key=lambda name: name not in chosen):
        wanted = chosen.get(name, tuple(commands[name].keys.split(",")))
        keys = [key for key in wanted if key not in taken]
        problems += [
            f"keys.toml: {key!r} is for {taken[key]!r}, not for {name!r}"
            for key in wanted
            if key in taken
        ]
        taken.update(dict.fromkeys(keys, name))
        commands[name] = commands[name]._replace(keys=",".join(keys))
    return commands, problems
