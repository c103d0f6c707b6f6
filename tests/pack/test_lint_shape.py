"""The editorial lint's look at marks, lengths, order and repetition."""

from dataclasses import replace

import pytest

from bigcity_tui.domain.moments import BEFORE
from bigcity_tui.domain.pack import Answer, Entry, EpisodeAnswer, Text, Verdict
from tests.pack.lint_pack import (
    BLURB,
    END,
    START,
    clean,
    episode,
    found,
    planted,
    prose,
    with_episode,
    with_person,
)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("It's there", "style {}: has a straight quotation mark: write “ ” ‘ ’"),
        ('a "word"', "style {}: has a straight quotation mark: write “ ” ‘ ’"),
        ("here -- there", "style {}: has hyphens for a dash: write –"),
        ("here - there", "style {}: has hyphens for a dash: write –"),
        ("and ...", "style {}: has three full stops: write …"),
        ("two  blanks", "style {}: has two blanks in a row"),
        (" first", "style {}: begins or ends with a blank"),
        ("last ", "style {}: begins or ends with a blank"),
        ("a *half", "error {}: has an asterisk without its other half: emphasis is *word*"),
        ("a ** b", "error {}: has an asterisk without its other half: emphasis is *word*"),
        ("a * b * c", "error {}: has an asterisk without its other half: emphasis is *word*"),
        ("a\nb", "error {}: has a line break or another character that cannot be shown"),
        ("a\ufffd[31mb", "error {}: has a line break or another character that cannot be shown"),
        (">said", "error {}: begins with > and no blank: a quotation begins with “> ”"),
    ],
)
def test_marks(text: str, says: str) -> None:
    assert found(planted(BLURB, text)) == [says.format(BLURB)]


@pytest.mark.parametrize("text", ["> a *quoted* word", "*two words* and *three*", "well-known – …"])
def test_marks_as_they_are_wanted(text: str) -> None:
    assert found(planted(BLURB, text)) == []


def shaped(**changes: object) -> list[str]:
    pack = clean()
    return found(with_episode(pack, replace(pack.episodes[0], **changes)))  # type: ignore[arg-type]


def test_what_an_episode_should_have() -> None:
    first = "style episodes/01.json: "
    notes, questions = episode(1).notes, episode(1).questions
    assert shaped(heading=None) == [first + "heading: is missing"]
    assert shaped(notes=notes[:2]) == [first + "notes: has 2 notes: 3 to 10 are wanted"]
    assert shaped(questions=questions[:1]) == [first + "questions: has 1 question: 3 are wanted"]
    recap = Text(BEFORE, prose("recaps", 70))
    says = "recap: has nothing to tell before the first episode"
    assert shaped(recap=recap) == [first + says]
    pack = clean()
    second = replace(pack.episodes[1], recap=None)
    (line,) = found(replace(pack, episodes=(pack.episodes[0], second)))
    assert line.startswith("style episodes/02.json: recap: is missing")


def test_lengths() -> None:
    pack, first = clean(), "hint episodes/01.json: "
    notes = episode(1).notes
    for count in (79, 241):
        changed = (replace(notes[0], body=(prose("x", 50), prose("y", count - 50))), *notes[1:])
        says = f"notes[0].body: has {count} words: 80 to 240 are wanted"
        assert shaped(notes=changed) == [first + says]
    long = Text(START, "One two three – four five six seven")
    assert shaped(heading=long) == [first + "heading.text: has 7 words: 1 to 6 are wanted"]
    for count in (59, 131):
        second = replace(pack.episodes[1], recap=Text(END, prose("r", count)))
        (line,) = found(replace(pack, episodes=(pack.episodes[0], second)))
        says = f"recap.text: has {count} words: 60 to 130 are wanted"
        assert line == f"hint episodes/02.json: {says}"
    person = replace(pack.cast.people[0], facts=(Text(START, prose("f", 81)),))
    (line,) = found(with_person(pack, person))
    says = "people[0].facts[0].text: has 81 words: 1 to 80 are wanted"
    assert line == f"hint cast.json: {says}"


def test_order() -> None:
    pack = clean()
    entries = tuple(reversed((Entry(START, 1, "A rope."), Entry(END, 1, "A knot."))))
    says = "[0].entries[1]: opens earlier than the one before it: put them in order"
    threads = (replace(pack.threads[0], entries=entries),)
    assert found(replace(pack, threads=threads)) == [f"error threads.json: {says}"]
    person = replace(pack.cast.people[0], facts=(Text(END, "Late."), Text(START, "Early.")))
    says = "people[0].facts[1]: opens earlier than the one before it: put them in order"
    assert found(with_person(pack, person)) == [f"error cast.json: {says}"]
    late = replace(pack.cast.relations[0], unlock=END)
    relations = (late, replace(pack.cast.relations[1], people=("b", "a")))
    says = "relations[1]: opens earlier than the one of the same two before it: put them in order"
    changed = replace(pack, cast=replace(pack.cast, relations=relations))
    assert found(changed) == [f"error cast.json: {says}"]


@pytest.mark.parametrize(
    ("series", "episode", "says"),
    [
        ("yes", "no", ["series.answer: is yes, and no episode has that answer"]),
        ("yes", None, ["series.answer: is yes, and no episode has that answer"]),
        ("no", "yes", ["series.answer: is no, and an episode has the answer yes"]),
        ("unknown", "yes", ["series.answer: is unknown, and an episode has the answer yes"]),
        ("yes", "yes", []),
        ("no", "unknown", []),
        ("unknown", "no", []),
    ],
)
def test_answers_that_contradict_each_other(
    series: Verdict, episode: Verdict | None, says: list[str]
) -> None:
    pack = clean()
    episodes = () if episode is None else (EpisodeAnswer(1, episode, "It is told."),)
    ask = replace(pack.asks[0], series=Answer(series, "It is told."), episodes=episodes)
    assert found(replace(pack, asks=(ask,))) == [f"error asks.json: [0].{line}" for line in says]


@pytest.mark.parametrize(
    ("answer", "text", "says"),
    [
        ("yes", "No, never.", ["begins with “No”, and the answer is yes"]),
        ("unknown", "Yes", ["begins with “Yes”, and the answer is unknown"]),
        ("yes", "Yes: no one is hurt.", []),
        ("yes", "No one is hurt.", []),
        ("unknown", "Not known: nothing of the kind is mentioned.", []),
    ],
)
def test_how_an_answer_begins(answer: Verdict, text: str, says: list[str]) -> None:
    pack = clean()
    episodes = (EpisodeAnswer(2, answer, text), EpisodeAnswer(1, "yes", "Yes."))
    ask = replace(pack.asks[0], episodes=episodes)
    expected = [f"error asks.json: [0].episodes[0].text: {line}" for line in says]
    assert found(replace(pack, asks=(ask,))) == expected
