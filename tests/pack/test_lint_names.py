"""The editorial lint's look at names: who is named before they are known."""

from dataclasses import replace

import pytest

from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.domain.pack import Answer, Ask, EpisodeAnswer, Pack, Person, Term, Text, Vocabulary
from bigcity_tui.pack.lint import lint
from tests.pack.lint_pack import PLACES, START, clean, planted

SECOND = Moment.start(2)


def named(pack: Pack, vocabulary: Vocabulary | None = None) -> list[str]:
    return [
        f"{each.level} {each.file}: {each.place}: {each.message.partition(', who')[0]}"
        for each in lint(pack, vocabulary or Vocabulary())
        if each.rule == "early-name"
    ]


def with_people(pack: Pack, *people: Person) -> Pack:
    cast = replace(pack.cast, people=(*pack.cast.people, *people))
    return replace(pack, cast=cast)


def person(name: str, unlock: Moment = SECOND, **more: object) -> Person:
    return Person(f"id-{name}", unlock, name, (), **more)  # type: ignore[arg-type]


ILKA = person("Ilka Marrow")


@pytest.mark.parametrize(
    "place", [place for place in PLACES if "work" not in place and "title" not in place]
)
def test_somebody_who_is_not_known_yet(place: str) -> None:
    (line,) = named(with_people(planted(place, "Then *Ilka* Marrow came."), ILKA))
    assert line.startswith(f"error {place}: names “Ilka Marrow” at ")


@pytest.mark.parametrize("name", ["Straße", "Kadır", "İlka", "ŉLouw", "Ǆemal", "Ψαράς", "Ｍarrow"])
def test_a_name_is_found_as_it_is_and_in_capitals(name: str) -> None:
    for form in (name, name.upper()):
        lines = named(with_people(planted(PLACES[0], f"Then {form} came."), person(name)))
        assert [line.partition("names ")[2] for line in lines] == [f"“{name}” at before"]


def test_a_question_is_public_and_its_answers_can_be_asked_for_at_any_moment() -> None:
    answer = EpisodeAnswer(2, "yes", "Yes: Ilka has one.")
    ask = Ask("Does Marrow die?", Answer("unknown", "Ilka Marrow is not spoken of."), (answer,))
    pack = with_people(replace(clean(), asks=(ask,)), ILKA)
    lines = [
        "error asks.json: [0].question: names “Marrow” at before",
        "error asks.json: [0].series.text: names “Ilka Marrow” at before",
        "error asks.json: [0].episodes[0].text: names “Ilka” at before",
    ]
    assert named(pack) == lines
    terms = (Term("Ilka", SECOND), Term("Marrow", SECOND), Term("spoken", SECOND))
    found = [each for each in lint(pack, Vocabulary(terms)) if each.rule == "early-word"]
    assert [each.place for each in found] == [
        *("[0].question", "[0].series.text", "[0].series.text", "[0].episodes[0].text"),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ilka’s rope", "Ilka"),
        ("old Mr Marrow", "Marrow"),
        ("It is Ilka's.", "Ilka"),
        ("It is ILKA!", "Ilka"),
        ("the Skipper of them", "Skipper"),
    ],
)
def test_parts_possessives_and_other_spellings(text: str, name: str) -> None:
    people = person("Ilka Marrow", aliases=("Skipper",))
    (line,) = named(with_people(planted(PLACES[0], text), people))
    assert line == f"error {PLACES[0]}: names “{name}” at before"


@pytest.mark.parametrize("text", ["marrow", "Ilkas", "the skipper", "Marrowbone", "Ilk a Marr ow"])
def test_what_is_no_name(text: str) -> None:
    people = person("Ilka Marrow", aliases=("Skipper",))
    assert named(with_people(planted(PLACES[0], text), people)) == []


def test_a_title_with_a_point_is_the_same() -> None:
    for name, text in (("Mrs Fenn", "Mrs. Fenn came."), ("Mrs. Fenn", "Mrs Fenn came.")):
        people = person("Ilka", START, later_names=(Text(SECOND, name),))
        pack = with_people(planted(PLACES[0], text), people, person("Odo Fenn", BEFORE))
        (line,) = named(pack)
        assert line == f"error {PLACES[0]}: names “Mrs Fenn” at before"


