"""Three devices and one folder: whatever the order and whatever happens to the files."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bigcity_tui.domain.edits import reverse
from bigcity_tui.store.record import Record
from bigcity_tui.store.sync import Synced, sync
from tests.store.support import (
    SERIES,
    forget,
    note,
    open_record,
    own_file,
    rate,
    write,
)

ACTIONS = st.one_of(
    st.tuples(
        st.sampled_from(["rate", "note", "answer", "forget", "undo", "sync", "sync", "sync"]),
        st.integers(0, 2),
    ),
    st.tuples(st.sampled_from(["cut", "double", "lose"]), st.integers(0, 2)),
)


def act(records: list[Record], folder: str, action: str, who: int, amount: float) -> Synced | None:
    record = records[who]
    path = own_file(record, folder)
    if action == "rate":
        rate(record, 1 + int(8 * amount))
    elif action == "note":
        note(record, f"text {amount}")
    elif action == "answer":
        note(record, f"text {amount}", "1.1")
    elif action == "forget":
        forget(record)
    elif action == "undo":
        reversal = reverse(record.operations(SERIES), record.device)
        if reversal is not None:
            write(record, reversal.changes, reversal.batch)
    elif action == "sync":
        return sync(record, folder)
    elif os.path.exists(path):
        data = Path(path).read_bytes()
        if action == "cut":
            Path(path).write_bytes(data[: int(amount * len(data))])
        elif action == "double":
            Path(path.replace(".jsonl", " (1).jsonl")).write_bytes(data)
        else:
            os.remove(path)
    return None


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.tuples(ACTIONS, st.floats(0, 1)), max_size=15))
def test_three_devices_converge_whatever_happened(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[tuple[str, int], float]]
) -> None:
    check_convergence(str(tmp_path_factory.mktemp("top")), steps)


@pytest.mark.long
@pytest.mark.timeout(1800)
@settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.tuples(ACTIONS, st.floats(0, 1)), max_size=40))
def test_three_devices_converge_at_length(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[tuple[str, int], float]]
) -> None:
    check_convergence(str(tmp_path_factory.mktemp("top")), steps)


def check_convergence(top: str, steps: list[tuple[tuple[str, int], float]]) -> None:
    folder = os.path.join(top, "carried")
    os.mkdir(folder)
    records = [open_record(os.path.join(top, f"device-{n}")) for n in range(3)]
    made = set()
    for (action, who), amount in steps:
        act(records, folder, action, who, amount)
        made |= {operation.id for record in records for operation in record.everything()}
    for record in (*records, *records):
        sync(record, folder)
    first, second, third = (record.everything() for record in records)
    assert first == second == third
    assert {operation.id for operation in first} == made
    assert not any(record.held().conflicts for record in records)
    for record in records:
        assert not sync(record, folder).written
