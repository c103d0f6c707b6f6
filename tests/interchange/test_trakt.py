"""Trakt's files: what they say, what of it fits, and what is said of the rest."""

import json
import time
from dataclasses import replace

import pytest

from bigcity_tui.domain.errors import FileError
from bigcity_tui.domain.history import fold
from bigcity_tui.domain.operations import change
from bigcity_tui.interchange.reader import read
from bigcity_tui.interchange.shows import Wanted
from tests.domain.ledger import Ledger
from tests.interchange.support import (
    SERIES,
    SHOW,
    apply_import,
    exported,
    marked,
    of,
    play,
    rated,
    scored,
    table,
)


def faults(value: object) -> list[tuple[str, str]]:
    return [(fault.place, fault.why) for fault in of(value).faults]


def ledger_with(*changes: tuple[object, str, dict[str, object]]) -> Ledger:
    ledger = Ledger()
    ledger.write([change("first", str(item), kind, **value) for item, kind, value in changes])
    return ledger


def test_history_and_ratings_in_one_list_or_each_alone() -> None:
    ledger = Ledger()
    history, ratings, shows = [play(1), play(2, "unknown")], [rated(2, 7)], [rated(None, 9)]
    for file in (history, ratings, shows):
        assert apply_import(ledger, file).added == len(file)
    together = Ledger()
    apply_import(together, [*history, *ratings, *shows])
    assert ledger.state == together.state
    assert marked(ledger) == {1: "2024-10-21", 2: None}
    assert scored(ledger) == {"2": 7.0, "series": 9.0}


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2024-10-21T12:00:00.000Z", "2024-10-21"),
        ("2024-10-21T12:00:00Z", "2024-10-21"),
        ("2024-10-21T23:30:00.000Z", "2024-10-22"),
        ("2024-10-21 23:30:00", "2024-10-22"),
        ("2024-10-21 23:30:00 UTC", "2024-10-22"),
        ("2024-10-21T23:30:00+09:00", "2024-10-21"),
        ("2024-10-21T23:30:00-0500", "2024-10-22"),
        ("2024-10-21", "2024-10-21"),
        ("unknown", None),
        ("", None),
        (None, None),
        ("1970-01-01T00:00:01Z", None),
        ("1970-01-01T00:00:00.000Z", None),
        ("1970-01-03T00:00:02Z", "1970-01-03"),
        ("2024-10-21T00:00:00.000Z", "2024-10-21"),
        ("2024-10-21 00:00:00", "2024-10-21"),
        ("2024-10-21T00:00:00+09:00", "2024-10-21"),
        ("2024-10-21T15:00:00Z", "2024-10-22"),
        (1_729_512_000, "2024-10-21"),
        (1_729_512_000_000, "2024-10-21"),
        ("45586", "2024-10-21"),
        ("45586.5", "2024-10-21"),
        ("21.10.2024 23:30", "2024-10-21"),
        ("10/21/24 11:30 PM", "2024-10-21"),
        ("21/10/2024", "2024-10-21"),
        ("3/3/2024", "2024-03-03"),
        ("October 21, 2024", "2024-10-21"),
        ("21 Oct 2024", "2024-10-21"),
        ("2024. 10. 21.", "2024-10-21"),
        ("2024년 10월 21일", "2024-10-21"),
        ("2024-10-21 오후 9:30:00", "2024-10-22"),
        ("2024/10/21", "2024-10-21"),
        ("2024-10-21 12:00:00 +0000 UTC", "2024-10-21"),
        ("1969-12-31 19:00:00", None),
        ("0001-01-01T00:00:00Z", None),
        ("0000-00-00", None),
        ("01.01.1970", None),
        ("null", None),
        ("N/A", None),
        ("<nil>", None),
        (0, None),
    ],
)
def test_times_become_the_viewers_own_dates(
    monkeypatch: pytest.MonkeyPatch, at: str | None, day: str | None
) -> None:
    monkeypatch.setenv("TZ", "Asia/Seoul")
    time.tzset()
    found = of([play(1, at)]).plays
    monkeypatch.undo()
    time.tzset()
    assert [viewing.on for viewing in found] == [day]


