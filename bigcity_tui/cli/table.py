"""The table of commands, of which parser, help and completion are made."""

from typing import NamedTuple

from bigcity_tui.interchange import EXPORTS

PROGRAM = "bigcity-tui"
PAGES = ("new", "about", "review", "threads", "people", "record")
"""The names of `Page`, which takes too long to load for help and completion; a test compares."""

_LOOKING_BACK = ("status", "episodes", "cast", "new", "read", "next", "search")


class Argument(NamedTuple):
    """An argument as argparse takes it; a name with dashes is an option, and maybe a switch."""

    name: str
    help: str
    metavar: str | None = None
    nargs: str | None = None
    choices: tuple[str, ...] = ()
    short: str | None = None

    @property
    def is_option(self) -> bool:
        return self.name.startswith("-")


class Subcommand:
    """A command; `examples` are parted by semicolons: without any, its name alone is enough."""

    def __init__(self, summary: str, detail: str, *arguments: Argument, examples: str = "") -> None:
        self.summary, self.detail, self.arguments = summary, detail, arguments
        self.words = [each for each in arguments if not each.is_option]
        self._examples = examples

    def run_by(self, run: str) -> "Subcommand":
        """Name it after the function of a module in `commands`; those of `packs` have two words."""
        self.run, self.name = run, run.replace("packs.", "pack ").rpartition(".")[2].rstrip("_")
        self.examples = (self._examples or f"{self.name}; {self.name} --json").split("; ")
        self.as_of = self.name in _LOOKING_BACK
        own = (each for each in self.arguments if each.is_option)
        self.options = (*own, *(each for each in ANYWHERE if self.as_of or each is not AS_OF))
        return self


PACK = Argument("--pack", "another pack, by its name or its folder", "NAME|DIR")
AS_OF = Argument("--as-of", "look back at an earlier moment: before, start:N or end:N", "MOMENT")
JSON = Argument("--json", "print JSON in place of text")
HELP = Argument("--help", "show this help and end", short="-h")
AUTHOR = Argument("--author", "open all, from the end or --as-of any moment; nothing is recorded")
VERSION = Argument("--version", "show the version and end")
ANYWHERE = (PACK, AS_OF, JSON, HELP)
_NUMBER = Argument("number", "the episode's number", "N")
_NUMBERS = Argument("numbers", "an episode's number, several (1,2) or a range (1-3)", "N", "+")
_ITEM = Argument("item", "an episode's number, or 'series'", "N|series")
_TEXT = Argument("text", "'-' is standard input; if absent, your editor opens", "TEXT", "*")
_PACK_FOLDER = Argument("folder", "its folder; else --pack, or the bundled one", "DIR", "?")

