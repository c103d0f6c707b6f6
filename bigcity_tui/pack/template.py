"""A small valid pack to begin with: every kind of file, each text saying what belongs in its place.

Whoever begins a pack replaces the texts; `pack check` goes on naming those that are still short.
"""

import json
import os
import re
from collections.abc import Iterator

from bigcity_tui.domain.errors import FileError, UsageError
from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.files.problems import shown
from bigcity_tui.pack.file_names import (
    ASKS,
    CAST,
    EPISODES,
    REVIEW,
    SERIES,
    THREADS,
    VOCABULARY,
    episode_file,
)
from bigcity_tui.pack.find import BUNDLED_ID
from bigcity_tui.pack.guide import README, guide
from bigcity_tui.pack.rules import LONGEST_ID, MOST_EPISODES, is_device

_FIRST, _SECOND = "First Person", "Second Person"


def write_template(folder: str, episodes: int, title: str | None) -> str:
    """Write a new pack into a folder that is empty or not there yet; returns the series' id.

    Without a title, it is made of the folder's name. Raises UsageError for a title or a number of
    episodes that no pack may have, FileError where the folder cannot be had.
    """
    name = os.path.basename(os.path.abspath(folder))
    title = _title(name) if title is None else " ".join(title.split())
    if not title or not title.isprintable():
        raise UsageError("a title must have something in it that can be shown")
    if not 1 <= episodes <= MOST_EPISODES:
        raise UsageError(f"a series has from 1 to {MOST_EPISODES:,} episodes")
    series_id = _id(title, name)
    try:
        _make(folder)
        for file, value in _files(series_id, title, episodes):
            _write(folder, file, json.dumps(value, ensure_ascii=False, indent=2) + "\n")
        _write(folder, README, guide(title))
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise FileError(
            f"the pack was not made in '{shown(folder, 200)}' ({why}): choose another folder"
        ) from None
    return series_id


def _title(name: str) -> str:
    """The name of a folder as a title: `night_boat` becomes `Night Boat`."""
    words = re.split(r"[-_\s]+", name)
    return " ".join(word[:1].upper() + word[1:] for word in words if word)


def _make(folder: str) -> None:
    """Make the folder, or take an empty one."""
    try:
        os.makedirs(folder, exist_ok=True)
        taken = bool(os.listdir(folder))
    except ValueError:
        raise FileError(f"'{shown(folder, 200)}' is no path") from None
    if taken:
        raise FileError(f"'{shown(folder, 200)}' is not empty: name a folder that is, or a new one")
    os.mkdir(os.path.join(folder, EPISODES))


