"""The benchmarks run; what they find is for a quiet machine and a person to judge."""

import re
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.table import table

ROOT = Path(__file__).parent.parent


def test_a_round_of_one_command_makes_a_table() -> None:
    done = subprocess.run(
        [sys.executable, *"-m tests.benchmarks commands --only version --rounds 1".split()],  # noqa: SIM905
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^--version +[\d.]+ +[\d.]+ +[\d.]+x \(.*≤ 4x$", done.stdout, re.M)


def test_a_table_has_medians_and_the_ratios_of_each_round() -> None:
    rounds = [
        {"a": {"start": ref}, "b": {"start": own}} for ref, own in ((10, 20), (20, 20), (10, 30))
    ]
    text = table(rounds, ["b"], lambda figure: ("a", figure), {"start": 1.5})
    assert text.splitlines()[1].split() == [
        "start",
        "10.0",
        "20.0",
        "2.00x",
        "(1.00–3.00)",
        "≤",
        "1.5x",
    ]
