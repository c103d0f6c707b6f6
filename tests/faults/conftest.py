"""What the campaigns tried, told in figures at the end."""

from collections import Counter

import pytest

from tests.faults.scale import REDUCED, STRACE

_FIGURE = "figure of a campaign"


class Tally:
    """Counts what was tried, under names."""

    def __init__(self, properties: list[tuple[str, object]]) -> None:
        self._properties = properties

    def __call__(self, what: str, number: int = 1) -> None:
        self._properties.append((_FIGURE, [what, number]))


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Tally:
    """Counts what a test tried."""
    return Tally(request.node.user_properties)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how much was tried, and what could not be."""
    figures: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, value in getattr(report, "user_properties", ()):
                if name == _FIGURE and report.when == "call":
                    what, number = value
                    total = figures[what] + number
                    figures[what] = max(figures[what], number) if what.startswith("ms ") else total
    if not figures:
        return
    terminalreporter.section("the reduced campaign" if REDUCED else "the whole campaign")
    for what, number in sorted(figures.items()):
        terminalreporter.write_line(f"{number:>7,} {what}")
    if STRACE is None:
        terminalreporter.write_line(
            "strace is not installed: commands were killed at random moments instead of before each"
            " call, no call was made to fail or to last, and the order of syncs was not looked at"
        )
