"""What is public about a series from the beginning (the file `series.json`)."""

from collections.abc import Iterable, Set
from dataclasses import FrozenInstanceError, dataclass
from typing import Any, ClassVar, Literal, NoReturn, dataclass_transform

from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.values import day_text

Unit = Literal["episode", "chapter", "part", "film"]


@dataclass_transform(frozen_default=True)
class Strict:
    """A frozen record; in those of a pack pydantic refuses unknown keys and converts nothing.

    There the gate looks into these alone. Each is a dataclass, but for the methods that `dataclass`
    would write and compile for every single one: that would take each start 35 ms (goal: 1.4 times
    that of a minimal app; `status` six times that of an empty Python).
    """

    __match_args__: tuple[str, ...] = ()  # the names of the fields
    whole: ClassVar[Moment | None] = None  # the gate has found nothing locked in it from then on
    _names: ClassVar[Set[str]]
    _needed: ClassVar[Set[str]]  # those without a default
    __pydantic_config__ = {"extra": "forbid", "strict": True}  # noqa: RUF012 (as pydantic wants)

    def __init_subclass__(cls) -> None:
        dataclass(init=False, repr=False, eq=False)(cls)
        cls._names = frozenset(cls.__match_args__)
        cls._needed = frozenset(name for name in cls._names if not hasattr(cls, name))

    def __init__(self, *values: Any, **named: Any) -> None:
        if values:
            named |= zip(self.__match_args__, values, strict=False)
        if not self._needed <= named.keys() <= self._names:
            raise TypeError(f"{type(self).__name__} takes {', '.join(self.__match_args__)}")
        vars(self).update(named)

    def __setattr__(self, name: str, _value: object) -> NoReturn:
        raise FrozenInstanceError(f"{name} cannot be set")

    def __repr__(self) -> str:
        fields = zip(self.__match_args__, self._values, strict=True)
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in fields)})"

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._values == other._values

    def __hash__(self) -> int:
        return hash(self._values)

    @property
    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.__match_args__)


class Novel(Strict):
    writer: str
    native_name: str | None = None
    honours: str | None = None


class Director(Strict):
    name: str
    episodes: tuple[int, ...]


class Link(Strict):
    site: str
    title: str
    url: str | None = None


class Score(Strict):
    value: float
    by: str


class Season(Strict):
    name: str
    episodes: int


class Series(Strict):
    """The public page of a series: nothing here may spoil.

    `minutes` is the length of each episode, or `lengths` those of all; `aired`, if not all are out,
    has a date for each. By `episode_ids` records name the episodes, so that one that moves to
    another place keeps its marks; without them they go by their numbers.
    """

    id: str
    unlock: Moment
    title: str
    country: str
    year: int
    genre: str
    episodes: int
    released: str
    blurb: tuple[str, ...]
    original_title: str | None = None
    minutes: int | None = None
    lengths: tuple[int | None, ...] = ()
    aired: tuple[str | None, ...] = ()
    seasons: tuple[Season, ...] = ()
    unit: Unit = "episode"
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

    def part(self, number: object) -> str:
        return f"{self.unit} {number}"

    def length(self, number: int) -> int | None:
        return self.lengths[number - 1] if self.lengths else self.minutes

    def total(self, numbers: Iterable[int]) -> int:
        """Return how many minutes episodes take, as far as that is known."""
        return sum(self.length(number) or 0 for number in numbers if number <= self.episodes)

    def coming(self, number: int, today: str) -> str:
        """Say when an episode that is not out yet will be; empty for one that is."""
        on = self.aired[number - 1] if self.aired else ""
        if on is None or on > today:
            return f"out on {day_text(on)}" if on else "not out yet"
        return ""

    def season(self, number: int) -> tuple[int, int]:
        """Return in which season (from 1) an episode is, and as which there; 0 without seasons."""
        for index, season in enumerate(self.seasons, start=1):
            if number <= season.episodes:
                return index, number
            number -= season.episodes
        return 0, number

    def number(self, season: int, place: int) -> int | None:
        """Return the number of an episode of a season, both from 1."""
        numbers = range(1, self.episodes + 1)
        return next((n for n in numbers if season and self.season(n) == (season, place)), None)

    def director(self, number: int) -> str | None:
        return ", ".join(each.name for each in self.directors if number in each.episodes) or None
