"""Files that are refused whatever they may be about, and files changed by chance."""

import json
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bigcity_tui.domain.errors import FileError
from bigcity_tui.domain.operations import change
from bigcity_tui.interchange.plan import plan_changes
from tests.domain.ledger import Ledger
from tests.interchange.support import exported, of, play, rated, table

OWN = b'{"format": "bigcity-tui", %b}'
REFUSED: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is empty"),
    "blank": (b" \n", "is empty"),
    "cut off": (b'[{"watched_at": "un', "line 1, column 17: is not JSON: Unterminated string"),
    "trailing": (b"[] []", "line 1, column 4: is not JSON: Extra data"),
    "not UTF-8": (b'["\xff"]', "line 1: is not UTF-8"),
    "NaN": (b'{"format": NaN}', "format: must be a number, and NaN is none"),
    "infinite": (OWN % b'"x": 1e999', "x: must be a number of at most 16 digits"),
    "17 digits": (OWN % b'"x": 12345678901234567', "x: must be a number of at most"),
    "twice": (b'[{"rating": 1, "rating": 2}]', "[0]: gives a name twice"),
    "half": (OWN % b'"x": "\\ud800"', "x: holds half a character"),
    "a record that is not UTF-8": (OWN % b'"x": "\xff"', "line 1: is not UTF-8"),
    "33 deep": (b"[" * 33 + b"]" * 33, "[0]" * 32 + ": is nested deeper than 32 levels"),
    "90,000 deep": (b"[" * 90_000, "is nested deeper than 32 levels"),
    "endless lists": (b"[" + b"[]," * 2_000_000 + b"[]]", "holds more than 2,000,000 values"),
    "no list": (b"{}", "is JSON of no known format: known are our own JSON, JSON of"),
    "other list": (b"[1]", "is JSON of no known format"),
    "our CSV": (b"pass,episode,state,date,rating,note,answers\n", "is our own CSV, which is for"),
    "prose": (b"Dear diary,\nhello.\n", "is no table of a known format"),
    "binary": (bytes(range(128)) * 9, "is no table of a known format"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_in_one_line_with_place(case: str) -> None:
    data, says = REFUSED[case]
    with pytest.raises(FileError) as caught:
        of(data)
    assert str(caught.value).startswith(f"file: {says}")
    assert str(caught.value).isprintable()


def test_many_faults_and_titles_are_all_accounted_for() -> None:
    found = of([play(9)] * 500 + [play(show={"title": f"Title {n}"}) for n in range(500)])
    assert (len(found.faults), len(found.others)) == (500, 500)


def seeds() -> list[bytes]:
    ledger = Ledger()
    ledger.write(
        [
            change("first", 1, "progress", state="watched", on="2024-10-21"),
            change("first", 1, "rating", score=8.5),
            change("first", 1, "note", text='=note, "quoted"\n바다', over=[]),
        ]
    )
    ledger.undo()
    operations = ledger.operations
    return [
        exported("json", operations).text.encode(),
        json.dumps([play(), play(2, "unknown"), rated(1, 7), rated(None, 9)]).encode(),
        exported("trakt", operations).text.encode(),
        exported("trakt-csv", operations).text.encode(),
        table(
            "series_tvdb_id,title,season,episode,is_watched,watched_at,rewatch_count,special",
            '7,"The Quay at Dusk",1,1,true,2024-10-21T12:00:00Z,0,false',
        ),
        table(
            "key,series_name,s_no,ep_no,created_at,rewatch_count",
            "watch-episode-1,저녁의 부두,1,3,2024-10-21 12:00:00,1",
        ),
    ]


SEEDS = seeds()
PIECES = [
    *(b'"', b"'", b",", b";", b"\t", b"\n", b"\r", b"{", b"}", b"[", b"]", b":", b"\\", b"\0"),
    *(b"\xff", b"\xed\xa0\x80", b"\\ud800", b"\\u0000", b"\x1b[2J", b"\xe2\x80\xae", b"null"),
    *(b"true", b"-1", b"0", b"1e999", b"NaN", b"9" * 40, b"1.5", b"2024-02-30", b"unknown", b"=1"),
    *(b'"watched_at"', b'"type":"movie",', b'"version":2,', b"[" * 50, b'"' + b"x" * 200_000),
]


def mutated(data: bytes, chance: random.Random) -> bytes:
    """A file with a few pieces put in, taken out, doubled or exchanged."""
    for _ in range(chance.randint(1, 4)):
        at, to = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
        short = data[at : min(to, at + 12)]
        data = chance.choice(
            [
                data[:at] + chance.choice(PIECES) + data[at:],
                data[:at] + data[at + len(short) :],
                data[:at] + short + data[at:],
                data[:at] + chance.choice(PIECES) + data[at + len(short) :],
                data[:at],
                data[:at] + chance.choice(SEEDS)[at:],
            ]
        )
    return data


def check(data: bytes) -> bool:
    """A file is refused in one printable line, or decided about; quickly. Whether it was read."""
    started = time.process_time()
    incoming, refusal = None, ""
    try:
        incoming = of(data)
    except FileError as error:
        refusal = str(error)
    assert time.process_time() - started < 1
    if incoming is None:
        assert refusal.isprintable()
        assert 0 < len(refusal) < 2_000
        return False
    ledger = Ledger()
    changes, weighed = plan_changes(incoming, ())
    ledger.write(changes)
    assert weighed.added == len(changes)
    assert plan_changes(incoming, ledger.operations)[0] == []
    for line in (*weighed.changes, *weighed.kept, *(f.place + f.why for f in incoming.faults)):
        assert line.isprintable()
    return True


def campaign(runs: int, seed: int) -> None:
    chance = random.Random(seed)
    read = sum(check(mutated(chance.choice(SEEDS), chance)) for _ in range(runs))
    # Neither all are refused nor none, or the campaign looks at one half alone.
    assert runs / 20 < read < runs * 19 / 20


def test_changed_by_chance() -> None:
    campaign(1_500, seed=1)


@pytest.mark.long
@pytest.mark.timeout(3_600)
def test_changed_by_chance_long() -> None:
    campaign(100_000, seed=2)


@given(
    st.binary(max_size=200) | st.text(max_size=99).map(lambda text: text.encode(errors="ignore"))
)
@settings(max_examples=200, deadline=None)
def test_any_bytes(data: bytes) -> None:
    check(data)


@pytest.mark.parametrize(
    ("data", "service"),
    [
        ("Date;Name;Year;Letterboxd URI", "Letterboxd"),
        ("Title,Year,WatchedDate,Rating10", "Letterboxd"),
        ("Const\tYour Rating\tTitle", "IMDb"),
        ("TMDb ID,Name,Your Rating,Rating", "TMDB"),
        ("Title,Type,Season,Episode,Rating,Your Rating", "a service that is not known"),
        ("Title,Date", "Netflix"),
        ("\ufeffDate,Title", "Netflix"),
        ("Profile Name,Start Time,Title", "Netflix"),
        ("title,year,tmdbId,imdbId,userRating", "Movary"),
        ("name,dateAdded,rating,episode,season,isRewatch", "Serializd"),
        ('{"media": [], "people": []}', "Ryot"),
        ('[{"title": "x", "seasons": [], "rating_user": 9}]', "SeriesGuide"),
        ('{"shows": {}, "movies": {}, "platform": "x"}', "Showly"),
        ('{"lists": [], "user": {}}', "AniList"),
    ],
)
def test_foreign_services_are_refused_by_name(data: str, service: str) -> None:
    for encoding in ("utf-8", "utf-16"):
        with pytest.raises(FileError, match=f"^file: is an export of {service}, wh"):
            of(data.encode(encoding))


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("title,rating", "The Quay at Dusk,9"),
        ("title,year,watched_at,rating", "The Quay at Dusk,2021,2024-10-21,9"),
        ("title,episode,season,rating", "The Quay at Dusk,,,9"),
        ("title,type,rating", "The Quay at Dusk,movie,9"),
        ("title,type,rating", "The Quay at Dusk,,9"),
        ("title,type,rating,watched_at", "The Quay at Dusk,game,9,2024-10-21"),
        ("title,season,episode,is_watched", "The Quay at Dusk,1,1,perhaps"),
        ("key,series_name,s_no,ep_no,is_special", "watch-episode-1,The Quay at Dusk,1,1,TRUE"),
        ("key,series_name,s_no,ep_no,is_unitary", "watch-episode-1,The Quay at Dusk,1,1,1"),
        ("key,series_name,s_no,ep_no", "user-series-1,The Quay at Dusk,1,1"),
        ("type,entity_type,series_name,episode_number,season_number",
         "towatch,episode,The Quay at Dusk,1,1"),
        ("media_id,media_type,title,season_number,episode_number,status",
         "1,movie,The Quay at Dusk,1,1,Completed"),
        ("lastepwatched,title,type,rating", "s1e3,The Quay at Dusk,movie,9"),
    ],
)  # fmt: skip
def test_what_is_not_surely_an_episode_or_the_series_is_never_taken(head: str, row: str) -> None:
    try:
        found = of(table(head, row))
    except FileError:
        return
    assert (found.plays, found.ratings) == ([], [])
    assert len(found.faults) + found.empty_rows + found.others.total() == 1
