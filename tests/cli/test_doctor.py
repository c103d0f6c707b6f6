"""Whether all is well, and what is said where it is not."""

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bigcity_tui.store import doctor as store_doctor
from bigcity_tui.store.doctor import network_of
from tests.cli.driver import Prompt
from tests.packs import made_up_pack, write_pack

CHECKS = [
    *("record", "permissions", "backups", "place", "room"),
    *("pack", "versions", "terminal"),
]


def found(prompt: Prompt, check: str, code: int = 0) -> tuple[str, str]:
    """The level and the text of one line."""
    prompt.run("doctor --json").exits(code)
    rows: list[dict[str, Any]] = json.loads(prompt.out)
    assert [row["check"] for row in rows] == CHECKS
    return next((row["level"], row["text"]) for row in rows if row["check"] == check)


def test_a_new_viewer_is_well_and_nothing_is_made(prompt: Prompt, home: str) -> None:
    prompt.does("doctor").says("ok record", "begins with your first change", "8 episodes")
    prompt.says_nothing_of("warn", "bad")
    assert not os.path.exists(home)


def test_a_record_in_use_is_well(prompt: Prompt, home: str) -> None:
    prompt.does("watch 1").does("note 1 secret")
    before = {name: os.stat(os.path.join(home, name)).st_mtime_ns for name in os.listdir(home)}
    prompt.does("doctor").says("is sound: 2 changes", "1 sound backup", "the newest of 2024-10-21")
    prompt.says_nothing_of("warn", "bad", "secret")
    assert before == {name: os.stat(os.path.join(home, name)).st_mtime_ns for name in before}


def test_damage_is_bad_and_a_backup_brings_the_record_back(prompt: Prompt, home: str) -> None:
    prompt.does("watch 1").does("watch 2")
    path = Path(home, "record.sqlite3")
    path.write_bytes(b"damaged")
    level, text = found(prompt, "record", 1)
    assert level == "bad"
    assert "doctor --restore" in text
    prompt.run("doctor").exits(1).complains("not all is well (record)")
    prompt.fails("doctor --restore", 2, "the backup of 2024-10-21", "doctor --restore --yes")
    prompt.run("doctor --restore", types="yes\n", tty=True).exits(1)
    assert path.read_bytes() == b"damaged"
    prompt.run("doctor --restore", types="restore\n", tty=True).exits(0)
    prompt.says("Restored the backup of 2024-10-21.", "is kept as record-damaged-")
    assert prompt.json("status")["watched"] == [1]
    (kept,) = Path(home).glob("record-damaged-*")
    assert kept.read_bytes() == b"damaged"
    prompt.fails("doctor --restore --yes", 1, "is sound: there is nothing to restore")
    path.write_bytes(b"damaged")
    again = prompt.json("doctor --restore --yes")
    assert set(again) == {"backup", "read", "aside"}
    assert found(prompt, "record")[0] == "ok"


def test_an_index_that_disagrees_with_its_table_is_found(prompt: Prompt, home: str) -> None:
    prompt.does("watch 1").does("watch 2")
    path = os.path.join(home, "record.sqlite3")
    with closing(sqlite3.connect(path)) as connection:
        # A row that its index does not have: only a whole check looks for that.
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_master WHERE name = 'sqlite_autoindex_op_1'")
        connection.commit()
    level, text = found(prompt, "record", 1)
    assert (level, "is damaged" in text) == ("bad", True)


def test_a_folder_open_to_others_is_said(prompt: Prompt, home: str) -> None:
    prompt.does("watch 1")
    os.chmod(home, 0o755)
    assert found(prompt, "permissions") == (
        "warn",
        f"other users may look into {home}: run chmod -R go-rwx {home}",
    )
    os.chmod(home, 0o777)
    level, text = found(prompt, "record", 1)
    assert (level, "chmod go-w" in text) == ("bad", True)
    os.chmod(home, 0o700)


def test_backups_that_are_damaged_or_failing_are_said(prompt: Prompt, home: str) -> None:
    prompt.does("watch 1").does("watch 2")
    folder = Path(home, "backups")
    (folder / "record-2024-10-20.sqlite3").write_bytes(b"damaged")
    level, text = found(prompt, "backups")
    assert level == "warn"
    assert "record-2024-10-20.sqlite3" in text
    assert "the newest sound one is record-2024-10-21.sqlite3" in text
    os.rename(folder / "record-2024-10-21.sqlite3", folder / "record-2024-10-20.sqlite3")
    level, text = found(prompt, "backups")
    assert (level, "there are later changes" in text) == ("warn", True)
    (folder / "record-2024-10-20.sqlite3").write_bytes(b"damaged")
    level, text = found(prompt, "backups", 1)
    assert (level, "none is sound" in text) == ("bad", True)


