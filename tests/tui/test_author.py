"""An author beside the app: what is saved is shown at once, and any moment may be looked at."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Static

from bigcity_tui.companion import Companion
from bigcity_tui.domain.moments import Moment
from bigcity_tui.store.record import Record
from tests.pack.support import Edit, change, put, read
from tests.packs import made_up_pack, twin, write_pack
from tests.tui.driver import NOON, Viewer, evening

FIRST = "episodes/01.json"


def long_note(pack: Path) -> None:
    change(str(pack), FIRST, put("notes", 0, "body", to=[f"Line {n}." for n in range(80)]))


async def at_line(viewer: Viewer, text: str) -> None:
    """Go down the first episode until a text is in sight."""
    viewer.companion.watch([1])
    await viewer.until(lambda: viewer.app.main.view.moment == Moment.end(1), "not marked")
    viewer.app.main.show_page("1")
    while text not in viewer.screen():
        await viewer.press("pagedown")


async def test_what_is_saved_is_shown_on_the_same_page_and_line(home: Path, pack: Path) -> None:
    long_note(pack)
    async with evening(home, pack) as viewer:
        await at_line(viewer, "Line 60.")
        top = viewer.app.main.reader.top
        change(str(pack), FIRST, put("notes", 0, "body", 60, to="Sixty, at last."))
        await viewer.sees("Sixty, at last.")
        await viewer.sees_no("Line 60.")
        assert (viewer.app.main.page, viewer.app.main.reader.top) == ("1", top)


async def test_a_broken_file_is_told_and_the_last_sound_one_stays(home: Path, pack: Path) -> None:
    long_note(pack)
    async with evening(home, pack) as viewer:
        await at_line(viewer, "Line 60.")
        sound = (pack / FIRST).read_bytes()
        (pack / FIRST).write_bytes(sound[:-20])
        await viewer.sees("the pack is shown as it was: episodes/01.json: line 1, column")
        await viewer.sees("Line 60.")
        value = read_sound(sound)
        value["notes"][0]["kind"] = "gossip"
        (pack / FIRST).write_text(json.dumps(value, indent=1))
        await viewer.sees("episodes/01.json:", "notes[0].kind: must be", "Line 60.")
        (pack / FIRST).write_bytes(sound.replace(b"Line 60.", b"All is well."))
        await viewer.sees("All is well.")
        assert not viewer.app.main.query_one("#notice", Static).display


def read_sound(data: bytes) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(data)
    return value


@pytest.mark.parametrize(
    "edit", [put("id", to="another"), put("episodes", to=2), put("blurb", to=[])]
)
async def test_another_series_is_opened_anew(home: Path, pack: Path, edit: Edit) -> None:
    async with evening(home, pack) as viewer:
        title = read(str(pack), "series.json")["title"]
        change(str(pack), "series.json", put("title", to="Another Title"))
        await viewer.sees("Another Title")
        change(str(pack), "series.json", edit)
        await viewer.sees("the pack is shown as it was", "Another Title")
        change(str(pack), "series.json", put("title", to=title))
        await viewer.sees("the pack is shown as it was", "Another Title")


async def test_what_is_locked_may_break_and_nobody_hears(home: Path, pack: Path) -> None:
    async with evening(home, pack) as viewer:
        before = viewer.companion.version()
        (pack / "episodes/03.json").write_text("[")
        change(str(pack), "series.json", put("title", to="Another Title"))
        await viewer.sees("Another Title")
        assert viewer.companion.version() != before
        assert viewer.app.main.view.notice is None


async def test_what_is_locked_may_change_and_nothing_shows(home: Path, pack: Path) -> None:
    made = made_up_pack(3)
    async with evening(home, pack) as viewer:
        viewer.companion.watch([1])
        await viewer.until(lambda: viewer.app.main.view.moment == Moment.end(1), "not marked")
        await viewer.sees("1 of 3")
        await viewer.pilot.pause()
        shown, view = viewer.screen(), viewer.app.main.view
        write_pack(twin(made, Moment.end(1), 7), pack)
        looked_at = viewer.app.main.changes
        version = viewer.companion.version()
        await viewer.until(lambda: looked_at._version == version, "not looked at again")
        await viewer.pilot.pause()
        assert viewer.app.main.view.edition == view.edition
        assert viewer.screen() == shown


def test_the_bundled_pack_is_not_looked_at(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = Record.open(str(home), lambda: NOON)
    companion = Companion(None, record, lambda: NOON)
    monkeypatch.setattr(os, "scandir", None)
    assert companion.version() == companion.version()
    companion.look()
    record.close()


async def test_an_author_looks_at_any_moment_and_records_nothing(home: Path, pack: Path) -> None:
    made = made_up_pack(3)
    async with evening(home, pack, as_of="end:2", author=True) as viewer:
        await viewer.sees("author at the end of episode 2")
        viewer.app.main.show_page("2")
        await viewer.can_read(made.episodes[1].notes[0].body[0])
        viewer.app.main.show_page("3")
        await viewer.cannot_read(made.episodes[2].notes[0].body[0])
        await viewer.press("w", "s", "n")
        await viewer.sees("nothing can be changed")
        change(str(pack), "episodes/02.json", put("heading", "text", to="A New Heading"))
        await viewer.sees("A New Heading")
    record = Record.open(str(home), lambda: NOON)
    assert record.everything() == ()
    record.close()


@pytest.mark.parametrize("broken", ["episodes/02.json", "episodes/03.json"])
async def test_an_author_is_told_of_any_file_that_breaks(
    home: Path, pack: Path, broken: str
) -> None:
    recap = made_up_pack(3).episodes[1].recap
    assert recap is not None
    async with evening(home, pack, as_of="end:1", author=True) as viewer:
        viewer.app.main.show_page("2")
        await viewer.can_read(recap.text)
        sound = (pack / broken).read_bytes()
        (pack / broken).write_bytes(sound[:-20])
        await viewer.sees(f"the pack is shown as it was: {broken}: line ")
        await viewer.can_read(recap.text)
        (pack / broken).write_bytes(sound)
        await viewer.until(lambda: viewer.app.main.view.notice is None, "still told")


def test_only_an_author_sees_further_than_they_are(home: Path, tmp_path: Path) -> None:
    pack = made_up_pack(3)
    write_pack(pack, tmp_path / "other")
    record = Record.open(str(home), lambda: NOON)
    author = Companion(str(tmp_path / "other"), record, lambda: NOON, author=True)
    assert author.view(Moment.end(3)).edition.complete
    assert author.status(Moment.start(2)).watched == (1,)
    viewer = Companion(str(tmp_path / "other"), record, lambda: NOON)
    with pytest.raises(Exception, match="only an earlier moment"):
        viewer.view(Moment.end(1))
    record.close()
