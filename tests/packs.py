"""Packs for tests: an invented series, whole or by chance, written to files, and their twins.

Nothing here is of the bundled pack, so that tests and their failures spoil nothing.
"""

import json
import os
from dataclasses import fields, is_dataclass, replace
from functools import cache
from random import Random

from hypothesis import strategies as st

from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.pack import Actor, Cast, Identity, Pack, Person, Relation, Text, Vocabulary
from bigcity_tui.pack.location import (
    ASKS,
    CAST,
    EPISODES,
    REVIEW,
    SERIES,
    THREADS,
    VOCABULARY,
    episode_file,
)
from tests.noninterference.maker import Maker, markers, moment_of
from tests.noninterference.twins import twin

__all__ = [
    "made_up_pack",
    "markers",
    "moment_of",
    "moments",
    "pack_of_names",
    "packs",
    "to_json",
    "twin",
    "wild_pack",
    "write_pack",
]


@cache
def made_up_pack(episodes: int = 3, seed: int = 0) -> Pack:
    """An invented series with something of everything at every moment."""
    return Maker(Random(seed), episodes).pack(f"made-up-{seed}")


def wild_pack(episodes: int, seed: int) -> Pack:
    """A sound pack in which anything optional may be absent and stamps are anywhere allowed."""
    return Maker(Random(seed), episodes, full=False).pack(f"wild-{seed}")


def pack_of_names() -> Pack:
    """An invented series in which a name and an actor change, and two people turn out to be one."""
    begun, begun_again, told = Moment.start(1), Moment.start(2), Moment.end(2)
    ada = Person(
        "ada",
        begun,
        "Ada Marsh",
        (Text(begun, "Ada Marsh keeps a diary."), Text(told, "Ada Rooke burns it.")),
        (Actor("Ilka Corin"), Actor("Perrin Odo", "오도", unlock=told)),
        ("Addie",),
        (Text(told, "Ada Rooke"),),
        (Text(told, "Missus Rooke"),),
    )
    stranger = Person(
        "stranger",
        begun,
        "The Stranger",
        (Text(begun, "Somebody waits at the gate."), Text(told, "The gate is shut.")),
        (Actor("Maude Brannock", unlock=told),),
        is_also=Identity(told, "grey"),
    )
    grey = Person(
        "grey",
        begun_again,
        "Mr Grey",
        (Text(begun_again, "A lodger."),),
        (Actor("Maude Brannock"),),
        ("zita brannock",),
    )
    relations = (
        Relation(begun, ("ada", "stranger"), "watched", "Ada feels that somebody watches."),
        Relation(begun_again, ("grey", "ada"), "lodger and landlady", "He pays in advance."),
        Relation(begun_again, ("stranger", "grey"), "apart", "Nobody sees them together."),
    )
    return replace(made_up_pack(3), cast=Cast((ada, stranger, grey), relations))


def packs() -> st.SearchStrategy[Pack]:
    """Small sound packs of 1 to 5 episodes."""
    return st.builds(wild_pack, st.integers(1, 5), st.integers(0, 2**32))


def moments(pack: Pack) -> list[Moment]:
    """Every moment of a series, from `before` to the end of its last episode."""
    return [Moment(position) for position in range(2 * pack.series.episodes + 1)]


def to_json(value: object) -> object:
    """A part of a pack as its JSON value."""
    if isinstance(value, Moment):
        return str(value)
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    if is_dataclass(value):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    return value


def write_pack(
    pack: Pack, folder: str | os.PathLike[str], vocabulary: Vocabulary | None = None
) -> str:
    """Write a pack as JSON files; the folder is made, and its path returned."""
    os.makedirs(os.path.join(folder, EPISODES), exist_ok=True)
    files: dict[str, object] = {
        SERIES: pack.series,
        CAST: pack.cast,
        REVIEW: pack.review,
        THREADS: pack.threads,
        ASKS: pack.asks,
    }
    files |= {episode_file(episode.number): episode for episode in pack.episodes}
    if vocabulary is not None:
        files[VOCABULARY] = vocabulary
    for name, value in files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            json.dump(to_json(value), file, ensure_ascii=False, indent=1)
    return os.fspath(folder)
