"""The shape of files and the rules of a pack: each refusal, with its file and place."""

import pytest

from bigcity_tui.pack.location import BUNDLED_ID
from bigcity_tui.pack.validate import validate_pack
from tests.pack.support import Edit, change, drop, problems, put

SERIES, CAST, SECOND = "series.json", "cast.json", "episodes/02.json"
REVIEW, THREADS, ASKS = "review.json", "threads.json", "asks.json"
ID = "must be 1 to 64 small letters a–z, digits and single hyphens between them"
DEVICE = "is the name of a device on Windows: choose another"
MOMENT = "must be 'before', 'start:N' or 'end:N', such as 'end:2'"
BLANK = "must not be empty or blank"
NUMBER = "is not the number of an episode of this series: choose 1 to 3"
LINK = "must be an https:// address without spaces"
DAY = "must be a date such as 2024-10-21"
BORN = "must be a date such as 1994-07-05"
USED = "is in use already: every id must be its own"
KIND = "must be 'theme', 'character', 'symbol' or 'review'"
LATE = "is end:4, later than the end of the series: write end:3 or earlier"
EARLY = "earlier than what it is part of: write start:1 or later"
ANSWER = {"episode": 1, "answer": "yes", "text": "Yes."}

Row = tuple[str, Edit, str]

SHAPE: list[Row] = [
    (SERIES, drop("title"), "title: is missing"),
    (SERIES, put("title", to=None), "title: must be a valid string"),
    (SERIES, put("title", to=["x" * 1000]), "title: must be a valid string"),
    (SERIES, put("year", to=True), "year: must be a valid integer"),
    (SERIES, put("year", to=2000.5), "year: must be a valid integer"),
    (SERIES, put("minutes", to="50"), "minutes: must be a valid integer"),
    (SERIES, put("score", "value", to="9"), "score.value: must be a valid number"),
    (SERIES, put("novel", to=[]), "novel: must be an object"),
    (SERIES, put("blurb", to="text"), "blurb: must be a valid array"),
    (
        SERIES,
        put("colour", to="red"),
        "colour: is no name that belongs here: see 'pack schema'",
    ),
    (
        SERIES,
        put("\x1b[31m", to="red"),
        "'\\x1b[31m': is no name that belongs here: see 'pack schema'",
    ),
    (
        SERIES,
        put("x" * 90, to=1),
        "x" * 39 + "…: is no name that belongs here: see 'pack schema'",
    ),
    (SERIES, lambda _: [], "must be an object"),
    (ASKS, lambda _: {}, "must be a valid array"),
    (ASKS, put(0, to=1), "[0]: must be an object"),
    (
        ASKS,
        put(0, "series", "answer", to=True),
        "[0].series.answer: must be 'yes', 'no' or 'unknown'",
    ),
    (CAST, put("relations", 0, "people", to=["zqid1"]), "relations[0].people[1]: is missing"),
    (
        CAST,
        put("relations", 0, "people", to=["zqid1", "zqid2", "zqid3"]),
        "relations[0].people: must have at most 2 items after validation, not 3",
    ),
    (CAST, drop("people", 0, "facts", 0, "unlock"), "people[0].facts[0].unlock: is missing"),
    (SECOND, drop("unlock"), "unlock: is missing"),
    (SECOND, drop("notes", 1, "unlock"), "notes[1].unlock: is missing"),
    (SECOND, put("notes", 1, "unlock", to="end:0"), f"notes[1].unlock: {MOMENT}"),
    (SECOND, put("notes", 1, "unlock", to="end:2\n"), f"notes[1].unlock: {MOMENT}"),
    (SECOND, put("notes", 1, "unlock", to="END:2"), f"notes[1].unlock: {MOMENT}"),
    (SECOND, put("notes", 1, "unlock", to="end:２"), f"notes[1].unlock: {MOMENT}"),
    (SECOND, put("notes", 1, "unlock", to="end:10000"), f"notes[1].unlock: {MOMENT}"),
    (SECOND, put("notes", 1, "unlock", to=4), "notes[1].unlock: must be a valid string"),
    (SECOND, put("notes", 1, "kind", to="gossip"), f"notes[1].kind: {KIND}"),
    (SECOND, put("heading", to="Title"), "heading: must be an object"),
]

