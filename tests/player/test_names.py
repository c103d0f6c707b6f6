"""Names and titles as they are met with, and the episode that each means; in doubt none."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigcity_tui.domain.series import Season
from bigcity_tui.pack import load_series
from bigcity_tui.player.names import LONGEST, recognise
from tests.packs import made_up_pack

SERIES = load_series(None)

MEANT = {
    # Releases.
    "Love.in.the.Big.City.S01E03.1080p.WEB-DL.AAC2.0.H.264-GROUP.mkv": 3,
    "Love.in.the.Big.City.2024.S01E01.1080p.VIKI.WEB-DL.AAC2.0.H.264-XYZ.mkv": 1,
    "Love.in.the.Big.City.S01E08.REPACK.720p.WEBRip.x265.10bit-PSA.mkv": 8,
    "Love.In.The.Big.City.2024.S01E05.KOREAN.2160p.TVING.WEB-DL.DDP5.1.HEVC.mkv": 5,
    "love_in_the_big_city_s01e02_540p.mp4": 2,
    "Love in the Big City - S01E04 - Whatever It Is Called.mkv": 4,
    "Love in the Big City (2024) - S01E06 [WEBDL-1080p][AAC 2.0][h264].mkv": 6,
    "Love in the Big City 1x07.avi": 7,
    "[Group] Love in the Big City - 03 [1080p][A1B2C3D4].mkv": 3,
    "[Group] Love in the Big City - 03v2 [720p].mkv": 3,
    "Love in the Big City E02 END.mp4": 2,
    "Love in the Big City EP05 ENG SUB.mp4": 5,
    "Love in the Big City Ep. 4 (1080p).mp4": 4,
    "LoveInTheBigCity.E01.mp4": 1,
    "Love.in.the.Big.City.E003.mkv": 3,
    "LOVE IN THE BIG CITY EPISODE 7.MKV": 7,
    "Love in the Big City Season 1 Episode 3.mp4": 3,
    "Love%20in%20the%20Big%20City%20S01E03.mkv": 3,
    "대도시의 사랑법 Love in the Big City S01E02.mkv": 2,
    "Love in the Big City (대도시의 사랑법) E06.mkv": 6,
    "Love.in.the.Big.City.S01E03.DDP5.1.x264.1920x1080.mkv": 3,
    # Web-hard forms.
    "대도시의.사랑법.E03.241021.1080p.H264-F1RST.mp4": 3,
    "대도시의.사랑법.E08.END.241021.720p-NEXT.mp4": 8,
    "대도시의 사랑법 1화.mp4": 1,
    "대도시의 사랑법 제3화 1080p.mp4": 3,
    "대도시의 사랑법 03회.mkv": 3,
    "대도시의사랑법 4화 [한글자막].mkv": 4,
    "대도시의사랑법E05.mp4": 5,
    "대도시의사랑법2화.mp4": 2,
    "[드라마] 대도시의 사랑법 E02 2024 1080p.mp4": 2,
    "[티빙 오리지널] 대도시의 사랑법 7회.mp4": 7,
    "대도시의 사랑법.시즌1.E06.1080p.mkv": 6,
    "티빙 오리지널 대도시의 사랑법 5화": 5,
    "대도시의 사랑법 - 08.mkv": 8,
    # Titles of players and pages.
    "Love in the Big City - Episode 1 | Rakuten Viki": 1,
    "Watch Love in the Big City Episode 3 online with English subtitles | Viki": 3,
    "Love in the Big City: Episode 4": 4,
    "Love in the Big City – Ep 6 – Netflix": 6,
    "Love in the Big City: Season 1: Episode 2": 2,
    "Love in the Big City S1:E5": 5,
    "Love in the Big City S1 E5 - Netflix": 5,
    "대도시의 사랑법 - 제8화 - 넷플릭스": 8,
    "대도시의 사랑법 3화 | TVING": 3,
    "Love in the Big City Folge 2": 2,
    "Love in the Big City Episodio 6": 6,
    "Love in the Big City 第3集": 3,
    "https://www.viki.com/videos/1260392v-love-in-the-big-city-episode-3": 3,
    # Folders.
    "/films/Love in the Big City (2024)/Season 1/E03.mkv": 3,
    "/films/Love in the Big City (2024)/Season 01/S01E04 - Whatever.mkv": 4,
    "/films/Love.in.the.Big.City.S01.1080p.WEB-DL-GROUP/05.mkv": 5,
    "/films/Love in the Big City/3.mkv": 3,
    "/films/대도시의 사랑법/03 - Whatever.mkv": 3,
    "/films/대도시의 사랑법 [1080p]/7화.mp4": 7,
    "/Users/me/Movies/Love.in.the.Big.City.S01E02.mkv": 2,
    "file:///home/me/Love%20in%20the%20Big%20City/S01E06.mkv": 6,
}

NONE = (
    # The film, and what has no number.
    "Love.in.the.Big.City.2024.1080p.BluRay.x264-GROUP.mkv",
    "대도시의 사랑법 (2024) 1080p.mkv",
    "대도시의 사랑법 영화 2024 E01.mkv",
    "Love in the Big City (2024 film) E1.mkv",
    "Love in the Big City",
    "Love in the Big City - Netflix",
    "Love in the Big City 2.mkv",
    "Love in the Big City 2024",
    "대도시의 사랑법.2024.1080p.WEBRip.DDP5.1.x264.mkv",
    # Other seasons, specials and collections.
    "Love in the Big City S02E03.mkv",
    "Love in the Big City 2nd Season E03.mkv",
    "Love in the Big City 2 E03.mkv",
    "Love in the Big City S00E01.mkv",
    "대도시의 사랑법 시즌2 3화.mp4",
    "/films/Love in the Big City/Season 2/E03.mkv",
    "/films/Love in the Big City 2/E03.mkv",
    "/films/Love in the Big City/Specials/E01.mkv",
    "Love in the Big City E01-E08 1080p.mkv",
    "Love in the Big City E01E02.mkv",
    "Love in the Big City E01-08.mkv",
    "대도시의 사랑법 1~8화 완결.zip",
    "대도시의 사랑법 1-4회.mp4",
    "Love.in.the.Big.City.S01.COMPLETE.1080p.mkv",
    "Love in the Big City E03.5.mkv",
    "Love in the Big City E09.mkv",
    "Love in the Big City E00.mkv",
    "Love in the Big City E03 Part 2.mkv",
    "Love in the Big City S01E03 (2018).mkv",
    # About an episode.
    "Love in the Big City Ep 3 Trailer",
    "Love in the Big City E03 reaction!!",
    "Love in the Big City Episode 3 Review & Recap",
    "대도시의 사랑법 3화 예고",
    "대도시의 사랑법 3화예고.mp4",
    "대도시의 사랑법 4화 리뷰 결말 해석",
    "대도시의 사랑법 오디오북 3화",
    "Love in the Big City OST Part.3",
    # Other series.
    "Falling in Love in the Big City S01E03.mkv",
    "My Love in the Big City Episode 3",
    "Love in the Big Cityscape E03.mkv",
    "Love in the City S01E03.mkv",
    "Love in the Big City and Beyond E03.mkv",
    "Love in the Big City Jakarta S01E03.mkv",
    "Big City E03.mkv",
    "대도시의 사랑 3화.mp4",
    "대도시의 사랑법칙 3화.mp4",
    "우리 대도시의 사랑법 3화.mp4",
    "Some Other Drama E03.mkv",
    "Some Other Drama E03 - Love in the Big City.mkv",
    "Episode 3: Love in the Big City",
    "/films/Love in the Big City/Some.Other.Drama.E03.mkv",
    "/films/Some Other Drama/E03.mkv",
    "/films/Falling in Love in the Big City/E03.mkv",
    "/films/Love in the Big City/10 Things to Do.mkv",
    "",
    "Netflix",
    "YouTube",
    "E03.mkv",
    "3화",
)


@pytest.mark.parametrize("name", MEANT)
def test_an_episode_is_recognised_by_its_name(name: str) -> None:
    assert recognise(SERIES, [name]).episode == MEANT[name], recognise(SERIES, [name]).why


@pytest.mark.parametrize("name", NONE)
def test_what_may_be_something_else_is_no_episode(name: str) -> None:
    assert recognise(SERIES, [name]).episode is None


def test_names_have_to_agree_and_the_length_to_be_that_of_an_episode() -> None:
    sure = "Love in the Big City E03"
    assert recognise(SERIES, [sure, "Netflix", "대도시의 사랑법 3화"]).episode == 3
    for names in ([sure, "Love in the Big City E04"], [sure, "Love in the Big City S02E03"]):
        assert recognise(SERIES, names).episode is None
    assert recognise(SERIES, [sure], 52 * 60.0).episode == 3
    for minutes in (2, 118):
        match = recognise(SERIES, [sure], minutes * 60.0)
        assert match.episode is None
        assert f"lasts {'1 h 58 min' if minutes > 60 else '2 min'}" in match.why


@pytest.mark.parametrize(
    "title", ["9-1-1", "Don't Look", "1883", "E", "Àlba", "The 3rd Day", "2024"]
)
def test_it_is_the_title_of_the_pack_that_counts(title: str) -> None:
    series = replace(SERIES, title=title, original_title=title, episodes=12)
    assert recognise(series, [f"{title} S01E11.mkv"]).episode == 11
    assert recognise(series, [f"{title.replace(' ', '.')}.1x04.mkv"]).episode == 4
    assert recognise(series, [f"{title} S02E11.mkv"]).episode is None
    assert recognise(series, ["Love in the Big City S01E11.mkv"]).episode is None


def test_seasons_are_told_apart_where_the_series_has_some() -> None:
    seasons = (Season("One", 4), Season("Two", 4))
    series = replace(SERIES, seasons=seasons, lengths=(*[50] * 7, None), minutes=None)
    for name, number in (
        ("Love in the Big City S02E03 2025.mkv", 7),
        ("Love in the Big City 2x03.mkv", 7),
        ("/Love in the Big City/Season 2/03.mkv", 7),
        ("대도시의 사랑법 시즌2 3화", 7),
        ("Love in the Big City S01E03.mkv", 3),
        ("Love in the Big City S01E05.mkv", None),
        ("Love in the Big City S03E01.mkv", None),
        ("Love in the Big City E03.mkv", None),
        ("/Love in the Big City/Season 2/S01E03.mkv", None),
        ("Love in the Big City S02E03 2019.mkv", None),
    ):
        assert recognise(series, [name], 3_000).episode == number, name
    assert recognise(series, ["Love in the Big City S02E03"], 300.0).episode is None
    assert recognise(series, ["Love in the Big City S02E04"], 300.0).episode == 8


def test_a_part_of_a_series_goes_by_what_it_is_called() -> None:
    for unit in ("chapter", "part", "film"):
        series = replace(SERIES, unit=unit)
        assert recognise(series, [f"Love in the Big City {unit.upper()} 2.mkv"]).episode == 2
        assert recognise(SERIES, [f"Love in the Big City {unit} 2.mkv"]).episode is None


@given(st.text(max_size=60), st.integers(1, 8))
def test_no_text_breaks_it_and_none_before_the_title_is_passed_over(text: str, number: int) -> None:
    made_up = made_up_pack(3).series
    for name in (text, f"{text}/{text}", f"{text}\0{SERIES.title}"):
        assert recognise(made_up, [name]).episode is None
    match = recognise(SERIES, [f"strange {text.replace('/', '')} {SERIES.title} E0{number}"])
    assert match.episode is None


@given(
    st.text(st.sampled_from("\0 0123[(-~es화제E.")), st.text(st.sampled_from(" .-_"), min_size=1)
)
def test_only_numbers_that_there_are_come_out(tail: str, gap: str) -> None:
    match = recognise(SERIES, [f"Love in the Big City{gap}{tail}"])
    assert match.episode is None or str(match.episode) in tail


def test_a_name_of_a_megabyte_takes_no_time() -> None:
    for unit in ("a", "[", " ", "love in the ", "0", "-", "대도시의 ", "\0", "e1 ", "("):
        assert recognise(SERIES, [unit * (1_000_000 // len(unit))]).episode is None
    assert recognise(SERIES, ["x" * LONGEST + "/Love in the Big City E03"]).episode == 3
