"""Shows as other services name them: by ids, else by title and year."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from bigcity_tui.domain.series import Series

SERVICES = ("trakt", "imdb", "tmdb", "tvdb")
"""Who gives ids to series."""

_PAGES = (
    ("trakt", re.compile(r"https://(?:www\.|app\.)?trakt\.tv/shows/([\w-]+)", re.ASCII)),
    ("imdb", re.compile(r"https://(?:www\.|m\.)?imdb\.com/title/(tt\d+)", re.ASCII)),
    ("tmdb", re.compile(r"https://(?:www\.)?themoviedb\.org/tv/(\d+)", re.ASCII)),
    ("tvdb", re.compile(r"https://(?:www\.)?thetvdb\.com/dereferrer/series/(\d+)", re.ASCII)),
)
_LONGEST = 500
"""No title is longer than this, in characters."""

_YEAR = re.compile(r"(.*\S)\s*\((\d{4})\)", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Show:
    """The show that a row is about: its title, its year, and its ids by service."""

    title: str
    year: int | None = None
    ids: Mapping[str, str] = field(default_factory=dict)


def ids_of(series: Series) -> dict[str, str]:
    """The ids that a pack carries: those in its links to the services' own pages."""
    urls = [link.url for link in series.links if link.url]
    found = ((service, page.match(url)) for url in urls for service, page in _PAGES)
    return {service: match[1] for service, match in found if match}


class ShowMatcher:
    """Recognises one series by all its names."""

    def __init__(self, series: Series) -> None:
        self._ids = ids_of(series)
        self._year = series.year
        titles = (series.title, series.original_title, *(link.title for link in series.links))
        self._titles = {_plain(title) for title in titles} - {""}

    def matches(self, show: Show) -> bool:
        """Whether a show is the series. An id of the same service decides, either way."""
        for service, mine in self._ids.items():
            theirs = show.ids.get(service)
            # Trakt has two: its number says nothing of its name.
            if theirs and theirs.isdigit() == mine.isdigit():
                return theirs.lower() == mine.lower()
        title, year = _title_and_year(show.title[:_LONGEST])
        year = show.year or year
        return title in self._titles and (year is None or year == self._year)


@lru_cache(maxsize=10_000)  # files repeat titles a lot
def _title_and_year(text: str) -> tuple[str, int | None]:
    """A title and the year that may stand behind it, "… (2024)"."""
    found = _YEAR.fullmatch(text)
    return (_plain(found[1]), int(found[2])) if found else (_plain(text), None)


def _plain(title: str) -> str:
    """A title without what services write differently: case, spaces, punctuation, width."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    return "".join(char for char in folded if char.isalnum())
