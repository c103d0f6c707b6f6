"""What is tried at the command line: arguments for every command, with gaps for what a pack has."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from random import Random

from bigcity_tui.cli.table import COMMANDS
from bigcity_tui.domain.edition import edition_of
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.pack import Pack
from bigcity_tui.pack.texts import walk
from tests.noninterference.running import Line
from tests.noninterference.states import SHELVED

PAGES = ("new", "about", "review", "threads", "people", "record")
"""The documents that belong to no single episode."""

ARGUMENTS: dict[str, tuple[str, ...]] = {
    "status": ("", "--all", "--as-of before", "--as-of {later}"),
    "episodes": ("", "--as-of before"),
    "cast": ("", "{name}", "nobody"),
    "read": ("", "{page}", "{number}", "{near} --peek", "0", "ep{near}", "{word}", "{name}"),
    "next": ("",),
    "new": ("", "--since before", "--since {later}"),
    "search": ("{word}", "a", "s", "zzz"),
    "ask": ("", "1", "{question} --episode {near}", "99 --yes"),
    "start": ("{near}", "99"),
    "watch": ("{near}", "{last} --through", "1-{last} --on unknown", "99"),
    "follow": ("--explain {word}", "--explain {name} --mark --mpv {work}/none"),
    "unwatch": ("{near}", "1-{last}"),
    "rate": ("{near} 8.5", "series 9", "1 --clear", "1 11"),
    "note": ("{near} Mine.", "series --clear", "1", "{near} --append Mine."),
    "answer": ("{near}", "1", "{near} 1 Mine.", "1 1 --clear", "1 9 Mine.", "1 1"),
    "undo": ("",),
    "redo": ("",),
    "log": ("",),
    "rewatch": ("", "--open"),
    "forget": ("1 --yes", "series --yes", "{last} --every-viewing --yes", "1", "--all --yes"),
    "export": (
        "",
        "--format markdown",
        "--format csv",
        "--format svg",
        "--format svg --spoiler-free",
        "--format trakt",
        "--format trakt-csv",
        "-o {work}/out.json",
        "--format csv -o {work}/out.csv",
        "--salvage",
    ),
    "import": (
        "{work}/in.json",
        "{work}/in.json --apply --rewatches",
        "{work}/in.json --as-series Another",
        "{work}/nothing.json",
    ),
    "sync": ("{work}/shared", "{work}/other", "{work}/shared --most 9"),
    "paths": ("",),
    "doctor": ("", "--restore"),
    "completion": ("bash", "zsh", "fish", "bash --line=c"),
    "pack new": ("{work}/pack", "{work}/pack --episodes 2"),
    "pack schema": ("", "cast.json", "README.md"),
    "pack add": ("{work}/in.json", f"{SHELVED}", f"{SHELVED} --force"),
    "pack list": ("",),
    "pack remove": ("last-boat-to-skerrow", "nothing"),
}
"""What to give each command. A gap stands for every value of its kind that `Probe` has."""

WHOLE = {"pack check", "pack show"}
"""The commands that look at whole packs, and say so: nothing is promised of them."""

SHOWING = {"status", "episodes", "cast", "new", "next", "read", "search", "ask", "answer", "log",
           "export"}  # fmt: skip
"""The commands that show something of a pack or of a record."""

OPENING = {"start", "watch", "undo", "redo", "import", "sync"}
"""The commands that may open something, and say what: one that is missing here counts as a leak."""

OTHERS = {"follow", "unwatch", "rate", "note", "rewatch", "forget", "paths", "doctor", "completion",
          "pack new", "pack schema", "pack add", "pack list", "pack remove"}  # fmt: skip
"""The commands that do neither. Every command is in one of these four sets; a test sees to it."""

LOOKING_BACK = ("status", "episodes", "cast", "cast {name}", "new", "next", "read {page}",
                "read {number}", "search {word}")  # fmt: skip
"""What can be looked at as of an earlier moment; a test holds this together with the commands."""


@dataclass(frozen=True, slots=True)
class Probe:
    """What to put into the gaps: from every pack that is compared, open and locked alike.

    Each field has the values for the gap of its name: a number of any episode, one `near` the
    moment or the last; a page, a question, a name, a word; a later moment; the folder for work.
    """

    number: tuple[str, ...]
    near: tuple[str, ...]
    page: tuple[str, ...]
    question: tuple[str, ...]
    name: tuple[str, ...]
    word: tuple[str, ...]
    later: tuple[str, ...]
    last: tuple[str, ...]
    work: tuple[str, ...]

    def fill(self, template: str) -> Iterator[tuple[str, ...]]:
        """The words of a line, for every way of filling its gaps."""
        parts = [self._values(part) for part in template.split()]
        yield from product(*parts)

    def _values(self, part: str) -> tuple[str, ...]:
        if not part.startswith("{"):
            return (part,)
        gap, rest = part[1:].split("}")
        return tuple(f"{value}{rest}" for value in getattr(self, gap))


def probe(
    packs: tuple[Pack, ...], moment: Moment, work: str, seed: int = 0, most: int = 6
) -> Probe:
    """Names and words of packs that are to be compared at a moment, `most` of each, by chance.

    Of the names about half are known at that moment. `work` is a folder for files.
    """
    rng = Random(f"probe {seed} {moment}")
    names: dict[str, None] = {}
    words: dict[str, None] = {}
    for pack in packs:
        for person in pack.cast.people:
            later = (text.text for text in (*person.later_names, *person.later_aliases))
            played = (actor.name for actor in person.actors)
            names |= dict.fromkeys((person.name, *person.aliases, *later, *played))
        for spot in walk((pack.cast, pack.episodes, pack.review, pack.threads, pack.asks)):
            if isinstance(spot.value, str):
                words |= dict.fromkeys(spot.value.split()[:2])

    def some(values: Iterable[str], most: int) -> tuple[str, ...]:
        found = [value for value in values if not value.startswith("-")]
        return tuple(rng.sample(found, min(most, len(found))))

    open_names = {
        name: None
        for person in edition_of(packs[0], moment).people
        for name in (*person.names, *person.aliases, *(actor.name for actor in person.actors))
    }
    known = some(open_names, most // 2)

    series = packs[0].series
    numbers = range(1, series.episodes + 1)
    near = {moment.episode + 1, series.episodes}
    if most > 2:
        near |= {max(1, moment.episode), moment.episode + 2}
    return Probe(
        number=tuple(str(number) for number in numbers if len(numbers) <= 8 or number in near),
        near=tuple(str(number) for number in numbers if number in near),
        page=PAGES,
        question=tuple(str(number) for number in range(1, min(2, len(packs[0].asks)) + 1)),
        name=(*known, *some((each for each in names if each not in open_names), most - len(known))),
        word=some(words, most),
        later=(str(Moment(moment.position + 1)),),
        last=(str(series.episodes),),
        work=(work,),
    )


def lines(found: Probe) -> tuple[Line, ...]:
    """Every line that is tried, in both forms of output; of all commands but those of `WHOLE`."""
    helps = (Line((*name.split(), "--help")) for name in COMMANDS)
    others = (Line(("--help",)), Line(("nonsense",)), Line(("read", "1"), crash=True))
    tried = (name for name in COMMANDS if name not in WHOLE)
    return (*others, *helps, *(line for name in tried for line in of_command(name, found)))


def showing(found: Probe, form: int) -> tuple[Line, ...]:
    """The lines that show something, in one of the two forms of output, 0 or 1."""
    return tuple(line for name in sorted(SHOWING) for line in of_command(name, found)[form::2])


def of_command(name: str, found: Probe) -> list[Line]:
    """Every line of one command: each for a person, then the same for a program."""
    return [
        line
        for template in ARGUMENTS[name]
        for words in found.fill(f"{name} {template}")
        for line in (Line(words, terminal=True), Line((*words, "--json")))
    ]


def looking_back(found: Probe, moment: Moment) -> tuple[Line, ...]:
    """Every line that looks back at an earlier moment."""
    option = ("--as-of", str(moment))
    return tuple(
        line
        for template in LOOKING_BACK
        for words in found.fill(template)
        for line in (
            Line((*words, *option), terminal=True),
            Line((*words, *option, "--json")),
        )
    )


def peeking(number: int) -> tuple[Line, ...]:
    """Opening one episode's page on purpose, confirmed."""
    words = ("read", str(number), "--peek", "--yes")
    return (Line(words, terminal=True), Line((*words, "--json")))


def asking(number: int, episode: int | None) -> tuple[Line, ...]:
    """Having one question answered, confirmed."""
    alone = () if episode is None else ("--episode", str(episode))
    words = ("ask", str(number), *alone, "--yes")
    return (Line(words, terminal=True), Line((*words, "--json")))