@pytest.mark.parametrize(
    ("place", "mark", "says"),
    [
        ("Dropbox/home", None, "a folder of Dropbox"),
        ("OneDrive - Work/home", None, "a folder of OneDrive"),
        ("Mobile Documents/home", None, "a folder of iCloud Drive"),
        ("carried/deep/home", "carried/.stfolder", "a folder of Syncthing"),
        ("carried/home", f"carried/ops-{'e' * 32}.jsonl", "a folder that devices sync through"),
        ("home", f"home/in/ops-{'e' * 32}.jsonl", "devices sync through lies in it"),
    ],
)
def test_a_record_in_a_carried_folder_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, place: str, mark: str | None, says: str
) -> None:
    prompt = Prompt(monkeypatch, str(tmp_path / place))
    prompt.does("watch 1")
    assert found(prompt, "place")[0] == "ok" or mark is None
    if mark is not None:
        (tmp_path / mark).parent.mkdir(exist_ok=True)
        (tmp_path / mark).touch()
    level, text = found(prompt, "place")
    assert (level, says in text) == ("warn", True)
    assert "sync DIR" in text


MOUNTS = [
    "/dev/sda1 / ext4 rw 0 0",
    "server:/home /home nfs4 rw 0 0",
    "tmpfs /home/me/local tmpfs rw 0 0",
    "me@host:/ /mnt/with\\040space fuse.sshfs rw 0 0",
    "//server/share /mnt/share cifs rw 0 0",
    "portal /run/doc fuse.portal rw 0 0",
    "broken",
]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", None),
        ("/home", "nfs4"),
        ("/home/me", "nfs4"),
        ("/homestead", None),
        ("/home/me/local/share", None),
        ("/mnt/with space/x", "fuse.sshfs"),
        ("/mnt/share/x", "cifs"),
        ("/run/doc/x", None),
    ],
)
def test_network_file_systems_are_told_by_the_mounts(path: str, kind: str | None) -> None:
    assert network_of(path, MOUNTS) == kind


def test_a_full_disk_is_said(prompt: Prompt, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_doctor, "_ROOM", 2**80)
    level, text = found(prompt, "room")
    assert (level, "make some room" in text) == ("warn", True)


def test_a_pack_that_cannot_be_used_is_bad(prompt: Prompt, tmp_path: Path) -> None:
    folder = write_pack(made_up_pack(episodes=3), tmp_path / "pack")
    prompt.does(["--pack", folder, "doctor"]).says("3 episodes")
    Path(folder, "cast.json").write_bytes(b"{")
    prompt.run(["--pack", folder, "doctor"]).exits(1).complains("(pack)").says("cast.json")


def test_a_folder_that_cannot_be_named_is_bad(
    prompt: Prompt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BIGCITY_TUI_HOME")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("HOME", "")
    prompt.run("doctor").exits(1).complains("(record)").says("HOME is not set")


@pytest.mark.parametrize(
    ("variables", "encoding", "level", "says"),
    [
        ({"TERM": "xterm-256color"}, "utf-8", "ok", "xterm-256color, utf-8, 100x30"),
        ({"TERM": "xterm", "NO_COLOR": "1"}, "utf-8", "ok", "no colours (NO_COLOR)"),
        ({"TERM": "dumb"}, "utf-8", "warn", "TERM=dumb"),
        ({"TERM": "xterm"}, "latin-1", "warn", "UTF-8"),
    ],
)
def test_the_terminal_is_looked_at(
    prompt: Prompt,
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    encoding: str,
    level: str,
    says: str,
) -> None:
    for name in ("TERM", "COLORTERM", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("LINES", "30")
    prompt.run("doctor", tty=True, encoding=encoding).exits(0).says(says)
    line = next(line for line in prompt.out.splitlines() if " terminal" in line)
    assert line.startswith(level)


def test_a_terminal_that_is_too_small_is_said(
    prompt: Prompt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "39")
    monkeypatch.setenv("LINES", "30")
    prompt.run("doctor", tty=True).exits(0).says("40 columns and 12 rows")
