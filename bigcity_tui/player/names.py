"""Which episode a file or a title means, by what is public of a series. In doubt: none."""

import re
from collections.abc import Iterable
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import unquote

from bigcity_tui.domain.series import Series
from bigcity_tui.domain.spelling import folded
from bigcity_tui.domain.text import duration

LONGEST = 1_000  # characters of a name; the last ones count, since the file's own name is there

# Letters of any script; Hangul has no spaces between a number and what it counts.
_NO_LETTER, _NO_MORE = r"(?<![^\W\d_])", r"(?![^\W\d_])"
_NUMBERS = (
    re.compile(
        rf"{_NO_LETTER}(?:episode|episodio|folge|capitulo|eps?|e) ?[-#]? ?(?P<number>\d+)(?:v\d)?"
        r"(?!\d|[a-z])(?=(?P<to> ?(?:[-~+&]|to|and) ?(?:ep?)?\d{1,3}(?![\dpi]))?)"
    ),
    re.compile(r"(?<!\d)(?P<season>\d{1,2})x(?P<number>\d{2,3})(?!\d)"),
    re.compile(
        rf"(?<!\d)(?P<to>\d+ ?[-~] ?)?[제第]? ?(?<!\d)(?P<number>\d+) ?[화회話话集]{_NO_MORE}"
    ),
)
_BARE = re.compile(r"(?<=\0) (?:- )?(?P<number>0\d\d?)(?:v\d)?(?! ?[-~] ?\d)(?= |$)")
_ALONE = re.compile(r"(?<=^\0 )(?P<number>\d{1,3})(?= [a-z\d]{2,4}$|$)")
_SEASON = re.compile(
    rf"{_NO_LETTER}(?:season|s|시즌) ?(\d+)|(\d+)(?:st|nd|rd|th) season|(?<!\d)(\d{{1,2}})x\d\d"
)
_SEASON_FOLDER = re.compile(r"(?:season|s|시즌) ?\d+|specials?")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?![\dpix])")
_GROUP = re.compile(r"\[[^]]*]|\([^)]*\)|【[^】]*】")

_BESIDE = re.compile(
    r"\d{3,4}[pi]|\d+v|(?:19|20)\d\d|k?drama|k|bl|hd|uhd|fhd|4k|tv|web|the|series|season|watch|of|s"
    r"|online|korean?|kr|eng|engsub|english|subs?|original|limited|miniseries|uncut|netflix|viki"
    r"|rakuten|tving|wavve|watcha|viu|iqiyi|gagaoolala|드라마|시즌|시리즈|티빙|오리지널|넷플릭스"
    r"|웨이브|왓챠|다시보기|무삭제|한글|자막|한글자막"
)
"""Words that may stand before the number beside the title; with any other it may be another's."""

_OTHER = re.compile(
    r"trailers?|teasers?|previews?|promos?|making|behind|bts|interviews?|highlights?|clips?|ost"
    r"|soundtrack|reactions?|reviews?|recaps?|commentary|movie|film|specials?|sp|ova|extras?"
    r"|featurettes?|bonus|podcast|audiobook|webtoon|novel|sample|part|pt|deleted|shorts|mv"
    r"|영화|극장판|예고|예고편|티저|선공개|메이킹|비하인드|하이라이트|인터뷰|리뷰|리액션|요약|몰아보기"
    r"|결말|해석|스페셜|오디오북|팟캐스트|웹툰|소설"
)
"""Words of what is about an episode and is none, or of the film."""


class Match(NamedTuple):
    """The episode, or None, and why."""

    episode: int | None
    why: str


def recognise(series: Series, names: Iterable[str], seconds: float | None = None) -> Match:
    """The episode that names of one thing (paths, links, titles) agree on, in doubt none.

    How long it lasts has to be somewhere near what an episode of the series does.
    """
    found = [_match(series, name) for name in names if name]
    certain = [match for match in found if match is not None]
    if len({match.episode for match in certain}) > 1:
        return next((m for m in certain if m.episode is None), Match(None, "its names disagree"))
    if not certain:
        return Match(None, "it does not name the series" if found else "it has no name")
    minutes = series.length(certain[0].episode) if certain[0].episode else None
    if seconds and minutes and not minutes / 2 <= seconds / 60 <= minutes * 2:
        lasts = duration(round(seconds / 60))
        return Match(None, f"it lasts {lasts}, and an episode {duration(minutes)}")
    return certain[0]


