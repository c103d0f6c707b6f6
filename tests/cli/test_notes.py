"""Notes: from an argument, from standard input, from an editor."""

import os
import shlex
import stat
import time
from pathlib import Path

import pytest

from bigcity_tui.companion import Companion
from bigcity_tui.store.record import Record
from tests.cli.driver import NOON, Prompt


def note(prompt: Prompt, number: int = 1) -> str | None:
    text: str | None = prompt.json("episodes")[number - 1]["note"]
    return text


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor that appends a line, and reports what it was given in `seen`."""
    script = tmp_path / "an editor"
    script.write_text(
        "#!/bin/sh\n"
        f'printf \'%s\\n\' "$#" "$@" > "{tmp_path}/seen"\n'
        "for file; do :; done\n"
        f'stat -c "%a %n" "$file" "$(dirname "$file")" >> "{tmp_path}/seen"\n'
        "printf 'Added by hand.\\n' >> \"$file\"\n"
        'touch "$file~"\n'
    )
    script.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"'{script}' --wait")
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", None)
    return tmp_path


def leftovers(editor: Path) -> list[str]:
    return os.listdir(editor / "temporary")


def test_from_an_argument(prompt: Prompt) -> None:
    prompt.does("note 1 Rain, and a taxi.").says("Saved the note on episode 1.", "undo")
    assert note(prompt) == "Rain, and a taxi."
    prompt.does("note 1 'Rain, and a taxi.'").says("as it was").says_nothing_of("undo")
    prompt.does("note 1 Rain.").says("It replaces what was there, which the log keeps.")
    prompt.does("log").says("“Rain, and a taxi.”", "“Rain.”")
    prompt.does("note 1 --append Snow.").says_nothing_of("replaces").does("undo").does("undo")
    prompt.does("note series 'All in all…'").says_nothing_of("replaces")
    prompt.does("note series 'All in all…'").does("read review").says("All in all…")
    prompt.does("note 1 --clear").says("Removed the note on episode 1.")
    assert note(prompt) is None
    prompt.does("note 1 --clear").says_only("No note on episode 1.\n")
    prompt.does("undo")
    assert note(prompt) == "Rain, and a taxi."


def test_from_standard_input(prompt: Prompt) -> None:
    prompt.does("note 1 -", types="\ufeffOne line.\r\n\r\nAnother, in 한국어.\n")
    assert note(prompt) == "One line.\n\nAnother, in 한국어."
    prompt.fails("note 1 -", 2, "UTF-8", "left as it was", types=b"\xff\xfe")
    prompt.fails("note 1 -", 2, "20,000", types="x" * 200_000)
    prompt.fails("note 1 -", 2, "20,000", types="가" * 20_001)
    prompt.does("note 1 -", types="가" * 20_000)
    for nothing in ("", "\n", "\ufeff \r\n"):
        prompt.fails("note 1 -", 2, "empty", "'bigcity-tui note 1 --clear'", types=nothing)
    assert note(prompt) == "가" * 20_000


def test_from_an_editor(prompt: Prompt, editor: Path) -> None:
    prompt.does("note 1 'Begun at the prompt.'")
    prompt.does("note 1").says("Saved the note on episode 1.")
    assert note(prompt) == "Begun at the prompt.\nAdded by hand."
    count, wait, path, file, folder = (editor / "seen").read_text().splitlines()
    assert (count, wait) == ("2", "--wait")
    assert file == f"600 {path}"
    assert folder == f"700 {os.path.dirname(path)}"
    assert leftovers(editor) == []
    prompt.does("note 2").says("Saved")
    assert note(prompt, 2) == "Added by hand."


def test_visual_goes_before_editor(
    prompt: Prompt, editor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "true")
    assert prompt.run("note 1").code == 0
    prompt.says("No note on episode 1.")
    monkeypatch.setenv("VISUAL", " ")
    prompt.does("note 1").says("Saved")


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("false", ["'false' ended with status 1"]),
        ("/nowhere/editor --wait", ["'/nowhere/editor' did not start", "No such file"]),
        ("sh -c 'kill -9 $$'", ["ended by signal 9"]),
        ("sh -c 'rm \"$0\"'", ["left no file"]),
        ("'unclosed", ["$EDITOR cannot be read as a command"]),
        ("/etc/passwd", ["did not start", "Permission denied"]),
    ],
)
def test_an_editor_that_fails_leaves_the_note_as_it_was(
    prompt: Prompt, editor: Path, monkeypatch: pytest.MonkeyPatch, command: str, words: list[str]
) -> None:
    prompt.does("note 1 Before.")
    monkeypatch.setenv("EDITOR", command)
    prompt.fails("note 1", 1, *words)
    assert note(prompt) == "Before."
    assert leftovers(editor) == []


def test_no_editor_at_all(prompt: Prompt, editor: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EDITOR")
    monkeypatch.setenv("PATH", str(editor / "nothing"))
    prompt.fails("note series", 1, "set $VISUAL or $EDITOR", "bigcity-tui note series TEXT")


def test_the_editor_is_run_by_no_shell(
    prompt: Prompt, editor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", f"true; touch {editor}/harm")
    prompt.run("note 1")
    assert not (editor / "harm").exists()


@pytest.mark.parametrize(
    ("command", "code", "words", "holds"),
    [
        ("printf 'caf\\351' > \"$0\"", 2, "UTF-8", b"caf\xe9"),
        ("printf '\\377\\376w\\000' > \"$0\"", 2, "UTF-8", b"\xff\xfew\0"),
        ('yes | head -c 50000 > "$0"', 2, "20,000", b"y\ny\ny"),
        ('yes | head -c 2000000 > "$0"', 2, "too long", b"y\ny\ny"),
        ('echo words > "$0"; kill -9 $$', 1, "ended by signal 9", b"words"),
        ('echo words > "$0"; exit 1', 1, "ended with status 1", b"words"),
    ],
)
def test_what_was_written_is_kept_when_it_cannot_be_saved(
    prompt: Prompt,
    editor: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    code: int,
    words: str,
    holds: bytes,
) -> None:
    prompt.does("note 1 Before.")
    monkeypatch.setenv("EDITOR", f"sh -c {shlex.quote(command)}")
    prompt.fails("note 1", code, words, "is kept in")
    (folder,) = Path(prompt.home).glob("note-*")
    kept = folder / "note.txt"
    assert str(kept) in prompt.err
    assert kept.read_bytes().startswith(holds)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert note(prompt) == "Before."
    assert leftovers(editor) == []


def test_an_editor_that_does_not_wait_is_told_from_one_that_changes_nothing(
    prompt: Prompt, editor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prompt.does("note 1 Before.")
    monkeypatch.setenv("EDITOR", "true")
    prompt.run("note 1").exits(0).says("The note on episode 1 is as it was.")
    assert "such as 'code --wait'" in prompt.err
    (kept,) = Path(prompt.home).glob("note-*/note.txt")
    assert str(kept) in prompt.err
    monkeypatch.setenv("EDITOR", "touch")
    prompt.does("note 1").says("The note on episode 1 is as it was.")
    monkeypatch.setattr("bigcity_tui.files.editor._AT_ONCE", 0.0)
    monkeypatch.setenv("EDITOR", "true")
    prompt.does("note 1").says("The note on episode 1 is as it was.")
    assert list(Path(prompt.home).glob("note-*/note.txt")) == [kept]
    # It goes with a later note, unless somebody has saved something there after all.
    day_before_yesterday = time.time() - 2 * 24 * 3600
    os.utime(kept.parent, (day_before_yesterday, day_before_yesterday))
    prompt.does("note 1")
    assert not kept.exists()


def test_what_an_editor_that_does_not_wait_saves_later_stays(
    prompt: Prompt, editor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prompt.does("note 1 Before.")
    monkeypatch.setenv("EDITOR", "true")
    prompt.run("note 1").exits(0)
    (kept,) = Path(prompt.home).glob("note-*/note.txt")
    kept.write_text("Saved later.")
    day_before_yesterday = time.time() - 2 * 24 * 3600
    os.utime(kept.parent, (day_before_yesterday, day_before_yesterday))
    prompt.run("note 1").exits(0)
    assert kept.read_text() == "Saved later."


def test_what_editors_left_of_a_note_is_forgotten_with_it(
    prompt: Prompt, editor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prompt.does("rate 1 8")
    monkeypatch.setenv("EDITOR", """sh -c 'echo words > "$0"; exit 1'""")
    for item in ("1", "2", "series"):
        prompt.fails(f"note {item}", 1, "is kept in")
    (Path(prompt.home) / "note-of-mine").mkdir()

    def left() -> list[str]:
        return sorted(path.name[:7] for path in Path(prompt.home).glob("note-*"))

    assert left() == ["note-1-", "note-2-", "note-of", "note-se"]
    prompt.does("forget 1 --yes").says("Forgot what was written on episode 1.")
    assert left() == ["note-2-", "note-of", "note-se"]
    prompt.does("forget 1 --yes").says("Nothing written on episode 1 to forget.")
    prompt.does("forget --all --yes").says("Erased 3 files")
    assert left() == ["note-of"]


def test_a_note_survives_an_editor_that_is_closed_without_a_change(
    prompt: Prompt, editor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "to the left \u200e and \u200f to the right, a soft\u00adhyphen, \ufeff and \x1b"
    record = Record.open(prompt.home, lambda: NOON)
    companion = Companion(None, record, lambda: NOON)
    companion.note("1", text)
    monkeypatch.setenv("EDITOR", "touch")
    prompt.does("note 1").says("as it was")
    assert companion.view().current.notes["1"].texts[0] == text
    record.close()
    assert prompt.does("log").out.count("wrote a note") == 1
