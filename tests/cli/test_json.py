"""The keys that programs may rely on, and what is in them."""

from typing import Any

from tests.cli.driver import Prompt

NOON_TEXT = "2024-10-21T12:00:00Z"


def keys(value: Any) -> set[str]:
    return set(value)


def test_status(prompt: Prompt) -> None:
    assert prompt.json("status") == {
        "moment": "before",
        "watched": [],
        "watching": None,
        "episodes": 8,
        "next": 1,
        "minutes_left": 400,
        "pass": 1,
        "open": False,
    }
    prompt.does("watch 1-2 5").does("start 3")
    assert prompt.json("status") == {
        "moment": "start:3",
        "watched": [1, 2, 5],
        "watching": 3,
        "episodes": 8,
        "next": 3,
        "minutes_left": 250,
        "pass": 1,
        "open": False,
    }
    prompt.does("watch 8 --through")
    assert prompt.json("status")["next"] is None
    assert prompt.json("status")["minutes_left"] == 0


def test_episodes(prompt: Prompt) -> None:
    prompt.does("watch 1").does("rate 1 8.5").does("note 1 Again.").does("watch 3").does("start 4")
    rows = prompt.json("episodes")
    assert [row["number"] for row in rows] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert all(
        keys(row)
        == keys(
            {
                "number", "state", "heading", "director", "minutes", "coming", "on", "rating",
                "note", "open", "waits_for", "earlier",
            }
        )
        for row in rows
    )  # fmt: skip
    assert rows[0]["heading"]
    assert rows[0] | {"heading": ""} == {
        "number": 1,
        "state": "watched",
        "heading": "",
        "director": "Son Tae Gyum",
        "minutes": 50,
        "coming": "",
        "on": "2024-10-21",
        "rating": 8.5,
        "note": "Again.",
        "open": True,
        "waits_for": [],
        "earlier": [],
    }
    assert [row["state"] for row in rows[1:5]] == ["unwatched", "watched", "watching", "unwatched"]
    assert [row["waits_for"] for row in rows[1:5]] == [[], [2], [2], []]
    assert {row["heading"] for row in rows[1:]} == {None}


def test_cast(evening: Prompt) -> None:
    assert evening.json("cast") == []
    evening.does("watch 3 --through")
    people = evening.json("cast")
    shown = {"name", "former", "actor", "native_name", "actors"}
    assert all(keys(person) == shown for person in people)
    assert keys(people[0]["actors"][0]) == {"name", "native_name", "born", "work"}
    one = evening.json(["cast", people[0]["name"]])
    assert keys(one) == shown | {"born", "work", "facts", "relations"}
    assert one["facts"]
    assert all(isinstance(fact, str) for fact in one["facts"])
    assert keys(one["relations"][0]) == {"name", "bond", "text", "ended", "before"}
    assert one["relations"][0]["name"] == people[1]["name"]


def test_read(prompt: Prompt) -> None:
    document = prompt.json("read about")
    assert keys(document) == {"document", "title", "blocks"}
    assert document["document"] == "about"
    assert document["blocks"][0] == {"kind": "title", "text": "Love in the Big City"}
    assert all(keys(block) == {"kind", "text"} for block in document["blocks"])


def test_search(prompt: Prompt) -> None:
    hits = prompt.json("search 대도시의")
    assert keys(hits[0]) == {"document", "title", "place", "excerpt"}
    assert hits[0]["document"] == "about"
    assert "대도시의 사랑법" in prompt.out
    assert prompt.json("search qqqq") == []


def test_ask(prompt: Prompt) -> None:
    questions = prompt.json("ask")
    assert [keys(question) for question in questions[:1]] == [{"number", "question"}]
    answer = prompt.json("ask 1 --episode 8 --yes")
    assert keys(answer) == {"number", "question", "episode", "answer", "text"}
    assert answer["question"] == questions[0]["question"]
    assert answer["episode"] == 8


def test_changes_and_the_log(prompt: Prompt) -> None:
    assert prompt.json("log") == []
    assert prompt.json("watch 1") == {
        "message": "Marked episode 1 as watched.",
        "changed": True,
        "moment": "end:1",
    }
    assert prompt.json("watch 1")["changed"] is False
    assert prompt.json("undo")["moment"] == "before"
    entries = prompt.json("log")
    assert [keys(entry) for entry in entries] == [
        {"id", "at", "device", "text", "undoes", "changes"}
    ] * 2
    assert [entry["text"] for entry in entries] == [
        "watched episode 1",
        "undone: watched episode 1",
    ]
    assert entries[0]["at"] == NOON_TEXT
    assert entries[1]["undoes"] == entries[0]["id"]
    marked = {"state": "watched", "on": "2024-10-21"}
    one = {"pass": 1, "item": "1", "kind": "progress"}
    assert entries[0]["changes"] == [one | {"value": marked, "before": None}]
    assert entries[1]["changes"] == [one | {"value": {"state": "unwatched"}, "before": marked}]
    prompt.does("log").says("2024-10-21 12:00 watched episode 1")


def test_paths(prompt: Prompt) -> None:
    paths = prompt.json("paths")
    assert keys(paths) == {"home", "record", "backups", "places", "packs"}
    assert paths["home"] == prompt.home
    prompt.does("paths").says(paths["record"], paths["backups"])


def test_it_is_set_for_reading_and_keeps_its_letters(prompt: Prompt) -> None:
    prompt.does("read about --json")
    assert prompt.out.startswith('{\n  "document": "about",\n')
    assert prompt.out.endswith("}\n")
    assert "대도시의" in prompt.out
