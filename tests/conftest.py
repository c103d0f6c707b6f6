"""What holds for every test: nobody is hurried, and nothing opens a connection to anywhere."""

import gc
import os
import socket
import sys
import tempfile

import pytest
from hypothesis import settings

# A machine that is busy is no fault of what is tested: what has to be quick says so by itself.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

# The record waits until the disk has what is written: in memory that takes no time.
_MEMORY = "/dev/shm"
if sys.platform == "linux" and os.access(_MEMORY, os.W_OK):
    _found = os.statvfs(_MEMORY)
    if _found.f_bavail * _found.f_frsize > 2**30 and not _found.f_flag & os.ST_NOEXEC:
        os.environ["TMPDIR"] = tempfile.tempdir = _MEMORY

# Every app leaves cycles behind: to look for them as often as Python does takes a tenth of all.
gc.set_threshold(100_000, 50, 100)


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Have three workers for two processors: the app's tests wait for it half of their time."""
    return max(1, (os.cpu_count() or 1) * 3 // 2)


_FAMILIES = (socket.AF_INET, socket.AF_INET6)
_CALLS = (
    *("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"),
    *("socket.getaddrinfo", "socket.gethostbyname", "socket.getnameinfo"),
)


class NetworkUsedError(BaseException):
    """Something asked for a network; no handler of the program's own may swallow this."""


def _watch(event: str, args: tuple[object, ...]) -> None:
    """See every socket that this process makes, and refuse those that reach beyond it."""
    if event == "socket.__new__" and args[1] in _FAMILIES:
        raise NetworkUsedError(f"a socket of family {args[1]}")
    if event in _CALLS and getattr(args[0], "family", socket.AF_INET) in _FAMILIES:
        raise NetworkUsedError(event)


# Where there are no pairs of sockets of its own, an event loop wakes itself through the network.
if sys.platform != "win32":
    sys.addaudithook(_watch)