def _match(series: Series, name: str) -> Match | None:
    """What one name comes to; None where it does not even name the series."""
    *folders, stem = [_plain(part) for part in unquote(name[-LONGEST:]).split("/") if part] or [""]
    titles, around = _titles(series), ""
    text = titles.sub("\0", stem)
    if folders and _SEASON_FOLDER.fullmatch(folders[-1]):
        around = folders.pop()
    if "\0" not in text and folders:
        above = titles.sub("\0", folders[-1])
        # Straight behind the title a folder may have another season's number, or more of a title.
        behind = re.match(r"[^\0]*\0[\0 -]*(.*)", above)
        words = _words(_SEASON.sub("", _GROUP.sub("(", behind[1])))[:1] if behind else []
        if behind and _is_beside(above[: behind.start(1)]) and all(map(_BESIDE.fullmatch, words)):
            text, around = f"\0 {stem}", f"{around} {above}"
    return _numbered(series, text, around) if "\0" in text else None


def _numbered(series: Series, text: str, around: str) -> Match:
    if series.unit != "episode":
        text = re.sub(rf"\b{series.unit}\b", "episode", text)
    whole, several = f"{around} {text}", len(series.seasons) > 1
    if other := next(filter(_OTHER.fullmatch, _words(whole)), None):
        return Match(None, f"{other!r} says that it is something else")
    seasons = {int(found[found.lastindex or 0]) for found in _SEASON.finditer(whole)}
    if len(seasons) > 1 or (not several and seasons - {1}):
        return Match(None, "it is of another season")
    years = {int(found[0]) for found in _YEAR.finditer(whole)}
    if any(year < series.year or (year > series.year and not several) for year in years):
        return Match(None, f"it has another year than {series.year}")
    found = [match for pattern in _NUMBERS for match in pattern.finditer(text)]
    bare = (_BARE, _ALONE) if "\0" in around else (_BARE,)  # "Title 2" may be another season
    found = found or [match for pattern in bare for match in pattern.finditer(text)]
    if not found:
        return Match(None, "it has no number of an episode")
    numbers = {int(match["number"][:9]) for match in found}
    if len(numbers) > 1 or any(match.groupdict().get("to") for match in found):
        return Match(None, "it has numbers of several episodes")
    first, number = min(found, key=lambda match: match.start()), numbers.pop()
    if not _is_beside(_SEASON.sub(" ", text[: first.start()])):
        return Match(None, "other words stand before the number, so it may be something else")
    if several and not seasons:
        return Match(None, "it does not say of which season it is")
    there = series.number(seasons.pop(), number) if several else number
    if there is None or not 1 <= there <= series.episodes:
        return Match(None, f"the series has no episode {number}" + " in that season" * several)
    return Match(there, "it has the series' title and the number")


def _is_beside(text: str) -> bool:
    """Whether a title is there, with nothing else but what may stand beside one."""
    kept = re.sub(rf"^(?:{_GROUP.pattern}| |-)+", "", text)
    return "\0" in kept and all(map(_BESIDE.fullmatch, _words(kept.replace("\0", " "))))


def _words(text: str) -> list[str]:
    return re.findall(r"\d+[^\W\d_]?(?![^\W\d_])|[^\W\d_]+|\d+", text)


def _plain(text: str) -> str:
    """A name in small letters, with spaces for what stands for spaces there."""
    text = normalize("NFC", folded(text)).replace("\0", " ")
    text = re.sub(r"(\d)\.5(?!\d|\.\d)", r"\1half", text)  # between two episodes
    return " ".join(re.sub(r"[._,\s]", " ", re.sub(r"[–—|:·•…]", " - ", text)).split())


def _titles(series: Series) -> re.Pattern[str]:
    """What finds the titles however their words are parted, and not as a part of another word."""
    titles = (series.title, series.original_title or "")
    words = [re.findall(r"[^\W_]+", normalize("NFC", folded(each))[:200]) for each in titles]
    found = "|".join(r"[\W_]{0,3}".join(map(re.escape, each)) for each in words if each)
    return re.compile(rf"(?<![^\W_])(?:{found or '(?!)'})(?:{_NO_MORE}|(?=s\d+ ?e|ep?\d))")
