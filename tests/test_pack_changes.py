"""What becomes of a record when its pack changes: more episodes or fewer, other texts or id."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigcity_tui.companion import Companion
from bigcity_tui.companion.transfer import Transfer
from bigcity_tui.domain.chart import RatingsChart
from bigcity_tui.domain.edition import edition_of
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.pack import Pack
from bigcity_tui.domain.progress import Progress
from bigcity_tui.store.record import Record
from tests.packs import made_up_pack, write_pack
from tests.tui.driver import NOON, evening


def by_number(episodes: int) -> Pack:
    """An invented pack whose episodes have no ids."""
    pack = made_up_pack(episodes)
    return replace(pack, series=replace(pack.series, episode_ids=()))


SHORT, LONG = by_number(3), by_number(5)


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
    assert status.minutes_left == 2 * (LONG.series.minutes or 0)
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
    assert [row.number for row in after.view().rows] == [1, 2, 3]
    assert after.view().edition == edition_of(SHORT, Moment.end(3))
    ratings = [
        block
        for block in after.view().document("record").blocks
        if isinstance(block.chart, RatingsChart)
    ]
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


FIVE = replace(LONG, series=replace(LONG.series, episode_ids=("aa", "bb", "cc", "dd", "ee")))


def renumbered(*ids: str) -> Pack:
    """The long pack with its episodes in another order, some gone, others (`new`) added."""
    number = dict(zip(FIVE.series.episode_ids, FIVE.episodes, strict=True))
    blank = FIVE.episodes[0]
    episodes = tuple(
        replace(number.get(each, blank), number=n) for n, each in enumerate(ids, start=1)
    )
    series = replace(FIVE.series, episodes=len(ids), episode_ids=ids)
    return replace(FIVE, series=series, episodes=episodes)


def words(found: Companion) -> dict[str, object]:
    """All that a viewer has said, and where they are."""
    status, now = found.status(), found.view().current
    return {
        "at": (str(status.moment), status.watched, status.watching),
        "ratings": dict(now.ratings),
        "notes": {item: note.texts for item, note in now.notes.items()},
        "answers": {
            item: {place: note.texts for place, note in each.items()}
            for item, each in now.answers.items()
        },
    }


def test_a_moved_episode_keeps_what_is_said_of_it(record: Record) -> None:
    before = companion(FIVE, record)
    before.watch([1, 2])
    before.rate("2", 8.0)
    before.note("2", "Of the second.")
    before.note("2.1", "An answer.")
    before.rate("series", 7.0)
    before.start(3)
    moved = companion(renumbered("aa", "new", "bb", "cc", "dd", "ee"), record)
    assert words(moved) == {
        "at": ("end:1", (1, 3), 4),
        "ratings": {"3": 8.0, "series": 7.0},
        "notes": {"3": ("Of the second.",)},
        "answers": {"3": {1: ("An answer.",)}},
    }
    assert [entry.text for entry in moved.log()][-1] == "started episode 4"
    assert moved.undo().message == "Undone: started episode 4."
    assert companion(FIVE, record).status().watching is None


def test_what_takes_the_place_of_a_watched_episode_stays_locked(record: Record) -> None:
    companion(FIVE, record).watch([1, 2, 3])
    found = companion(renumbered("aa", "new", "cc"), record)
    assert (str(found.status().moment), found.status().watched) == ("end:1", (1, 3))
    assert found.view().edition == edition_of(renumbered("aa", "new", "cc"), Moment.end(1))


def test_an_episode_without_an_id_goes_by_its_number(record: Record) -> None:
    companion(LONG, record).watch([1, 2])
    assert companion(FIVE, record).status().watched == (1, 2)
    companion(FIVE, record).rate("2", 9.0)
    assert companion(LONG, record).view().current.ratings == {}


@given(st.data())
def test_every_order_of_the_episodes_agrees_on_what_is_said_of_each(data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        opened = Record.open(folder, lambda: NOON)
        said: dict[str, tuple[str, int]] = {}
        everything = FIVE.series.episode_ids
        for step in range(data.draw(st.integers(1, 4))):
            ids = data.draw(st.permutations(everything).flatmap(_begin))
            each = data.draw(st.sampled_from(ids))
            found = companion(renumbered(*ids), opened)
            number = ids.index(each) + 1
            if data.draw(st.booleans()):
                found.note(str(number), f"{each} {step}")
                said[each] = (f"{each} {step}", number)
            else:  # also what was written under that number on an episode that is gone
                found.forget(str(number))
                said = {
                    other: kept
                    for other, kept in said.items()
                    if other != each and (other in ids or kept[1] != number)
                }
        ids = data.draw(st.permutations(everything).flatmap(_begin))
        notes = companion(renumbered(*ids), opened).view().current.notes
        expected = {str(n): said[each][0] for n, each in enumerate(ids, 1) if each in said}
        assert {item: note.texts[0] for item, note in notes.items()} == expected
        opened.close()


def _begin(ids: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.integers(1, len(ids)).map(lambda most: tuple(ids[:most]))


def test_undo_takes_back_what_is_of_an_episode_that_is_gone(record: Record) -> None:
    companion(FIVE, record).watch([1, 2])
    assert companion(renumbered("aa", "cc"), record).undo().changed
    assert companion(FIVE, record).status().watched == ()
    assert companion(renumbered("cc"), record).redo().changed
    assert companion(FIVE, record).status().watched == (1, 2)


def test_words_on_an_episode_that_is_gone_are_forgotten_by_its_old_number(record: Record) -> None:
    before = companion(FIVE, record)
    before.watch([5], through=True)
    before.note("5", "Gone, and secret.")
    after = companion(renumbered("aa", "bb"), record)
    assert "secret" in Transfer(after).export("json").text
    assert after.last_episode() == 5
    assert after.forget("5").changed
    assert "secret" not in Transfer(after).export("json").text
    assert companion(FIVE, record).view().current.notes == {}


def test_an_export_brings_marks_back_under_another_number(record: Record, tmp_path: Path) -> None:
    companion(FIVE, record).watch([1, 2])
    companion(FIVE, record).note("2", "Of the second.")
    kept = tmp_path / "record.json"
    kept.write_text(Transfer(companion(renumbered("aa"), record)).export("json").text)
    elsewhere = Record.open(str(tmp_path / "elsewhere"), lambda: NOON)
    moved = companion(renumbered("bb", "aa"), elsewhere)
    found = Transfer(moved).read([str(kept)])
    assert "episode 1: note added" in Transfer(moved).plan(found).changes
    Transfer(moved).apply(found)
    assert words(moved)["notes"] == {"1": ("Of the second.",)}
    assert {each.id for each in elsewhere.everything()} == {each.id for each in record.everything()}
    elsewhere.close()


@given(st.sets(st.integers(1, 6)), st.integers(1, 6), st.integers(1, 6), st.integers(1, 6))
def test_the_moment_never_passes_what_is_watched_nor_the_end(
    watched: set[int], watching: int, fewer: int, more: int
) -> None:
    progress = Progress(dict.fromkeys(sorted(watched)), watching)
    fewer, more = sorted((fewer, more))
    assert progress.reached(fewer) <= progress.reached(more)
    assert progress.reached(fewer) <= Moment.end(fewer)
    added = progress.reached(more)
    through = min(progress.missing_before(more + 1), default=more + 1) - 1
    assert added.position // 2 == through
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
