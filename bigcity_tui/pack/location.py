"""What the files of a pack are called, and where the bundled pack is (by its path, for speed)."""

import os
from contextlib import suppress
from itertools import islice

from bigcity_tui.files.reading import data_folder

SERIES = "series.json"
CAST = "cast.json"
EPISODES = "episodes"
REVIEW = "review.json"
THREADS = "threads.json"
ASKS = "asks.json"
VOCABULARY = "vocabulary.json"
FILES = (SERIES, CAST, REVIEW, THREADS, ASKS, VOCABULARY)
# Files that are a list, or have it under their name, beside the address of the schema.
LISTS = (REVIEW, THREADS, ASKS)
SCHEMAS = (*FILES, "episode.json")  # which schemas there are; those of episodes have one in common
MOST_FILES = 10_000  # in a folder; no more are looked at
# The id of the bundled series, which no other pack may use, and the name of its folder.
BUNDLED_ID = "love-in-the-big-city"


def episode_file(number: int) -> str:
    return f"{EPISODES}/{number:02}.json"


def stamp_of(folder: object) -> frozenset[tuple[str, int, int]]:
    """What changes whenever a file of a pack is saved; nothing does where it is in no folder."""
    found: set[tuple[str, int, int]] = set()
    if not isinstance(folder, str):
        return frozenset()
    for place in (folder, os.path.join(folder, EPISODES)):
        with suppress(OSError), os.scandir(place) as entries:
            for entry in islice(entries, MOST_FILES):
                held = entry.stat()
                found.add((entry.name, held.st_mtime_ns, held.st_size))
    return frozenset(found)


def bundled_pack() -> str:
    return os.path.join(data_folder(), BUNDLED_ID)


def is_bundled(folder: str) -> bool:
    """Whether a folder is the bundled pack's own, by whatever path it was named."""
    try:
        return os.path.samefile(folder, bundled_pack())
    except (OSError, ValueError):
        return False
