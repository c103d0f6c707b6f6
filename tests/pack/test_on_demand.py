"""Episodes are read once they are wanted: what is shown is the same, and what is locked unread."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bigcity_tui.companion import Companion, sound_series
from bigcity_tui.domain.errors import PackError
from bigcity_tui.domain.moments import BEFORE
from bigcity_tui.domain.pack import Episode, Pack
from bigcity_tui.domain.text import LONGEST
from bigcity_tui.pack import validate
from bigcity_tui.pack.location import episode_file
from bigcity_tui.pack.validate import PackReader
from bigcity_tui.store.record import Record
from tests.pack.support import change, problems, put, write
from tests.packs import made_up_pack, packs, write_pack
from tests.tui.driver import NOON, evening

THIRD = episode_file(3)


def test_what_is_not_wanted_is_its_number_alone(folder: str) -> None:
    whole = made_up_pack()
    reader = PackReader(folder)
    assert reader.read([1]).episodes == (whole.episodes[0], Episode(2, BEFORE), Episode(3, BEFORE))
    assert reader.read([3]).episodes == (whole.episodes[0], Episode(2, BEFORE), whole.episodes[2])
    assert reader.read([]).episodes == reader.read([9]).episodes == reader.read([1, 3]).episodes
    assert reader.read() == whole


def test_nothing_is_read_twice(folder: str) -> None:
    reader = PackReader(folder)
    first = reader.read([1, 3])
    for number in (1, 3):
        os.remove(os.path.join(folder, episode_file(number)))
    assert reader.read([3]) is first
    assert reader.read([2]) == reader.read() == made_up_pack()


def test_a_file_is_checked_when_it_is_read(folder: str) -> None:
    change(folder, THIRD, put("number", to=4))
    reader = PackReader(folder)
    reader.read([1, 2])
    (line,) = problems(lambda _: reader.read(), folder)
    assert line == f"{THIRD}: number: must be 3, as in the file's name"
    change(folder, THIRD, put("number", to=3))
    assert reader.read() == made_up_pack()


def test_that_there_is_a_file_is_checked_at_once(folder: str) -> None:
    os.remove(os.path.join(folder, THIRD))
    (line,) = problems(lambda _: PackReader(folder).read([1]), folder)
    assert line.startswith(f"{THIRD}: is missing")


def test_ids_are_held_against_those_that_were_read_before(folder: str) -> None:
    first = made_up_pack().episodes[0].notes[0]
    change(folder, THIRD, put("notes", 0, "id", to=first.id))
    reader = PackReader(folder)
    reader.read([1])
    (line,) = problems(lambda _: reader.read([3]), folder)
    assert line.startswith(f"{THIRD}: notes[0].id: is in use already")


def _companion(pack: str | Pack, home: str) -> Companion:
    Path(home).mkdir(mode=0o700)
    return Companion(pack, Record.open(home, lambda: NOON), lambda: NOON)


def test_a_broken_episode_is_told_of_when_it_opens(folder: str, tmp_path: Path) -> None:
    write(folder, THIRD, [])
    companion = _companion(folder, str(tmp_path / "home"))
    companion.watch([1])
    opened = companion.view()
    with pytest.raises(PackError, match=r"cannot be used: episodes/03\.json: must be"):
        companion.peek(3)
    assert companion.view() == opened
    companion.watch([2, 3])
    with pytest.raises(PackError, match=r"episodes/03\.json"):
        companion.view()
    companion.undo()
    assert companion.view() == opened


async def test_the_app_tells_of_it_and_goes_on(folder: str, tmp_path: Path) -> None:
    write(folder, THIRD, [])
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    async with evening(home, Path(folder)) as viewer:
        await viewer.press("w")
        await viewer.sees("1 of 3")
        await viewer.press("j", "w")
        await viewer.sees("2 of 3")
        await viewer.press("j", "w")
        await viewer.sees("Marked episode 3 as watched.", "everything is locked", "the pack in")
        assert viewer.companion.status().watched == (1, 2, 3)
        await viewer.press("u")
        await viewer.sees("Undone: watched episode 3.", "2 of 3")
        await viewer.press("r", "8", "enter")
        await viewer.sees("Rated episode 3: 8.")


async def test_a_peek_at_what_is_broken_is_refused_and_the_app_goes_on(
    folder: str, tmp_path: Path
) -> None:
    write(folder, THIRD, [])
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    async with evening(home, Path(folder)) as viewer:
        await viewer.press("j", "j", "p", "y")
        await viewer.sees("cannot be used")
        await viewer.press("k", "w", "o")
        await viewer.sees("Marked episode 2 as watched.")


def test_what_was_refused_takes_no_room_for_ever(
    folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(folder, THIRD, put("number", to=4))
    room = sum(path.stat().st_size for path in Path(folder).rglob("*.json"))
    monkeypatch.setattr(validate, "MOST_BYTES_IN_ALL", room)
    reader = PackReader(folder)
    reader.read([1, 2])
    for _ in range(5):
        assert problems(lambda _: reader.read(), folder)
    change(folder, THIRD, put("number", to=3))
    assert reader.read() == made_up_pack()


def test_what_there_is_no_room_for_is_refused_each_time(
    folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = PackReader(folder)
    reader.read([1])
    monkeypatch.setattr(validate, "MOST_BYTES_IN_ALL", 1)
    for _ in range(3):
        assert "more than 0 MB" in str(problems(lambda _: reader.read([2, 3]), folder))


def test_threads_may_read_at_once(folder: str) -> None:
    for _ in range(30):
        reader = PackReader(folder)
        reader.read([1])
        with ThreadPoolExecutor(3) as pool:
            found = list(pool.map(reader.read, [None] * 3))
        assert found == [made_up_pack()] * 3


@settings(max_examples=40, deadline=None)
@given(packs(), st.data())
def test_a_view_is_the_same_whatever_was_read_before(pack: Pack, data: st.DataObject) -> None:
    numbers = st.sampled_from(range(1, pack.series.episodes + 1))
    acts = st.sampled_from(["watch", "start", "unwatch", "peek", "undo", "rewatch", "open"])
    with TemporaryDirectory() as folder:
        write_pack(pack, f"{folder}/pack")
        whole, read = (
            _companion(of, f"{folder}/{name}")
            for name, of in (("whole", pack), ("read", f"{folder}/pack"))
        )
        for act, number in data.draw(st.lists(st.tuples(acts, numbers), max_size=12)):
            for companion in (whole, read):
                _do(companion, act, number)
            one, other = whole.view(), read.view()
            assert (one.edition, one.peeked) == (other.edition, other.peeked)
            # A moment back is no more than was there already.
            assert whole.view(BEFORE).edition == read.view(BEFORE).edition
        for companion in (whole, read):
            companion.record.close()


def _do(companion: Companion, act: str, number: int) -> None:
    if act in ("watch", "unwatch"):
        getattr(companion, act)([number])
    elif act == "start":
        if number not in companion.view().progress.watched:
            companion.start(number)
    elif act == "peek":
        companion.peek(number)
    elif act == "undo":
        if companion.log():
            companion.undo()
    else:
        companion.rewatch(is_open=act == "open")


def test_an_episode_that_would_show_its_recap_and_is_broken_stops_nothing_else(
    folder: str, tmp_path: Path
) -> None:
    write(folder, episode_file(2), [])
    companion = _companion(folder, str(tmp_path / "home"))
    companion.watch([1])
    view = companion.view()
    assert view.edition.episodes[0].notes
    assert view.edition.people
    with pytest.raises(PackError, match=r"episodes/02\.json"):
        sound_series(folder)
    companion.start(2)
    with pytest.raises(PackError, match=r"episodes/02\.json"):
        companion.view()


def test_a_long_open_text_is_the_same_whatever_is_locked_beside_it(folder: str) -> None:
    """Texts are cleaned and cut one by one, and never since something else in the file is odd."""
    name = episode_file(1)
    long = "An open paragraph. " * 2000
    change(folder, name, put("notes", 0, "body", 0, to=long))
    plain = PackReader(folder).read([1]).episodes[0].notes[0]
    change(folder, name, put("questions", 0, "text", to="A locked\u202e question?"))
    assert PackReader(folder).read([1]).episodes[0].notes[0] == plain
    assert len(plain.body[0]) == LONGEST
