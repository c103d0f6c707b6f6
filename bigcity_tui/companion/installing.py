"""Putting packs on the shelf, whole or not at all, and taking them off it."""

import os
import re
import time
from collections.abc import Callable, Iterator
from functools import partial
from shutil import rmtree
from tempfile import TemporaryDirectory

from bigcity_tui.companion.shelf import folder_of, versions
from bigcity_tui.domain.errors import FileError, PackError, StoreError, UsageError
from bigcity_tui.domain.series import Series
from bigcity_tui.domain.text import count
from bigcity_tui.files.archive import is_archive, members
from bigcity_tui.files.reading import read_file, refuse, shown
from bigcity_tui.files.writing import sync_folder, write_file
from bigcity_tui.pack.findings import MOST_BYTES
from bigcity_tui.pack.location import BUNDLED_ID, EPISODES, FILES, SERIES
from bigcity_tui.pack.validate import MOST_BYTES_IN_ALL, validate_pack
from bigcity_tui.store.location import check_folder, make_folder, packs_dir

_FILE = re.compile(rf"{'|'.join(map(re.escape, FILES))}|{EPISODES}/[0-9]{{2,4}}\.json")
_MOST_FILES = 6_000  # in an archive
_ABANDONED = 3600  # seconds, after which what was being added is of a run that was killed

_Files = Iterator[tuple[str, Callable[[], bytes]]]


def add(home: str, source: str, *, force: bool = False) -> Series:
    """Check a pack, in a folder or a ZIP archive, and copy it to the shelf.

    One of the same id is replaced only with `force`. Raises FileError for a source that cannot be
    read, PackError for a pack that cannot be used, StoreError where nothing can be written.
    """
    place, name = packs_dir(home), shown(source, 200)
    try:
        files = _files(source, name)
        make_folder(place)
        check_folder(home)
        for each in os.scandir(place):
            if each.name.startswith(".") and time.time() - each.stat().st_mtime > _ABANDONED:
                rmtree(each.path, ignore_errors=True)
        with TemporaryDirectory(prefix=".", dir=place) as holding:
            new = os.path.join(holding, "pack")
            os.makedirs(os.path.join(new, EPISODES))
            for file, data in files.items():
                write_file(os.path.join(new, *file.split("/")), data)
            series = _checked(new, name)
            own, older = os.path.join(place, series.id), versions(home, series.id)
            if older and not force:
                raise FileError(
                    f"{series.id} is installed already: --force puts this one in its place"
                )
            make_folder(own)
            os.rename(new, os.path.join(own, str(older[-1] + 1 if older else 1)))
            sync_folder(own)
        for version in older:
            rmtree(os.path.join(own, str(version)), ignore_errors=True)
    except OSError as error:
        raise StoreError(f"{name} was not added ({error.strerror}): try again") from error
    return series


def remove(home: str, name: str) -> None:
    """Take a pack off the shelf; what the viewer marked, rated and wrote stays in the record."""
    if name == BUNDLED_ID:
        raise UsageError("the bundled pack is always there")
    if not versions(home, name):
        folder_of(home, name)  # refuses it, unless it is a folder
        raise UsageError(f"{name!a} is a folder, and no pack that is installed")
    gone = os.path.join(packs_dir(home), f".{os.urandom(8).hex()}")
    try:
        os.rename(os.path.join(packs_dir(home), name), gone)
    except OSError as error:
        raise StoreError(f"{name} was not removed ({error.strerror})") from error
    rmtree(gone, ignore_errors=True)


def _checked(folder: str, name: str) -> Series:
    try:
        return validate_pack(folder).series
    except PackError as error:
        more = len(error.problems) - 1
        rest = f", and {count(more, 'problem')} more" if more else ""
        raise PackError(f"{name} was not added: {error.problems[0]}{rest}") from None


def _files(source: str, name: str) -> dict[str, bytes]:
    """Return the files that a pack may have, and no other, by their places in it."""
    found = _in_folder(source) if os.path.isdir(source) else _in_archive(source, name)
    files: dict[str, bytes] = {}
    for place, read in found:
        if place in files:
            refuse(name, f"holds {place} twice")
        files[place] = read()
        if sum(map(len, files.values())) > MOST_BYTES_IN_ALL:
            refuse(name, f"is larger than {MOST_BYTES_IN_ALL // 1_000_000} MB")
    return files


def _in_folder(source: str) -> _Files:
    episodes = os.path.join(source, EPISODES)
    inner = os.listdir(episodes) if os.path.isdir(episodes) else []
    for place in filter(_FILE.fullmatch, (*FILES, *(f"{EPISODES}/{each}" for each in inner))):
        path = os.path.join(source, *place.split("/"))
        if os.path.islink(path) or (place.startswith(EPISODES) and os.path.islink(episodes)):
            refuse(place, "is a link: put the file itself there")
        if os.path.exists(path):
            yield place, partial(read_file, path, place, MOST_BYTES)


def _in_archive(source: str, name: str) -> _Files:
    """Give the files below the folder with the first `series.json` from the top."""
    data = read_file(source, name, MOST_BYTES_IN_ALL)
    if not is_archive(data):
        refuse(name, "is neither a folder nor a ZIP archive")
    found = list(members(name, data, _MOST_FILES, MOST_BYTES))
    tops = (place for place, _ in found if f"/{place}".endswith(f"/{SERIES}"))
    top = min(tops, key=len, default=SERIES).removesuffix(SERIES)
    for place, read in found:
        if place.startswith(top) and _FILE.fullmatch(place.removeprefix(top)):
            yield place.removeprefix(top), read
