"""A pack with which the lint finds no fault, and places in it to plant one."""

from dataclasses import replace

from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.domain.pack import (
    Actor,
    Answer,
    Ask,
    Cast,
    Entry,
    Episode,
    EpisodeAnswer,
    Note,
    Pack,
    Person,
    Relation,
    Section,
    Spelling,
    Term,
    Text,
    Thread,
    Vocabulary,
)
from bigcity_tui.domain.series import Director, Novel, Series
from bigcity_tui.pack.lint import lint

START, END = Moment.start(1), Moment.end(1)
VOCABULARY = Vocabulary(
    terms=(
        Term("lighthouse", Moment.end(1)),
        Term("Ilka Fenn", Moment.start(2)),
        Term("Bell", Moment.start(2)),
        Term("등대", Moment.end(2)),
        Term("storm’s eye", Moment.end(2)),
    ),
    spellings=(Spelling("Odo", ("Oddo", "Otto")),),
    ignore=("early-note",),  # since a text is planted as early as may be
)


def prose(tag: str, count: int) -> str:
    """So many words that occur nowhere else."""
    return " ".join(f"{tag}{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(count))


def episode(number: int) -> Episode:
    end = Moment.end(number)
    tag = "one" if number == 1 else "two"
    return Episode(
        number=number,
        unlock=BEFORE,
        heading=Text(Moment.start(number), f"Heading {tag}"),
        recap=Text(Moment.end(number - 1), prose("recap", 60)) if number > 1 else None,
        notes=tuple(
            Note(f"n{number}{n}", end, "theme", f"Note {tag} {n}", (prose(f"{tag}note{n}", 100),))
            for n in "abc"
        ),
        questions=tuple(Text(end, f"{prose(f'{tag}ask{n}', 6)}?") for n in "abc"),
    )


def clean() -> Pack:
    """A pack with which the lint finds no fault."""
    return Pack(
        series=Series(
            id="clean",
            unlock=BEFORE,
            title="A Harbour",
            original_title="항구",
            country="Nowhere",
            year=2000,
            genre="Drama",
            episodes=2,
            minutes=50,
            released="2000-01-01",
            blurb=("Somebody comes to a harbour – and stays … for “good”.",),
            novel=Novel("Maude Bell", "벨", "A prize"),
            directors=(Director("Ilka Fenn Corin", (1, 2)),),
        ),
        cast=Cast(
            people=(
                Person("a", START, "Odo", (Text(START, "A fact."),), (Actor("Perrin Bell"),)),
                Person("b", START, "Saffi", (Text(START, "Another."), Text(END, "A third."))),
            ),
            relations=(
                Relation(START, ("a", "b"), "kin", "They are kin."),
                Relation(START, ("a", "b"), "friends", "They are friends."),
            ),
        ),
        episodes=(episode(1), episode(2)),
        review=(Section("s1", BEFORE, "Of it all", (Text(END, "*Fine* work."),)),),
        threads=(Thread("t1", START, "Rope", (Entry(END, 1, "A rope."), Entry(END, 1, "Knot."))),),
        asks=(
            Ask(
                "Is there a lighthouse?", Answer("yes", "Yes."), (EpisodeAnswer(1, "yes", "Yes."),)
            ),
        ),
    )


def planted(file: str, text: str) -> Pack:
    """The clean pack with a text planted in a file: at `before`, or as early as may be there."""
    pack = clean()
    person, relation = pack.cast.people[0], pack.cast.relations[0]
    first = pack.episodes[0]
    note, heading = first.notes[0], first.heading
    assert heading is not None
    return {
        "series.json: blurb[0]": replace(pack, series=replace(pack.series, blurb=(text,))),
        "series.json: title": replace(pack, series=replace(pack.series, title=text)),
        "cast.json: people[0].name": with_person(pack, replace(person, name=text)),
        "cast.json: people[0].aliases[0]": with_person(pack, replace(person, aliases=(text,))),
        "cast.json: people[0].actors[0].work[0]": with_person(
            pack, replace(person, actors=(Actor("Perrin Bell", work=(text,)),))
        ),
        "cast.json: people[0].facts[0].text": with_person(
            pack, replace(person, facts=(Text(START, text),))
        ),
        "cast.json: relations[0].bond": replace(
            pack, cast=replace(pack.cast, relations=(replace(relation, bond=text),))
        ),
        "episodes/01.json: heading.text": with_episode(
            pack, replace(first, heading=Text(START, text))
        ),
        "episodes/01.json: notes[0].heading": with_episode(
            pack,
            replace(first, notes=(replace(note, unlock=START, heading=text), *first.notes[1:])),
        ),
        "episodes/01.json: questions[0].text": with_episode(
            pack, replace(first, questions=(Text(START, text), *first.questions[1:]))
        ),
        "review.json: [0].heading": replace(pack, review=(replace(pack.review[0], heading=text),)),
        "review.json: [0].paragraphs[0].text": replace(
            pack, review=(replace(pack.review[0], paragraphs=(Text(START, text),)),)
        ),
        "threads.json: [0].entries[0].text": replace(
            pack, threads=(replace(pack.threads[0], entries=(Entry(START, 1, text),)),)
        ),
        "asks.json: [0].series.text": replace(
            pack, asks=(replace(pack.asks[0], series=Answer("yes", text)),)
        ),
    }[file]


def with_person(pack: Pack, person: Person) -> Pack:
    return replace(pack, cast=replace(pack.cast, people=(person, pack.cast.people[1])))


def with_episode(pack: Pack, first: Episode) -> Pack:
    return replace(pack, episodes=(first, pack.episodes[1]))


PLACES = [
    "series.json: blurb[0]",
    "series.json: title",
    "cast.json: people[0].name",
    "cast.json: people[0].actors[0].work[0]",
    "cast.json: people[0].facts[0].text",
    "cast.json: relations[0].bond",
    "episodes/01.json: heading.text",
    "episodes/01.json: notes[0].heading",
    "episodes/01.json: questions[0].text",
    "review.json: [0].heading",
    "review.json: [0].paragraphs[0].text",
    "threads.json: [0].entries[0].text",
]
BLURB = PLACES[0]


def found(pack: Pack) -> list[str]:
    return [f"{finding.level} {finding}" for finding in lint(pack, VOCABULARY)]
