"""Whole packs: names of files, what is told when much is wrong, and what may be absent."""

import os
from pathlib import Path

import pytest

from bigcity_tui.domain.errors import PackError
from bigcity_tui.domain.pack import Cast, Vocabulary
from bigcity_tui.pack import load_pack, load_series, validate
from bigcity_tui.pack.validate import validate_pack, validate_series, validate_vocabulary
from tests.pack.support import change, problems, put, read, write
from tests.packs import made_up_pack, write_pack

SERIES, CAST, SECOND = "series.json", "cast.json", "episodes/02.json"
REVIEW, THREADS, ASKS = "review.json", "threads.json", "asks.json"
DEVICE = "is the name of a device on Windows: choose another"
BLANK = "must not be empty or blank"
USED = "is in use already: every id must be its own"
EARLY = "{}: {}.unlock: is end:1, earlier than {}: write start:{} or later"


@pytest.mark.parametrize("episodes", [0, -1, 5_001, 10**14])
def test_numbers_of_episodes_that_make_no_sense(folder: str, episodes: int) -> None:
    change(folder, SERIES, put("episodes", to=episodes))
    assert f"{SERIES}: episodes: must be from 1 to 5,000" in problems(validate_pack, folder)


def test_ids_are_their_own_across_files(folder: str) -> None:
    first = read(folder, "episodes/01.json")["notes"][0]["id"]
    change(folder, SECOND, put("notes", 0, "id", to=first))
    for name in (REVIEW, THREADS):
        change(folder, name, put(1, "id", to=read(folder, name)[0]["id"]))
    people = read(folder, CAST)["people"]
    change(folder, CAST, put("relations", to=[]))
    change(folder, CAST, put("people", 1, "id", to=people[0]["id"]))
    assert problems(validate_pack, folder) == (
        f"{CAST}: people[1].id: {USED}",
        f"{REVIEW}: [1].id: {USED}",
        f"{THREADS}: [1].id: {USED}",
        f"{SECOND}: notes[0].id: {USED}",
    )


def test_relations(folder: str) -> None:
    people = [person["id"] for person in read(folder, CAST)["people"]]
    bond = {"bond": "kin", "text": "They are kin."}
    change(
        folder,
        CAST,
        put(
            "relations",
            to=[
                bond | {"unlock": "start:1", "people": [people[0], people[0]]},
                bond | {"unlock": "end:1", "people": [people[0], people[3]]},
            ],
        ),
    )
    assert problems(validate_pack, folder) == (
        f"{CAST}: relations[0].people: must be two different people",
        EARLY.format(CAST, "relations[1]", "people[1] is introduced", 3),
    )


def test_an_entry_no_earlier_than_its_episode(folder: str) -> None:
    change(folder, THREADS, put(0, "entries", to=[{"unlock": "end:1", "episode": 2, "text": "x"}]))
    assert problems(validate_pack, folder) == (
        EARLY.format(THREADS, "[0].entries[0]", "its episode begins", 2),
    )


def test_an_episode_is_public(folder: str) -> None:
    change(folder, SECOND, put("unlock", to="start:2"))
    found = problems(validate_pack, folder)
    assert found[0] == f"{SECOND}: unlock: must be 'before': that there is an episode is public"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("02.json", None, ["02.json: is missing"]),
        ("02.json", "2.json", ["2.json: does not belong here", "02.json: is missing"]),
        ("02.json", "002.json", ["002.json: does not belong here", "02.json: is missing"]),
        ("02.json", "２2.json", ["２2.json: does not belong here", "02.json: is missing"]),
        (
            "03.json",
            "04.json",
            ["04.json: does not belong here: there are 3", "03.json: is missing"],
        ),
        ("03.json", "00.json", ["00.json: does not belong here", "03.json: is missing"]),
        ("03.json", "5001.json", ["5001.json: does not belong here", "03.json: is missing"]),
        ("03.json", "\x1b[2J.json", ["'\\x1b[2J.json': does not belong", "03.json: is missing"]),
    ],
)
def test_names_of_episodes(folder: str, old: str, new: str | None, says: list[str]) -> None:
    path = os.path.join(folder, "episodes", old)
    if new is None:
        os.remove(path)
    else:
        os.rename(path, os.path.join(folder, "episodes", new))
    found = problems(validate_pack, folder)
    assert [line[: len("episodes/" + start)] for line, start in zip(found, says, strict=True)] == [
        "episodes/" + start for start in says
    ]