@pytest.mark.parametrize(
    ("item", "why"),
    [
        (play(5), "there is no episode 5: the series has 4 episodes"),
        (play(0), "there is no episode 0: the series has 4 episodes"),
        (play(-1), "its episode is no number"),
        (play(True), "its episode is no number"),
        (play(None), "its episode is missing"),
        (play("one"), "its episode is no number"),
        (play(1, episode={"season": 0, "number": 1}), "it is about a special, not episode 1"),
        (play(1, episode={"season": 2, "number": 1}), "there is no season 2"),
        (play(1, episode={"number": 1}), "its season is missing"),
        (play(1, episode=None), "its season is missing"),
        (play(1, type="season"), "it is about a season, not episode 1"),
        (play(1, type="show"), "it marks the whole series, and does not say which episodes"),
        (play(1, show=None), "it has no show that tells the series"),
    ],
)
def test_what_makes_no_sense_is_named_and_left_out(item: object, why: str) -> None:
    file = [play(2), item]
    assert faults(file) == [("[1]", why)]
    assert apply_import(Ledger(), file).added == 1


UNREADABLE = "its date cannot be read: watched on an unknown date"
NO_RATING = "its rating is left out, which is no number from 0.5 to 10"
ROUNDED = "its rating, 7.3, becomes 7.5: ratings are in half points here"


@pytest.mark.parametrize(
    ("item", "why", "on", "score"),
    [
        (play(1, "yesterday"), UNREADABLE, None, None),
        (play(1, "2024-02-30T00:00:00Z"), UNREADABLE, None, None),
        (play(1, "2024-10-21T25:00:00Z"), UNREADABLE, None, None),
        (play(1, "9999-12-31T23:59:59-23:59"), UNREADABLE, None, None),
        (play(1, 17), UNREADABLE, None, None),
        (play(1, ["2024"]), UNREADABLE, None, None),
        (play(1, "3/4/2024"), "its date could be of two months: watched on an unknown date",
         None, None),
        (play(1, rating=0), None, "2024-10-21", None),
        (play(1, rating="N/A"), None, "2024-10-21", None),
        (play(1, rating=11), NO_RATING, "2024-10-21", None),
        (play(1, rating=-1), NO_RATING, "2024-10-21", None),
        (play(1, rating="ten"), NO_RATING, "2024-10-21", None),
        (play(1, rating=True), NO_RATING, "2024-10-21", None),
        (play(1, rating=[8]), NO_RATING, "2024-10-21", None),
        (play(1, rating=7.3), ROUNDED, "2024-10-21", 7.5),
        (play(1, rating="7,3"), ROUNDED, "2024-10-21", 7.5),
        (play(1, rating="8,5"), None, "2024-10-21", 8.5),
        (play(1, rating=0.1), "its rating, 0.1, becomes 0.5: ratings are in half points here",
         "2024-10-21", 0.5),
        (play(1, rating=8, rated_at="whenever"),
         "of its rating, its date cannot be read: which is passed over", "2024-10-21", 8.0),
    ],
)  # fmt: skip
def test_one_bad_field_costs_that_field_and_is_said(
    item: object, why: str | None, on: str | None, score: float | None
) -> None:
    found = of([play(2), item])
    assert [(each.place, each.why) for each in found.partial] == [("[1]", why)] * bool(why)
    assert (found.faults, len(found.partial)) == ([], bool(why))
    assert found.plays[1].on == on
    assert [rating.score for rating in found.ratings] == [score] * bool(score)


def test_what_is_wrong_in_rows_of_others_costs_nothing() -> None:
    mine, other = json.dumps(play(1)), json.dumps(play(1, show={"title": "zq"}))
    worse = [
        other.replace("zq", "cut \\ud83d"),
        other.replace('"id": 1,', '"id": 12345678901234567890,'),
        other.replace('"id": 1,', '"id": NaN, "depth": ' + "[" * 40 + "]" * 40 + ","),
    ]
    for each in worse:
        found = of(f"[{each}, {mine}]".encode())
        assert (found.matched, found.plays, found.faults) == (1, of([play(1)]).plays, [])
    assert of(f"[{other}, {mine}]".encode().replace(b"zq", b"\xff")).matched == 1


def test_a_viewing_to_come_is_left_out_and_listed() -> None:
    data = json.dumps([play(1, "2031-01-03T12:00:00Z"), play(2, "2031-01-01")]).encode()
    found = read("file", data, Wanted(SERIES, today="2030-12-31"))
    assert [(fault.place, fault.why) for fault in found.faults] == [
        ("[0]", "it is dated in the future, 2031-01-03")
    ]
    assert [each.episode for each in found.plays] == [2]  # it may be tomorrow in the viewer's east


def test_what_is_no_object_and_other_titles_are_left_out() -> None:
    film = {"watched_at": "unknown", "type": "movie", "movie": {"title": "The Quay at Dusk"}}
    items = [play()] * 20 + [5, film, play(show={"title": "Elsewhere\x1b", "year": 2021})]
    found = of(items)
    assert [(fault.place, fault.why) for fault in found.faults] == [("[20]", "it is no object")]
    assert dict(found.others) == {"The Quay at Dusk, a film": 1, "Elsewhere� (2021)": 1}


