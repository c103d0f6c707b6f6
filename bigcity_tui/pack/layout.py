"""What the files of a pack are called, and where the bundled pack is (by its path, for speed)."""

import os

import bigcity_tui
from bigcity_tui.domain.errors import PackError

SERIES = "series.json"
CAST = "cast.json"
EPISODES = "episodes"
REVIEW = "review.json"
THREADS = "threads.json"
ASKS = "asks.json"
VOCABULARY = "vocabulary.json"
"""What each file is called; `EPISODES` is the folder that has one for each."""

FILES = (SERIES, CAST, REVIEW, THREADS, ASKS, VOCABULARY)

BUNDLED_ID = "love-in-the-big-city"
"""The id of the bundled series, and the name of its folder. No other pack may use it."""


def episode_file(number: int) -> str:
    return f"{EPISODES}/{number:02}.json"


def data_folder() -> str:
    """The folder of what is installed beside the code; PackError if the installation lacks it."""
    package = os.path.dirname(os.path.abspath(bigcity_tui.__file__))
    # In a wheel the data lies inside the package, in a checkout beside it.
    for around in (package, os.path.dirname(package)):
        folder = os.path.join(around, "data")
        if os.path.isfile(os.path.join(folder, BUNDLED_ID, SERIES)):
            return folder
    raise PackError("the bundled pack is not where it belongs: install bigcity-tui again")


def bundled_pack() -> str:
    return os.path.join(data_folder(), BUNDLED_ID)


def is_bundled(folder: str) -> bool:
    """Whether a folder is the bundled pack's own, by whatever path it was named."""
    try:
        return os.path.samefile(folder, bundled_pack())
    except (OSError, ValueError, PackError):
        return False
