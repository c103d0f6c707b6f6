"""Everything that changes a record, in any order, on several devices, against a plain model."""

import os
import shutil
import tempfile
from contextlib import closing

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bigcity_tui.companion import Companion, Outcome
from bigcity_tui.companion.transfer import Transfer
from bigcity_tui.domain import history
from bigcity_tui.domain.errors import CompanionError
from bigcity_tui.store.record import Record
from tests.packs import made_up_pack
from tests.store.support import DAY, NOW
from tests.store.world import EPISODES, ITEMS, WORDED, Viewing, World

MEMORY = "/dev/shm"
PACK = made_up_pack(EPISODES)
NUMBERS = st.integers(1, EPISODES)
SEVERAL = st.sets(NUMBERS, min_size=1, max_size=EPISODES)
SCORES = st.sampled_from([0.5, 7, 8.5, 10])


class Diary(RuleBasedStateMachine):
    """A viewer with a record, who now and then goes on with it on another device."""

    def __init__(self) -> None:
        super().__init__()
        # In memory where that can be: it is thousands of changes, and each waits for the disk.
        self.top = tempfile.mkdtemp(dir=MEMORY if os.path.isdir(MEMORY) else None)
        self.shared = os.path.join(self.top, "shared")
        os.mkdir(self.shared)
        self.world = World()
        self.now = NOW
        self.texts = 0
        self.homes: list[str] = []
        self.export = ""
        self.record, self.companion = self.opened(self.home())

    def teardown(self) -> None:
        self.record.close()
        shutil.rmtree(self.top)

    def home(self) -> str:
        """The folder of a device that was not there before."""
        self.homes.append(os.path.join(self.top, f"home-{len(self.homes)}"))
        return self.homes[-1]

    def opened(self, home: str) -> tuple[Record, Companion]:
        record = Record.open(home, lambda: self.now)
        return record, Companion(PACK, record, lambda: self.now)

    @initialize(again=st.sampled_from([None, False, True]))
    def watched_once(self, again: bool | None) -> None:
        """Two times of three, begin when there is something that can return."""
        if again is None:
            return
        self.watch(set(range(1, EPISODES + 1)), None, through=False)
        for item in ITEMS:
            self.rate(item, 7)
        for item in WORDED:
            self.note(item, "new")
        self.rewatch(again)

    def agrees(self, done: Outcome, expected: bool) -> None:
        assert done.changed == expected, done.message

    # -- what a viewer does ------------------------------------------------------------------

    @rule(number=NUMBERS)
    def start(self, number: int) -> None:
        if number in self.world.current.watched:
            with pytest.raises(CompanionError, match="watched already"):
                self.companion.start(number)
        else:
            self.agrees(self.companion.start(number), self.world.start(number))

    @rule(
        numbers=SEVERAL,
        on=st.sampled_from([None, "2024-01-20", "2024", "unknown"]),
        through=st.booleans(),
    )
    def watch(self, numbers: set[int], on: str | None, through: bool) -> None:
        day = self.companion.today() if on is None else None if on == "unknown" else on
        expected = self.world.watch(numbers, day, dated=on is not None, through=through)
        self.agrees(self.companion.watch(numbers, on, through=through), expected)

    @rule(numbers=SEVERAL)
    def unwatch(self, numbers: set[int]) -> None:
        self.agrees(self.companion.unwatch(numbers), self.world.unwatch(numbers))

    @rule(item=st.sampled_from(ITEMS), score=st.one_of(SCORES, st.none()))
    def rate(self, item: str, score: float | None) -> None:
        expected = self.world.rate(item, score)
        done = self.companion.rate(item, score)
        assert done.changed == expected

    @rule(item=st.sampled_from(WORDED), what=st.sampled_from(["new", "same", "none"]))
    def note(self, item: str, what: str) -> None:
        text = self.world.current.notes.get(item) if what == "same" else None
        if what == "new":
            self.texts += 1
            text = f"Qux{self.texts:04}"
        if item not in ITEMS and not self.world.current.ended:
            with pytest.raises(CompanionError, match="is not open"):
                self.companion.note(item, text)
            return
        self.agrees(self.companion.note(item, text), self.world.note(item, text))

    @rule(is_open=st.booleans())
    def rewatch(self, is_open: bool) -> None:
        expected = self.world.rewatch(is_open=is_open)
        self.agrees(self.companion.rewatch(is_open=is_open), expected)

    @rule()
    def undo(self) -> None:
        self.reverses(self.companion.undo(), self.world.undo())

    @rule()
    def redo(self) -> None:
        self.reverses(self.companion.redo(), self.world.redo())

    def reverses(self, done: Outcome, expected: bool) -> None:
        self.agrees(done, expected)
        if expected and "not shown now" not in done.message:
            last = self.companion.log()[-1]
            assert done.message == f"{last.text[0].upper()}{last.text[1:]}."

    @rule(item=st.sampled_from(ITEMS), every=st.booleans())
    def forget(self, item: str, every: bool) -> None:
        expected = self.world.forget(item, every_viewing=every)
        self.agrees(self.companion.forget(item, every_viewing=every), expected)
        self.forgot(self.record.home)

    def forgot(self, home: str) -> None:
        """No file of a device has a word in it that was forgotten."""
        for place, _, names in os.walk(home):
            for name in names:
                with open(os.path.join(place, name), "rb") as file:
                    content = file.read()
                assert not any(text.encode() in content for text in self.world.gone), name

    # -- what happens to a record ------------------------------------------------------------

    @rule(days=st.integers(-1, 1))
    def restart(self, days: int) -> None:
        """Begin anew, on another day, which may be an earlier one."""
        self.now += days * DAY
        self.record.close()
        self.record, self.companion = self.opened(self.record.home)

    @rule()
    def sync(self) -> None:
        self.companion.sync(self.shared)

    @rule()
    def move_by_sync(self) -> None:
        self.companion.sync(self.shared)
        self.record.close()
        self.record, self.companion = self.opened(self.home())
        self.companion.sync(self.shared)
        self.world.move()

    @rule()
    def keep_an_export(self) -> None:
        self.export = Transfer(self.companion).export("json").text

    @precondition(lambda self: self.export)
    @rule()
    def bring_in_an_old_export(self) -> None:
        """All of it is there already, or forgotten."""
        self.apply_import(self.export)

    @rule()
    def move_by_export(self) -> None:
        text = Transfer(self.companion).export("json").text
        self.record.close()
        self.record, self.companion = self.opened(self.home())
        self.apply_import(text)
        self.world.move()

    def apply_import(self, text: str) -> None:
        path = os.path.join(self.top, "export.json")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        transfer = Transfer(self.companion)
        transfer.apply(transfer.read([path]))

    @precondition(lambda self: len(self.homes) > 1)
    @rule(item=st.sampled_from(ITEMS), score=SCORES, data=st.data())
    def rate_elsewhere(self, item: str, score: float, data: st.DataObject) -> None:
        """Another device rates something, and both sync, in this order or that."""
        if not self.world.untouched_rating(item):
            return
        self.companion.sync(self.shared)
        others = [home for home in self.homes if home != self.record.home]
        record, other = self.opened(data.draw(st.sampled_from(others)))
        other.sync(self.shared)
        self.shows(other)
        other.rate(item, score)
        other.sync(self.shared)
        self.companion.sync(self.shared)
        self.world.rate_elsewhere(item, score)
        self.shows(other)
        record.close()
        self.forgot(record.home)

    # -- what has to hold --------------------------------------------------------------------

    @invariant()
    def everything_is_as_it_should_be(self) -> None:
        self.shows(self.companion)

    @invariant()
    def another_program_reads_the_same(self) -> None:
        with closing(Record.open(self.record.home, lambda: self.now)) as record:
            series = PACK.series.id
            assert record.operations(series) == self.record.operations(series)

    def shows(self, companion: Companion) -> None:
        world, now, view = self.world, self.world.current, companion.view()
        assert companion.notice is None
        assert str(view.moment) == now.moment
        assert view.status == companion.status()
        assert (view.status.viewing, view.status.open) == (len(world.viewings), now.open)
        assert list(map(told, view.history.viewings)) == [
            shown(viewing, set(WORDED) if viewing is now else world.returned)
            for viewing in world.viewings
        ]
        log = repr(companion.log())
        for earlier in world.viewings[:-1]:
            for item, text in earlier.notes.items():
                assert (text in log) == (item in world.returned)
        assert not any(text in log for text in world.gone)


