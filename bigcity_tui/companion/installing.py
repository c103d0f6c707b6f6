"""Putting packs on the shelf, whole or not at all, and taking them off it."""

import os
import re
import time
from shutil import rmtree
from tempfile import TemporaryDirectory

from bigcity_tui.companion import shelf
from bigcity_tui.domain.errors import FileError, PackError, StoreError, UsageError
from bigcity_tui.domain.series import Series
from bigcity_tui.domain.text import count
from bigcity_tui.files.reading import refuse, shown
from bigcity_tui.files.writing import sync_folder, write_file
from bigcity_tui.interchange.sources import Sources
from bigcity_tui.pack.location import BUNDLED_ID, EPISODES, FILES, SERIES
from bigcity_tui.pack.validate import validate_pack
from bigcity_tui.store.location import check_folder, make_folder, packs_dir

_FILE = re.compile(rf"(.*/)?({'|'.join(map(re.escape, FILES))}|{EPISODES}/[0-9]{{2,4}}\.json)")
_ABANDONED = 3600  # seconds, after which what was being added is of a run that was killed


def add(home: str, source: str, *, force: bool = False) -> Series:
    """Check a pack, in a folder or a ZIP archive, and copy it to the shelf.

    With `force` it takes the place, and the marks, of one of the same id. Raises FileError for its
    source, PackError for what is wrong in it, StoreError where nothing can be written.
    """
    place, name = packs_dir(home), shown(source, 200)
    if os.path.isdir(source):
        _check(source, name)  # no link leads out of it
    files = _files(source, name)
    try:
        make_folder(place)
        check_folder(home)
        for each in os.scandir(place):
            if each.name.startswith(".") and time.time() - each.stat().st_mtime > _ABANDONED:
                rmtree(each.path, ignore_errors=True)
        with TemporaryDirectory(prefix=".", dir=place) as holding:
            new = os.path.join(holding, "pack")
            os.makedirs(os.path.join(new, EPISODES))
            for file, data in files.items():
                write_file(os.path.join(new, file), data)
            series = _check(new, name)
            own, older = os.path.join(place, series.id), shelf.versions(home, series.id)
            if older and not force:
                raise FileError(f"{series.id} is installed already: --force replaces it")
            make_folder(own)
            os.rename(new, os.path.join(own, str(older[-1] + 1 if older else 1)))
            sync_folder(own)
        for version in older:
            rmtree(os.path.join(own, str(version)), ignore_errors=True)
    except OSError as error:
        raise StoreError(f"{name} was not added ({error.strerror}): try again") from error
    if force:
        shelf.accept(home, series)
    return series


def remove(home: str, name: str) -> None:
    """Take a pack off the shelf; what the viewer marked, rated and wrote stays in the record."""
    if name == BUNDLED_ID:
        raise UsageError("the bundled pack is always there")
    if not shelf.versions(home, name):
        raise PackError(f"no pack called {name!r} is installed")
    gone = os.path.join(packs_dir(home), f".{os.urandom(8).hex()}")
    try:
        os.rename(os.path.join(packs_dir(home), name), gone)
    except OSError as error:
        raise StoreError(f"{name} was not removed ({error.strerror})") from error
    rmtree(gone, ignore_errors=True)


def _check(folder: str, name: str) -> Series:
    try:
        return validate_pack(folder).series
    except PackError as error:
        more = len(error.problems) - 1
        rest = f", and {count(more, 'problem')} more" if more else ""
        raise PackError(f"{name} was not added: {error.problems[0]}{rest}") from None


def _files(source: str, name: str) -> dict[str, bytes]:
    """Return the files that a pack may have, and no other, of the first folder that is one."""
    sources = Sources([source])
    found = {file.replace(os.sep, "/"): data for file, data in sources.files()}
    tops = (file for file in found if f"/{file}".endswith(f"/{SERIES}"))
    top = min(tops, key=len, default=SERIES).removesuffix(SERIES)
    for fault in sources.passed_over:
        if _FILE.fullmatch(fault.place):
            refuse(name, f"{fault.place} {fault.why}")
    inner = {file.removeprefix(top): data for file, data in found.items() if file.startswith(top)}
    return {file: data for file, data in inner.items() if (m := _FILE.fullmatch(file)) and not m[1]}
