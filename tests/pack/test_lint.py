"""The editorial lint's look at words: terms too early, and names spelt wrong."""

from dataclasses import replace

import pytest

from bigcity_tui.domain.pack import Section, Term, Text, Vocabulary
from bigcity_tui.pack.lint import lint
from tests.pack.lint_pack import (
    BLURB,
    END,
    PLACES,
    START,
    VOCABULARY,
    clean,
    found,
    planted,
)


def test_a_clean_pack() -> None:
    assert lint(clean(), VOCABULARY) == []


@pytest.mark.parametrize("place", [*PLACES, "cast.json: people[0].aliases[0]"])
def test_an_early_mention(place: str) -> None:
    (line,) = found(planted(place, "By the Lighthouse, then"))
    opens = "before" if place.startswith(("series", "review.json: [0].h")) else "start:1"
    says = f"mentions “lighthouse” at {opens}, which vocabulary.json keeps until end:1"
    assert line == f"error {place}: {says}"


@pytest.mark.parametrize("place", [*PLACES, "asks.json: [0].series.text"])
def test_a_name_spelt_wrong(place: str) -> None:
    (line,) = found(planted(place, "Then Oddo’s rope"))
    assert line == f"error {place}: writes “Oddo”, which is spelt “Odo” here"


@pytest.mark.parametrize("place", ["cast.json: people[0].aliases[0]"])
def test_other_spellings_may_be_searched_for(place: str) -> None:
    assert found(planted(place, "Oddo")) == []


def test_answers_name_things_before_their_time() -> None:
    assert found(planted("asks.json: [0].series.text", "There is a lighthouse.")) == []


@pytest.mark.parametrize(
    "text",
    [
        "the *lighthouse*",
        "LIGHTHOUSE",
        "a lighthouse’s lamp",
        "Ilka Fenn’s",
        "a Bell rang",
        "등대는",
        "바다등대",
        "in the storm’s eye",
        "Bell and Maude Bell",
    ],
)
def test_terms_in_other_clothes(text: str) -> None:
    (line,) = found(planted(BLURB, text))
    assert "mentions" in line


@pytest.mark.parametrize(
    "text",
    ["lighthouses", "a bell", "Bella", "ilka fenn", "Maude Bell", "Perrin Bell", "Ilka Fenn Corin"],
)
def test_no_term(text: str) -> None:
    assert found(planted(BLURB, text)) == []


def test_a_name_hides_only_what_is_a_part_of_it() -> None:
    pack = planted(BLURB, "Perrin Bell")
    early = Vocabulary(terms=(Term("Perrin Bell", START),))
    assert [str(finding) for finding in lint(pack, early)] == [
        f"{BLURB}: mentions “Perrin Bell” at before, which vocabulary.json keeps until start:1"
    ]


def test_a_term_from_its_moment_on() -> None:
    pack = clean()
    section = Section("s2", END, "The lighthouse", (Text(END, "A lighthouse, and Saffi."),))
    assert lint(replace(pack, review=(section,)), VOCABULARY) == []
