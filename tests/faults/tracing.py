"""Running a command under strace: what it asks of the system, and what if that is refused."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.faults.process import Ended, run

CHANGING = (
    *("openat", "mkdir", "write", "pwrite64", "fsync", "fdatasync", "ftruncate", "fallocate"),
    *("rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat", "rmdir"),
    *("chmod", "fchmod", "fchown"),
)
"""The calls that change files, or may."""
OTHER = ("close", "fcntl", "read", "pread64", "newfstatat", "access", "getdents64")

ERRORS = {
    "openat": ("EIO", "ENOSPC", "EACCES", "EMFILE"),
    "mkdir": ("EIO", "ENOSPC", "EACCES"),
    "write": ("EIO", "ENOSPC"),
    "pwrite64": ("EIO", "ENOSPC"),
    "fsync": ("EIO", "ENOSPC"),
    "fdatasync": ("EIO", "ENOSPC"),
    "ftruncate": ("EIO",),
    "rename": ("EIO", "ENOSPC", "EACCES"),
    "link": ("EIO", "ENOSPC", "EACCES"),
    "unlink": ("EIO", "EACCES"),
    "rmdir": ("EIO",),
    "chmod": ("EPERM", "EIO"),
    "fchmod": ("EPERM", "EIO"),
    "close": ("EIO",),
    "fcntl": ("ENOLCK",),
    "read": ("EIO",),
    "pread64": ("EIO",),
    "newfstatat": ("EIO", "EACCES"),
    "access": ("EACCES",),
    "getdents64": ("EIO",),
}
"""How each call may fail."""

_LINE = re.compile(r"\d+ +(\w+)\((.*)")


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the system: its name, how many of that name there were with it, and the line."""

    name: str
    number: int
    line: str

    @property
    def paths(self) -> list[str]:
        """The files that it is about, by path: those of descriptors first."""
        asked = self.line.rsplit(" = ", 1)[0]
        return [*re.findall(r"<([^<>]*)>", asked), *re.findall(r'"([^"]*)"', asked)]

    @property
    def failed(self) -> bool:
        """Whether the system refused it."""
        return " = -1 E" in self.line


def traced(place: Path, words: list[str], names: str, inject: str = "") -> tuple[Ended, list[Call]]:
    """Run a command under strace, with a fault or none; how it ended, and its calls in order."""
    log = place.with_suffix(".trace")
    prefix = ["strace", "-f", "-y", "-qq", "-s", "24", "-e", "signal=none"]
    prefix += ["-o", str(log), "-e", "trace=" + ",".join(f"?{name}" for name in names.split(","))]
    if inject:
        prefix += ["-e", f"inject={inject}"]
    if "signal=" not in inject:
        prefix.append("--seccomp-bpf")  # faster, but no signal comes through
    ended = run(place, words, prefix)
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    log.unlink(missing_ok=True)
    counts: Counter[str] = Counter()
    calls = []
    for match in filter(None, map(_LINE.match, lines)):
        counts[match[1]] += 1
        calls.append(Call(match[1], counts[match[1]], match[2]))
    return ended, calls


def touching(calls: list[Call], place: Path) -> list[Call]:
    """The calls that are about the data in a folder."""
    return [call for call in calls if str(place) in call.line]
