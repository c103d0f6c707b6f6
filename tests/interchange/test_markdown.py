"""The diary in Markdown: what it holds, and that the viewer's words stay words."""

import re

from hypothesis import given, settings

from bigcity_tui.domain.history import fold
from bigcity_tui.domain.operations import Operation, change
from bigcity_tui.domain.text import clean
from tests.domain.ledger import Ledger
from tests.interchange.support import SERIES, exported, histories


def test_a_diary_of_two_viewings() -> None:
    ledger = Ledger()
    ledger.write(
        [
            change("first", 1, "progress", state="watched", on="2024-10-21"),
            change("first", 2, "progress", state="watched", on=None),
            change("first", 3, "progress", state="watching"),
            change("first", 1, "rating", score=8.5),
            change("first", 1, "note", text="# Mine\n1. *all* of <it>\n\n- end", over=[]),
            change("first", "series", "note", text="바다", over=[]),
            change("again", "", "pass", begun=True, open=False),
            change("again", 4, "rating", score=9),
        ]
    )
    assert exported("markdown", ledger.operations).text == (
        "# The Quay at Dusk · 저녁의 부두\n\n"
        f"{SERIES.country}, 2021. 4 episodes.\n\n"
        "## Viewing 1\n\n"
        "### Episode 1 · The Quay\n\n"
        "Watched on 2024-10-21 · 8.5 of 10.\n\n"
        "> \\# Mine  \n> 1\\. \\*all\\* of \\<it\\>  \n>  \n> \\- end\n\n"
        "### Episode 2\n\n"
        "Watched on an unknown date.\n\n"
        "### Episode 3\n\n"
        "Being watched.\n\n"
        "### The series\n\n"
        "> 바다\n\n"
        "## Viewing 2\n\n"
        "### Episode 4\n\n"
        "Not watched · 9.0 of 10.\n"
    )


def test_nothing_yet() -> None:
    assert exported("markdown", ()).text.endswith("4 episodes.\n\nNothing yet.\n")


@given(histories())
@settings(max_examples=100, deadline=None)
def test_every_line_is_a_quotation_or_ours(operations: tuple[Operation, ...]) -> None:
    history = fold(operations)
    text = exported("markdown", operations).text
    for line in text.split("\n"):
        assert clean(line) == line
        if not line.startswith(">"):
            assert line == "" or re.match(
                r"(#+ (The Quay|Viewing|Episode|The series)|Watched|Being|Not watched|\d+\.\d of"
                r"|Nothing yet|Question \d+:$|" + re.escape(SERIES.country) + ")",
                line,
            )
        else:
            assert not re.match(r"> *(#|>|[-+=]|\d+[.)])", line)
    notes = sum(len(each.notes) for each in history.viewings)
    assert notes == 0 or "\n> " in text
