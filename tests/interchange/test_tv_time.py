"""TV Time's two files, whole and with columns missing."""

import pytest

from bigcity_tui.domain.errors import FileError
from tests.domain.ledger import Ledger
from tests.interchange.support import apply_import, marked, of, table

EPISODES = (
    "series_tvdb_id,series_imdb_id,series_uuid,title,season,episode,tvdb_id,is_watched,"
    "watched_at,rewatch_count,special"
)


def test_the_list_of_episodes() -> None:
    file = table(
        EPISODES,
        "7,tt0000042,u,Quay,1,1,9,true,2024-10-21T12:00:00Z,2,false",
        "7,tt0000042,u,Quay,1,2,9,TRUE,,0,false",
        "7,tt0000042,u,Quay,1,3,9,false,,0,false",
        "7,tt0000042,u,Quay,1,1,9,true,2024-10-21T12:00:00Z,0,true",
        "7,tt0000043,u,The Quay at Dusk,1,4,9,true,2024-10-21T12:00:00Z,0,false",
    )
    found = of(file)
    assert found.form == "TV Time (CSV)"
    assert (found.rows, found.matched, found.empty_rows, found.times) == (5, 4, 1, {1: 3})
    assert [(fault.place, fault.why) for fault in found.faults] == [
        ("line 5", "it is about a special, not episode 1")
    ]
    assert dict(found.others) == {"The Quay at Dusk": 1}
    assert found.ignored_columns == ("series_uuid", "tvdb_id")
    ledger = Ledger()
    apply_import(ledger, file)
    assert marked(ledger) == {1: "2024-10-21", 2: None}
    assert apply_import(ledger, file).added == 0


def test_the_tracking_records() -> None:
    file = table(
        "ep_no,key,series_name,s_no,created_at,rewatch_count,uuid",
        "1,watch-episode-a,The Quay at Dusk (2021),1,2024-10-21 12:00:00,1,",
        "2,rewatch-episode-a,저녁의 부두,1,2024-10-22 12:00:00,,",
        ",user-series-a,The Quay at Dusk,,2024-10-21 12:00:00,,",
        ",tracking-stats,,,2024-10-21 12:00:00,,",
        "1,watch-episode-b,Elsewhere,1,2024-10-21 12:00:00,0,",
        "1,watch-episode-c,The Quay at Dusk,1,2024-10-21 12:00:00,often,",
    )
    found = of(file)
    assert found.form == "TV Time (CSV)"
    assert (found.rows, found.matched, found.empty_rows, found.times) == (6, 4, 1, {1: 2})
    assert found.faults == []  # not even the row whose count is "often"
    assert dict(found.others) == {"without a title": 1, "Elsewhere": 1}
    ledger = Ledger()
    apply_import(ledger, file)
    assert marked(ledger) == {1: "2024-10-21", 2: "2024-10-22"}


@pytest.mark.parametrize(
    ("lines", "watched"),
    [
        (["series_tvdb_id,title,season,episode,watched_at", "7,저녁의 부두,1,3,2024-10-21"], {3}),
        (["is_watched,title,season,episode", "1,저녁의 부두,1,3"], {3}),
        (["is_watched,title,season,episode", "1,저녁의 부두,1"], set()),
        (["is_watched,title,episode", "1,저녁의 부두,3"], set()),
        (["key,series_name,s_no,ep_no", "watch-episode-1,저녁의 부두,1,3"], {3}),
        (
            [
                "key,series_name,s_no,season_number,ep_no,episode_number",
                "watch-episode-1,저녁의 부두,,1,,3",
            ],
            {3},
        ),
        (["key,series_name", "watch-episode-1,저녁의 부두"], set()),
        (["﻿Key\tSeries Name\ts_no\tep_no\r", "watch-episode-1\t저녁의 부두\t1\t3\r"], {3}),
    ],
)
def test_files_that_lack_columns(lines: list[str], watched: set[int]) -> None:
    ledger = Ledger()
    weighed = apply_import(ledger, table(*lines))
    assert set(marked(ledger)) == watched
    assert weighed.added == len(watched)
    assert len(of(table(*lines)).faults) == (not watched)


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["key,series_name", '"a'], "line 2: is no CSV"),
        (["key,series_name", '"a"b,c'], "line 2: is no CSV"),
        (["key,series_name", "a" * 140_000], "line 2: is no CSV"),
        (["key,series_name", "a," * 600_000], "has a line that is longer than 1,000,000 char"),
        (["key,series_name" + ",x" * 500, ""], "has more than 500 columns"),
    ],
)
def test_damaged_tables_are_refused_with_the_line(lines: list[str], says: str) -> None:
    with pytest.raises(FileError, match=f"^file: {says}"):
        of(table(*lines))


def test_tables_of_no_known_encoding_are_refused() -> None:
    with pytest.raises(FileError, match=r"^file: line 2: is not UTF-8"):
        of(b"key,series_name\nwatch-episode-1," + b"\xff" * 9 + b"\n")
    with pytest.raises(FileError, match="is no whole UTF-16"):
        of("key,series_name\n".encode("utf-16") + b"x")


@pytest.mark.parametrize("given", ["", "0000-00-00", "null"])
def test_what_is_in_the_list_of_episodes_seen_was_seen_whatever_its_date(given: str) -> None:
    file = table(
        "created_at,tv_show_name,episode_season_number,episode_number,episode_id",
        f"{given},Quay,1,1,9",
    )
    ledger = Ledger()
    apply_import(ledger, file)
    assert marked(ledger) == {1: None}