def test_no_episodes(folder: str) -> None:
    os.rename(os.path.join(folder, "episodes"), os.path.join(folder, "others"))
    assert problems(validate_pack, folder) == (
        "episodes: is missing (a folder with 01.json and so on)",
    )


def test_what_else_lies_in_the_folder_does_not_matter(folder: str) -> None:
    pack = validate_pack(folder)
    for name in ("README.md", "episodes/notes.txt", "episodes/.02.json", "extra.json"):
        Path(folder, name).write_text("anything")
    assert validate_pack(folder) == pack


def test_optional_files_may_be_absent(folder: str) -> None:
    for name in (CAST, REVIEW, THREADS, ASKS):
        os.remove(os.path.join(folder, name))
    pack = validate_pack(folder)
    assert (pack.cast, pack.review, pack.threads, pack.asks) == (Cast(people=()), (), (), ())


def test_everything_wrong_is_listed_at_once(folder: str) -> None:
    Path(folder, CAST).write_bytes(b"[1, 2")
    change(folder, SERIES, put("minutes", to=0))
    change(folder, SECOND, put("notes", 0, "kind", to=3))
    change(folder, REVIEW, put(0, "heading", to=" "))
    os.remove(os.path.join(folder, "episodes/03.json"))
    with pytest.raises(PackError) as caught:
        validate_pack(folder)
    assert str(caught.value) == f"the pack in '{folder}' cannot be used, for 5 reasons"
    assert [line.split(": ")[0] for line in caught.value.problems] == [
        f"{SERIES}:1",
        CAST,
        f"{REVIEW}:1",
        "episodes/03.json",
        f"{SECOND}:1",
    ]


def test_a_single_problem_is_told_in_the_message(folder: str) -> None:
    change(folder, SERIES, put("minutes", to=0))
    with pytest.raises(PackError) as caught:
        validate_pack(folder)
    assert str(caught.value).endswith(
        "cannot be used: series.json:1: minutes: must be from 1 to 600"
    )


def test_not_everything_that_is_too_much_is_listed(folder: str) -> None:
    change(folder, SECOND, put("questions", to=[{"unlock": "end:2", "text": ""}] * 300))
    found = problems(validate_pack, folder)
    assert found[199] == f"{SECOND}: questions[199].text: {BLANK}"
    assert found[200:] == ("and more: only the first 200 are listed",)


def test_all_files_together_are_bounded(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validate, "MOST_BYTES_IN_ALL", 6_000)
    (line,) = problems(validate_pack, folder)
    assert line.endswith("brings the pack to more than 0 MB")


def test_the_series_alone(folder: str) -> None:
    write(folder, CAST, "broken")
    assert validate_series(folder) == load_series(folder) == made_up_pack().series
    change(folder, SERIES, put("id", to="com3"))
    assert problems(validate_series, folder) == (f"{SERIES}: id: {DEVICE}",)
    os.remove(os.path.join(folder, SERIES))
    assert problems(validate_series, folder) == (f"{SERIES}: is missing",)


def test_loading_a_folder_is_strict(folder: str) -> None:
    assert load_pack(folder) == made_up_pack()
    change(folder, SECOND, put("notes", 0, "unlock", to="end:1"))
    problems(load_pack, folder)


def test_the_vocabulary(folder: str) -> None:
    assert validate_vocabulary(folder) == Vocabulary()
    write(folder, "vocabulary.json", {"terms": [{"term": "", "unlock": "end:1"}]})
    assert problems(validate_vocabulary, folder) == (f"vocabulary.json: terms[0].term: {BLANK}",)
    write(folder, "vocabulary.json", {"terms": [{"term": "a"}], "spellings": 1})
    assert problems(validate_vocabulary, folder) == (
        "vocabulary.json: terms[0].unlock: is missing",
        "vocabulary.json: spellings: must be a valid array",
    )


def test_a_hundred_episodes(tmp_path: Path) -> None:
    pack = made_up_pack(100)
    assert validate_pack(write_pack(pack, tmp_path)) == pack
    assert os.path.exists(tmp_path / "episodes/100.json")


def test_a_newer_format_is_refused_whatever_else_is_in_it(folder: str) -> None:
    change(folder, "series.json", put("format", to=2))
    change(folder, "series.json", put("mood", to="blue"))
    change(folder, "cast.json", put("mood", to="blue"))
    newer = ["series.json: format: is a newer one, 2: update bigcity-tui to open it"]
    assert problems(validate_pack, folder) == tuple(newer)
    with pytest.raises(PackError, match="update bigcity-tui"):
        load_series(folder)
