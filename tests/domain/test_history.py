"""The fold, undo and redo, against a model that keeps whole states."""

import time
from collections.abc import Callable, Sequence
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from bigcity_tui.domain import edits
from bigcity_tui.domain.diary import LogEntry, log_of
from bigcity_tui.domain.errors import CompanionError
from bigcity_tui.domain.history import fold
from bigcity_tui.domain.operations import WORDS, Change, Operation, change
from tests.domain.ledger import Ledger, state_of

Action = Callable[[Sequence[Operation]], Sequence[Change]]

NUMBERS = st.integers(1, 4)
ITEMS = st.sampled_from(["1", "2", "series"])
DAYS = st.sampled_from(["2024-10-21", "2024", None])


def actions() -> st.SearchStrategy[Action]:
    """Anything that a viewer does."""
    return st.one_of(
        NUMBERS.map(lambda n: lambda operations: edits.started(operations, n)),
        st.builds(
            lambda numbers, day, dated, through: (
                lambda operations: edits.watched(
                    operations, numbers, day, dated=dated, through=through
                )
            ),
            st.sets(NUMBERS, min_size=1, max_size=3),
            DAYS,
            st.booleans(),
            st.booleans(),
        ),
        st.sets(NUMBERS, min_size=1, max_size=3).map(
            lambda numbers: lambda operations: edits.unwatched(operations, numbers)
        ),
        st.builds(
            lambda item, score: lambda operations: edits.rated(operations, item, score),
            ITEMS,
            st.sampled_from([0.5, 7, 8.5, None]),
        ),
        st.builds(
            lambda item, text: lambda operations: edits.noted(operations, item, text),
            ITEMS | st.sampled_from(["1.1", "2.12"]),
            st.sampled_from(["one", "two ", "  ", None]),
        ),
        st.booleans().map(
            lambda is_open: (
                lambda operations: edits.begun_again(
                    operations, f"pass-{len(operations)}", is_open=is_open
                )
            )
        ),
    )


def everything_told(operations: Sequence[Operation]) -> tuple[LogEntry, ...]:
    return log_of(operations, fold(operations), lambda _: True, "episode")


def act(ledger: Ledger, action: Action) -> bool:
    try:
        return ledger.write(action(ledger.operations))
    except CompanionError:
        return False


@given(st.lists(actions(), max_size=12), st.integers())
def test_the_fold_does_not_depend_on_the_order(doings: list[Action], seed: int) -> None:
    ledger = Ledger()
    for doing in doings:
        act(ledger, doing)
    shuffled = Random(seed).sample(ledger.operations, len(ledger.operations))
    assert fold(shuffled) == fold(ledger.operations)
    assert everything_told(shuffled) == everything_told(ledger.operations)


@given(st.lists(actions(), max_size=12))
def test_all_undone_is_nothing_done_and_all_redone_is_all_done(doings: list[Action]) -> None:
    ledger = Ledger()
    blank = ledger.state
    made = sum(act(ledger, doing) for doing in doings)
    done = ledger.state
    for _ in range(2):
        for _ in range(made):
            assert ledger.undo()
        assert ledger.state == blank
        assert not ledger.undo()
        for _ in range(made):
            assert ledger.redo()
        assert ledger.state == done
        assert not ledger.redo()


@given(st.lists(st.one_of(actions(), st.sampled_from(["undo", "redo"])), max_size=20))
@settings(max_examples=200)
def test_undo_and_redo_walk_through_the_states_that_were(doings: list[Action | str]) -> None:
    ledger = Ledger()
    states, ahead = [ledger.state], []
    for doing in doings:
        if doing == "undo":
            assert ledger.undo() == (len(states) > 1)
            if len(states) > 1:
                ahead.append(states.pop())
        elif doing == "redo":
            assert ledger.redo() == bool(ahead)
            if ahead:
                states.append(ahead.pop())
        elif not isinstance(doing, str) and act(ledger, doing):
            states.append(ledger.state)
            ahead = []
        assert ledger.state == states[-1]


@given(st.lists(st.tuples(st.booleans(), actions()), max_size=10))
def test_a_device_takes_back_its_own_changes_alone(doings: list[tuple[bool, Action]]) -> None:
    ledger = Ledger()
    for here, doing in doings:
        ledger.device = "here" if here else "there"
        act(ledger, doing)
    ledger.device = "here"
    theirs = [each for each in ledger.operations if each.device == "there"]
    fields = {each.change.field for each in theirs if each.change.kind not in WORDS}
    before = {
        each.change.field: each.change.value for each in ledger.operations
    }  # the last value of each field
    last_by = {each.change.field: each.device for each in ledger.operations}
    while ledger.undo():
        pass
    after = {each.change.field: each.change.value for each in ledger.operations}
    for name in fields:
        if last_by[name] == "there":
            assert after[name] == before[name]


