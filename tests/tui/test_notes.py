"""A note is saved as one writes, and says so only when it is."""

from contextlib import closing
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from bigcity_tui.companion import Companion
from bigcity_tui.domain.operations import change
from bigcity_tui.store.record import Record
from bigcity_tui.tui.dialogs import note
from tests.tui.driver import NOON, Viewer, evening


def kept(home: Path, pack: Path) -> str | None:
    """The note on the first episode as another program reads it."""
    record = Record.open(str(home), lambda: NOON)
    try:
        return Companion(str(pack), record, lambda: NOON).view().own("1").note
    finally:
        record.close()


async def begun(viewer: Viewer) -> None:
    await viewer.press("n")
    await viewer.sees("What you write is saved by itself.")


async def test_what_is_called_saved_is_on_the_disk_while_one_writes(home: Path, pack: Path) -> None:
    async with evening(home, pack, size=(80, 24)) as viewer:
        await begun(viewer)
        await viewer.types("one")
        await viewer.sees("Not saved yet", "one")
        await viewer.sees("Saved.")
        assert kept(home, pack) == "one"
        await viewer.types(" two")
        await viewer.sees("Not saved yet")
        await viewer.press("f9")
        await viewer.until(lambda: not viewer.screen().strip(), "a blank screen")
        await viewer.press("escape")
        await viewer.sees("Saved.")
        assert kept(home, pack) == "one two"
        await viewer.press("escape")
        await viewer.sees("Saved the note on episode 1. u takes it back.")
        assert len(viewer.companion.log()) == 1
        await viewer.press("u")
        await viewer.sees("Undone")
        assert kept(home, pack) is None


