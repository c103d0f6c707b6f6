"""Files of the user's own: private, whole or not at all, and nothing is replaced by accident."""

import errno
import os
import stat
from pathlib import Path

import pytest

from bigcity_tui.domain.errors import FileError
from bigcity_tui.files.writing import write_file

posix = pytest.mark.skipif(os.name != "posix", reason="permissions and links of POSIX")


@posix
@pytest.mark.parametrize("mask", [0o000, 0o077, 0o777])
def test_private_whatever_the_umask(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        write_file(str(tmp_path / "out"), b"mine")
    finally:
        os.umask(before)
    assert stat.S_IMODE(os.stat(tmp_path / "out").st_mode) == 0o600
    assert (tmp_path / "out").read_bytes() == b"mine"
    assert os.listdir(tmp_path) == ["out"]


def test_what_is_there_is_replaced_only_by_force(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"old")
    path.chmod(0o644)
    with pytest.raises(FileError, match="there already: choose another name, or --force"):
        write_file(str(path), b"new")
    assert path.read_bytes() == b"old"
    write_file(str(path), b"new", force=True)
    assert path.read_bytes() == b"new"
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["out"]


@posix
@pytest.mark.parametrize("force", [False, True])
def test_where_permissions_are_unknown_it_is_written_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, force: bool
) -> None:
    assert write_file(str(tmp_path / "out"), b"mine")

    fchmod = os.fchmod

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    def keep(descriptor: int, _: int) -> None:
        fchmod(descriptor, 0o755)
        refuse()

    # As the file systems of memory sticks do, which show one mode for all, and know no links.
    monkeypatch.setattr(os, "fchmod", keep)
    monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / ("out" if force else "new")
    assert not write_file(str(path), b"there", force=force)
    assert path.read_bytes() == b"there"


@posix
def test_a_disk_that_fails_is_no_such_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fchmod", fail)
    with pytest.raises(FileError, match="was not written: Input/output error"):
        write_file(str(tmp_path / "out"), b"mine")
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("name", ["x" * 250, "사" * 83])
def test_the_longest_names_are_written(tmp_path: Path, name: str) -> None:
    write_file(str(tmp_path / name), b"mine")
    assert os.listdir(tmp_path) == [name]


@posix
@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("target", ["there", "nowhere", "link"])
def test_links_are_refused(tmp_path: Path, target: str, *, force: bool) -> None:
    (tmp_path / "there").write_bytes(b"old")
    os.symlink(target, tmp_path / "link")
    with pytest.raises(FileError, match="is a symbolic link"):
        write_file(str(tmp_path / "link"), b"new", force=force)
    assert (tmp_path / "there").read_bytes() == b"old"
    assert sorted(os.listdir(tmp_path)) == ["link", "there"]


@posix
def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "folder").mkdir()
    for name in ("fifo", "folder"):
        with pytest.raises(FileError, match="no regular file"):
            write_file(str(tmp_path / name), b"new", force=True)
    assert sorted(os.listdir(tmp_path)) == ["fifo", "folder"]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("nowhere/out", "was not written: No such file or directory"),
        ("file/out", "was not written: Not a directory"),
        ("x" * 300, "was not written: File name too long"),
        ("a\0b", "is no path"),
    ],
)
def test_paths_that_cannot_be(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FileError, match=says) as caught:
        write_file(str(tmp_path / name), b"new")
    assert str(caught.value).isprintable()
    assert os.listdir(tmp_path) == ["file"]


@posix
def test_another_program_that_is_faster_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out"
    fsync = os.fsync

    def slow(descriptor: int) -> None:
        fsync(descriptor)
        path.write_bytes(b"theirs")

    monkeypatch.setattr(os, "fsync", slow)
    with pytest.raises(FileError, match="there already"):
        write_file(str(path), b"mine")
    assert path.read_bytes() == b"theirs"
    assert os.listdir(tmp_path) == ["out"]


@posix
def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    (tmp_path / "out").write_bytes(b"old")
    signal = pytest.importorskip("signal")
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_096, limits[1]))
    try:
        with pytest.raises(FileError, match="was not written: File too large"):
            write_file(str(tmp_path / "out"), b"x" * 100_000, force=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    assert (tmp_path / "out").read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["out"]