@pytest.mark.parametrize(
    ("show", "matches"),
    [
        ({"title": "the quay at DUSK"}, True),
        ({"title": "The Quay, at Dusk!", "year": 2021}, True),
        ({"title": "The Quay at Dusk (2021)"}, True),
        ({"title": "The Quay at Dusk (2019)"}, False),
        ({"title": "The Quay at Dusk", "year": 2019}, False),
        ({"title": "저녁의 부두"}, True),
        ({"title": "저녁의 부두", "year": 2021}, True),
        ({"title": "부두"}, True),
        ({"title": "Quay at Dusk"}, False),
        ({"title": ""}, False),
        ({"title": None}, False),
        ({"title": "Anything", "ids": {"imdb": "tt0000042"}}, True),
        ({"title": "Anything", "ids": {"slug": "the-quay-at-dusk", "trakt": 5}}, True),
        ({"title": "Anything", "ids": {"tmdb": 42}}, True),
        ({"title": "The Quay at Dusk", "ids": {"tmdb": 43}}, False),
        ({"title": "The Quay at Dusk", "ids": {"tvdb": 43}}, True),
        ({"title": "The Quay at Dusk", "ids": {"trakt": 43}}, True),
        ({"title": "The Quay at Dusk", "ids": None}, True),
    ],
)
def test_a_series_is_known_by_id_then_by_title_and_year(
    show: dict[str, object], matches: bool
) -> None:
    found = of([play(show=show)])
    assert (found.matched == 1) is matches
    assert (not found.others) is matches


def test_what_the_viewer_said_stands() -> None:
    ledger = ledger_with(
        (1, "progress", {"state": "watched", "on": "2024-10-20"}),
        (2, "progress", {"state": "watched", "on": None}),
        (3, "progress", {"state": "watched", "on": "2024-10"}),
        (4, "progress", {"state": "watching"}),
        (1, "rating", {"score": 8.5}),
        (2, "rating", {"score": 4}),
    )
    file = [*map(play, [1, 2, 3, 4]), rated(1, 9), rated(2, 5), rated(3, 6)]
    weighed = apply_import(ledger, file)
    assert weighed.changes == (
        "episode 2: watched on 2024-10-21",
        "episode 4: watched on 2024-10-21",
        "episode 3: rated 6",
    )
    assert weighed.kept == (
        "episode 1: a viewing on 2024-10-21 is left out; one is marked already",
        "episode 2: your rating stays; the file has 5",
    )
    assert weighed.known == 2
    assert marked(ledger) == {1: "2024-10-20", 2: "2024-10-21", 3: "2024-10", 4: "2024-10-21"}
    assert scored(ledger) == {"1": 8.5, "2": 4.0, "3": 6.0}


def test_of_several_viewings_the_first_and_of_several_ratings_the_last() -> None:
    ledger = Ledger()
    file = [
        play(1, "2025-01-01"),
        play(1, "2024-01-01"),
        play(1, "2024-01-01T05:00:00Z"),
        play(1, "unknown"),
        rated(1, 9, "2025-01-01"),
        rated(1, 3, "2024-01-01"),
    ]
    weighed = apply_import(ledger, file)
    assert marked(ledger) == {1: "2024-01-01"}
    assert scored(ledger) == {"1": 9.0}
    assert weighed.kept == ()
    assert weighed.further == ("episode 1: watched again on 2025-01-01",)


def test_a_viewing_belongs_to_the_viewing_of_its_time() -> None:
    noon = 1_729_512_000_000  # 21 October 2024
    ledger = ledger_with((1, "progress", {"state": "watched", "on": "2024-01-01"}))
    ledger.write([change("again", "", "pass", begun=True, open=False)])
    ledger.operations[-1] = ledger.operations[-1]._replace(wall=noon)
    file = [play(1, "2024-01-01"), play(1, "2024-12-01"), play(2, "2024-02-01"), play(3, "unknown")]
    weighed = apply_import(ledger, file)
    first, again = fold(ledger.operations).viewings
    assert first.progress.watched == {1: "2024-01-01", 2: "2024-02-01", 3: None}
    assert again.progress.watched == {1: "2024-12-01"}
    assert "viewing 2, episode 1: watched on 2024-12-01" in weighed.changes


