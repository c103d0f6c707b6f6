"""What becomes of a record when its pack changes: more episodes or fewer, other texts or id."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigcity_tui.companion import Companion
from bigcity_tui.domain.edition import edition_of
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.pack import Pack
from bigcity_tui.domain.progress import Progress
from bigcity_tui.store.record import Record
from tests.packs import made_up_pack, write_pack
from tests.tui.driver import NOON, evening

SHORT, LONG = made_up_pack(3), made_up_pack(5)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    opened = Record.open(str(tmp_path / "home"), lambda: NOON)
    yield opened
    opened.close()


def companion(pack: Pack, record: Record) -> Companion:
    return Companion(pack, record, lambda: NOON)


def test_an_added_episode_is_unwatched_and_comes_next(record: Record) -> None:
    companion(SHORT, record).watch([1, 2, 3])
    status = companion(LONG, record).status()
    assert (str(status.moment), status.watched, status.next) == ("end:3", (1, 2, 3), 4)
    assert status.minutes_left == 2 * LONG.series.minutes
    assert not companion(LONG, record).view().edition.complete


def test_marks_of_an_episode_that_is_gone_count_for_nothing(record: Record) -> None:
    before = companion(LONG, record)
    before.watch([1, 2, 3, 4])
    before.rate("4", 9.0)
    before.note("4", "Kept all the same.")
    before.start(5)
    after = companion(SHORT, record)
    status = after.status()
    assert (str(status.moment), status.watched, status.watching) == ("end:3", (1, 2, 3), None)
    assert (status.next, status.minutes_left) == (None, 0)
    assert [row.number for row in after.view().rows()] == [1, 2, 3]
    assert after.view().edition == edition_of(SHORT, Moment.end(3))
    ratings = [block for block in after.view().document("record").blocks if block.kind == "chart"]
    assert ratings == []
    assert "Kept all the same." in str(after.view().document("record"))


def test_they_count_again_when_it_returns(record: Record) -> None:
    before = companion(LONG, record)
    before.watch([1, 2, 3, 4])
    before.rate("4", 9.0)
    before.start(5)
    held = before.view()
    companion(SHORT, record).view()
    assert companion(LONG, record).view() == held


def test_a_mark_on_an_episode_that_is_gone_can_be_taken_back(record: Record) -> None:
    companion(LONG, record).watch([4])
    assert companion(SHORT, record).undo().changed
    assert companion(LONG, record).status().watched == ()
    assert companion(SHORT, record).redo().changed
    assert companion(LONG, record).status().watched == (4,)


def test_an_open_viewing_ends_where_the_series_does(record: Record) -> None:
    companion(SHORT, record).rewatch(is_open=True)
    assert str(companion(SHORT, record).status().moment) == "end:3"
    assert str(companion(LONG, record).status().moment) == "end:5"


def test_rewritten_notes_show_as_they_are_now_and_leave_the_record_alone(record: Record) -> None:
    companion(SHORT, record).watch([1])
    companion(SHORT, record).note("1", "Mine.")
    held = record.operations(SHORT.series.id)
    first = SHORT.episodes[0]
    note = replace(first.notes[0], id="another", heading="Rewritten")
    changed = replace(SHORT, episodes=(replace(first, notes=(note,)), *SHORT.episodes[1:]))
    page = str(companion(changed, record).view().document("1"))
    assert "Rewritten" in page
    assert "Mine." in page
    assert first.notes[0].heading not in page
    assert record.operations(SHORT.series.id) == held


def test_a_text_that_is_stamped_later_is_locked_again(record: Record) -> None:
    companion(SHORT, record).watch([1])
    first = SHORT.episodes[0]
    late = tuple(replace(note, unlock=Moment.end(2)) for note in first.notes)
    changed = replace(SHORT, episodes=(replace(first, notes=late), *SHORT.episodes[1:]))
    assert companion(SHORT, record).view().edition.episodes[0].notes != ()
    assert companion(changed, record).view().edition.episodes[0].notes == ()


def test_another_id_begins_anew_and_the_old_record_waits(record: Record) -> None:
    companion(SHORT, record).watch([1, 2])
    renamed = replace(SHORT, series=replace(SHORT.series, id="another"))
    assert companion(renamed, record).status().watched == ()
    companion(renamed, record).watch([3])
    assert companion(SHORT, record).status().watched == (1, 2)


@given(st.sets(st.integers(1, 6)), st.integers(1, 6), st.integers(1, 6), st.integers(1, 6))
def test_the_moment_never_passes_what_is_watched_nor_the_end(
    watched: set[int], watching: int, fewer: int, more: int
) -> None:
    progress = Progress(dict.fromkeys(sorted(watched)), watching)
    fewer, more = sorted((fewer, more))
    assert progress.reached(fewer) <= progress.reached(more)
    assert progress.reached(fewer) <= Moment.end(fewer)
    added = progress.reached(more)
    assert added.position // 2 == progress.through(more)
    if progress.reached(fewer) < Moment.end(fewer):
        assert added == progress.reached(fewer)


async def test_the_app_opens_at_a_page_that_there_is(tmp_path: Path) -> None:
    home = tmp_path / "home"
    async with evening(home, Path(write_pack(LONG, tmp_path / "long"))) as viewer:
        viewer.companion.watch([1, 2, 3, 4, 5])
        await viewer.sees("5 of 5")
        for number in range(2, 6):
            await viewer.press("]")
            await viewer.sees(f"Episode {number} ·")
    async with evening(home, Path(write_pack(SHORT, tmp_path / "short"))) as viewer:
        await viewer.sees("3 of 3")
        await viewer.sees_no("Episode 5")
        await viewer.can_read(SHORT.review[0].heading)