Told = tuple[bool, dict[int, str | None], int | None, dict[str, float], dict[str, str]]


def told(viewing: history.Viewing) -> Told:
    """A viewing as the program has it."""
    found = {item: words for item in WORDED if (words := viewing.words(item))}
    assert all(len(words.texts) == 1 for words in found.values())
    progress = viewing.progress
    notes = {item: words.texts[0] for item, words in found.items()}
    return progress.open, {**progress.watched}, progress.watching, {**viewing.ratings}, notes


def shown(viewing: Viewing, items: set[str]) -> Told:
    """A viewing as it ought to be shown, with what was said of these items."""
    ratings = {item: score for item, score in viewing.ratings.items() if item in items}
    notes = {item: text for item, text in viewing.notes.items() if item in items}
    return viewing.open, viewing.watched, viewing.watching, ratings, notes


ALL = settings(deadline=None, suppress_health_check=list(HealthCheck))


def test_a_record_is_as_a_plain_model_has_it() -> None:
    run_state_machine_as_test(
        Diary, settings=settings(ALL, max_examples=15, stateful_step_count=20)
    )


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_two_thousand_records_are_as_a_plain_model_has_them() -> None:
    run_state_machine_as_test(
        Diary, settings=settings(ALL, max_examples=2000, stateful_step_count=50)
    )