async def test_while_one_writes_without_a_pause_it_is_saved_too(
    home: Path, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(note, "PAUSE", 1000.0)
    monkeypatch.setattr(note, "LONGEST", 0.1)
    async with evening(home, pack, size=(80, 24)) as viewer:
        await begun(viewer)
        written = 0

        def saved() -> bool:
            nonlocal written
            written += 1
            viewer.app.screen.query_one(TextArea).insert("x")
            return kept(home, pack) is not None

        await viewer.until(saved, "saved between the keys")
        assert written > 1


async def test_what_cannot_be_saved_is_said_and_not_lost(home: Path, pack: Path) -> None:
    async with evening(home, pack, size=(80, 24)) as viewer:
        await begun(viewer)
        home.chmod(0o777)
        await viewer.types("precious")
        await viewer.sees("Not saved:", "other users may write")
        await viewer.press("escape")
        await viewer.sees("Your note could not be saved")
        await viewer.press("w")
        await viewer.sees("precious")
        home.chmod(0o700)
        await viewer.press("escape")
        await viewer.sees("Saved the note on episode 1.")
        assert kept(home, pack) == "precious"
        await viewer.press("n")
        await viewer.sees("Your note on episode 1")
        home.chmod(0o777)
        try:
            await viewer.types(" and more")
            await viewer.press("escape")
            await viewer.sees("Your note could not be saved")
            await viewer.press("l")
            await viewer.sees_no("Your note on episode 1")
        finally:
            home.chmod(0o700)
        assert kept(home, pack) == "precious"


async def test_leaving_the_app_saves_what_was_being_written(home: Path, pack: Path) -> None:
    async with evening(home, pack, size=(80, 24)) as viewer:
        await begun(viewer)
        await viewer.types("at the last moment")
        await viewer.press("ctrl+q")
    assert kept(home, pack) == "at the last moment"


async def test_a_note_that_was_not_touched_writes_nothing(home: Path, pack: Path) -> None:
    async with evening(home, pack, size=(80, 24)) as viewer:
        await begun(viewer)
        await viewer.press("escape")
        await viewer.sees_no("Your note")
        assert viewer.companion.log() == ()


async def test_a_batch_that_was_taken_back_elsewhere_stays_so(home: Path, pack: Path) -> None:
    async with evening(home, pack, size=(80, 24)) as viewer:
        await begun(viewer)
        await viewer.types("one")
        await viewer.sees("Saved.")
        other = Record.open(str(home), lambda: NOON)
        assert Companion(str(pack), other, lambda: NOON).undo().changed
        other.close()
        await viewer.types(" two")
        await viewer.press("escape")
        await viewer.sees("Saved the note")
        await viewer.press("u")
        await viewer.sees("Undone")
        assert kept(home, pack) is None


async def test_two_windows_that_write_one_note_keep_both_texts(home: Path, pack: Path) -> None:
    with closing(Record.open(str(home), lambda: NOON)) as record:
        other = Companion(str(pack), record, lambda: NOON)
        other.note("1", "first")
        async with evening(home, pack, size=(80, 24)) as viewer:
            await viewer.press("n")
            await viewer.sees("first")
            await viewer.types(" mine")
            await viewer.sees("Saved.", "first mine")
            other.note("1", "from elsewhere")
            await viewer.types(" too")
            await viewer.sees("Not saved yet")
            await viewer.press("escape")
            await viewer.sees("Saved the note on episode 1")
        own = other.view().own("1")
        assert {own.note, *own.others} == {"first mine too", "from elsewhere"}
        texts = [
            (change.before or {}).get("text")
            for entry in other.log()
            for change in entry.changes
            if change.value.get("text") == "first mine too"
        ]
        assert texts == ["first"]
        other.note("1", "both in one")
        own = other.view().own("1")
        assert (own.note, own.others) == ("both in one", ())


FAMILY = "👩\u200d👩\u200d👧"


async def test_a_family_that_is_typed_stays_one(home: Path, pack: Path) -> None:
    async with evening(home, pack) as viewer:
        await begun(viewer)
        viewer.bursts(*FAMILY, "!", "escape")
        await viewer.sees("Saved the note on episode 1.")
        assert kept(home, pack) == f"{FAMILY}!"
        for key in ("slash", "f", "d", "ctrl+p"):
            viewer.bursts(key, *FAMILY)
            await viewer.until(lambda: viewer.app.screen is not viewer.app.main, "a field")
            await viewer.until(
                lambda: FAMILY in viewer.app.screen.query_one(Input).value, f"one behind {key}"
            )
            await viewer.press("escape")
            await viewer.until(lambda: viewer.app.screen is viewer.app.main, "closed")


async def test_marks_of_direction_survive_a_paste_and_an_edit(home: Path, pack: Path) -> None:
    """Ordinary in Hebrew and Arabic; none of them is shown, and what steers a terminal goes."""
    marks = "\u200e\u200f\u061c soft\u00adhyphen,\ttab"
    with closing(Record.open(str(home), lambda: NOON)) as record:
        other = Companion(str(pack), record, lambda: NOON)
        other.note("1", f"{marks} there")
        async with evening(home, pack, size=(80, 24)) as viewer:
            await viewer.press("n")
            await viewer.sees("soft-hyphen,", "tab there")
            viewer.pastes(f" {marks} here\u202e\x1b")
            await viewer.sees("tab here\ufffd\ufffd")
            assert not set(marks[:3]).intersection(viewer.screen())
            await viewer.types(".")
            await viewer.press("escape")
            await viewer.sees("Saved the note on episode 1.")
        text = f"{marks} there {marks} here\ufffd\ufffd."
        assert other.view().current.notes["1"].texts[0] == text


async def test_a_note_longer_than_a_note_may_be_is_not_cut_by_editing_it(
    home: Path, pack: Path
) -> None:
    """Another version, or a merge, may have brought one."""
    text = "word " * 5000 + "end"
    with closing(Record.open(str(home), lambda: NOON)) as record:
        other = Companion(str(pack), record, lambda: NOON)
        with record.transaction(other.series.id) as tx:
            tx.append([change("first", 1, "note", text=text, over=[])])
        async with evening(home, pack, size=(80, 24)) as viewer:
            await viewer.press("n")
            await viewer.sees("Your note on episode 1", "word end")
            await viewer.types("s")
            await viewer.sees("Not saved: a note or an answer holds at most 20,000 characters")
            await viewer.press("escape")
            await viewer.sees("Your note could not be saved")
            await viewer.press("l")
            await viewer.sees_no("Your note on")
        assert other.view().current.notes["1"].texts[0] == text