_TABLE: dict[str, dict[str, Subcommand]] = {
    "See": {
        "progress.status": Subcommand(
            "where you are and what comes next",
            "Without --pack it is about the series that the app had last; so is every command.",
            Argument("--all", "a line for every series that is installed"),
        ),
        "reading.episodes": Subcommand(
            "the episodes, each as far as it is open",
            "Of a locked episode you see its number, its length and its director.",
        ),
        "reading.cast": Subcommand(
            "the people known by now, or one of them",
            "People appear as you start the episode that introduces them.",
            Argument("name", "a person or actor, however it is romanised", "NAME", "*"),
        ),
    },
    "Read": {
        "reading.new": Subcommand(
            "what has opened and was not read yet",
            "A page that was read to its end in the app is no longer new.",
            Argument("--since", "what has opened after start:N or end:N", "MOMENT"),
        ),
        "reading.read": Subcommand(
            "a document, as far as it is open",
            "A peek is for this once: nothing else opens, and nothing of it is stored.",
            Argument("document", f"{', '.join(PAGES)}, an episode, a title", "DOCUMENT", "?"),
            Argument("--peek", "open a locked episode's page on purpose, spoilers and all"),
            Argument("--yes", "peek without asking again"),
            examples="read; read 1; read ep1; read review; read 3 --peek --yes",
        ),
        "reading.next_": Subcommand(
            "the episode that is on, or comes next",
            "Its page, as far as it is open: of a locked one, what was told before it.",
        ),
        "reading.search": Subcommand(
            "search everything that is open",
            "Names are found however they are romanised, and in Hangul.",
            Argument("query", "words, in any order", "QUERY", "+"),
            examples="search director; search '대도시의' --json",
        ),
        "reading.ask": Subcommand(
            "questions answered before you watch, if you want",
            "The list is the same at every moment and tells nothing; an answer may spoil.",
            Argument("number", "the question; if absent, they are listed", "NUMBER", "?"),
            Argument("--episode", "answer for one episode alone", "N"),
            Argument("--yes", "answer without asking again"),
            examples="ask; ask 3; ask 3 --episode 1 --yes",
        ),
    },
    "Keep your record": {
        "progress.start": Subcommand(
            "say that you are watching an episode",
            "The people whom it introduces open at once, so that you can look them up.",
            _NUMBER,
            examples="start 1",
        ),
        "progress.watch": Subcommand(
            "mark episodes as watched",
            "An episode opens once it and all before it are marked.",
            _NUMBERS,
            Argument("--on", "2024-10-21, 2024-10, 'last friday' or unknown; else today", "DATE"),
            Argument("--through", "mark the earlier ones too, on a date that is not known"),
            examples="watch 1; watch 1-3 --on 2024-10-21; watch 6 --through",
        ),
        "follow.follow": Subcommand(
            "keep up with your player",
            "It asks mpv, and others by MPRIS with the extra 'follow', what they play, and sends"
            " nothing anywhere. An episode that has run for a minute is started; one of which four"
            " fifths have run is offered to be marked. Ctrl+C ends it.",
            Argument("--mark", "mark what was played, unless earlier ones are not marked"),
            Argument("--mpv", "mpv's socket; else as mpv.conf says, and usual places", "SOCKET"),
            Argument("--explain", "only say which episode a file or title is, and why", "NAME"),
            examples="follow; follow --mark; follow --explain 'Series.S01E03.1080p.mkv'",
        ),
        "progress.unwatch": Subcommand(
            "take the mark off episodes",
            "What they had opened is locked again at once.",
            _NUMBERS,
            examples="unwatch 3; unwatch 2-4",
        ),
        "progress.rewatch": Subcommand(
            "watch again from the beginning",
            "Everything locks again. What you marked and wrote returns as you reach it again.",
            Argument("--open", "leave everything open this time"),
        ),
        "record.rate": Subcommand(
            "rate an episode or the series",
            "",
            _ITEM,
            Argument("score", "0.5 to 10 in steps of a half", "SCORE", "?"),
            Argument("--clear", "take the rating off"),
            examples="rate 1 8.5; rate series 9; rate 1 --clear",
        ),
        "record.note": Subcommand(
            "write a note, for yourself alone",
            "A new note replaces the old one, which the log keeps. Other users of this computer"
            " can see a command's arguments, but not standard input or your editor ($VISUAL,"
            " $EDITOR, else editor, nano or vi).",
            _ITEM,
            _TEXT,
            Argument("--clear", "remove the note"),
            Argument("--append", "add it as a line, with its minute while the episode is on"),
            examples="note 1; note 1 'To watch again, with friends.';"
            " note series -; note 1 --append 'That song again.'",
        ),
        "record.answer": Subcommand(
            "answer the questions to talk about, for yourself alone",
            "It lists the questions that are open; an answer is written as a note is.",
            _NUMBER,
            Argument("question", "the question's number; if absent, they are listed", "Q", "?"),
            _TEXT,
            Argument("--clear", "remove the answer"),
            examples="answer 1; answer 1 2 'I would have stayed.'; answer 1 2 --clear",
        ),
        "record.undo": Subcommand(
            "take back your last change",
            "It can be repeated, also days later; what another device did is left alone.",
            examples="undo",
        ),
        "record.redo": Subcommand("do again what you undid", "", examples="redo"),
        "record.log": Subcommand(
            "what you did and when",
            "Of an earlier viewing it has what you have reached again.",
        ),
        "record.forget": Subcommand(
            "erase what you wrote for good",
            "The note on an episode goes, with the answers to its questions, from the record, its"
            f" backups and, when synchronised, your other devices; exports stay. '{PROGRAM} note N"
            " --clear' can be undone.",
            _ITEM._replace(nargs="?"),
            Argument("--all", "erase everything: record, backups, where you were reading"),
            Argument("--every-viewing", "also what you wrote in earlier viewings"),
            Argument("--yes", "forget without asking"),
            examples="forget 3; forget 3 --every-viewing --yes; forget --all",
        ),
    },
    "Look after it": {
        "transfer.export": Subcommand(
            "your whole record, in a form of your choice",
            "JSON holds every change and can be imported again. CSV is for spreadsheets, Markdown"
            " a diary, SVG a picture to share; Trakt's forms say what they cannot hold.",
            Argument("--format", f"{', '.join(EXPORTS)}; else json", "FORMAT", choices=(*EXPORTS,)),
            Argument("--output", "write to a file, not to standard output", "FILE", short="-o"),
            Argument("--force", "replace a file that is there"),
            Argument("--spoiler-free", "leave the titles of episodes out of the picture"),
            Argument("--salvage", "all that can still be read of a damaged record, as JSON"),
            examples="export; export --format markdown -o diary.md;"
            " export --format svg -o city.svg",
        ),
        "transfer.import_": Subcommand(
            "bring in what another service, or an export, knows",
            "It reads our own JSON, what Trakt, TV Time, Yamtrack and Simkl export, and tables"
            " made by hand; all that is named counts as one import. What you have stays as it is.",
            Argument("files", "files, folders or ZIP archives; '-' is standard input", "FILE", "+"),
            Argument("--apply", "do it; without this it only says what it would do"),
            Argument("--as-series", "what is called so is this series", metavar="TITLE"),
            Argument("--rewatches", "begin viewings of the series with what was watched again"),
            examples="import record.json --apply; import history.csv --as-series 'Another Title'",
        ),
        "transfer.sync": Subcommand(
            "share your record with your other devices",
            "Run it on each device, as often as you like. It reads every device's file in the"
            " folder and writes this device's own, with your notes as plain text.",
            Argument("folder", "a folder that something carries between them", "DIR"),
            Argument("--most", "take files of up to so many changes (250,000)", "NUMBER"),
            examples="sync shared-folder; sync shared-folder --json",
        ),
        "doctor.paths": Subcommand(
            "where your data is",
            "'places' is only where you were reading. BIGCITY_TUI_HOME moves everything.",
        ),
        "doctor.doctor": Subcommand(
            "whether all is well, and what to do if not",
            "It looks at the record and its backups, who may read them and where they lie, the"
            " pack, versions and the terminal; with a line that is bad it exits with 1.",
            Argument("--restore", "put the newest sound backup in place of a damaged record"),
            Argument("--yes", "restore without asking"),
        ),
        "completion.completion": Subcommand(
            "complete lines in bash, zsh or fish",
            f"It prints a script for the shell: 'eval \"$({PROGRAM} completion bash)\"' belongs in"
            f" ~/.bashrc, the like for zsh in ~/.zshrc, after compinit, and for fish '{PROGRAM}"
            " completion fish | source' in ~/.config/fish/config.fish.",
            Argument("shell", "bash, zsh or fish", "SHELL", choices=("bash", "zsh", "fish")),
            Argument("--line", "print how LINE may go on, which the script asks", "LINE"),
            examples="completion bash; completion zsh; completion fish",
        ),
    },
    "Other series": {
        "packs.add": Subcommand(
            "install a pack",
            "It is checked, and copied beside your record; --pack NAME opens it.",
            Argument("source", "a folder, or a ZIP archive", "DIR|FILE.zip"),
            Argument("--force", "in place of one with the same id, whose marks then count for it"),
            examples="pack add my-pack; pack add my-pack.zip; pack add my-pack.zip --force",
        ),
        "packs.list_": Subcommand(
            "the packs that are installed",
            "The bundled one is always there. A star marks the one that opens without --pack.",
        ),
        "packs.remove": Subcommand(
            "take a pack away",
            "What you marked, rated and wrote stays, and is there again once the pack is.",
            Argument("name", "the pack's name", "NAME"),
            examples="pack remove my-pack",
        ),
    },
    "Write packs (these show whole packs)": {
        "packs.new": Subcommand(
            "begin a pack of your own",
            "It has every kind of file, with texts that say what belongs there, and a README.md.",
            Argument("folder", "the new pack's folder: empty, or not there yet", "DIR"),
            Argument("--episodes", "how many episodes the series has (3)", "N"),
            Argument("--title", "the series' title; if absent, the folder's name", "TITLE"),
            examples="pack new my-pack; pack new my-pack --episodes 6 --title 'The Title'",
        ),
        "packs.check": Subcommand(
            "find what is wrong with a pack",
            "For authors: it looks at the whole pack, so what it says may spoil. An 'error'"
            " misleads or spoils. Places count from 0: notes[0] is the first note.",
            _PACK_FOLDER,
        ),
        "packs.show": Subcommand(
            "all that a pack shows at a moment",
            "For authors: each text with its moment, file, line and place. Read as by somebody who"
            " knows no more, what opens after --since shows hints that come too early.",
            _PACK_FOLDER,
            Argument("--at", "what may be read at this moment; else at the end", "MOMENT"),
            Argument("--since", "only what opens after this moment", "MOMENT"),
            examples="pack show my-pack --at end:2; pack show my-pack --at end:2 --since start:2",
        ),
        "packs.schema": Subcommand(
            "the JSON Schema of a pack's files",
            "For authors: an editor that knows JSON Schema checks a pack by it as it is written.",
            Argument("file", "the file that it is for; else all of them", "FILE", "?"),
            examples="pack schema cast.json; pack schema",
        ),
    },
}
GROUPS = {title: [each.run_by(run) for run, each in rows.items()] for title, rows in _TABLE.items()}
COMMANDS = {command.name: command for commands in GROUPS.values() for command in commands}
