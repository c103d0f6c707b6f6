"""Where the bundled pack is.

It is found by its path: `importlib.resources` alone would double the start of a command.
"""

import os

import bigcity_tui
from bigcity_tui.domain.errors import PackError

BUNDLED_ID = "love-in-the-big-city"
"""The id of the bundled series, and the name of its folder. No other pack may use it."""


def bundled_pack() -> str:
    """The path of the bundled pack's folder; PackError if the installation lacks it."""
    package = os.path.dirname(os.path.abspath(bigcity_tui.__file__))
    # In a wheel the data lies inside the package, in a checkout beside it.
    for around in (package, os.path.dirname(package)):
        folder = os.path.join(around, "data", BUNDLED_ID)
        if os.path.isfile(os.path.join(folder, "series.json")):
            return folder
    raise PackError("the bundled pack is not where it belongs: install bigcity-tui again")


def is_bundled(folder: str) -> bool:
    """Whether a folder is the bundled pack's own, by whatever path it was named."""
    try:
        return os.path.samefile(folder, bundled_pack())
    except (OSError, ValueError, PackError):
        return False