def _write(folder: str, name: str, text: str) -> None:
    # Not over anything that appeared meanwhile; the same bytes on every system.
    with open(os.path.join(folder, name), "x", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _id(*names: str) -> str:
    """An id made of the first name that has letters or digits for one."""
    for name in names:
        words = re.findall(r"[a-z0-9]+", name.lower())
        found = "-".join(words)[:LONGEST_ID].rstrip("-")
        if found == BUNDLED_ID or is_device(found):
            found += "-pack"
        if found:
            return found
    return "my-series"


def _files(series_id: str, title: str, episodes: int) -> Iterator[tuple[str, object]]:
    """Every file of the pack by its name, as a JSON value."""
    yield SERIES, _series(series_id, title, episodes)
    yield CAST, _cast()
    for number in range(1, episodes + 1):
        yield episode_file(number), _episode(number)
    yield REVIEW, _review(episodes)
    yield THREADS, _threads(episodes)
    yield ASKS, [_ask("Does somebody die?"), _ask("Is the ending happy?")]
    yield VOCABULARY, _vocabulary()


def _series(series_id: str, title: str, episodes: int) -> dict[str, object]:
    return {
        "id": series_id,
        "unlock": str(BEFORE),
        "title": title,
        "original_title": "Original Title",
        "country": "Country",
        "year": 2000,
        "genre": "Genre",
        "episodes": episodes,
        "minutes": 45,
        "released": "2000-01-01",
        "blurb": ["What the series is, for somebody who knows nothing and wants to know no more."],
        "about": ["How it was made, by whom, and how long it takes to watch: public facts only."],
        "directors": [{"name": "Director", "episodes": [*range(1, episodes + 1)]}],
        "links": [{"site": "Site", "title": "Page", "url": "https://example.org/"}],
        "score": {"value": 5.0, "by": "a reviewer, named here"},
    }


def _cast() -> dict[str, object]:
    begins, ends = Moment.start(1), Moment.end(1)
    return {
        "people": [
            _person("p1", _FIRST, "Who this is, with no more than the first scene shows."),
            _person("p2", _SECOND, "Somebody else whom the first episode introduces."),
        ],
        "relations": [
            _relation(begins, "a short word", "What they seem to be to each other at first."),
            _relation(ends, "another word", "What they have become by the end of it."),
        ],
    }


def _person(person_id: str, name: str, introduced: str) -> dict[str, object]:
    return {
        "id": person_id,
        "unlock": str(Moment.start(1)),
        "name": name,
        "actor": {"name": "Actor", "work": [f"What else the actor of {name} is known for."]},
        "facts": [
            _text(Moment.start(1), introduced),
            _text(Moment.end(1), f"What the first episode has shown of {name} by its end."),
        ],
    }


def _relation(unlock: Moment, bond: str, text: str) -> dict[str, object]:
    return {"unlock": str(unlock), "people": ["p1", "p2"], "bond": bond, "text": text}


def _episode(number: int) -> dict[str, object]:
    ends = Moment.end(number)
    episode: dict[str, object] = {
        "number": number,
        "unlock": str(BEFORE),
        "heading": _text(Moment.start(number), f"Heading {number}"),
    }
    if number > 1:
        told = f"What has happened up to the end of episode {number - 1}, in a paragraph."
        episode["recap"] = _text(Moment.end(number - 1), told)
    episode["notes"] = [
        {
            "id": f"n{number}",
            "unlock": str(ends),
            "kind": "theme",
            "heading": f"Note {number}",
            "body": [f"What episode {number} is about, once it is over: a short essay."],
        }
    ]
    episode["questions"] = [_text(ends, f"What would you ask a friend about episode {number}?")]
    return episode


def _review(episodes: int) -> list[dict[str, object]]:
    return [
        _section("s1", BEFORE, "Whether To Watch", "The review for somebody who has seen nothing."),
        _section(
            "s2", Moment.end(episodes), "Looking Back", "The review of the series as a whole."
        ),
    ]


def _section(section_id: str, unlock: Moment, heading: str, text: str) -> dict[str, object]:
    return {
        "id": section_id,
        "unlock": str(unlock),
        "heading": heading,
        "paragraphs": [_text(unlock, text)],
    }


def _threads(episodes: int) -> list[dict[str, object]]:
    entries = [
        {
            "unlock": str(Moment.end(number)),
            "episode": number,
            "text": f"What episode {number} adds to a motif that runs across the series.",
        }
        for number in range(1, episodes + 1)
    ]
    return [
        {"id": "t1", "unlock": str(Moment.end(1)), "heading": "A Motif", "entries": entries},
    ]


def _ask(question: str) -> dict[str, object]:
    answer = "Not answered yet: say yes or no first, and then no more than was asked."
    return {"question": question, "series": {"mentioned": False, "text": answer}}


def _vocabulary() -> dict[str, object]:
    return {
        "terms": [{"term": name, "unlock": str(Moment.start(1))} for name in (_FIRST, _SECOND)],
        "spellings": [{"right": _FIRST, "wrong": ["Frist Person"]}],
    }


def _text(unlock: Moment, text: str) -> dict[str, object]:
    return {"unlock": str(unlock), "text": text}
