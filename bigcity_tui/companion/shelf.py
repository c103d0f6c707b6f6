"""The shelf: the packs that are installed beside the record, and which of them opens.

Each lies in `packs/<id>/<n>`. The highest number counts, so that another version of a pack is put
in place whole, by one renaming, and the older one goes afterwards.
"""

import os

from bigcity_tui.domain.errors import PackError
from bigcity_tui.domain.series import Series
from bigcity_tui.domain.text import clean_line, count
from bigcity_tui.pack import load_pack
from bigcity_tui.pack.location import BUNDLED_ID
from bigcity_tui.store.location import packs_dir
from bigcity_tui.store.preferences import Preferences


def names(home: str) -> list[str]:
    """Return the names of all packs, the bundled one first."""
    found = sorted(_folders(packs_dir(home)))
    return [BUNDLED_ID, *(name for name in found if versions(home, name))]


def versions(home: str, name: str) -> list[int]:
    """Return the numbers of an installed pack's folders; none for what is no name of one."""
    is_name = name.isascii() and name.replace("-", "").isalnum()
    found = _folders(os.path.join(packs_dir(home), name)) if is_name else []
    return sorted(int(each) for each in found if each.isascii() and each.isdigit())


def _folders(place: str) -> list[str]:
    return next(os.walk(place), ("", [], []))[1]  # none where there is no such place


def folder_of(home: str, asked: str) -> str | None:
    """Return the folder of a pack that was named, or the folder that was; None: the bundled one."""
    if asked == BUNDLED_ID:
        return None
    if found := versions(home, asked):
        return os.path.join(packs_dir(home), asked, str(found[-1]))
    if asked and os.path.basename(asked) == asked and not os.path.lexists(asked):
        says = f"there is no pack {asked!r}"
        raise PackError(f"{says}: 'bigcity-tui pack list' names those that are installed")
    return asked


def packs(home: str) -> dict[str, Series | PackError]:
    """Return by name what is public about each pack, read whole, or why it cannot be used."""
    found: dict[str, Series | PackError] = {}
    for name in names(home):
        try:
            found[name] = load_pack(folder_of(home, name)).series
        except PackError as error:
            found[name] = error
    return found


def last_used(home: str) -> str | None:
    """Return the name of the pack that the app had last; None for the bundled one."""
    name = Preferences(home).load("").get("pack")
    return name if isinstance(name, str) and versions(home, name) else None


def use(home: str, name: str) -> None:
    """Have a pack open from now on, if it is on the shelf."""
    if name in names(home) and name != (last_used(home) or BUNDLED_ID):
        Preferences(home).save("", {"pack": name})


def doubt(home: str, series: Series) -> str | None:
    """Return why marks may be another pack's of the same id; None for a pack that is known.

    It is known by its title and number of episodes, which are public; the first of an id always.
    """
    known, now = Preferences(home).load(series.id).get("pack"), [series.title, series.episodes]
    match known:
        case [str(title), int(episodes)] if known != now:
            was = f"{clean_line(title, 100)} ({count(episodes, 'episode')})"
            this = f"{clean_line(series.title, 100)} ({count(series.episodes, 'episode')})"
            return f"the marks under the id {series.id} are of {was}, and this pack is {this}"
    if known != now:
        accept(home, series)
    return None


def accept(home: str, series: Series) -> None:
    """Let what is kept under the id of a pack count for it."""
    Preferences(home).save(series.id, {"pack": [series.title, series.episodes]})
