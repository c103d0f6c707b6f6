"""Where the record lies: in a folder that something carries to other machines, or on a network.

SQLite needs a disk that keeps its promises about locks and about what has been written. A program
that copies the file while it changes, or a network in between, breaks them.
"""

import os
from collections.abc import Iterable, Iterator

from bigcity_tui.store.sync_files import device_of

_MARKS = {
    ".stfolder": "Syncthing",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".owncloudsync.log": "ownCloud",
    ".nextcloudsync.log": "Nextcloud",
    ".SynologyWorkingDirectory": "Synology Drive",
}
"""What programs that carry folders leave in them."""

_NAMES = {
    "dropbox": "Dropbox",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "mobile documents": "iCloud Drive",
    "cloudstorage": "a cloud's program",
    "pclouddrive": "pCloud",
    "onedrive": "OneDrive",
    "seafile": "Seafile",
    "megasync": "MEGA",
}
"""The folders that such programs make, by their names in lower case."""

_NETWORK = ("nfs", "cifs", "smb", "afs", "ncp", "ceph", "glusterfs", "lustre", "beegfs", "davfs")
_NETWORK_FUSE = ("sshfs", "rclone", "davfs", "s3fs", "gvfs", "gluster", "ceph", "onedriver")


def carried(home: str) -> list[str]:
    """What is wrong with where a folder lies, a line each; empty if nothing is."""
    place = os.path.realpath(home)
    found = [f"it lies in a folder of {program}" for program in _programs(place)]
    if any(device_of(name) for folder in _upwards(place) for name in _listed(folder)):
        found.append("it lies in a folder that devices sync through")
    if any(device_of(name) for _, _, names in os.walk(place) for name in names):
        found.append("a folder that devices sync through lies in it")
    kind = _network(place)
    if kind is not None:
        found.append(f"it lies on a network ({kind})")
    return found


def network_of(path: str, mounts: Iterable[str]) -> str | None:
    """The kind of network file system that a path is on; None for a disk of this machine.

    `mounts` are lines as Linux has them in `/proc/self/mounts`, the later before the earlier.
    """
    longest, kind = "", ""
    for line in mounts:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = fields[1].encode().decode("unicode_escape").encode("latin-1", "replace")
        folder = os.fsdecode(point)
        inside = path == folder or path.startswith(folder.rstrip("/") + "/")
        if inside and len(folder) >= len(longest):
            longest, kind = folder, fields[2]
    name = kind.removeprefix("fuse.")
    known = _NETWORK if name == kind else _NETWORK_FUSE
    return kind if name.startswith(known) else None


def _network(path: str) -> str | None:
    if path.startswith("\\\\"):
        return "a share"
    try:
        with open("/proc/self/mounts", encoding="utf-8", errors="surrogateescape") as file:
            return network_of(path, file)
    except OSError:
        return None


def _programs(place: str) -> Iterator[str]:
    found = set()
    for folder in (place, *_upwards(place)):
        name = os.path.basename(folder).lower()
        named = [program for start, program in _NAMES.items() if name.split(" - ")[0] == start]
        found.update(named)
        names = _listed(folder)
        found.update(program for mark, program in _MARKS.items() if mark in names)
    yield from sorted(found)


def _upwards(place: str) -> Iterator[str]:
    """The folders that a folder lies in, from the nearest to the root."""
    while os.path.dirname(place) != place:
        place = os.path.dirname(place)
        yield place


def _listed(folder: str) -> frozenset[str]:
    try:
        return frozenset(os.listdir(folder))
    except OSError:
        return frozenset()
