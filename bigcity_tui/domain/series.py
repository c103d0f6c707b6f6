"""What is public about a series from the beginning (the file `series.json`)."""

from dataclasses import dataclass

from bigcity_tui.domain.moments import Moment


class Strict:
    """Records in which pydantic refuses unknown keys and converts nothing: a number is no text."""

    __slots__ = ()
    __pydantic_config__ = {"extra": "forbid", "strict": True}  # noqa: RUF012 (as pydantic wants)


@dataclass(frozen=True, slots=True)
class Novel(Strict):
    """The book that the series adapts: its writer, also in Hangul, and a line on its honours."""

    writer: str
    hangul: str
    honours: str


@dataclass(frozen=True, slots=True)
class Director(Strict):
    """Who (`name`) directed which episodes (by number)."""

    name: str
    episodes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Link(Strict):
    """A page elsewhere about the series: its title, and the site that has it.

    `url` is https, or absent where it is not known.
    """

    site: str
    title: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Score(Strict):
    """A reviewer's score: its value out of 10, and whose it is (`by`)."""

    value: float
    by: str


@dataclass(frozen=True, slots=True)
class Series(Strict):
    """The public page of a series, open from `unlock` (`before`) on: nothing here may spoil.

    `id` names the series in records, and never changes; `original_title` is that of its country.
    Year, genre, novel, directors, links and a reviewer's score are for people.
    `episodes` is their number and `minutes` the length of each; `released` is a date (ISO 8601).
    `blurb`, `film` and `about` are paragraphs for somebody who knows nothing.

    `format` is that of the pack's files. `episode_ids` name the episodes in records, in their
    order, made at random and never telling anything: one that moves to another place keeps its id
    and so its marks. Without them episodes go by their numbers. `version`, `authors`, `license`
    and `language` (a tag such as en) are the pack's own.
    """

    id: str
    unlock: Moment
    title: str
    original_title: str
    country: str
    year: int
    genre: str
    episodes: int
    minutes: int
    released: str
    blurb: tuple[str, ...]
    about: tuple[str, ...] = ()
    film: tuple[str, ...] = ()
    novel: Novel | None = None
    directors: tuple[Director, ...] = ()
    links: tuple[Link, ...] = ()
    score: Score | None = None
    format: int = 1
    episode_ids: tuple[str, ...] = ()
    version: str | None = None
    authors: tuple[str, ...] = ()
    license: str | None = None
    language: str | None = None

    def directed(self) -> dict[int, str]:
        found: dict[int, str] = {}
        for director in self.directors:
            for number in set(director.episodes):
                before = f"{found[number]}, " if number in found else ""
                found[number] = before + director.name
        return found
