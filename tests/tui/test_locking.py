"""When something locks again, everything lets go of it at once."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bigcity_tui.companion import Companion
from bigcity_tui.domain.moments import BEFORE
from bigcity_tui.store.record import Record
from bigcity_tui.tui.dialogs.choice import Choice, ChoiceDialog
from bigcity_tui.tui.dialogs.help import HelpDialog
from bigcity_tui.tui.dialogs.note import NoteDialog
from bigcity_tui.tui.dialogs.prompt import PromptDialog
from bigcity_tui.tui.dialogs.rate import RateDialog
from bigcity_tui.tui.dialogs.record import RecordDialog
from bigcity_tui.tui.dialogs.search import SearchDialog
from tests.packs import made_up_pack
from tests.tui.driver import NOON, Viewer, evening


async def elsewhere(viewer: Viewer, home: Path, pack: Path) -> None:
    """Take the first mark off in another terminal, and have it noticed."""
    other = Record.open(str(home), lambda: NOON)
    Companion(str(pack), other, lambda: NOON).unwatch([1])
    other.close()
    viewer.app.main.look_again()
    await viewer.until(lambda: not viewer.app.main.view.progress.watched, "unmarked")


async def test_what_was_copied_does_not_stay_in_the_app(home: Path, pack: Path) -> None:
    async with evening(home, pack, size=(80, 24)) as viewer:
        await viewer.press("w")
        await viewer.sees("1 of 3")
        await viewer.press("2", "G", "y")
        await viewer.sees("Copied:")
        assert viewer.app.clipboard
        await viewer.press("x")
        await viewer.sees("0 of 3")
        await viewer.sees_no("Copied:")
        assert not viewer.app.clipboard


async def test_dialogs_with_content_close_and_ones_own_words_stay(home: Path, pack: Path) -> None:
    note = made_up_pack(3).episodes[0].notes[-1]
    async with evening(home, pack, size=(80, 24)) as viewer:
        for keys in (("slash", "e"), ("ctrl+p",), ("t", "f9")):
            viewer.companion.watch([1])
            viewer.app.main.look_again()
            await viewer.sees("1 of 3")
            await viewer.press(*keys)
            await viewer.until(lambda: len(viewer.app.screen_stack) > 1, "a dialog")
            await elsewhere(viewer, home, pack)
            if "f9" in keys:
                assert not viewer.screen().strip()
                await viewer.press("space")
            assert len(viewer.app.screen_stack) == 1
            await viewer.sees_no(note.heading)
        viewer.companion.watch([1])
        viewer.app.main.look_again()
        await viewer.sees("1 of 3")
        await viewer.press("e")
        await viewer.sees("2026-09-21")
        await elsewhere(viewer, home, pack)
        await viewer.sees("not watched")
        await viewer.sees_no("2026-09-21")
        await viewer.press("escape", "n")
        await viewer.types("mine")
        await viewer.until(lambda: not viewer.app.main.changes.is_writing, "at rest")
        viewer.companion.watch([1])
        viewer.app.main.look_again()
        await viewer.until(lambda: bool(viewer.app.main.view.progress.watched), "marked")
        await elsewhere(viewer, home, pack)
        await viewer.sees("Your note on episode 1", "mine")


async def test_a_page_opened_early_says_so_and_is_closed_with_the_same_key(
    home: Path, pack: Path
) -> None:
    note = made_up_pack(3).episodes[1].notes[-1]
    async with evening(home, pack) as viewer:
        await viewer.press("j", "p", "y")
        await viewer.can_read(note.heading)
        await viewer.sees("2 opened early", " · opened early ·")
        await viewer.press("p")
        await viewer.cannot_read(note.heading)
        await viewer.sees("Episode 2 is closed again.")
        await viewer.sees_no("opened early")


async def test_an_undo_that_fails_locks_what_can_no_longer_be_told(home: Path, pack: Path) -> None:
    note = made_up_pack(3).episodes[1].notes[-1]
    async with evening(home, pack, size=(80, 24)) as viewer:
        await viewer.press("w")
        await viewer.sees("1 of 3")
        await viewer.press("down", "p", "y")
        await viewer.can_read(note.heading)
        home.chmod(0o777)  # a folder that others can write is refused
        try:
            await viewer.press("u")
            await viewer.cannot_read(note.heading)
            await viewer.sees("everything is locked")
            assert "other users may write" in str(viewer.app.main.view.notice)
        finally:
            home.chmod(0o700)
        await viewer.sees("1 of 3")
        assert not viewer.app.main.view.peeked


def world_writable(home: Path) -> None:
    home.chmod(0o777)


def a_link(home: Path) -> None:
    (home / "record.sqlite3").rename(home / "elsewhere")
    (home / "record.sqlite3").symlink_to(home / "elsewhere")


def garbled(home: Path) -> None:
    (home / "record.sqlite3").write_bytes(b"x" * 40_000)


def foreign(home: Path) -> None:
    with closing(sqlite3.connect(home / "record.sqlite3")) as connection:
        connection.execute("PRAGMA application_id = 7")


@pytest.mark.parametrize("happens", [world_writable, a_link, garbled, foreign])
@pytest.mark.parametrize("as_of", [None, "end:1"])
async def test_a_record_that_can_no_longer_be_believed_locks_everything(
    home: Path, pack: Path, happens: Callable[[Path], None], as_of: str | None
) -> None:
    note = made_up_pack(3).episodes[0].notes[-1]
    with closing(Record.open(str(home), lambda: NOON)) as record:
        Companion(str(pack), record, lambda: NOON).watch([1])
    async with evening(home, pack, size=(80, 24), as_of=as_of) as viewer:
        await viewer.press("k")
        await viewer.can_read(note.heading)
        happens(home)
        await viewer.cannot_read(note.heading)
        assert viewer.app.main.view.notice
        assert viewer.app.main.view.moment == BEFORE
        home.chmod(0o700)


async def test_looking_back_ends_where_the_record_falls_behind(home: Path, pack: Path) -> None:
    note = made_up_pack(3).episodes[1].notes[-1]
    with closing(Record.open(str(home), lambda: NOON)) as record:
        companion = Companion(str(pack), record, lambda: NOON)
        companion.watch([1, 2])
        async with evening(home, pack, size=(80, 24), as_of="end:2") as viewer:
            await viewer.press("k")
            await viewer.can_read(note.heading)
            companion.unwatch([2])
            await viewer.cannot_read(note.heading)
            assert "only an earlier moment can be" in str(viewer.app.main.view.notice)


async def test_a_look_that_fails_right_after_an_unmarking_locks(
    home: Path, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = made_up_pack(3).episodes[0].notes[-1]
    async with evening(home, pack, size=(80, 24)) as viewer:
        await viewer.press("w")
        await viewer.can_read(note.heading)

        def fails(*_: object) -> None:
            raise MemoryError

        monkeypatch.setattr(viewer.companion, "view", fails)
        await viewer.press("x")
        await viewer.cannot_read(note.heading)
        await viewer.sees("everything is locked", "MemoryError")


async def test_an_undo_in_another_terminal_closes_a_peek(home: Path, pack: Path) -> None:
    note = made_up_pack(3).episodes[1].notes[-1]
    async with evening(home, pack, size=(80, 24)) as viewer:
        await viewer.press("w")
        await viewer.sees("1 of 3")
        viewer.companion.rate("1", 8)
        await viewer.press("down", "p", "y")
        await viewer.can_read(note.heading)
        with closing(Record.open(str(home), lambda: NOON)) as other:
            Companion(str(pack), other, lambda: NOON).undo()
        await viewer.cannot_read(note.heading)
        assert not viewer.app.main.view.peeked


async def test_a_key_after_the_key_of_a_pane_is_for_that_pane(home: Path) -> None:
    for size in ((120, 36), (80, 24), (40, 12)):
        async with evening(home, size=size) as viewer:
            viewer.app.main.show_page("about")
            await viewer.press("1")
            viewer.bursts("2", "G")
            await viewer.sees("100 %")
            assert viewer.app.main.page == "about"


async def test_a_mark_that_cannot_be_saved_changes_nothing(home: Path, pack: Path) -> None:
    async with evening(home, pack, size=(80, 24)) as viewer:
        home.chmod(0o777)
        try:
            await viewer.press("w")
            await viewer.sees("other users may write", "0 of 3")
        finally:
            home.chmod(0o700)


async def test_a_dialog_that_closes_before_it_is_laid_out_ends_nothing(home: Path) -> None:
    async with evening(home, made_up_pack(3)) as viewer:
        main = viewer.app.main
        for dialog in (
            ChoiceDialog("Which?", "", [Choice("a", "a", "This")]),
            HelpDialog(main.commands.values(), "reader"),
            NoteDialog(
                "1", "the note on episode 1", "words", lambda _: asyncio.sleep(0), str(home / "x")
            ),
            PromptDialog("When?", "", "", "saves"),
            RateDialog("episode 1", 8.0),
            RecordDialog(main.view, "1", lambda *_: None),
            SearchDialog(main.view, "x"),
        ):
            viewer.app.push_screen(dialog)
            dialog.answer(None)
        viewer.bursts("r", "8", "enter")
        await viewer.sees("Rated episode 1: 8.")
