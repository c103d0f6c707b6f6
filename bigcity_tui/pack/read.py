"""The files of a pack that is not ours, each read strictly and only from inside its folder."""

import os
import stat

from bigcity_tui.files.json_text import Limits, Source, parse_json
from bigcity_tui.files.reading import read_file, reason, refuse

MOST_BYTES = 5_000_000
"""The largest file of a pack."""
MOST_VALUES = 100_000
"""How many values one file may hold: more than any sound one."""
_LIMITS = Limits(MOST_BYTES, MOST_VALUES)


def is_inside(folder: str, name: str) -> bool:
    """Whether a file or folder of a pack (by its name with `/`) really lies in the pack's folder.

    Raises OSError if it is not there.
    """
    path = os.path.join(folder, *name.split("/"))
    # Resolving costs ten times as much as asking whether there is anything to resolve.
    if not stat.S_ISLNK(os.lstat(path).st_mode):
        return True
    root = os.path.realpath(folder)
    try:
        return os.path.commonpath((root, os.path.realpath(path))) == root
    except ValueError:  # on another drive
        return False


def read_json(folder: str, name: str) -> Source:
    """Read a file of a pack (by its name with `/`): UTF-8 bytes that hold one JSON value.

    Raises FileError, one line with file and place, where there is no such file or value.
    """
    try:
        inside = is_inside(folder, name)
    except OSError as error:
        refuse(name, reason(error))
    if not inside:
        refuse(name, "is a link to something outside the pack")
    path = os.path.join(folder, *name.split("/"))
    return parse_json(name, read_file(path, name, MOST_BYTES), _LIMITS)
