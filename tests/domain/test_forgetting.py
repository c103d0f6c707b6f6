"""Forgetting, as laws over anything that devices may have written and may tell each other."""

from collections.abc import Sequence
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bigcity_tui.domain import edits
from bigcity_tui.domain.history import fold
from bigcity_tui.domain.operations import (
    WORDS,
    Change,
    Operation,
    blank,
    blanked,
    change,
    forgotten,
)
from tests.domain.ledger import Ledger
from tests.domain.test_history import Action, act, actions

IDS = st.sampled_from("abcdef")
VALUES = st.one_of(
    st.builds(
        lambda text, over, source: {"text": text, "over": over} | source,
        st.sampled_from(["words", "others", None]),
        st.lists(IDS, max_size=2),
        st.one_of(st.just({}), IDS.map(lambda id_: {"from": id_})),
    ),
    st.sampled_from([{"text": 5, "over": "x", "from": 3}, {"forgotten": True, "text": "words"}]),
)
NOTES = st.builds(
    lambda id_, field, value: Operation(
        id_, id_, 1, "here", 1, "s", change("first", *field, **value)
    ),
    IDS,
    st.sampled_from([("1", "note"), ("1.2", "answer")]),
    VALUES,
)
TOMBSTONES = st.builds(
    lambda id_, ids: Operation(
        f"t{id_}", "t", 2, "here", 1, "s", change("first", 1, "forget", notes=ids)
    ),
    IDS,
    st.one_of(st.lists(IDS, max_size=2), st.sampled_from(["a", None, [1]])),
)
STRANGE = st.sampled_from(
    [
        Operation("x", "x", 1, "here", 1, "s", Change("first", "1", "note", "no json")),
        Operation("a", "x", 1, "here", 1, "s", Change("first", "1", "mood", '{"text":"words"}')),
    ]
)
OPERATIONS = st.lists(st.one_of(NOTES, TOMBSTONES, STRANGE), max_size=10)


@given(OPERATIONS, OPERATIONS, st.integers())
def test_in_any_order_and_in_any_steps_the_same_is_forgotten(
    known: list[Operation], arriving: list[Operation], seed: int
) -> None:
    at_once = set(blanked([*known, *arriving]))
    assert set(blanked([*blanked(known), *blanked(arriving)])) == at_once
    assert set(blanked([*blanked(known), *arriving])) == at_once
    assert set(blanked(at_once)) == at_once
    mixed = [*known, *arriving]
    assert set(blanked(Random(seed).sample(mixed, len(mixed)))) == at_once


@given(OPERATIONS)
def test_of_what_is_forgotten_no_word_is_left(operations: list[Operation]) -> None:
    after = blanked(operations)
    gone = forgotten(operations)
    for operation, left in zip(operations, after, strict=True):
        if operation.change.kind in WORDS and operation.id in gone:
            assert left.is_blank
            assert "words" not in left.change.value
            assert left.data["text"] is None
            assert blank(left) == left
            assert left._replace(change=operation.change) == operation
        else:
            assert left == operation


def test_what_undo_copied_goes_with_what_it_was_copied_from() -> None:
    ledger = Ledger()
    ledger.write(edits.noted(ledger.operations, "1", "First."))
    first = ledger.operations[-1]
    ledger.write(edits.noted(ledger.operations, "1", "Second."))
    ledger.undo()
    ledger.redo()
    ledger.undo()
    assert fold(ledger.operations).current.notes["1"].texts[0] == "First."
    # Another device, which knows of the first text alone, forgets it.
    stone = change("first", 1, "forget", notes=[first.id])
    after = blanked([*ledger.operations, first._replace(id="t", change=stone)])
    assert "First." not in repr(after)
    assert "Second." in repr(after)
    assert fold(after).current.notes == {}


@given(
    st.lists(actions(), max_size=12),
    st.sampled_from(["1", "2", "series"]),
    st.lists(st.booleans(), max_size=20),
)
def test_neither_undo_nor_redo_brings_forgotten_words_back(
    doings: Sequence[Action], item: str, turns: list[bool]
) -> None:
    ledger = Ledger()
    for doing in doings:
        act(ledger, doing)
    had_words = any(item in state[3] for state in ledger.state)
    assert ledger.write(edits.forgot(ledger.operations, item, every_viewing=True)) or not had_words
    for back in turns:
        ledger.undo() if back else ledger.redo()
        assert all(item not in state[3] for state in ledger.state)
    assert not ledger.write(edits.forgot(ledger.operations, item, every_viewing=True))


def test_forgetting_is_passed_over_by_undo_and_redo() -> None:
    ledger = Ledger()
    ledger.write(edits.rated(ledger.operations, "1", 7))
    ledger.write(edits.noted(ledger.operations, "1", "Words."))
    ledger.write(edits.rated(ledger.operations, "1", 8))
    ledger.undo()
    ledger.write(edits.forgot(ledger.operations, "1", every_viewing=False))
    assert ledger.redo()
    assert ledger.state[0][2:4] == ({"1": 8}, {})
    assert ledger.undo()
    assert ledger.undo()
    assert ledger.state == [({}, None, {}, {}, False)]
    assert not ledger.undo()


def test_an_earlier_pass_is_forgotten_only_when_all_are_named() -> None:
    ledger = Ledger()
    ledger.write(edits.noted(ledger.operations, "1", "Words."))
    ledger.write(edits.begun_again(ledger.operations, "second", is_open=False))
    assert not edits.forgot(ledger.operations, "1", every_viewing=False)
    assert ledger.write(edits.forgot(ledger.operations, "1", every_viewing=True))
    assert ledger.state[0][3] == {}


def test_a_note_that_was_written_very_often_is_forgotten_in_pieces_that_can_be_merged() -> None:
    ledger = Ledger()
    ledger.write([change("first", 1, "note", text=str(n), over=[]) for n in range(2500)])
    stones = edits.forgot(ledger.operations, "1", every_viewing=False)
    assert len(stones) == 3
    ledger.write(stones)
    assert ledger.state[0][3] == {}
