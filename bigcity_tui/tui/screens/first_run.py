"""The first question, which is how far one is."""

from bigcity_tui.domain.series import Series
from bigcity_tui.domain.text import short
from bigcity_tui.tui.screens.choice import Choice, ChoiceScreen


def first_run(series: Series) -> ChoiceScreen:
    """Ask how far the viewer is; the answer is the last episode seen, as text, `0` for none."""
    choices = [Choice("0", "0", "Nothing yet")]
    choices += [
        Choice(str(number), str(number) if number < 10 else "", f"Through episode {number}")
        for number in range(1, series.episodes + 1)
    ]
    return ChoiceScreen(
        f"{short(series.title, 100)}: how far are you?",
        "You are shown what you have seen, and nothing else.",
        choices,
        leaving="later",
    )