RULES: list[Row] = [
    *(
        (SERIES, put("id", to=value), f"id: {ID}")
        for value in ("../x", "a/b", "A", "a--b", "-a", "a-", "é", "a\n", "a" * 65, "a" * 300)
    ),
    *((SERIES, put("id", to=v), f"id: {DEVICE}") for v in ("con", "nul", "com1", "lpt9", "aux")),
    (SERIES, put("id", to=BUNDLED_ID), "id: belongs to the bundled pack: choose another"),
    (
        SERIES,
        put("unlock", to="start:1"),
        "unlock: must be 'before': what is in this file is public",
    ),
    *(
        (
            SERIES,
            put("episode_ids", to=ids),
            "episode_ids: must be 3, one for each episode, each its own",
        )
        for ids in (["a"], ["a", "b", "b"], ["a", "b", "c", "d"])
    ),
    (SERIES, put("episode_ids", to=["a", "b", "../c"]), f"episode_ids[2]: {ID}"),
    (SERIES, put("episode_ids", to=["a", "b", "c~1"]), f"episode_ids[2]: {ID}"),
    (SERIES, put("format", to=0), "format: must be 1, the format of this version's packs"),
    (SERIES, put("format", to=2), "format: is a newer one, 2: update bigcity-tui to open it"),
    (
        SERIES,
        put("language", to="English"),
        "language: must be a language tag such as en, ko or pt-BR",
    ),
    (SERIES, put("authors", to=[" "]), f"authors[0]: {BLANK}"),
    *((SERIES, put("minutes", to=v), "minutes: must be from 1 to 600") for v in (0, -1, 601)),
    (SERIES, put("lengths", to=[50, 0, None]), "lengths: must be each from 1 to 600, or null"),
    (SERIES, put("lengths", to=[50]), "lengths: must have 3, one for each episode, or be absent"),
    (SERIES, put("aired", to=["2024-1-1", None, None]), "aired: must be dates such as 2024-10-21"),
    (SERIES, put("aired", to=[None]), "aired: must have 3, one for each episode, or be absent"),
    *(
        (
            SERIES,
            put("seasons", to=[{"name": "One", "episodes": each} for each in parts]),
            "seasons: must have at least one episode each, and 3 in all",
        )
        for parts in ((2,), (0, 3), (3, 1))
    ),
    (SERIES, put("year", to=-5), "year: must be a year of four digits"),
    *(
        (SERIES, put("released", to=value), f"released: {DAY}")
        for value in ("2024-02-30", "20241021", "2024-W01-1", "soon", "2024-1-1", "２０２４-01-01")
    ),
    (SERIES, put("blurb", to=[]), "blurb: must have at least one paragraph"),
    (SERIES, put("blurb", 0, to=""), f"blurb[0]: {BLANK}"),
    (SERIES, put("title", to=" \u00a0\u200b\n"), f"title: {BLANK}"),
    (SERIES, put("novel", "writer", to="\t"), f"novel.writer: {BLANK}"),
    (SERIES, put("directors", 0, "episodes", 0, to=0), f"directors[0].episodes[0]: {NUMBER}"),
    (SERIES, put("directors", 0, "episodes", 0, to=4), f"directors[0].episodes[0]: {NUMBER}"),
    *(
        (SERIES, put("links", 0, "url", to=value), f"links[0].url: {LINK}")
        for value in (
            "http://example.org/",
            "file:///etc/passwd",
            "https://",
            "https://example.org/a b",
            "https://example.org/\u202e",
            "https://me:secret@example.org/",
            "javascript:alert(1)",
            "HTTPS://example.org/\x1b]8",
        )
    ),
    *((SERIES, put("score", "value", to=v), "score.value: must be from 0 to 10") for v in (-1, 11)),
    (CAST, put("people", 0, "name", to=" "), f"people[0].name: {BLANK}"),
    (CAST, put("people", 0, "aliases", 0, to=""), f"people[0].aliases[0]: {BLANK}"),
    (
        CAST,
        put("people", 0, "actors", 0, "born", to="1994-13-01"),
        f"people[0].actors[0].born: {BORN}",
    ),
    (
        CAST,
        put("people", 0, "facts", 0, "unlock", to="before"),
        f"people[0].facts[0].unlock: is before, {EARLY}",
    ),
    (
        CAST,
        put("people", 0, "facts", 0, "unlock", to="end:4"),
        f"people[0].facts[0].unlock: {LATE}",
    ),
    (
        CAST,
        put("relations", 0, "people", 1, to="nobody"),
        "relations[0].people[1]: is not the id of anybody in this file: see people",
    ),
    (
        SECOND,
        put("number", to=3),
        "number: must be 2, as in the file's name",
    ),
    (SECOND, put("number", to=-2), "number: must be 2, as in the file's name"),
    (
        SECOND,
        put("notes", 0, "unlock", to="end:1"),
        "notes[0].unlock: is end:1, earlier than the episode begins: write start:2 or later",
    ),
    (
        SECOND,
        put("questions", 0, "unlock", to="before"),
        "questions[0].unlock: is before, earlier than the episode begins: write start:2 or later",
    ),
    (
        SECOND,
        put("questions", 1, "unlock", to="start:2"),
        (
            "questions[1].unlock: is start:2, earlier than the question before it: write end:2 or"
            " later"
        ),
    ),
    (
        SECOND,
        put("heading", "unlock", to="end:1"),
        "heading.unlock: is end:1, earlier than the episode begins: write start:2 or later",
    ),
    (
        SECOND,
        put("recap", "unlock", to="start:1"),
        "recap.unlock: is start:1, earlier than the end of what it tells: write end:1 or later",
    ),
    (SECOND, put("recap", "text", to=""), f"recap.text: {BLANK}"),
    (SECOND, put("notes", 0, "unlock", to="end:4"), f"notes[0].unlock: {LATE}"),
    (SECOND, put("notes", 0, "body", to=[]), "notes[0].body: must have at least one paragraph"),
    (SECOND, put("notes", 0, "body", 0, to="\n"), f"notes[0].body[0]: {BLANK}"),
    (REVIEW, put(0, "paragraphs", to=[]), "[0].paragraphs: must have at least one paragraph"),
    (REVIEW, put(0, "paragraphs", 0, "unlock", to="end:4"), f"[0].paragraphs[0].unlock: {LATE}"),
    (
        REVIEW,
        put(1, "paragraphs", 0, "unlock", to="before"),
        f"[1].paragraphs[0].unlock: is before, {EARLY}",
    ),
    (THREADS, put(0, "entries", to=[]), "[0].entries: must have at least one entry"),
    (THREADS, put(0, "entries", 0, "episode", to=4), f"[0].entries[0].episode: {NUMBER}"),
    (THREADS, put(0, "entries", 0, "episode", to=0), f"[0].entries[0].episode: {NUMBER}"),
    (ASKS, put(0, "episodes", to=[ANSWER | {"episode": 9}]), f"[0].episodes[0].episode: {NUMBER}"),
    (ASKS, put(0, "episodes", to=[ANSWER] * 2), "[0].episodes[1].episode: has an answer already"),
    (ASKS, put(0, "question", to=""), f"[0].question: {BLANK}"),
]


@pytest.mark.parametrize(("name", "edit", "says"), SHAPE + RULES)
def test_refused_with_file_and_place(folder: str, name: str, edit: Edit, says: str) -> None:
    change(folder, CAST, put("people", 0, "aliases", to=["Alias"]))
    change(folder, name, edit)
    assert problems(validate_pack, folder) == (f"{name}: {says}",)
