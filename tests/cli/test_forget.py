"""Forgetting: asked for, final, and without a trace in the record, its backups and the log."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.cli.driver import Prompt


def holding(home: str, word: str) -> list[str]:
    """The files that have a word in them, in whatever bytes."""
    return sorted(
        str(path.relative_to(home))
        for path in Path(home).rglob("*")
        if path.is_file() and word.encode() in path.read_bytes()
    )


def backup_of(home: str, day: str) -> str:
    """Make today's backup one of another day."""
    folder = Path(home) / "backups"
    (today,) = folder.glob("record-2024-10-21.sqlite3")
    other = folder / f"record-{day}.sqlite3"
    today.rename(other)
    return str(other)


def wrote(prompt: Prompt) -> None:
    """Write a note three times over, with two backups that hold some of it."""
    prompt.does("note 1 Quxone " + "and so on " * 800)
    prompt.does("note 2 Kept.")
    backup_of(prompt.home, "2024-10-19")
    prompt.does("note 1 Quxtwo.").does("undo").does("redo").does("note 1 --clear").does("undo")


def test_no_byte_of_it_is_left_and_no_undo_brings_it_back(prompt: Prompt) -> None:
    wrote(prompt)
    assert len(holding(prompt.home, "Quxone")) == 3
    prompt.does("forget 1 --yes").says("Forgot what was written on episode 1.")
    prompt.says_nothing_of("undo")
    for word in ("Quxone", "Quxtwo"):
        assert holding(prompt.home, word) == []
    assert len(holding(prompt.home, "Kept.")) == 2
    for _ in range(6):
        prompt.run("undo")
        assert prompt.json("episodes")[0]["note"] is None
    for _ in range(6):
        prompt.run("redo")
        assert prompt.json("episodes")[0]["note"] is None
    assert prompt.json("episodes")[1]["note"] == "Kept."
    prompt.does("log --json").says_nothing_of("Qux")
    prompt.does("log").says("forgot what was written on episode 1").says_nothing_of("Qux")
    prompt.does("forget 1 --yes").says("Nothing written on episode 1 to forget.")
    prompt.does("note 1 Anew.")
    assert prompt.json("episodes")[0]["note"] == "Anew."


def test_the_backups_stay_backups(prompt: Prompt) -> None:
    wrote(prompt)
    prompt.does("forget 1 --yes")
    folder = Path(prompt.home) / "backups"
    names = sorted(os.listdir(folder))
    assert names == ["record-2024-10-19.sqlite3", "record-2024-10-21.sqlite3"]
    for name in names:
        assert (folder / name).stat().st_mode & 0o777 == 0o600
        with closing(sqlite3.connect(folder / name)) as backup:
            assert backup.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_backup_that_cannot_be_rewritten_is_named_until_it_is_gone(prompt: Prompt) -> None:
    wrote(prompt)
    bad = backup_of(prompt.home, "2024-10-20")
    Path(bad).write_bytes(b"Quxone, but no database")
    prompt.run("forget 1 --yes").exits(0)
    assert "record-2024-10-20.sqlite3; delete" in prompt.err
    assert holding(prompt.home, "Qux") == ["backups/record-2024-10-20.sqlite3"]
    # Every change says so again, and sees to what can be seen to by then.
    prompt.run("rate 1 5").exits(0)
    assert "record-2024-10-20.sqlite3; delete" in prompt.err
    Path(bad).unlink()
    prompt.does("forget 1 --yes").does("rate 1 6")


def test_a_backup_that_was_out_of_reach_is_seen_to_with_the_next_change(
    prompt: Prompt, tmp_path: Path
) -> None:
    wrote(prompt)
    prompt.does("rate 1 4")
    killed = Path(prompt.home) / "backups" / ".record-0123456789abcdef.tmp"
    killed.write_bytes(b"Quxone, half written")
    backup, elsewhere = Path(backup_of(prompt.home, "2024-10-20")), tmp_path / "elsewhere"
    backup.rename(elsewhere)
    backup.symlink_to(elsewhere)
    prompt.run("forget 1 --yes").exits(0)
    assert "record-2024-10-20.sqlite3; delete" in prompt.err
    assert b"Quxone" in elsewhere.read_bytes()
    backup.unlink()
    elsewhere.rename(backup)
    prompt.does("rate 1 5")
    assert holding(prompt.home, "Qux") == []


def test_it_has_to_be_confirmed(prompt: Prompt) -> None:
    prompt.does("note series Quxone.")
    prompt.fails("forget series", 2, "bigcity-tui forget series --yes")
    prompt.run("forget series", types="yes\n", tty=True).exits(1)
    assert "nothing was forgotten" in prompt.err
    assert holding(prompt.home, "Quxone")
    prompt.run("forget series", types="forget\n", tty=True).exits(0)
    assert not holding(prompt.home, "Quxone")
    for line in ("forget 9 --yes", "forget 0 --yes", "forget all --yes", "forget --yes"):
        prompt.fails(line, 2)


def test_an_earlier_viewing_is_forgotten_only_if_it_is_named(prompt: Prompt) -> None:
    prompt.does("watch 1").does("note 1 Quxone.").does("rewatch").does("note 1 Quxtwo.")
    prompt.does("forget 1 --yes")
    assert holding(prompt.home, "Quxone")
    assert not holding(prompt.home, "Quxtwo")
    prompt.does("forget 1 --every-viewing --yes")
    assert not holding(prompt.home, "Quxone")


def test_what_an_undone_viewing_said_is_forgotten_with_all_of_them(prompt: Prompt) -> None:
    prompt.does("watch 1").does("rewatch").does("note 1 Quxone.").does("undo").does("undo")
    assert holding(prompt.home, "Quxone")
    prompt.does("forget 1 --every-viewing --yes")
    assert not holding(prompt.home, "Quxone")