def test_a_later_name_has_a_moment_of_its_own() -> None:
    changing = person("Ilka Fenn", START, later_names=(Text(SECOND, "Ilka Marrow"),))
    text = planted("episodes/01.json: heading.text", "Ilka Fenn, and Marrow")
    (line,) = named(with_people(text, changing))
    assert line.endswith("names “Marrow” at start:1")


def test_a_surname_that_two_share_is_known_with_the_first() -> None:
    known = person("Odo Marrow", START)
    text = planted("episodes/01.json: heading.text", "The Marrow boat, and Ilka")
    (line,) = named(with_people(text, known, ILKA))
    assert line.endswith("names “Ilka” at start:1")


@pytest.mark.parametrize(
    ("text", "early"),
    [
        ("Grace was said. Grace again: “Grace” it was!", False),
        ("With grace, they sail.", False),
        ("They sail with Grace.", True),
        ("They sail with Odo, Grace and others.", True),
    ],
)
def test_a_name_that_is_a_word_as_well(text: str, early: bool) -> None:
    people = (person("Grace"), Person("odo", START, "Odo", (Text(START, "She says grace."),)))
    assert bool(named(with_people(planted(PLACES[0], text), *people))) == early
    heading = planted("episodes/01.json: heading.text", "Saying Grace")
    assert named(with_people(heading, *people)) == []


def test_a_name_is_no_word_for_being_an_id_or_another_spelling() -> None:
    people = Person("grace", SECOND, "Grace", (), aliases=("grace",))
    for place in (PLACES[0], "episodes/01.json: heading.text"):
        assert len(named(with_people(planted(place, "Grace comes."), people))) == 1


def test_people_of_the_real_world_are_public() -> None:
    # An actor and a writer of the clean pack are called so.
    people = (person("Perrin Wood"), person("Maude"))
    assert named(with_people(planted(PLACES[0], "Perrin Bell, after Maude Bell"), *people)) == []
    (line,) = named(with_people(planted(PLACES[0], "Perrin, after Maude Bell"), *people))
    assert line.endswith("names “Perrin” at before")
    work = planted("cast.json: people[0].actors[0].work[0]", "Played Ilka in another story")
    assert named(with_people(work, ILKA)) == []


def test_the_title_is_public() -> None:
    pack = with_people(planted(PLACES[0], "The story of Ilka."), ILKA)
    assert named(replace(pack, series=replace(pack.series, title="Ilka"))) == []
    assert named(pack) != []


@pytest.mark.parametrize("name", ["Mrs Harbour", "the Widow", "Saffi’s mother", "narrator"])
def test_words_of_names_that_are_nobodys_own(name: str) -> None:
    text = "Mrs Dew and the narrator: Saffi’s and a widow’s mother"
    opens = planted("episodes/01.json: heading.text", text)
    assert named(with_people(opens, person(name))) == []


def test_the_vocabulary_says_otherwise() -> None:
    pack = with_people(planted(PLACES[0], "Marrow soup"), ILKA)
    assert len(named(pack)) == 1
    assert named(pack, Vocabulary(terms=(Term("marrow", BEFORE),))) == []


@pytest.mark.parametrize(
    ("name", "text", "early"),
    [
        ("고래", "고래는 왔다", True),
        ("고래", "그 사람은 고래에게도 말한다", True),
        ("고래", "고래잡이 이야기", False),
        ("고래", "돌고래", False),
        ("灯", "灯台を見る", False),
        ("灯里", "港で灯里を見る", True),
        ("Анна", "Тут Анна.", True),
        ("Анна", "Аннабель", False),
    ],
)
def test_names_in_other_scripts(name: str, text: str, early: bool) -> None:
    assert bool(named(with_people(planted(PLACES[0], text), person(name)))) == early


def test_a_note_before_the_end_of_its_episode() -> None:
    pack = planted("episodes/01.json: notes[0].heading", "Early")
    (found,) = (each for each in lint(pack, Vocabulary()) if each.rule == "early-note")
    assert str(found).startswith("episodes/01.json: notes[0].unlock: opens at start:1")
    assert found.level == "style"