def test_notes_of_two_devices_are_both_kept_until_one_has_seen_both() -> None:
    def note(id_: str, device: str, hlc: int, text: str, over: list[str]) -> Operation:
        made = change("first", 1, "note", text=text, over=over)
        return Operation(id_, id_, hlc, device, hlc, "series", made)

    one = note("a", "here", 1, "Mine.", [])
    two = note("b", "there", 2, "Theirs.", [])
    assert state_of([one, two])[3] == {"1": ("Theirs.", "Mine.")}
    assert state_of([two, one])[3] == {"1": ("Theirs.", "Mine.")}
    both = note("c", "here", 3, "Ours.", ["a", "b"])
    assert state_of([one, two, both])[3] == {"1": ("Ours.",)}


def test_what_is_not_understood_means_locked_and_is_no_fault() -> None:
    strange = [
        Change("first", "1", "progress", '{"state":"seen"}'),
        Change("first", "2", "progress", '{"state":"watched","on":"tomorrow"}'),
        Change("first", "３", "progress", '{"state":"watched","on":null}'),
        Change("first", "-1", "progress", '{"state":"watched","on":null}'),
        Change("first", "4", "progress", "not json"),
        Change("first", "4", "rating", '{"score":true}'),
        Change("first", "5", "rating", '{"score":7.3}'),
        Change("first", "5", "note", '{"text":5,"over":"x"}'),
        Change("other", "1", "progress", '{"state":"watched","on":null}'),
        Change("first", "1", "mood", '{"state":"watched"}'),
    ]
    ledger = Ledger()
    ledger.write(strange)
    assert ledger.state == [({2: None}, None, {}, {}, False)]
    assert len(everything_told(ledger.operations)) == 1


def test_a_pass_that_is_not_understood_is_gated() -> None:
    ledger = Ledger()
    ledger.write([change("first", 1, "progress", state="watched", on=None)])
    ledger.write([change("later", "", "pass", begun="by a newer version", open="mostly")])
    assert ledger.state[1:] == [({}, None, {}, {}, False)]


def test_a_pass_keeps_its_place_and_time_when_it_is_undone_and_redone() -> None:
    ledger = Ledger()
    ledger.write([change("first", 1, "progress", state="watched", on=None)])
    ledger.write(edits.begun_again(ledger.operations, "second", is_open=False))
    before = fold(ledger.operations)
    assert before.current.begun is not None
    ledger.undo()
    ledger.redo()
    assert fold(ledger.operations) == before


def test_undoing_the_union_of_two_notes_brings_both_back() -> None:
    ledger = Ledger()
    ledger.write([change("first", 1, "note", text="Mine.", over=[])])
    ledger.device = "there"
    ledger.write([change("first", 1, "note", text="Theirs.", over=[])])
    ledger.device = "here"
    ledger.write(edits.noted(ledger.operations, "1", "Ours."))
    assert ledger.state[0][3] == {"1": ("Ours.",)}
    ledger.undo()
    assert ledger.state[0][3] == {"1": ("Theirs.", "Mine.")}
    ledger.redo()
    assert ledger.state[0][3] == {"1": ("Ours.",)}


def test_what_sets_one_field_twice_is_undone_to_what_was_there_before() -> None:
    ledger = Ledger()
    ledger.write([change("first", 1, "rating", score=score) for score in (5, 6)])
    ledger.write([change("first", 1, "rating", score=score) for score in (7, 8)])
    ledger.undo()
    assert ledger.state[0][2] == {"1": 6}


def test_twenty_thousand_changes_at_once_are_undone_and_told_of_in_no_time() -> None:
    ledger = Ledger()
    ledger.write(
        [
            change("first", n % 8 + 1, kind, **value)
            for n in range(10_000)
            for kind, value in (
                ("rating", {"score": n % 20 / 2 + 0.5}),
                ("note", {"text": "x", "over": [f"here-1-{2 * n - 15}"] if n > 7 else []}),
            )
        ]
    )
    begun = time.process_time()
    assert ledger.undo()
    assert ledger.state == [({}, None, {}, {}, False)]
    assert len(everything_told(ledger.operations)) == 2
    # It takes a fifth of a second; where it goes through everything for each, a minute.
    assert time.process_time() - begun < 10