def test_csv_columns_by_any_name_and_in_any_order() -> None:
    ledger = Ledger()
    weighed = apply_import(
        ledger,
        table(
            "Date Watched;SEASON;Episode;Name;Rating;colour",
            "2024-10-21;1;1;The Quay at Dusk;8;red",
            ";1.0;2.0;The Quay at Dusk;7;",
            ";;;The Quay at Dusk;9;",
            "2024-10-21;;;The Quay at Dusk;;",
        ),
    )
    assert weighed.added == 3
    assert marked(ledger) == {1: "2024-10-21"}
    assert scored(ledger) == {"1": 8.0, "2": 7.0}
    found = of(table("Date Watched;SEASON;Episode;Name;colour\x1b", "x;1;1;The Quay at Dusk;"))
    assert found.columns == ("date_watched", "season", "episode", "name")
    assert found.ignored_columns == ("'colour\\x1b'",)
    assert [(fault.place, fault.why) for fault in found.partial] == [("line 2", UNREADABLE)]


def test_csv_kinds_ids_and_what_is_only_on_a_list() -> None:
    head = "type,action,title,year,imdb_id,watched_at,watchlisted_at,rating,season,episode"
    found = of(
        table(
            head,
            "Episode,watch,?,,tt0000042,,,,1,1",
            "tv,,The Quay at Dusk,2021,,,2024-01-01,,,",
            "movie,watch,The Quay at Dusk,2021,,2024-01-01,,,,",
            "season,,The Quay at Dusk,2021,,,,8,1,",
            "show,,The Quay at Dusk,twenty,,,,8,,",
            '"",,"The Quay\nat Dusk",,,unknown,,,1,2',
        )
    )
    assert [(each.episode, each.on) for each in found.plays] == [(1, None), (2, None)]
    assert [rating.item for rating in found.ratings] == ["series"]
    assert (found.matched, found.empty_rows, len(found.faults)) == (5, 1, 1)
    assert dict(found.others) == {"The Quay at Dusk (2021), a film": 1}


def test_the_columns_are_named_where_they_are_too_few() -> None:
    with pytest.raises(FileError, match=r"columns understood: episode and year\)"):
        of(table("episode,year,seen", "1,2021,yes"))
    with pytest.raises(FileError, match=r"understood: title, year, watched_at and rating\)"):
        of(table("title,year,watched_at,rating", "The Quay at Dusk,2021,2024-10-21,9"))
    with pytest.raises(
        FileError, match=r"columns understood: season, episode, watched_at and tmdb\)"
    ):
        of(table("season,episode,watched_at,tmdb", "1,1,2024-10-21,42"))
    with pytest.raises(FileError, match=r"columns understood: none\)"):
        of(table("a,b"))


def test_what_goes_out_has_ids_and_no_titles_of_episodes() -> None:
    ledger = ledger_with((1, "progress", {"state": "watched", "on": "2024-10-21"}))
    value = json.loads(exported("trakt", ledger.operations).text)
    assert value[0]["episode"] == {"season": 1, "number": 1}
    assert value[0]["show"] == {
        **SHOW,
        "aired_episodes": 4,
        "ids": {"slug": "the-quay-at-dusk", "imdb": "tt0000042", "tmdb": 42},
    }
    row = exported("trakt-csv", ledger.operations).text.splitlines()[1]
    assert row.startswith("episode,The Quay at Dusk,2021,the-quay-at-dusk,tt0000042,42,,2024-10-21")


def test_what_trakt_cannot_hold_is_said() -> None:
    ledger = ledger_with(
        (1, "progress", {"state": "watched", "on": "2024"}),
        (1, "rating", {"score": 0.5}),
        (2, "rating", {"score": 9}),
        ("series", "rating", {"score": 9.5}),
        (1, "note", {"text": "Mine.", "over": []}),
    )
    ledger.write([change("again", "", "pass", begun=True, open=False)])
    ledger.write([change("again", 1, "rating", score=7)])
    sent = exported("trakt", ledger.operations)
    assert sent.notices == (
        "rounded, since Trakt knows whole points: the series (9.5 to 10)",
        "sent with an unknown date, not with a month or year alone: episode 1",
        "left out: your notes and answers, and ratings of earlier viewings",
    )


def test_a_title_that_a_terminal_or_a_spreadsheet_could_obey_is_made_plain() -> None:
    series = replace(SERIES, title="=1+1\x1b[2J\u202e")
    ledger = ledger_with((1, "progress", {"state": "watched", "on": "2024-10-21"}))
    text = exported("trakt", ledger.operations, series).text
    assert text.replace("\n", "").isprintable()
    assert json.loads(text)[0]["show"]["title"] == series.title
    row = exported("trakt-csv", ledger.operations, series).text.splitlines()[1]
    assert row.startswith("episode,'=1+1\N{REPLACEMENT CHARACTER}[2J\N{REPLACEMENT CHARACTER},2021")
