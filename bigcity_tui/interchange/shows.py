"""Shows as other services name them: by ids, else by title and year."""

import re
import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

from bigcity_tui.domain.series import Series

_PAGES = {
    "trakt": re.compile(r"https://(?:www\.|app\.)?trakt\.tv/shows/([\w-]+)", re.ASCII),
    "imdb": re.compile(r"https://(?:www\.|m\.)?imdb\.com/title/(tt\d+)", re.ASCII),
    "tmdb": re.compile(r"https://(?:www\.)?themoviedb\.org/tv/(\d+)", re.ASCII),
    "tvdb": re.compile(r"https://(?:www\.)?thetvdb\.com/dereferrer/series/(\d+)", re.ASCII),
}
SERVICES = tuple(_PAGES)
_YEAR = re.compile(r"(.*\S)\s*\((\d{4})\)", re.ASCII | re.DOTALL)
_BRACKETS = re.compile(r"[(\[][^()\[\]]{0,40}[)\]]\s*$")
LONGEST_TITLE = 500  # so much of a title is compared with the series'
_ALIKE = 0.7  # how much of their letters two titles share that are listed as near


class Show(NamedTuple):
    """The show that a row is about; `own_ids` are surely not those of an episode or a film."""

    title: str
    year: int | None
    ids: Mapping[str, str]
    own_ids: bool = True


def ids_of(series: Series) -> dict[str, str]:
    urls = [link.url for link in series.links if link.url]
    found = ((service, page.match(url)) for url in urls for service, page in _PAGES.items())
    return {service: match[1] for service, match in found if match}


class Wanted:
    """The series that is read for, a further title (`also`) that is its, and today's date."""

    def __init__(self, series: Series, also: str | None = None, today: str | None = None) -> None:
        self.series, self.today = series, today
        self._ids, self._year = ids_of(series), series.year
        titles = [series.title, series.original_title or "", *(each.title for each in series.links)]
        self._titles = {_plain(title) for title in titles} - {""}
        self._near = self._titles | {_plain(_romanised(title)) for title in titles} - {""}
        self._also = _plain(also) if also else None

    def matches(self, show: Show) -> bool:
        """Whether a show is the series. An id of the same service decides, either way."""
        if self._also and self._also in (_plain(show.title), _plain(f"{show.title}{show.year}")):
            return True
        for service, mine in self._ids.items():
            theirs = show.ids.get(service)
            # Trakt has two: its number says nothing of its name.
            if theirs and theirs.isdigit() == mine.isdigit():
                if theirs.lower() == mine.lower():
                    return True
                if show.own_ids:
                    return False
        title, year = _title_and_year(show.title, show.year)
        return title in self._titles and year in (None, self._year)

    def is_near(self, show: Show) -> bool:
        """Whether another show may be the series all the same: a title much like one of its."""
        bare, year = _title_and_year(show.title, show.year)
        if bare in self._titles:
            return year is None or abs(year - self._year) <= 1
        plain = _plain(_BRACKETS.sub("", show.title[:LONGEST_TITLE])) or bare
        return bool(get_close_matches(plain, self._near, n=1, cutoff=_ALIKE))


@lru_cache(maxsize=10_000)  # files repeat titles a lot
def _title_and_year(text: str, year: int | None) -> tuple[str, int | None]:
    """A title and its year, which may stand behind it, "… (2024)"."""
    found = _YEAR.fullmatch(text[:LONGEST_TITLE])
    return (_plain(found[1]), year or int(found[2])) if found else (_plain(text), year)


def _plain(title: str) -> str:
    plain = unicodedata.normalize("NFKC", title[:LONGEST_TITLE]).casefold()
    return re.sub(r"[\W_]+", "", plain)


def _romanised(title: str) -> str:
    """Hangul in Latin letters, syllable by syllable, which is near enough for a comparison."""
    whole = unicodedata.normalize("NFC", title)
    return "".join(unicodedata.name(c).split()[-1] if "가" <= c <= "힣" else c for c in whole)
