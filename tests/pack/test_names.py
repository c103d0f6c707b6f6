"""What a pack with changing names, actors and people has to keep to."""

from dataclasses import replace
from pathlib import Path

import pytest

from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.pack import Actor, Identity, Pack, Person, Text, Vocabulary
from bigcity_tui.pack.lint import lint
from bigcity_tui.pack.validate import validate_pack
from tests.domain.test_names import TOLD
from tests.pack.support import problems
from tests.packs import pack_of_names, write_pack

LATER = Moment.end(3)
SHARED = "finds two people at start:2 who turn out to be one: write end:2 or later"


def changed(id_: str, **changes: object) -> Pack:
    pack = pack_of_names()
    people = tuple(
        replace(each, **changes) if each.id == id_ else each  # type: ignore[arg-type]
        for each in pack.cast.people
    )
    return replace(pack, cast=replace(pack.cast, people=people))


@pytest.mark.parametrize(
    ("id_", "changes", "says"),
    [
        (
            "stranger",
            {"actors": (Actor("Maude Brannock"),)},
            f"people[2].actors[0]: {SHARED}",
        ),
        (
            "stranger",
            {"actors": (Actor("maude  brannock", unlock=Moment.start(2)),)},
            f"people[1].actors[0]: {SHARED}",
        ),
        (
            "stranger",
            {"actors": (Actor("Zita", "브래넉", unlock=TOLD),), "aliases": ("Zita  Brannock",)},
            f"people[2].aliases[0]: {SHARED}",
        ),
        (
            "stranger",
            {"is_also": Identity(TOLD, "nobody")},
            "people[1].is_also.person: must be the id of somebody else, who has no is_also",
        ),
        (
            "stranger",
            {"is_also": Identity(TOLD, "stranger")},
            "people[1].is_also.person: must be the id of somebody else, who has no is_also",
        ),
        (
            "ada",
            {"is_also": Identity(TOLD, "stranger")},
            "people[0].is_also.person: must be the id of somebody else, who has no is_also",
        ),
        (
            "stranger",
            {"is_also": Identity(Moment.end(1), "grey"), "actors": ()},
            (
                "people[1].is_also.unlock: is end:1, earlier than the other is introduced: write"
                " start:2 or later"
            ),
        ),
        (
            "ada",
            {"later_names": (Text(Moment(0), "Ada Rooke"),)},
            (
                "people[0].later_names[0].unlock: is before, earlier than what it is part of: write"
                " start:1 or later"
            ),
        ),
        (
            "ada",
            {"later_names": (Text(TOLD, "x" * 301),)},
            "people[0].later_names[0].text: must be one line of at most 300 characters",
        ),
    ],
)
def test_refused_with_its_place(
    id_: str, changes: dict[str, object], says: str, tmp_path: Path
) -> None:
    folder = write_pack(changed(id_, **changes), tmp_path)
    assert problems(validate_pack, folder) == (f"cast.json: {says}",)


def test_of_three_who_are_one_any_two_share_an_actor_only_once_they_are(tmp_path: Path) -> None:
    third = Person(
        "third", Moment.start(1), "The Third", (), (Actor("Maude Brannock", unlock=TOLD),)
    )
    pack = pack_of_names()
    people = (*pack.cast.people, replace(third, is_also=Identity(TOLD, "grey")))
    validate_pack(write_pack(replace(pack, cast=replace(pack.cast, people=people)), tmp_path))
    people = (*pack.cast.people, replace(third, is_also=Identity(LATER, "grey")))
    folder = write_pack(replace(pack, cast=replace(pack.cast, people=people)), tmp_path)
    says = "finds two people at end:2 who turn out to be one: write end:3 or later"
    assert problems(validate_pack, folder) == (f"cast.json: people[3].actors[0]: {says}",)


def told(pack: Pack) -> list[str]:
    """What the lint says of names."""
    return [
        f"{found.place}: {found.message}"
        for found in lint(pack, Vocabulary())
        if "name" in found.message or "later_names" in found.place
    ]


def test_a_plain_spelling_that_has_a_word_of_a_later_name_needs_a_moment() -> None:
    says = "has “{}”, from a name that opens at end:2: give it that moment"
    assert told(pack_of_names()) == []
    for spelling, word in (("Mrs Rooke", "rooke"), ("RÓOKE", "rooke")):
        pack = changed("ada", aliases=("Addie", spelling))
        assert told(pack) == [f"people[0].aliases[1]: {says.format(word)}"]
    early = (Text(Moment.start(2), "Missus Rooke"),)
    assert told(changed("ada", later_aliases=early)) == [
        f"people[0].later_aliases[0]: {says.format('rooke')}"
    ]
    # The names of two who are one are later names of both.
    assert told(changed("stranger", aliases=("Grey",))) == [
        f"people[1].aliases[0]: {says.format('grey')}"
    ]
    assert told(changed("grey", aliases=("stranger at the gate",))) == [
        f"people[2].aliases[0]: {says.format('stranger')}"
    ]
    assert told(changed("ada", aliases=("Ada", "Marshy"))) == []


def test_later_names_stand_in_order() -> None:
    names = (Text(LATER, "Ada Rowan"), Text(TOLD, "Ada Rooke"))
    assert told(changed("ada", later_names=names, later_aliases=())) == [
        "people[0].later_names[1]: opens earlier than the one before it: put them in order"
    ]
