"""Trakt's files: what they say, what of it fits, and what is said of the rest."""

import json
import time
from dataclasses import replace

import pytest

from bigcity_tui.domain.errors import FileError
from bigcity_tui.domain.history import fold
from bigcity_tui.domain.operations import change
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
        ("1970-01-01T00:00:02Z", "1970-01-01"),
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
        (play(1, "yesterday"), "its date cannot be read"),
        (play(1, "2024-02-30T00:00:00Z"), "its date cannot be read"),
        (play(1, "2024-10-21T25:00:00Z"), "its date cannot be read"),
        (play(1, "9999-12-31T23:59:59-23:59"), "its date cannot be read"),
        (play(1, 1_729_512_000), "its date cannot be read"),
        (play(1, ["2024"]), "its date cannot be read"),
        (play(5), "there is no episode 5: the series has 4 episodes"),
        (play(0), "there is no episode 0: the series has 4 episodes"),
        (play(-1), "its episode is no number"),
        (play(True), "its episode is no number"),
        (play(None), "its episode is missing"),
        (play("one"), "its episode is no number"),
        (play(1, episode={"season": 0, "number": 1}), "it is a special"),
        (play(1, episode={"season": 2, "number": 1}), "there is no season 2"),
        (play(1, episode={"number": 1}), "its season is missing"),
        (play(1, episode=None), "its season is missing"),
        (play(1, type="season"), "it is about a season, not an episode"),
        (play(1, type="show"), "it marks the whole series, and does not say which episodes"),
        (play(1, show=None), "it names no series"),
        (rated(1, 0), "its rating is not from 1 to 10"),
        (rated(1, 11), "its rating is not from 1 to 10"),
        (rated(1, 7.3), "its rating is not from 1 to 10"),
        (rated(1, True), "its rating is not from 1 to 10"),
        (rated(1, "ten"), "its rating is not from 1 to 10"),
        (rated(None, 8, "whenever"), "its date cannot be read"),
    ],
)
def test_what_makes_no_sense_is_named_and_left_out(item: object, why: str) -> None:
    file = [play(2), item]
    assert faults(file) == [("[1]", why)]
    assert apply_import(Ledger(), file).added == 1


def test_what_is_no_object_and_other_titles_are_left_out() -> None:
    film = {"watched_at": "unknown", "type": "movie", "movie": {"title": "The Quay at Dusk"}}
    items = [play()] * 20 + [5, film, play(show={"title": "Elsewhere\x1b", "year": 2021})]
    found = of(items)
    assert [(fault.place, fault.why) for fault in found.faults] == [("[20]", "it is no object")]
    assert found.others == (("The Quay at Dusk, a film", 1), ("Elsewhere� (2021)", 1))


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
    assert (found.others == ()) is matches


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
        "episode 3: rated 6.0",
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
    assert weighed.kept == (
        "episode 1: a viewing on 2025-01-01 is left out; one is marked already",
    )


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
    assert weighed.added == 4
    assert marked(ledger) == {1: "2024-10-21"}
    assert scored(ledger) == {"1": 8.0, "2": 7.0, "series": 9.0}
    found = of(table("Date Watched;SEASON;Episode;Name;colour\x1b", "x;1;1;The Quay at Dusk;"))
    assert found.columns == ("date_watched", "season", "episode", "name")
    assert found.ignored_columns == ("'colour\\x1b'",)
    assert [(fault.place, fault.why) for fault in found.faults] == [
        ("line 2", "its date cannot be read")
    ]


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
    assert (found.matched, found.empty_rows, found.faulty) == (5, 1, 1)
    assert found.others == (("The Quay at Dusk (2021), a film", 1),)


def test_the_columns_are_named_where_they_are_too_few() -> None:
    with pytest.raises(FileError, match=r"columns understood: title and year\)"):
        of(table("title,year,seen", "The Quay at Dusk,2021,yes"))
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
        "sent with an unknown date, since Trakt knows no month or year alone: episode 1",
        "left out: ratings of earlier viewings, since Trakt keeps one of each",
        "left out: your notes, for which Trakt's files have no place",
    )


def test_a_title_that_a_terminal_or_a_spreadsheet_could_obey_is_made_plain() -> None:
    series = replace(SERIES, title="=1+1\x1b[2J\u202e")
    ledger = ledger_with((1, "progress", {"state": "watched", "on": "2024-10-21"}))
    text = exported("trakt", ledger.operations, series).text
    assert text.replace("\n", "").isprintable()
    assert json.loads(text)[0]["show"]["title"] == series.title
    row = exported("trakt-csv", ledger.operations, series).text.splitlines()[1]
    assert row.startswith("episode,'=1+1\N{REPLACEMENT CHARACTER}[2J\N{REPLACEMENT CHARACTER},2021")
