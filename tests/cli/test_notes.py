"""Notes: from an argument, from standard input, from an editor."""

import os
import stat
from pathlib import Path

import pytest

from tests.cli.driver import Prompt


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
    prompt.does("note 1 -", types="").says("Removed the note")


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
    monkeypatch.setenv("PATH", str(editor / "temporary"))
    prompt.fails("note series", 1, "set $VISUAL or $EDITOR", "bigcity-tui note series TEXT")


def test_the_editor_is_run_by_no_shell(
    prompt: Prompt, editor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", f"true; touch {editor}/harm")
    prompt.run("note 1")
    assert not (editor / "harm").exists()


def test_an_editor_may_write_what_is_no_text(
    prompt: Prompt, editor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prompt.does("note 1 Before.")
    monkeypatch.setenv("EDITOR", 'sh -c \'printf "\\377" > "$0"\'')
    prompt.fails("note 1", 2, "UTF-8")
    assert note(prompt) == "Before."


def test_what_was_written_is_kept_when_it_cannot_be_saved(
    prompt: Prompt, editor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "sh -c 'yes | head -c 50000 > \"$0\"'")
    prompt.fails("note 1", 2, "20,000", "is kept in")
    (folder,) = leftovers(editor)
    kept = editor / "temporary" / folder / "note.txt"
    assert str(kept) in prompt.err
    assert kept.stat().st_size == 50_000
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_hostile_notes_are_shown_harmless(prompt: Prompt) -> None:
    hostile = "a\x1b[2Jb\x9b1mc\u202ed\u200be \x07[bold]f"
    prompt.does(["watch", "1"]).does(["note", "1", hostile]).does("note series " + repr(hostile))
    for line in ("read 1", "read review", "read record", "episodes --json", "read 1 --json"):
        prompt.does(line)
        assert prompt.out.replace("\n", "").isprintable()
    prompt.does("read 1").says("[bold]f")
